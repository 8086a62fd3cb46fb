import { describe, expect, it } from "vitest";
import { FIGURES, narrowingOf } from "./destinations";

describe("narrowingOf", () => {
  it("offers account, period and view where figures are", () => {
    expect(narrowingOf("/underlyings/XYZ")).toEqual(["account", "period", "view"]);
  });

  it("offers only what the page follows", () => {
    expect(narrowingOf("/tax")).toEqual(["account"]);
    expect(narrowingOf("/transactions")).toEqual(["account", "period"]);
    expect(narrowingOf("/orders")).toEqual(["account", "period"]);
    expect(narrowingOf("/account")).toEqual([]);
  });
});

describe("FIGURES", () => {
  it("leaves room for the sheet among the five stops of a phone", () => {
    expect(FIGURES.filter(({ isOnBar }) => isOnBar).map(({ label }) => label)).toEqual([
      "Home",
      "Trades",
      "Calendar",
      "P&L",
    ]);
  });
});
