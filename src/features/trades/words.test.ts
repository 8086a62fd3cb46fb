import { describe, expect, it } from "vitest";
import { type Delivery } from "@/backend/trades";
import {
  deliveryInWords,
  openingInWords,
  percentInWords,
  reasonInWords,
  signatureInWords,
  storyOf,
  trailOf,
} from "./words";

const delivery: Delivery = {
  id: "d1",
  kind: "assignment",
  at: "2025-11-21T21:00:00Z",
  option_row: "r1",
  stock_row: "r2",
  option_symbol: "GGLL  251121P00095000",
  stock_symbol: "GGLL",
  contracts: "2.00000000",
  units: "200",
  option_trades: ["put"],
  stock_trades: ["shares"],
};

describe("signatureInWords", () => {
  it("writes a real minus and how many times the legs were opened", () => {
    expect(signatureInWords({ signature: "-1P +1P", units: "2" })).toBe("−1P +1P × 2");
  });

  it("leaves out one time, and what has no common measure", () => {
    expect(signatureInWords({ signature: "-1C", units: "1" })).toBe("−1C");
    expect(signatureInWords({ signature: "+100S -1C", units: null })).toBe("+100S −1C");
  });
});

describe("percentInWords", () => {
  it("rounds to whole per cent and keeps the sign", () => {
    expect(["0.853", "1", "-1.2", "0.004", "0", "12.345", "-0.05"].map(percentInWords)).toEqual([
      "85%",
      "100%",
      "−120%",
      "0%",
      "0%",
      "1,235%",
      "−5%",
    ]);
  });
});

describe("reasonInWords", () => {
  it("tells what happened", () => {
    expect(["mixed", "expired", "trade", "assignment", "cash_settled"].map(reasonInWords)).toEqual([
      "mixed",
      "expired",
      "traded",
      "assigned",
      "cash settled",
    ]);
  });
});

describe("openingInWords", () => {
  it("tells a credit from a debit", () => {
    expect(["120.5", "-80", "0.00"].map(openingInWords)).toEqual([
      "received, a credit",
      "paid, a debit",
      "no cash moved",
    ]);
  });
});

describe("storyOf", () => {
  it("tells when, how long and how", () => {
    const trade = {
      opened_at: "2025-01-03T15:05:00Z",
      closed_at: "2025-01-17T21:00:00Z",
      days_held: 15,
      close_reason: "expired",
    };

    expect(storyOf(trade)).toBe(
      "Opened Jan 3, 2025, 10:05 AM ET · closed Jan 17, 2025, 4:00 PM ET · 15 days · expired",
    );
  });

  it("says only what an open trade has", () => {
    const trade = { opened_at: "2025-01-03T15:05:00Z", closed_at: null, days_held: null, close_reason: null };

    expect(storyOf(trade)).toBe("Opened Jan 3, 2025, 10:05 AM ET");
  });
});

describe("deliveryInWords", () => {
  it("names the option, what happened to it and what it became", () => {
    expect(deliveryInWords(delivery)).toEqual({
      option: "2 × GGLL 11/21/25 95 P",
      verb: "assigned",
      delivered: "200 GGLL",
    });
    expect(deliveryInWords({ ...delivery, kind: "exercise" }).verb).toBe("exercised");
  });
});

describe("trailOf", () => {
  it("leads from the option's trade to the shares' and back", () => {
    expect(trailOf(delivery, "put")).toEqual({ isFromHere: true, into: ["shares"], from: [] });
    expect(trailOf(delivery, "shares")).toEqual({ isFromHere: false, into: [], from: ["put"] });
  });

  it("leads nowhere else when the shares were of the same trade", () => {
    const covered = { ...delivery, option_trades: ["covered"], stock_trades: ["covered", "covered"] };

    expect(trailOf(covered, "covered")).toEqual({ isFromHere: true, into: [], from: [] });
  });

  it("names every trade once when a delivery closed several", () => {
    const several = { ...delivery, stock_trades: ["a", "b", "a"] };

    expect(trailOf(several, "put").into).toEqual(["a", "b"]);
  });
});
