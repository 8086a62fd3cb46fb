"use client";
import { useAccounts } from "@/backend/accounts";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { Failed } from "@/ui/states";
import { TileSkeleton, Tiles } from "@/ui/tile";
import { FirstRun } from "./first-run";
import { HomeFigures } from "./home-figures";

/** Where the trader starts: what to do first, later the figures that matter most. */
export function Home() {
  const accounts = useAccounts();
  if (accounts.isPending) {
    return (
      <>
        <PageHeader title="Home" />
        <Tiles>
          {["Net realized", "Year to date", "Dividends", "Open at cost", "Needs attention"].map((label) => (
            <TileSkeleton key={label} label={label} />
          ))}
        </Tiles>
      </>
    );
  }
  if (accounts.isError) {
    return (
      <>
        <PageHeader title="Home" />
        <Card>
          <Failed what="Your accounts" message={accounts.error.message} onRetry={accounts.refetch} />
        </Card>
      </>
    );
  }
  if (!accounts.data.some(({ rows }) => rows > 0)) return <FirstRun />;
  return <HomeFigures accounts={accounts.data} />;
}
