import { describe, expect, it } from "vitest";
import { readAmount, wrongWithDay } from "./basis";

describe("readAmount", () => {
  it.each([
    ["1234.5", "1234.5"],
    [" $1,234.50 ", "1234.50"],
    ["0", "0"],
    ["007.10", "7.10"],
    ["0.12345678", "0.12345678"],
    ["999999999999", "999999999999"],
  ])("reads %j as %s", (typed, amount) => {
    expect(readAmount(typed)).toEqual({ amount });
  });

  it.each([
    ["", "Enter the total"],
    ["-5", "without a sign"],
    ["−5", "without a sign"],
    ["(5.00)", "without a sign"],
    ["about 500", "no amount"],
    ["1.234,50", "no amount"],
    ["12,34", "no amount"],
    ["1e5", "no amount"],
    ["5.", "no amount"],
    ["1.123456789", "too many decimals"],
    ["1234567890123", "at most 12 digits"],
  ])("refuses %j", (typed, why) => {
    expect(readAmount(typed).wrong).toContain(why);
  });
});

describe("wrongWithDay", () => {
  it("takes no day, today, and any day since 1970", () => {
    expect(["", "2025-06-30", "1970-01-01"].map((day) => wrongWithDay(day, "2025-06-30"))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(["2025-07-01", "1969-12-31"])("refuses %s", (day) => {
    expect(wrongWithDay(day, "2025-06-30")).toBe("Choose a day from 1970 to today.");
  });
});
