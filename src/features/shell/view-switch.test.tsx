import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { useFilters } from "@/shared/filters";
import { showPage } from "../../test-page";
import { ViewSwitch } from "./view-switch";

function WhatGoesAlong() {
  const { view, search } = useFilters();
  return <output>{`${view} ${search}`}</output>;
}

describe("ViewSwitch", () => {
  it("is the broker's at first, which no address needs to say", () => {
    showPage(
      <>
        <ViewSwitch />
        <WhatGoesAlong />
      </>,
      "?period=ytd",
    );

    expect(screen.getByRole("button", { name: "Broker", pressed: true })).toBeInTheDocument();
    expect(screen.getByRole("status")).toHaveTextContent("broker ?period=ytd");
  });

  it("says what folding means, and goes along in the address once chosen", async () => {
    showPage(
      <>
        <ViewSwitch />
        <WhatGoesAlong />
      </>,
      "?account=a1",
    );
    const folded = screen.getByRole("button", { name: "Folded" });
    expect(folded).toHaveAttribute("title", expect.stringContaining("become part of what the stock cost"));
    await userEvent.click(folded);

    expect(screen.getByRole("status")).toHaveTextContent("fold ?account=a1&view=fold");
  });
});
