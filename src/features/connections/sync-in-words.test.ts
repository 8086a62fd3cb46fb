import { describe, expect, it } from "vitest";
import { likeness, progressInWords, secondsToWait, timesInWords, twinsInWords, whatCameIn } from "./sync-in-words";

const NOW = new Date("2026-11-26T15:00:00Z");
const TWINS = {
  account_id: "a1",
  first_day: "2024-01-02",
  last_day: "2024-12-31",
  matched: 998,
  only_imported: 1,
  only_at_broker: 1,
};

describe("progressInWords", () => {
  it("says how many rows of how many came, and which year is being read", () => {
    expect(progressInWords({ rows_seen: 3412, rows_expected: 9000 }, { window_last: "2021-12-31" })).toBe(
      "3,412 of about 9,000 rows, 2021",
    );
    expect(progressInWords({ rows_seen: 3412, rows_expected: 9000 }, undefined)).toBe("3,412 of about 9,000 rows");
  });

  it("says nothing it does not know", () => {
    expect(progressInWords({ rows_seen: 0, rows_expected: null }, undefined)).toBe("Asking tastytrade for the history");
    expect(progressInWords({ rows_seen: 1, rows_expected: null }, undefined)).toBe("1 row");
  });
});

describe("whatCameIn", () => {
  const nothing = { rows_new: 0, rows_changed: 0, rows_withdrawn: 0, underlyings: [] };

  it("says how many rows came and in what", () => {
    expect(whatCameIn({ ...nothing, rows_new: 12, underlyings: ["SPX", "IBIT"] })).toBe("12 new rows in SPX, IBIT");
    expect(whatCameIn({ ...nothing, rows_new: 1, underlyings: ["SPX"] })).toBe("1 new row in SPX");
  });

  it("tells new, changed and withdrawn apart", () => {
    expect(whatCameIn({ ...nothing, rows_new: 2, rows_changed: 1, rows_withdrawn: 1, underlyings: ["SPX"] })).toBe(
      "2 new rows, 1 changed, 1 withdrawn in SPX",
    );
    expect(whatCameIn({ ...nothing, rows_withdrawn: 2 })).toBe("2 withdrawn rows");
  });

  it("names five underlyings at most", () => {
    expect(whatCameIn({ ...nothing, rows_new: 9, underlyings: ["A", "B", "C", "D", "E", "F", "G"] })).toBe(
      "9 new rows in A, B, C, D, E and 2 more",
    );
  });

  it("says so when nothing came", () => {
    expect(whatCameIn(nothing)).toBe("Nothing new");
  });
});

describe("timesInWords", () => {
  it("says when the last sync was and when the next one is", () => {
    const times = { last_good_at: "2026-11-26T14:55:00Z", next_due_at: "2026-11-27T11:31:00Z" };
    expect(timesInWords(times, NOW)).toBe("Synced 5 min ago; the next one at Nov 27, 2026, 6:31 AM ET.");
  });

  it("says when none was, and when one is due", () => {
    expect(timesInWords({ last_good_at: null, next_due_at: "2026-11-26T14:59:00Z" }, NOW)).toBe(
      "Not synced yet; the next one is due now.",
    );
    expect(timesInWords({ last_good_at: null, next_due_at: null }, NOW)).toBe("Not synced yet.");
  });
});

describe("secondsToWait", () => {
  it("counts a minute from the last request", () => {
    expect(secondsToWait("2026-11-26T14:59:18Z", NOW)).toBe(18);
    expect(secondsToWait("2026-11-26T14:59:00Z", NOW)).toBe(0);
    expect(secondsToWait(null, NOW)).toBe(0);
  });

  it("is a minute at most where our clock is behind", () => {
    expect(secondsToWait("2026-11-26T15:20:00Z", NOW)).toBe(60);
  });
});

describe("Twins", () => {
  it("are told with the days that were compared", () => {
    expect(twinsInWords(TWINS)).toBe(
      "998 rows alike, 1 only in your files, 1 only at tastytrade (Jan 2, 2024 – Dec 31, 2024)",
    );
  });

  it("are as alike as their rows", () => {
    expect(likeness(TWINS)).toBeCloseTo(0.998);
    expect(likeness({ ...TWINS, matched: 0, only_imported: 0, only_at_broker: 0 })).toBe(0);
  });
});
