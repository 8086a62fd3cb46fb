import { describe, expect, it } from "vitest";
import { absolute, compareDecimals, grouped, round, signOf, sumOf } from "./decimal";

describe("round", () => {
  it("goes half away from zero, on both sides", () => {
    expect(round("2.345", 2)).toBe("2.35");
    expect(round("-2.345", 2)).toBe("-2.35");
    expect(round("2.3449999999", 2)).toBe("2.34");
  });

  it("carries into the whole dollars", () => {
    expect(round("9.995", 2)).toBe("10.00");
    expect(round("-999.5", 0)).toBe("-1000");
  });

  it("fills up what has fewer places", () => {
    expect(round("7", 2)).toBe("7.00");
    expect(round("0.1", 2)).toBe("0.10");
  });

  it("leaves no minus before a zero", () => {
    expect(round("-0.004", 2)).toBe("0.00");
  });

  it("keeps amounts a JS number would change", () => {
    expect(round("90071992547409.93", 2)).toBe("90071992547409.93");
    expect(round("1.005", 2)).toBe("1.01"); // (1.005).toFixed(2) is "1.00"
  });
});

describe("compareDecimals", () => {
  it("orders by value and not as text", () => {
    const amounts = ["9.5", "-10", "10", "-9.25", "0", "9.4999"];

    expect(amounts.toSorted(compareDecimals)).toEqual(["-10", "-9.25", "0", "9.4999", "9.5", "10"]);
  });

  it("takes different numbers of places for equal", () => {
    expect(compareDecimals("1.50", "1.5")).toBe(0);
    expect(compareDecimals("-0", "0.000")).toBe(0);
  });
});

describe("signOf", () => {
  it("knows a zero however it is written", () => {
    expect(["-0.00", "0", "0.0001", "-3"].map(signOf)).toEqual([0, 0, 1, -1]);
  });

  it("refuses what is no decimal", () => {
    expect(() => signOf("1e3")).toThrow(RangeError);
    expect(() => signOf("")).toThrow(RangeError);
  });
});

describe("grouped", () => {
  it("groups thousands and writes a real minus", () => {
    expect(grouped("-1234567.891")).toBe("−1,234,567.891");
    expect(grouped("999")).toBe("999");
  });
});

describe("absolute", () => {
  it("drops the sign and nothing else", () => {
    expect([absolute("-12.50"), absolute("12.50")]).toEqual(["12.50", "12.50"]);
  });
});

describe("sumOf", () => {
  it("adds up exactly, whatever the places and signs", () => {
    expect(sumOf(["0.1", "0.2"])).toBe("0.3"); // 0.1 + 0.2 is 0.30000000000000004
    expect(sumOf(["100", "-0.142", "-99.858"])).toBe("0.000");
    expect(sumOf(["-1", "0.25"])).toBe("-0.75");
    expect(sumOf(["90071992547409.93", "0.01"])).toBe("90071992547409.94");
  });

  it("is zero for none", () => {
    expect(sumOf([])).toBe("0");
  });
});
