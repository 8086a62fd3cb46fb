import { describe, expect, it } from "vitest";
import { titleOf } from "./titles";

describe("titleOf", () => {
  it("says in plain words what a code means", () => {
    expect(titleOf("unmatched_close")).toBe("Closed without an opening");
    expect(titleOf("basis:zero_cost")).toBe("Came without a cost");
  });

  it("shows a code it does not know as words", () => {
    expect(titleOf("basis:moon_phase")).toBe("Basis moon phase");
  });
});
