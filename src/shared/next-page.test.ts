import { describe, expect, it } from "vitest";
import { pageAfterSignIn } from "./next-page";

describe("pageAfterSignIn", () => {
  it("goes back to a page of ours with its filters", () => {
    expect(pageAfterSignIn("/underlyings/MSTY?period=ytd")).toBe("/underlyings/MSTY?period=ytd");
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "",
    null,
  ])("stays here when asked for %s", (asked) => {
    expect(pageAfterSignIn(asked)).toBe("/home");
  });
});
