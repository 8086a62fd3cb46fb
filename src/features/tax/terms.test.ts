import { describe, expect, it } from "vitest";
import { yearIn, yearsToChoose } from "./terms";

describe("yearsToChoose", () => {
  it("offers every year once, latest first, with the present and the chosen one", () => {
    expect(yearsToChoose([2021, 2023], 2025, 2019)).toEqual([2025, 2023, 2021, 2019]);
    expect(yearsToChoose([2025, 2024], 2025, 2024)).toEqual([2025, 2024]);
  });
});

describe("yearIn", () => {
  it("reads a year of the address", () => {
    expect(yearIn("2024")).toBe(2024);
  });

  it.each([null, "", "24", "1969", "2024-01", "last", "9999"])("reads no year in %j", (text) => {
    expect(yearIn(text)).toBeUndefined();
  });
});
