import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { type Account } from "@/backend/accounts";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { showPage } from "../../test-page";
import { ClosingOrder, closingOrderInWords } from "./closing-order";

const ACCOUNT = { id: "a1", name: "Main", lifo_from: null, is_current: true } as Account;
const PATCH = "PATCH /api/connections/accounts/a1";

function show(account: Account = ACCOUNT) {
  let isClosed = false;
  showPage(<ClosingOrder account={account} isOpen onClose={() => (isClosed = true)} />);
  return () => isClosed;
}

async function choose(day: string) {
  fireEvent.change(screen.getByLabelText("Youngest first from"), { target: { value: day } });
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
}

describe("ClosingOrder", () => {
  it("sends the day and closes", async () => {
    const { requests } = functionsAnswering({ [PATCH]: () => json({ ...ACCOUNT, lifo_from: "2024-07-01" }) });
    const isClosed = show();
    await choose("2024-07-01");

    await expect.poll(isClosed).toBe(true);
    expect(await requests[0]?.json()).toEqual({ lifo_from: "2024-07-01" });
  });

  it("goes back to the oldest first", async () => {
    const { requests } = functionsAnswering({ [PATCH]: () => json(ACCOUNT) });
    const isClosed = show({ ...ACCOUNT, lifo_from: "2024-07-01" });
    await userEvent.click(screen.getByRole("button", { name: "Oldest first always" }));

    await expect.poll(isClosed).toBe(true);
    expect(await requests[0]?.json()).toEqual({ lifo_from: null });
  });

  it("stays open with the day when it is refused", async () => {
    functionsAnswering({ [PATCH]: () => refusal(422, "invalid", "Choose a day from 1970 on.") });
    const isClosed = show();
    await choose("2024-07-01");

    expect(await screen.findByRole("alert")).toHaveTextContent("Choose a day from 1970 on.");
    expect(screen.getByLabelText("Youngest first from")).toHaveValue("2024-07-01");
    expect(isClosed()).toBe(false);
  });
});

describe("closingOrderInWords", () => {
  it("says which lots close first", () => {
    expect(closingOrderInWords({ lifo_from: null })).toBe("Lots close oldest first (FIFO).");
    expect(closingOrderInWords({ lifo_from: "2024-07-01" })).toBe(
      "Lots close youngest first (LIFO) from Jul 1, 2024 on, oldest first before.",
    );
  });
});
