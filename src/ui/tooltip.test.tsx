import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { Amount } from "./amount";
import { Tile } from "./tile";
import { TooltipLayer } from "./tooltip";

function show() {
  return render(
    <main>
      <Amount usd="12708.004" compact />
      <Tile label="Realized" value="$5" about="After all fees" href="/pnl" />
      <Tile label="Held" value="$7" about="At cost" />
      <button type="button">Elsewhere</button>
      <TooltipLayer />
    </main>,
  );
}

const touch = (target: Element) => fireEvent.pointerUp(target, { pointerType: "touch" });

describe("TooltipLayer", () => {
  it("tells the exact value on hovering, and nothing any more once the pointer is elsewhere", async () => {
    show();
    await userEvent.hover(screen.getByText("$12,708"));

    expect(await screen.findByRole("tooltip")).toHaveTextContent("$12,708.004");
    await userEvent.hover(screen.getByText("Elsewhere"));
    expect(screen.queryByRole("tooltip")).toBeNull();
  });

  it("tells what a tile is to who comes by keyboard, whether or not it leads anywhere", async () => {
    show();
    await userEvent.tab();

    expect(screen.getByRole("link")).toHaveFocus();
    expect(screen.getByRole("link")).toHaveAccessibleDescription("After all fees");
    await userEvent.tab();
    expect(screen.getByRole("tooltip")).toHaveTextContent("At cost");
    await userEvent.tab();
    expect(screen.queryByRole("tooltip")).toBeNull();
    expect(screen.getByRole("link")).not.toHaveAttribute("aria-describedby");
  });

  it("goes on Escape", async () => {
    show();
    await userEvent.tab();
    await userEvent.keyboard("{Escape}");

    expect(screen.queryByRole("tooltip")).toBeNull();
    expect(screen.getByRole("link")).toHaveFocus();
  });

  it("comes and goes by taps", () => {
    show();
    act(() => void touch(screen.getByText("$12,708")));
    expect(screen.getByRole("tooltip")).toHaveTextContent("$12,708.004");
    act(() => void touch(screen.getByText("Elsewhere")));

    expect(screen.queryByRole("tooltip")).toBeNull();
  });

  it("stays while the pointer is on it", async () => {
    show();
    await userEvent.hover(screen.getByText("$12,708"));
    await userEvent.hover(await screen.findByRole("tooltip"));

    expect(screen.getByRole("tooltip")).toBeInTheDocument();
  });

  it("leaves nothing for axe to find", async () => {
    const { container } = show();
    await userEvent.tab();

    const found = await axe.run(container, { rules: { "color-contrast": { enabled: false } } }); // jsdom paints nothing
    expect(found.violations.map(({ id }) => id)).toEqual([]);
  });
});
