import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { ACCOUNTS, account, link, links, LINKS, list, offered, OFFERED, run, RUNS } from "../../test-links";
import { showPage } from "../../test-page";
import { Connections } from "./connections";

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
