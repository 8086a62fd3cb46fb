import { describe, expect, it } from "vitest";
import { countOf, exactUsd, formatQuantity, formatUsd } from "./money";

describe("formatUsd", () => {
  it("writes cents and a real minus", () => {
    expect(formatUsd("-490.44")).toBe("−$490.44");
    expect(formatUsd("661.47")).toBe("$661.47");
    expect(formatUsd("0")).toBe("$0.00");
  });

  it("writes a plus only before a gain that is a change", () => {
    expect(formatUsd("661.47", { signed: true })).toBe("+$661.47");
    expect(formatUsd("0", { signed: true })).toBe("$0.00");
    expect(formatUsd("0.004", { signed: true })).toBe("$0.00");
  });

  it("leaves out cents from 10,000 on where it must be compact", () => {
    expect(formatUsd("-12708.5", { compact: true })).toBe("−$12,709");
    expect(formatUsd("9999.99", { compact: true })).toBe("$9,999.99");
    expect(formatUsd("-12708.5")).toBe("−$12,708.50");
  });
});

describe("exactUsd", () => {
  it("shows every place there is, and two at least", () => {
    expect(exactUsd("-0.142")).toBe("−$0.142");
    expect(exactUsd("5")).toBe("$5.00");
  });
});

describe("formatQuantity", () => {
  it("writes whole and fractional quantities without empty places", () => {
    expect(["1200", "-3.00000000", "0.50", "100"].map(formatQuantity)).toEqual(["1,200", "−3", "0.5", "100"]);
  });
});

describe("countOf", () => {
  it("agrees with its noun", () => {
    expect([countOf(0, "row"), countOf(1, "row"), countOf(1268, "row")]).toEqual(["0 rows", "1 row", "1,268 rows"]);
  });
});
