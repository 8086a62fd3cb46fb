import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { showPage } from "../../test-page";
import { Connections } from "./connections";

const LINKS = "GET /api/connections/links";
const OFFERED = "GET /api/connections/links/l1/accounts";
const RUNS = "GET /api/connections/accounts/a1/runs";
const ACCOUNTS = "GET /api/connections/accounts";

const account = (more: object = {}) => ({
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
const link = (more: object = {}) => ({
  id: "l1",
  kind: "personal",
  state: "linked",
  refused_since: null,
  created_at: "2026-11-20T15:00:00Z",
  accounts: [account()],
  ...more,
});
const run = (more: object = {}) => ({
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
const offered = (more: object = {}) => ({
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
const list = (...items: object[]) => json({ items });
const links = (...items: object[]) => json({ items, can_authorize: false });

describe("Without a link", () => {
  it("says what to press at tastytrade and sends what was pasted", async () => {
    const { requests } = functionsAnswering({
      [LINKS]: [() => links(), () => links(link({ accounts: [] }))],
      "POST /api/connections/links": () => json({ id: "l1", kind: "personal", state: "linked" }, 201),
      [OFFERED]: () => list(offered()),
      [ACCOUNTS]: () => list(),
    });
    showPage(<Connections />);

    expect(await screen.findByText("New OAuth client")).toBeInTheDocument();
    expect(screen.getByText(/one-time codes stay on tastytrade's site/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Link" })).toBeDisabled();
    await userEvent.type(screen.getByLabelText("Client secret"), "canary-secret");
    await userEvent.type(screen.getByLabelText("Refresh token"), "canary-token");
    await userEvent.click(screen.getByRole("button", { name: "Link" }));

    expect(await screen.findByRole("button", { name: "Follow 1 account" })).toBeInTheDocument();
    const sent = requests.find(({ method }) => method === "POST");
    expect(await sent?.json()).toEqual({ client_secret: "canary-secret", refresh_token: "canary-token" });
    expect(document.body.innerHTML).not.toContain("canary");
  });

  it("hides what is pasted, and says why it was refused", async () => {
    functionsAnswering({
      [LINKS]: () => links(),
      "POST /api/connections/links": () => refusal(422, "grant_refused", "tastytrade does not accept this."),
    });
    showPage(<Connections />);

    expect(await screen.findByLabelText("Client secret")).toHaveAttribute("type", "password");
    await userEvent.type(screen.getByLabelText("Client secret"), "a");
    await userEvent.type(screen.getByLabelText("Refresh token"), "b");
    await userEvent.click(screen.getByRole("button", { name: "Link" }));

    expect(await screen.findByRole("alert")).toHaveTextContent("tastytrade does not accept this.");
  });

  it("offers tastytrade's own page where there is one", async () => {
    functionsAnswering({ [LINKS]: () => json({ items: [], can_authorize: true }) });
    showPage(<Connections />);

    expect(await screen.findByRole("button", { name: "Continue at tastytrade" })).toBeInTheDocument();
  });

  it("says so when nothing can be read", async () => {
    functionsAnswering({ [LINKS]: () => refusal(503, "unavailable", "Try again in a minute.") });
    showPage(<Connections />);

    expect(await screen.findByRole("alert")).toHaveTextContent("Your connections could not be loaded");
  });
});

describe("Choosing accounts", () => {
  it("suggests the imported account whose rows are alike, and sends what was chosen", async () => {
    const twins = {
      account_id: "i1",
      first_day: "2024-01-02",
      last_day: "2024-12-31",
      matched: 998,
      only_imported: 2,
      only_at_broker: 0,
    };
    const { requests } = functionsAnswering({
      [LINKS]: () => links(link({ accounts: [] })),
      [OFFERED]: () =>
        list(offered({ twins: [twins] }), offered({ number: "5WT00002", name: "Old IRA", is_closed: true })),
      [ACCOUNTS]: () => list({ id: "i1", name: "My files", account_number: null, source: "csv", rows: 1000 }),
      "PUT /api/connections/links/l1/accounts": () => list(account()),
    });
    showPage(<Connections />);

    expect(await screen.findByLabelText("Did you import files of this account?")).toHaveValue("i1");
    expect(screen.getByText(/998 rows alike, 2 only in your files, 0 only at tastytrade/)).toBeInTheDocument();
    expect(screen.getByLabelText("Old IRA")).not.toBeChecked();
    await userEvent.click(screen.getByRole("button", { name: "Follow 1 account" }));

    const sent = requests.find(({ method }) => method === "PUT");
    expect(await sent?.json()).toEqual({ accounts: [{ number: "5WT00001", account_id: "i1" }] });
  });

  it("says what stays of an account that is followed no more", async () => {
    functionsAnswering({
      [LINKS]: () => links(link()),
      [RUNS]: () => list(run()),
      [OFFERED]: () => list(offered({ is_followed: true, account_id: "a1" })),
      [ACCOUNTS]: () => list({ id: "a1", name: "Individual", account_number: "5WT00001", source: "tastytrade" }),
    });
    showPage(<Connections />);
    await userEvent.click(await screen.findByRole("button", { name: "Choose accounts" }));

    const choice = await screen.findByRole("region", { name: "Accounts of this login" });
    expect(within(choice).getByText(/which has this number/)).toBeInTheDocument();
    await userEvent.click(within(choice).getByLabelText("Individual"));

    expect(within(choice).getByText(/rows, books and notes stay/)).toBeInTheDocument();
    expect(within(choice).getByRole("button", { name: "Follow none" })).toBeEnabled();
  });
});

describe("An account that is followed", () => {
  it("says how much of its history came", async () => {
    functionsAnswering({
      [LINKS]: () => links(link({ accounts: [account({ phase: "backfill", rows_seen: 3412, last_good_at: null })] })),
      [RUNS]: () => list(run({ kind: "backfill", state: "running", ended_at: null, window_last: "2021-12-31" })),
    });
    showPage(<Connections />);

    expect(await screen.findByText(/3,412 of about 9,000 rows, 2021/)).toBeInTheDocument();
    expect(screen.getByRole("progressbar", { name: "History loaded" })).toHaveAttribute("value", String(3412 / 9000));
  });

  it("says what came in and when the next sync is, and shows the past ones", async () => {
    functionsAnswering({ [LINKS]: () => links(link()), [RUNS]: () => list(run()) });
    showPage(<Connections />);

    expect(await screen.findByText("12 new rows in SPX, IBIT")).toBeInTheDocument();
    expect(screen.getByText(/the next one at Nov 27, 2099, 6:31 AM ET/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Past syncs" }));
    expect(await screen.findByText("What is new")).toBeInTheDocument();
  });

  it("is read at once on a press, which then has to wait", async () => {
    const { sent } = functionsAnswering({
      [LINKS]: [
        () => links(link()),
        () => links(link({ accounts: [account({ asked_at: new Date().toISOString() })] })),
      ],
      [RUNS]: () => list(run()),
      "POST /api/connections/accounts/a1/sync": () => json({}, 202),
    });
    showPage(<Connections />);
    await userEvent.click(await screen.findByRole("button", { name: "Sync now" }));

    expect(await screen.findByRole("button", { name: /Sync again in \d+ s/ })).toBeDisabled();
    expect(sent).toContain("POST /api/connections/accounts/a1/sync");
  });

  it("says why its last sync failed", async () => {
    const failure = { code: "broker_unavailable", message: "tastytrade does not answer just now.", line: null };
    functionsAnswering({ [LINKS]: () => links(link({ accounts: [account({ failure })] })), [RUNS]: () => list() });
    showPage(<Connections />);

    expect(await screen.findByText("tastytrade does not answer just now.")).toBeInTheDocument();
  });
});

describe("A link that tastytrade refuses", () => {
  const refused = link({ state: "reconnect_needed", refused_since: "2026-11-25T20:00:00Z" });

  it("says so apart from never linked, and takes a new grant", async () => {
    const { requests } = functionsAnswering({
      [LINKS]: [() => links(refused), () => links(link())],
      [RUNS]: () => list(run()),
      "PUT /api/connections/links/l1": () => json({ id: "l1", kind: "personal", state: "linked" }),
    });
    showPage(<Connections />);

    expect(await screen.findByText("Reconnect needed")).toBeInTheDocument();
    expect(screen.getByText(/It refuses since Nov 25, 2026, 3:00 PM ET/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Sync now" })).not.toBeInTheDocument();
    await userEvent.type(screen.getByLabelText("Client secret"), "new");
    await userEvent.type(screen.getByLabelText("Refresh token"), "newer");
    await userEvent.click(screen.getByRole("button", { name: "Connect again" }));

    expect(await screen.findByText("Linked")).toBeInTheDocument();
    const sent = requests.find(({ method }) => method === "PUT");
    expect(await sent?.json()).toEqual({ client_secret: "new", refresh_token: "newer" });
  });
});

describe("Unlinking", () => {
  it("says what stays before it is done", async () => {
    const { sent } = functionsAnswering({
      [LINKS]: [() => links(link()), () => links()],
      [RUNS]: () => list(run()),
      "DELETE /api/connections/links/l1": () => new Response(null, { status: 204 }),
    });
    showPage(<Connections />);
    await userEvent.click(await screen.findByRole("button", { name: "Unlink" }));

    const dialog = await screen.findByRole("dialog", { name: "Unlink tastytrade?" });
    expect(dialog).toHaveTextContent("Individual: the rows, books, notes and figures stay");
    await userEvent.click(within(dialog).getByRole("button", { name: "Unlink" }));

    expect(await screen.findByText("New OAuth client")).toBeInTheDocument();
    expect(sent).toContain("DELETE /api/connections/links/l1");
  });
});
