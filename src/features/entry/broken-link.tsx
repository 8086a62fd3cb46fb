import { type ReactNode } from "react";
import { EntryCard } from "./entry-card";

/** A link that lost its end on the way, and how to get another. */
export function BrokenLink({ below }: { below: ReactNode }) {
  return (
    <EntryCard
      title="This link is not complete"
      lead="Mail programs sometimes break long links. Copy the whole link from the mail into the address bar."
      below={below}
    />
  );
}
