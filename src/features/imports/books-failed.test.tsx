import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { showPage } from "../../test-page";
import { PastImports } from "./past-imports";
import { QueuedImport } from "./queued-import";

const FAILED = { code: "books_failed", message: "Your rows are stored and safe, but the books could not be built." };
const PUBLISH = "POST /api/connections/imports/i1/publish";
const ONE = "GET /api/connections/imports/i1";
const LIST = "GET /api/connections/imports";

const imported = (state: string, error: object | null = null) =>
  json({ id: "i1", file_name: "2024.csv", state, error, rows_read: 2, rows_stored: 2, rows_new: 2 });
const listed =
  (state: string, error: object | null = null) =>
  () =>
    json({ items: [{ id: "i1", file_name: "2024.csv", state, error, rows_read: 2, rows_new: 2, rows_known: 0 }] });

describe("An import whose books could not be built", () => {
  it("says so, asks for nothing more by itself, and goes on once it is tried again", async () => {
    const { sent } = functionsAnswering({
      [ONE]: [() => imported("stored", FAILED), () => imported("stored"), () => imported("published")],
      [PUBLISH]: () => imported("stored"),
    });
    showPage(<QueuedImport id="i1" isSending={false} />);

    expect(await screen.findByRole("alert")).toHaveTextContent(FAILED.message);
    expect(screen.queryByText("under way")).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 900)); // longer than the pause between two questions
    expect(sent).toEqual([ONE]);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("Books published", {}, { timeout: 3000 })).toBeVisible();
    expect(sent.filter((each) => each === PUBLISH)).toHaveLength(1);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("can be tried again from the list of past imports", async () => {
    const { sent } = functionsAnswering({
      [LIST]: [listed("stored", FAILED), listed("published")],
      [PUBLISH]: () => imported("stored"),
    });
    showPage(<PastImports accountId="a1" />);

    const row = (await screen.findByText("Stored, no books")).closest("tr") as HTMLElement;
    await userEvent.click(within(row).getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("Published")).toBeVisible();
    expect(sent).toContain(PUBLISH);
  });

  it("keeps the reason in view when asking fails as well", async () => {
    functionsAnswering({
      [LIST]: listed("stored", FAILED),
      [PUBLISH]: () => refusal(503, "queue_unavailable", "The books could not be asked for just now."),
    });
    showPage(<PastImports accountId="a1" />);
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));

    expect(await screen.findByText("The books could not be asked for just now.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Try again" })).toBeEnabled();
  });
});
