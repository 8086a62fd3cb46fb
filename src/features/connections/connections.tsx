"use client";
import { useState } from "react";
import { type LinkList, useLinks } from "@/backend/links";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { Failed } from "@/ui/states";
import { LinkCard } from "./link-card";
import { NewLink } from "./new-link";

/** Which logins at tastytrade are linked, and how their accounts keep up. */
export function Connections() {
  const links = useLinks();
  return (
    <>
      <PageHeader title="Connections">
        Linked accounts read themselves: their whole history once, then what is new.
      </PageHeader>
      {links.isPending && (
        <Card flush>
          <TableSkeleton label="Loading your connections" rows={4} />
        </Card>
      )}
      {links.isError && (
        <Card>
          <Failed what="Your connections" message={links.error.message} onRetry={links.refetch} />
        </Card>
      )}
      {!links.isPending && !links.isError && <Linked list={links.data} />}
    </>
  );
}

function Linked({ list: { items, can_authorize: canAuthorize } }: { list: LinkList }) {
  const [isAdding, setIsAdding] = useState(false);
  if (items.length === 0) return <NewLink canAuthorize={canAuthorize} isFirst />;
  return (
    <div className="grid gap-6">
      {items.map((link, index) => (
        <LinkCard
          key={link.id}
          link={link}
          title={items.length > 1 ? `tastytrade, login ${index + 1}` : "tastytrade"}
          canAuthorize={canAuthorize}
        />
      ))}
      {isAdding ? (
        <NewLink key={items.length} canAuthorize={canAuthorize} isFirst={false} />
      ) : (
        <div>
          <Button onClick={() => setIsAdding(true)}>Link another login</Button>
        </div>
      )}
    </div>
  );
}
