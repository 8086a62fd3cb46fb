import { screen } from "@testing-library/react";
import { StrictMode } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { functionsAnswering, json, refusal } from "../../test-functions";
import { showPage } from "../../test-page";
import { ComingBack } from "./coming-back";

const replace = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ replace }) }));

const CALLBACK = "POST /api/connections/callback";

beforeEach(() => replace.mockClear());

describe("ComingBack", () => {
  it("sends the code once, takes it out of the address, and goes on to the connections", async () => {
    window.history.replaceState(null, "", "/connections/callback?code=c1&state=s1");
    const { requests } = functionsAnswering({ [CALLBACK]: () => json({ id: "l1" }) });
    showPage(
      <StrictMode>
        <ComingBack code="c1" state="s1" />
      </StrictMode>,
    );

    await expect.poll(() => replace.mock.calls).toEqual([["/connections"]]);
    expect(requests).toHaveLength(1);
    expect(await requests[0]?.json()).toEqual({ code: "c1", state: "s1" });
    expect(window.location.search).toBe("");
  });

  it("says why it was refused, and where to start again", async () => {
    functionsAnswering({ [CALLBACK]: () => refusal(422, "state_unknown", "This consent was not asked for here.") });
    showPage(<ComingBack code="c1" state="s1" />);

    expect(await screen.findByRole("alert")).toHaveTextContent("This consent was not asked for here.");
    expect(screen.getByRole("link", { name: "Back to connections" })).toHaveAttribute("href", "/connections");
  });

  it("says so when it was not allowed, and sends nothing", () => {
    const { sent } = functionsAnswering({});
    showPage(<ComingBack error="access_denied" state="s1" />);

    expect(screen.getByRole("alert")).toHaveTextContent("You did not allow it. Nothing was linked.");
    expect(sent).toEqual([]);
  });
});
