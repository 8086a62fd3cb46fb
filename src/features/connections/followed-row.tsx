"use client";
import { useState } from "react";
import { type FollowedAccount, isLoading, useRuns } from "@/backend/links";
import { useNow } from "@/shared/use-now";
import { Button, TextLink } from "@/ui/button";
import { Notice } from "@/ui/states";
import { PastSyncs } from "./past-syncs";
import { progressInWords, shareOf, timesInWords, whatCameIn } from "./sync-in-words";
import { SyncNow } from "./sync-now";

/** One account that is followed: how far it is, what came in, when next, and what is wrong. */
export function FollowedRow({ account, isRefused }: { account: FollowedAccount; isRefused: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const now = useNow();
  const runs = useRuns(account.account_id, `${account.last_good_at} ${account.last_tried_at} ${account.rows_seen}`);
  const known = runs.isPending || runs.isError ? [] : runs.data;
  const last = known.find(({ state }) => state === "done");
  return (
    <li className="grid gap-3 py-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="font-semibold">
            <TextLink href={`/home?account=${account.account_id}`} className="no-underline">
              {account.name}
            </TextLink>{" "}
            <span className="font-normal text-muted tabular-nums">{account.account_number}</span>
          </h3>
          <p className="text-sm text-muted">
            {timesInWords(isRefused ? { ...account, next_due_at: null } : account, now)}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button size="small" look="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? "Hide past syncs" : "Past syncs"}
          </Button>
          {!isRefused && <SyncNow account={account} now={now} />}
        </div>
      </div>
      {isLoading(account) && !isRefused && (
        <Progress
          account={account}
          words={progressInWords(
            account,
            known.find(({ state }) => state === "running"),
          )}
        />
      )}
      {!isLoading(account) && last && <p>{whatCameIn(last)}</p>}
      {account.failure && !isRefused && (
        <Notice look="warning" role="status">
          <p>{account.failure.message}</p>
          <p className="text-sm">What was read so far is here. The next try comes by itself, or press “Sync now”.</p>
        </Notice>
      )}
      {isOpen && <PastSyncs runs={runs} />}
    </li>
  );
}

function Progress({ account, words }: { account: FollowedAccount; words: string }) {
  const share = shareOf(account);
  return (
    <div className="grid gap-1.5">
      <progress
        aria-label="History loaded"
        value={share}
        max={1}
        className="h-1.5 w-full max-w-md overflow-hidden rounded-full accent-accent"
      />
      <p role="status" className="text-sm text-muted tabular-nums">
        {words}. It goes on without this page.
      </p>
    </div>
  );
}
