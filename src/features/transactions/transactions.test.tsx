import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { showPage } from "../../test-page";
import { brokerRow } from "../../test-rows";
import { Transactions } from "./transactions";

const ROW = brokerRow();
const NOTE = `/api/transactions/${ROW.id}/note`;
const page = (...items: object[]) => json({ items, next: null });

function show(answers: Parameters<typeof functionsAnswering>[0], search = "") {
  const functions = functionsAnswering({
    "/api/connections/accounts": () => json({ items: [] }),
    "/api/transactions": () => page(ROW),
    ...answers,
  });
  showPage(<Transactions />, search);
  return functions;
}

async function write(note: string) {
  await userEvent.click(await screen.findByRole("button", { name: "Everything about Transfer in of 100 XYZ" }));
  await userEvent.click(await screen.findByRole("button", { name: "Add a note" }));
  await userEvent.type(screen.getByLabelText("Your note"), note);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
}

describe("Transactions", () => {
  const FILTER = "period=custom&from=2024-01-01&to=2024-12-31&underlying=xyz&type=Equity&kind=ACAT&q=transfer";
  const ASKED = "start=2024-01-01&end=2024-12-31&underlying=XYZ&instrument_type=Equity&kind=ACAT&search=transfer";

  it("asks for what the address says, and offers exactly that as CSV", async () => {
    const { sent } = show({}, `?account=a1&${FILTER}`);

    await screen.findByText("1 row, newest first");
    expect(sent).toContain(`GET /api/transactions?account=a1&${ASKED}`);
    expect(screen.getByRole("link", { name: "Export these as CSV" })).toHaveAttribute(
      "href",
      `/api/transactions/export?account=a1&${ASKED}`,
    );
  });

  it("asks once for what was typed, not for each letter", async () => {
    const { sent } = show({});
    await screen.findByText("1 row, newest first");
    await userEvent.keyboard("/");
    await userEvent.keyboard("assigned");

    expect(screen.getByLabelText("Search rows")).toHaveFocus();
    await expect
      .poll(() => sent.filter((one) => one.includes("search=")))
      .toEqual(["GET /api/transactions?search=assigned"]);
  });

  it("says that no row matches, and takes the filters away", async () => {
    show({ "/api/transactions": [() => page(), () => page(ROW)] }, "?q=nothing");
    expect(await screen.findByText("No row matches these filters.")).toBeInTheDocument();
    const [button] = screen.getAllByRole("button", { name: "Clear filters" });
    if (button) await userEvent.click(button);

    expect(await screen.findByText("1 row, newest first")).toBeInTheDocument();
    expect(screen.getByLabelText("Search rows")).toHaveValue("");
  });

  it("asks for the rows of an order", async () => {
    const { sent } = show({}, "?account=a1&order=371");
    await screen.findByText("1 row, newest first");
    expect(sent).toContain("GET /api/transactions?account=a1&order=371");
    await userEvent.click(screen.getByRole("button", { name: /^Only order 371/ }));

    await expect.poll(() => sent).toContain("GET /api/transactions?account=a1");
  });

  it.each([
    ["a row that the broker told leads", "api", ["/orders?account=a1&order=371"]],
    ["a row of a file, which has none here, does not lead", "D", []],
  ])("%s to its order", async (_, layout, expected) => {
    show({ "/api/transactions": () => page(brokerRow({ layout, order_id: "371" })) });
    await userEvent.click(await screen.findByRole("button", { name: "Everything about Transfer in of 100 XYZ" }));
    await screen.findByText("As the file had it");

    const links = screen.queryAllByRole("link", { name: "The order behind it" });
    expect(links.map((link) => link.getAttribute("href"))).toEqual(expected);
  });

  it("shows a row's own cells", async () => {
    show({});
    await userEvent.click(await screen.findByRole("button", { name: "Everything about Transfer in of 100 XYZ" }));

    expect(await screen.findByText("As the file had it")).toBeInTheDocument();
  });

  it("offers to enter a basis only where the server says that it would do something", async () => {
    show({ "/api/transactions": () => page(brokerRow({ can_have_basis: false })) });
    await userEvent.click(await screen.findByRole("button", { name: "Everything about Transfer in of 100 XYZ" }));

    expect(await screen.findByText("As the file had it")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Enter what it cost" })).toBeNull();
  });

  it("keeps a note and shows it", async () => {
    const noted = brokerRow({ note: "Call the broker" });
    const { requests } = show({
      [`PUT ${NOTE}`]: () => new Response(null, { status: 204 }),
      "/api/transactions": [() => page(ROW), () => page(ROW), () => page(noted)],
    });
    await write("Call the broker");

    expect(await screen.findByText("Note: Call the broker")).toBeInTheDocument(); // in the list
    expect(screen.getByText("Call the broker")).toBeInTheDocument(); // in the details
    const put = requests.find(({ method }) => method === "PUT");
    expect(await put?.json()).toEqual({ note: "Call the broker" });
    expect(screen.getByRole("button", { name: "Edit the note" })).toBeInTheDocument();
  });

  it("keeps the text of a note that could not be saved", async () => {
    show({ [`PUT ${NOTE}`]: () => refusal(503, "unavailable", "The database does not answer.") });
    await write("Call the broker");

    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The database does not answer. Your text is still here.",
    );
    expect(screen.getByLabelText("Your note")).toHaveValue("Call the broker");
  });

  it("deletes a note", async () => {
    const noted = brokerRow({ note: "Call the broker" });
    const { sent } = show({
      [`DELETE ${NOTE}`]: () => new Response(null, { status: 204 }),
      "/api/transactions": [() => page(noted), () => page(noted), () => page(ROW)],
    });
    await userEvent.click(await screen.findByRole("button", { name: "Everything about Transfer in of 100 XYZ" }));
    await userEvent.click(await screen.findByRole("button", { name: "Delete the note" }));

    expect(await screen.findByRole("button", { name: "Add a note" })).toBeInTheDocument();
    expect(sent).toContain(`DELETE ${NOTE}`);
  });
});
