"use client";
import { type ReactNode } from "react";
import { type TaxYear } from "@/backend/taxes";
import { useFilters } from "@/shared/filters";
import { countOf } from "@/shared/money";
import { TextLink } from "@/ui/button";
import { Card } from "@/ui/card";

/** What the estimate leaves out, with how much of it there is where that is known. */
export function NotCovered({ tax }: { tax: TaxYear }) {
  const { search } = useFilters();
  return (
    <Card title="What this leaves out">
      <ul className="grid list-disc gap-2 pl-5">
        <Point isLoud={tax.open_1256 > 0}>
          {tax.open_1256 > 0
            ? `${countOf(tax.open_1256, "open position")} under section 1256: the law counts them as sold at the last price of the year, this page does not.`
            : "Open positions under section 1256, which the law counts as sold at the last price of the year. There are none now."}
        </Point>
        <Point isLoud={tax.unknown_basis > 0}>
          {tax.unknown_basis > 0 ? (
            <>
              {countOf(tax.unknown_basis, "row")} of the year whose cost is not known or no price that was paid.{" "}
              <TextLink href={`/attention${search}`}>Enter what they cost</TextLink>
            </>
          ) : (
            "Costs that are not known: there are none in this year."
          )}
        </Point>
        <Point>
          Wash sales with other accounts: accounts elsewhere, an IRA or a spouse&apos;s are not seen, although the rule
          counts them.
        </Point>
        <Point>
          Straddles, constructive sales, qualified dividends, and elections such as mark to market for traders.
        </Point>
        <Point>
          Your broker&apos;s Form 1099-B is what the tax office gets. Where it and this page differ, the form wins.
        </Point>
      </ul>
    </Card>
  );
}

function Point({ isLoud = false, children }: { isLoud?: boolean; children: ReactNode }) {
  return <li className={isLoud ? "font-medium text-warning" : "text-muted"}>{children}</li>;
}
