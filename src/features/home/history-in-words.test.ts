import { describe, expect, it } from "vitest";
import { historyInWords } from "./history-in-words";

describe("historyInWords", () => {
  it("tells rows, years and the days between which they lie", () => {
    const account = { rows: 1268, first_at: "2018-03-08T22:00:00Z", last_at: "2025-11-01T19:15:00Z" };

    expect(historyInWords([account])).toBe("1,268 rows, 8 years, Mar 8, 2018 to Nov 1, 2025.");
  });

  it("spans all accounts, the empty ones left out", () => {
    const accounts = [
      { rows: 10, first_at: "2024-02-01T15:00:00Z", last_at: "2024-05-01T15:00:00Z" },
      { rows: 0, first_at: null, last_at: null },
      { rows: 5, first_at: "2024-01-02T15:00:00Z", last_at: "2024-03-01T15:00:00Z" },
    ];

    expect(historyInWords(accounts)).toBe("15 rows, 1 year, Jan 2, 2024 to May 1, 2024.");
  });

  it("says when there is nothing", () => {
    expect(historyInWords([])).toBe("No rows in this account yet.");
  });
});
