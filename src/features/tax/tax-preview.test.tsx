import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { showPage } from "../../test-page";
import { TaxPreview } from "./tax-preview";

const YEAR = {
  year: 2024,
  terms: [
    { term: "short", net: "100", disallowed: "25.5", carried: "0", gain: "125.5", closings: 3 },
    { term: "long", net: "-40", disallowed: "0", carried: "10", gain: "-50", closings: 1 },
    { term: "1256", net: "1000", disallowed: "0", carried: "0", gain: "1000", closings: 2 },
  ],
  section_1256_long: "600",
  section_1256_short: "400",
  gain: "1075.5",
  dividends: "12.34",
  interest: "-1",
  open_1256: 2,
  unknown_basis: 1,
  years: [2024, 2023],
};
const LINE = {
  id: "c1",
  account_id: "a1",
  term: "short",
  description: "10 XYZ",
  symbol: "XYZ",
  underlying: "XYZ",
  quantity: "10",
  is_short: false,
  acquired_on: "2024-01-02",
  sold_on: "2024-02-01",
  proceeds: "974.5",
  cost: "1000",
  code: "W",
  adjustment: "25.5",
  gain: "0",
};

function show(answers: Parameters<typeof functionsAnswering>[0] = {}, search = "?year=2024&account=a1") {
  const functions = functionsAnswering({
    "/api/pnl/tax": () => json(YEAR),
    "/api/pnl/tax/lines": () => json({ items: [LINE], next: null }),
    ...answers,
  });
  showPage(<TaxPreview />, search);
  return functions;
}

const rowOf = async (name: string) => within((await screen.findByText(name)).closest("tr") as HTMLElement);

describe("TaxPreview", () => {
  it("says first that it is an estimate and no advice", () => {
    show({ "/api/pnl/tax": () => new Promise<Response>(() => undefined) }, "?year=2020");

    expect(screen.getByText("An estimate, not tax advice.")).toBeInTheDocument();
    expect(screen.getByRole("status", { name: "Loading the year" })).toBeInTheDocument();
  });

  it("shows each term's net, what wash sales put off, and the gain", async () => {
    show();

    const short = await rowOf("Short term");
    expect(short.getByText("$100.00")).toBeInTheDocument();
    expect(short.getByText("$25.50")).toBeInTheDocument();
    expect(short.getByText("+$125.50")).toBeInTheDocument();
    expect((await rowOf("Total")).getByText("+$1,075.50")).toBeInTheDocument();
  });

  it("parts the section 1256 gain 60 to 40", async () => {
    show();

    expect(await screen.findByText("+$600.00")).toBeInTheDocument();
    expect(screen.getByText("+$400.00")).toBeInTheDocument();
  });

  it("says what it leaves out, and how much of it there is", async () => {
    show();

    expect(await screen.findByText(/2 open positions under section 1256/)).toBeInTheDocument();
    expect(screen.getByText(/1 row of the year whose cost is not known/)).toBeInTheDocument();
  });

  it("lists each line with its wash sale, and leads to the closings of its day", async () => {
    show();

    const line = await rowOf("10 XYZ");
    expect(line.getByText("W")).toBeInTheDocument();
    expect(line.getByRole("link")).toHaveAttribute(
      "href",
      "/underlyings/XYZ?account=a1&period=custom&from=2024-02-01&to=2024-02-01&view=fold",
    );
  });

  it("offers the year's Form 8949, and another year", async () => {
    const { sent } = show();
    expect(screen.getByRole("link", { name: "Form 8949 as CSV" })).toHaveAttribute(
      "href",
      "/api/pnl/export/form-8949.csv?account=a1&year=2024",
    );
    await screen.findByText("Short term");
    await userEvent.selectOptions(screen.getByLabelText("Year"), "2023");

    await expect.poll(() => sent).toContain("GET /api/pnl/tax/lines?account=a1&year=2023");
  });

  it("says what failed and tries again", async () => {
    show({ "/api/pnl/tax": [() => refusal(503, "unavailable", "The database does not answer."), () => json(YEAR)] });
    expect(await screen.findByRole("alert")).toHaveTextContent("The database does not answer.");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("+$1,075.50")).toBeInTheDocument();
  });
});
