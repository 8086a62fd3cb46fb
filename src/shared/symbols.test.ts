import { describe, expect, it } from "vitest";
import { spoken } from "./symbols";

describe("spoken", () => {
  it("reads a listed option as traders say it", () => {
    expect(spoken("GGLL  251121C00095000")).toBe("GGLL 11/21/25 95 C");
    expect(spoken("SPY   260116P00602500")).toBe("SPY 01/16/26 602.5 P");
    expect(spoken("F     250117C00000500")).toBe("F 01/17/25 0.5 C");
    expect(spoken("MSTR1 250117C01000000")).toBe("MSTR1 01/17/25 1000 C");
  });

  it("leaves everything else as it is", () => {
    expect(["MSTY", "/ESZ5", "BTC/USD", "./ESZ5 E1AZ5 251205P6500"].map(spoken)).toEqual([
      "MSTY",
      "/ESZ5",
      "BTC/USD",
      "./ESZ5 E1AZ5 251205P6500",
    ]);
  });
});
