import { describe, expect, it } from "vitest";
import { brokerRow } from "../../test-rows";
import { canHaveBasis } from "./row-basis";

describe("canHaveBasis", () => {
  it.each([
    ["a purchase", { type: "Trade", sub_type: "Buy to Open", action: "Buy to Open" }],
    ["a transfer in", { sub_type: "ACAT", action: null }],
    ["a close whose cost was entered", { type: "Trade", action: "Sell to Close", basis: "500" }],
  ])("is so for %s", (_, given) => {
    expect(canHaveBasis(brokerRow(given))).toBe(true);
  });

  it.each([
    ["a close", { type: "Trade", sub_type: "Sell to Close", action: "Sell to Close" }],
    ["an expired option", { sub_type: "Expiration", action: null }],
    ["cash", { type: "Money Movement", sub_type: "Dividend", action: null }],
    ["a row without a symbol", { symbol: null }],
  ])("is not so for %s", (_, given) => {
    expect(canHaveBasis(brokerRow(given))).toBe(false);
  });
});
