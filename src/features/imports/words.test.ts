import { describe, expect, it } from "vitest";
import { type Import } from "@/backend/imports";
import { refusalInWords } from "./place-in";
import { whatCame } from "./what-came";

const counts = (rows_read: number, rows_new: number, rows_completed: number, rows_known: number) =>
  ({ rows_read, rows_new, rows_completed, rows_known }) as Import;

describe("whatCame", () => {
  it("says what was new, completed and known before", () => {
    expect(whatCame(counts(1268, 1268, 0, 0))).toBe("1,268 rows: 1,268 new.");
    expect(whatCame(counts(100, 20, 30, 50))).toBe("100 rows: 20 new, 30 completed, 50 known before.");
  });

  it("says so when the same file came again", () => {
    expect(whatCame(counts(1268, 0, 0, 1268))).toBe("1,268 rows, all of them there already.");
  });
});

describe("refusalInWords", () => {
  it("says the place first, as far as it is known", () => {
    expect(refusalInWords({ message: "NaN is no number.", line: 12, column: "Value" })).toBe(
      "Line 12, column Value: NaN is no number.",
    );
    expect(refusalInWords({ message: "This is an Excel file.", line: null, column: null })).toBe(
      "This is an Excel file.",
    );
  });

  it("does not say it twice", () => {
    expect(refusalInWords({ message: "Line 6 is cut short.", line: 6, column: "Value" })).toBe("Line 6 is cut short.");
  });
});
