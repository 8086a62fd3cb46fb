import { describe, expect, it } from "vitest";
import { axisDay, axisDollars, drawn, monthsBetween } from "./points";

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const days = (ticks?: number[]) => ticks?.map((tick) => new Date(tick).toISOString().slice(0, 10));

describe("monthsBetween", () => {
  it("marks first days of months, as many as fit", () => {
    expect(days(monthsBetween(at("2025-01-02"), at("2025-11-19")))).toEqual([
      "2025-03-01",
      "2025-05-01",
      "2025-07-01",
      "2025-09-01",
      "2025-11-01",
    ]);
  });

  it("goes over to years where the span is long", () => {
    expect(days(monthsBetween(at("2018-03-08"), at("2025-11-01")))).toEqual([
      "2019-01-01",
      "2020-01-01",
      "2021-01-01",
      "2022-01-01",
      "2023-01-01",
      "2024-01-01",
      "2025-01-01",
    ]);
  });

  it("leaves short spans to the days themselves", () => {
    expect(monthsBetween(at("2025-01-02"), at("2025-02-03"))).toBeUndefined();
    expect(axisDay(at("2025-02-03") - at("2025-01-02"))(at("2025-01-15"))).toBe("Jan 15");
  });
});

describe("axisDollars", () => {
  it("is short, with a real minus", () => {
    expect([0, -130, 800, 1600, -12000].map(axisDollars)).toEqual(["$0", "−$130", "$800", "$1.6k", "−$12k"]);
  });
});

describe("drawn", () => {
  it("keeps the figures as they were sent beside the numbers that place them", () => {
    const point = { day: "2025-05-01", change: "0.1", running: "90071992547409.93", drawdown: "-0.07", flows: "-50" };

    expect(drawn([point])).toEqual([
      { at: at("2025-05-01"), running: 90071992547409.93, drawdown: -0.07, flow: -1, point },
    ]);
  });
});
