import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json } from "../../test-functions";
import { account, link, links, LINKS, list, run, RUNS } from "../../test-links";
import { showPage } from "../../test-page";
import { Connections } from "./connections";

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
    expect(screen.getByText(/^Synced /)).not.toHaveTextContent("the next one");
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
