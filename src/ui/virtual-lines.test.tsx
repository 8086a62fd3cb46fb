import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { type Column, DataTable } from "./data-table";

interface Row {
  name: string;
  at: number;
}

const ROWS: Row[] = Array.from({ length: 5000 }, (_, at) => ({ name: `Row ${at}`, at }));
const COLUMNS: Column<Row>[] = [
  {
    name: "name",
    label: "Name",
    cell: ({ name }) => (
      <a href={`#${name}`} data-row>
        {name}
      </a>
    ),
    total: "Total",
  },
  {
    name: "at",
    label: "At",
    isFigure: true,
    cell: ({ at }) => at,
    compare: (a, b) => a.at - b.at,
    total: "12,497,500",
  },
];

const table = () => screen.getByRole("table");
const lineOf = (name: string) => screen.getByRole("link", { name }).closest("tr");
const linesInPage = () => screen.getAllByRole("row").length;

async function show() {
  render(
    <DataTable
      label="Many"
      columns={COLUMNS}
      rows={ROWS}
      keyOf={({ name }) => name}
      unfold={({ name }) => <p>Inside of {name}</p>}
      unfoldLabel={({ name }) => `Open ${name}`}
    />,
  );
  // The code for long tables is a chunk of its own; only its lines say where they are.
  await waitFor(() => expect(document.querySelector("[aria-rowindex='2']")).toBeInTheDocument());
}

function scrollTo(y: number) {
  act(() => {
    window.scrollY = y;
    window.dispatchEvent(new Event("scroll"));
  });
}

beforeEach(() => {
  window.scrollY = 0;
});

describe("A table of 5,000 rows", () => {
  it("has fewer than 100 of them in the page, wherever one scrolls", async () => {
    await show();
    expect(screen.getByText("Row 0")).toBeInTheDocument();
    expect(linesInPage()).toBeLessThan(100);

    scrollTo(100_000); // 2,500 rows of 40 pixels

    expect(screen.getByText("Row 2500")).toBeInTheDocument();
    expect(screen.queryByText("Row 0")).not.toBeInTheDocument();
    expect(linesInPage()).toBeLessThan(100);
  });

  it("tells who cannot see how many lines there are and which one this is", async () => {
    await show();

    expect(table()).toHaveAttribute("aria-rowcount", "5002"); // the header, 5,000 rows and the totals
    expect(lineOf("Row 7")).toHaveAttribute("aria-rowindex", "9");
    expect(screen.getByRole("row", { name: /Total/ })).toHaveAttribute("aria-rowindex", "5002");
  });

  it("sorts all of its rows and not only those in the page", async () => {
    await show();

    await userEvent.click(screen.getByRole("button", { name: "At" }));

    expect(lineOf("Row 4999")).toHaveAttribute("aria-rowindex", "2");
  });

  it("keeps its totals below", async () => {
    await show();

    expect(within(table()).getByText("12,497,500")).toBeInTheDocument();
  });

  it("goes from link to link with j and k, and unfolds with the right arrow", async () => {
    await show();
    act(() => screen.getByRole("link", { name: "Row 0" }).focus());

    await userEvent.keyboard("jjk{ArrowRight}");

    expect(screen.getByRole("link", { name: "Row 1" })).toHaveFocus();
    expect(screen.getByText("Inside of Row 1")).toBeInTheDocument();
    expect(lineOf("Row 2")).toHaveAttribute("aria-rowindex", "5"); // what is unfolded is a line, too
    await userEvent.keyboard("{ArrowLeft}");
    expect(screen.queryByText("Inside of Row 1")).not.toBeInTheDocument();
  });

  it("keeps the row that holds the keyboard when one scrolls away", async () => {
    await show();
    act(() => screen.getByRole("link", { name: "Row 3" }).focus());

    scrollTo(100_000);

    expect(screen.getByRole("link", { name: "Row 3" })).toHaveFocus();
    expect(screen.queryByText("Row 4")).not.toBeInTheDocument();
  });
});
