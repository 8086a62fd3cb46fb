"use client";
import { useState } from "react";
import { type Link } from "@/backend/links";
import { formatDay, newYorkDay } from "@/shared/days";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Modal } from "@/ui/modal";
import { AccountChoice } from "./account-choice";
import { FollowedRow } from "./followed-row";
import { GrantForm } from "./grant-form";
import { HowTo } from "./how-to";
import { ReconnectNeeded } from "./reconnect-needed";
import { Unlink } from "./unlink";

/** One login at tastytrade: whether it lets us read, and what it follows. */
export function LinkCard({ link, title, canAuthorize }: { link: Link; title: string; canAuthorize: boolean }) {
  const [open, setOpen] = useState<"accounts" | "renew" | "unlink">();
  const close = () => setOpen(undefined);
  const isRefused = link.state === "reconnect_needed";
  const isChoosing = open === "accounts" || link.accounts.length === 0;
  return (
    <Card
      title={title}
      note={`Linked ${formatDay(newYorkDay(link.created_at))}${link.kind === "personal" ? ", with an application of your own" : ""}`}
      aside={
        <div className="flex flex-wrap items-center gap-1">
          <Badge look={isRefused ? "warning" : "gain"}>{isRefused ? "Reconnect needed" : "Linked"}</Badge>
          {link.accounts.length > 0 && (
            <Button size="small" look="quiet" onClick={() => setOpen(isChoosing ? undefined : "accounts")}>
              Choose accounts
            </Button>
          )}
          {!isRefused && (
            <Button size="small" look="quiet" onClick={() => setOpen("renew")}>
              New grant
            </Button>
          )}
          <Button size="small" look="quiet" onClick={() => setOpen("unlink")}>
            Unlink
          </Button>
        </div>
      }
    >
      <div className="grid gap-5">
        {isRefused && <ReconnectNeeded link={link} canAuthorize={canAuthorize} />}
        {isChoosing && <AccountChoice link={link} onDone={close} />}
        {link.accounts.length > 0 && (
          <ul className="divide-y border-t">
            {link.accounts.map((account) => (
              <FollowedRow key={account.account_id} account={account} isRefused={isRefused} />
            ))}
          </ul>
        )}
      </div>
      <Modal
        title="A new grant for this link"
        description="The accounts, their rows and your notes stay as they are."
        isOpen={open === "renew"}
        onOpenChange={(stays) => !stays && close()}
      >
        <HowTo />
        <GrantForm linkId={link.id} button="Use this grant" onDone={close} />
      </Modal>
      <Unlink link={link} isOpen={open === "unlink"} onClose={close} />
    </Card>
  );
}
