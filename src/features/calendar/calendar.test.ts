import { describe, expect, it } from "vitest";
import { type DayFigures } from "@/backend/days";
import { intensityAmong } from "./intensity";
import { addMonths, formatMonth, isMonth, isYear, lastDayOf, monthsOf, weeksOf } from "./months";
import { inMonth, sumsOf } from "./sums";
import { dayInWords, eventInWords, isResult, shortFigure } from "./words";

const none = {
  ...{ gross: "0", fees_open: "0", fees_close: "0", net: "0", dividends: "0", interest: "0", lending: "0", fees: "0" },
  ...{ fee_adjustments: "0", adjustments: "0", deposits: "0", withdrawals: "0", transfers: "0" },
};
const figures = (day: string, total: string, closings = 1): DayFigures => ({ ...none, day, total, closings });

describe("weeksOf", () => {
  it("starts on Monday and leaves the neighbours' days out", () => {
    const weeks = weeksOf("2025-05"); // the 1st is a Thursday, the 31st a Saturday

    expect(weeks).toHaveLength(5);
    expect(weeks[0]).toEqual({
      days: [null, null, null, "2025-05-01", "2025-05-02"],
      weekend: ["2025-05-03", "2025-05-04"],
    });
    expect(weeks[4]).toEqual({
      days: ["2025-05-26", "2025-05-27", "2025-05-28", "2025-05-29", "2025-05-30"],
      weekend: ["2025-05-31"],
    });
  });

  it("has every day of a month once, weekends included", () => {
    for (const month of [...monthsOf("2024"), ...monthsOf("2025")]) {
      const days = weeksOf(month).flatMap(({ days: weekdays, weekend }) => [...weekdays, ...weekend]);

      expect(days.filter((day) => day !== null)).toHaveLength(Number(lastDayOf(month).slice(8)));
    }
  });

  it("keeps a month's first weekend in a week of its own", () => {
    expect(weeksOf("2025-11")[0]).toEqual({
      days: [null, null, null, null, null],
      weekend: ["2025-11-01", "2025-11-02"],
    });
  });
});

describe("Months", () => {
  it("cross years and leap days", () => {
    expect([addMonths("2025-01", -1), addMonths("2024-12", 1), lastDayOf("2024-02"), lastDayOf("2025-02")]).toEqual([
      "2024-12",
      "2025-01",
      "2024-02-29",
      "2025-02-28",
    ]);
    expect(formatMonth("2025-11")).toBe("November 2025");
  });

  it("are what an address may ask for", () => {
    expect(["2025-01", "2025-13", "2025-1", "0000-01", "x"].map(isMonth)).toEqual([true, false, false, false, false]);
    expect(["2025", "1969", "20255", ""].map(isYear)).toEqual([true, false, false, false]);
  });
});

describe("intensityAmong", () => {
  it("puts gains and losses into quarters by size", () => {
    const levelOf = intensityAmong(["1", "-2", "3", "-4", "5", "-6", "7", "8000"]);

    expect(["1", "-2", "3", "-4", "5", "-6", "7", "8000"].map(levelOf)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it("gives nothing to a zero and counts none of them", () => {
    const levelOf = intensityAmong(["0", "0.00", "10"]);

    expect([levelOf("0"), levelOf("0.00"), levelOf("10")]).toEqual([0, 0, 1]);
  });

  it("gives equal figures the same", () => {
    const levelOf = intensityAmong(["5", "-5.00", "5.0", "9"]);

    expect(["5", "-5.00", "5.0", "9"].map(levelOf)).toEqual([1, 1, 1, 4]);
  });
});

describe("sumsOf", () => {
  const sums = sumsOf([
    figures("2025-10-31", "0.10", 2),
    figures("2025-11-01", "0.20"),
    figures("2025-11-03", "-1.5", 3),
  ]);

  it("adds up exactly, a Saturday's settlement with its week", () => {
    expect(sums.total(["2025-10-31", "2025-11-01"])).toBe("0.30");
    expect(sums.closings(["2025-10-31", "2025-11-01", "2025-11-02"])).toBe(3);
  });

  it("counts nothing for days without figures", () => {
    expect(sums.total(["2025-11-04"])).toBe("0");
    expect(sums.of("2025-11-04")).toBeUndefined();
  });
});

describe("The weeks of a month", () => {
  it("add up to the month", () => {
    const all = [figures("2025-10-31", "7"), figures("2025-11-01", "12.34"), figures("2025-11-28", "-2.04")];
    const sums = sumsOf(inMonth(all, "2025-11"));
    const weeks = weeksOf("2025-11").map(({ days, weekend }) => [...days.filter((day) => day !== null), ...weekend]);

    expect(sums.total(weeks.flat())).toBe("10.30"); // 12.34 - 2.04
    expect(weeks.map(sums.total)).toEqual(["12.34", "0", "0", "0", "-2.04"]);
  });
});

describe("shortFigure", () => {
  it("fits into a small cell and keeps its sign", () => {
    expect(["412.3", "-1411.51", "12708", "-0.02", "0.5", "0", "-9999.99"].map(shortFigure)).toEqual([
      "+412",
      "−1,412",
      "+13k",
      "−0.02",
      "+1",
      "0",
      "−10,000",
    ]);
  });
});

describe("Events in words", () => {
  it("tell how a closing came about, and what cash was", () => {
    expect(eventInWords({ kind: "closing", reason: "assignment" })).toBe("Assigned");
    expect(eventInWords({ kind: "closing", reason: "trade" })).toBe("Closed");
    expect(eventInWords({ kind: "mark_to_market", reason: null })).toBe("Futures’ daily settlement");
  });

  it("tell results from money that only moves", () => {
    const kinds = ["closing", "dividends", "deposits", "withdrawals", "transfers", "mark_to_market", "unclassified"];

    expect(kinds.filter((kind) => isResult({ kind }))).toEqual(["closing", "dividends"]);
  });
});

describe("dayInWords", () => {
  it("says the sign and the count", () => {
    expect(dayInWords({ day: "2025-11-06", total: "12.34", closings: 3 })).toBe(
      "Thu, Nov 6, 2025: +$12.34, 3 closings",
    );
  });
});
