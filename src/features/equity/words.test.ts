import { describe, expect, it } from "vitest";
import { type EquityPoint } from "@/backend/days";
import { deepestInWords, findingOf, flowInWords } from "./words";

const point = (day: string, running: string, drawdown: string): EquityPoint => ({
  day,
  running,
  drawdown,
  change: "0",
  flows: "0",
});

describe("findingOf", () => {
  it("names the peak it is below, and not the one of the deepest fall", () => {
    const items = [
      point("2025-01-02", "900.00", "0"),
      point("2025-02-03", "100.00", "-800.00"),
      point("2025-05-03", "1000.00", "0.00"),
      point("2025-06-02", "587.70", "-412.30"),
    ];

    expect(findingOf({ items, total: "587.70" })).toBe("Down $412.30 from the peak of May 3, 2025");
  });

  it("says when it stands at its peak", () => {
    const items = [point("2025-01-02", "-10", "-10"), point("2025-02-03", "25.5", "0")];

    expect(findingOf({ items, total: "25.5" })).toBe("At its peak: +$25.50 since Jan 2, 2025");
  });

  it("speaks of the start when it was never above it", () => {
    const items = [point("2025-01-02", "-10", "-10"), point("2025-02-03", "-4.5", "-4.5")];

    expect(findingOf({ items, total: "-4.5" })).toBe("Down $4.50 since Jan 2, 2025, and never above");
  });

  it("does not call nothing a peak", () => {
    expect(findingOf({ items: [point("2025-01-02", "0.00", "0")], total: "0.00" })).toBe("Level since Jan 2, 2025");
    expect(findingOf({ items: [], total: "0" })).toBe("No day has a figure");
  });
});

describe("deepestInWords", () => {
  it("tells the days of the peak and the bottom", () => {
    expect(deepestInWords({ peak_day: "2020-05-03", bottom_day: "2021-06-01" })).toBe("May 3, 2020 to Jun 1, 2021");
    expect(deepestInWords({ peak_day: null, bottom_day: "2021-06-01" })).toBe("from the start to Jun 1, 2021");
    expect(deepestInWords({ peak_day: null, bottom_day: null })).toBe("never below its peak");
  });
});

describe("flowInWords", () => {
  it("tells money in from money out, and is silent about none", () => {
    expect(["500", "-12.5", "0.00"].map(flowInWords)).toEqual(["$500.00 deposited", "$12.50 withdrawn", null]);
  });
});
