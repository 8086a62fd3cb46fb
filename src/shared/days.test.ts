import { describe, expect, it } from "vitest";
import { addDays, ago, formatDay, formatTime, isDay, newYorkDay } from "./days";

// These tests run on a clock in Kolkata: what they say holds wherever the reader is.
describe("newYorkDay", () => {
  it("is the exchange's day, not the reader's", () => {
    expect(newYorkDay("2025-01-01T03:00:00Z")).toBe("2024-12-31");
    expect(newYorkDay("2025-07-01T03:59:00Z")).toBe("2025-06-30");
    expect(newYorkDay("2025-07-01T04:00:00Z")).toBe("2025-07-01");
  });
});

describe("formatTime", () => {
  it("shows the exchange's clock and says so", () => {
    expect(formatTime("2025-11-01T19:15:00+00:00")).toBe("Nov 1, 2025, 3:15 PM ET");
    expect(formatTime("2025-12-01T19:15:00+00:00")).toBe("Dec 1, 2025, 2:15 PM ET");
  });
});

describe("formatDay", () => {
  it("does not move the day to the reader's zone", () => {
    expect(formatDay("2018-03-08")).toBe("Mar 8, 2018");
  });
});

describe("addDays", () => {
  it("crosses months, leap days and clock changes", () => {
    expect([addDays("2024-02-28", 1), addDays("2025-03-10", -1), addDays("2025-01-01", -1)]).toEqual([
      "2024-02-29",
      "2025-03-09",
      "2024-12-31",
    ]);
  });
});

describe("ago", () => {
  it("goes from minutes to hours to the day", () => {
    const now = new Date("2025-06-02T18:00:00Z");

    expect(ago("2025-06-02T17:59:30Z", now)).toBe("just now");
    expect(ago("2025-06-02T17:55:00Z", now)).toBe("5 min ago");
    expect(ago("2025-06-02T15:00:00Z", now)).toBe("3 h ago");
    expect(ago("2025-05-30T15:00:00Z", now)).toBe("May 30, 2025");
  });
});

describe("isDay", () => {
  it("takes days that exist", () => {
    expect(["2024-02-29", "2025-02-29", "2025-1-1", "today", ""].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
