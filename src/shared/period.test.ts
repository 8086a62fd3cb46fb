import { describe, expect, it } from "vitest";
import { spanOf } from "./period";

describe("spanOf", () => {
  const today = "2025-08-14";

  it("begins where the name says and stays open at the end", () => {
    expect(spanOf("mtd", today, {})).toEqual({ start: "2025-08-01" });
    expect(spanOf("qtd", today, {})).toEqual({ start: "2025-07-01" });
    expect(spanOf("ytd", today, {})).toEqual({ start: "2025-01-01" });
    expect(spanOf("all", today, {})).toEqual({});
  });

  it("counts today as one of the thirty days", () => {
    expect(spanOf("30d", today, {})).toEqual({ start: "2025-07-16" });
  });

  it("begins a year on the day after the same date", () => {
    expect(spanOf("1y", today, {})).toEqual({ start: "2024-08-15" });
    expect(spanOf("1y", "2024-02-29", {})).toEqual({ start: "2023-03-02" });
  });

  it("knows the first month of each quarter", () => {
    const starts = ["2025-01-31", "2025-06-30", "2025-09-01", "2025-12-31"].map((day) => spanOf("qtd", day, {}).start);

    expect(starts).toEqual(["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"]);
  });

  it("is what the reader chose when it is custom", () => {
    expect(spanOf("custom", today, { start: "2020-01-01", end: "2020-12-31" })).toEqual({
      start: "2020-01-01",
      end: "2020-12-31",
    });
  });
});
