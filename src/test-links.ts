/** What the functions answer about links, for tests of the pages that show them. */
import { json } from "./test-functions";

export const LINKS = "GET /api/connections/links";
export const OFFERED = "GET /api/connections/links/l1/accounts";
export const RUNS = "GET /api/connections/accounts/a1/runs";
export const ACCOUNTS = "GET /api/connections/accounts";

export const account = (more: object = {}) => ({
  account_id: "a1",
  connection_id: "l1",
  account_number: "5WT00001",
  name: "Individual",
  phase: "live",
  rows_expected: 9000,
  rows_seen: 9000,
  opened_on: "2020-01-02",
  loaded_until: "2026-11-25",
  last_good_at: "2026-11-26T11:31:00Z",
  last_tried_at: "2026-11-26T11:31:00Z",
  next_due_at: "2099-11-27T11:31:00Z",
  asked_at: null,
  failure: null,
  ...more,
});
export const link = (more: object = {}) => ({
  id: "l1",
  kind: "personal",
  state: "linked",
  refused_since: null,
  created_at: "2026-11-20T15:00:00Z",
  accounts: [account()],
  ...more,
});
export const run = (more: object = {}) => ({
  id: "r1",
  account_id: "a1",
  kind: "incremental",
  state: "done",
  started_at: "2026-11-26T11:30:00Z",
  ended_at: "2026-11-26T11:31:00Z",
  rows_read: 40,
  rows_new: 12,
  rows_changed: 0,
  rows_withdrawn: 0,
  underlyings: ["SPX", "IBIT"],
  error: null,
  window_last: "2026-11-26",
  ...more,
});
export const offered = (more: object = {}) => ({
  number: "5WT00001",
  name: "Individual",
  type_name: "Individual",
  opened_on: "2020-01-02",
  is_closed: false,
  is_followed: false,
  account_id: null,
  twins: [],
  ...more,
});
export const list = (...items: object[]) => json({ items });
export const links = (...items: object[]) => json({ items, can_authorize: false });
