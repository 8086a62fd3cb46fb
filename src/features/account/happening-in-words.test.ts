import { describe, expect, it } from "vitest";
import { inWords } from "./happening-in-words";

describe("inWords", () => {
  it("names what was taken away", () => {
    expect(inWords({ kind: "exported", detail: { list: "everything" } })).toBe("Exported: everything");
    expect(inWords({ kind: "exported", detail: { rows_of_account: "all" } })).toBe("Exported: transactions");
  });

  it("names the file that was imported", () => {
    expect(inWords({ kind: "imported", detail: { file_name: "2024.csv" } })).toBe("History imported: 2024.csv");
  });
});
