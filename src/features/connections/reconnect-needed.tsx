import { type Link } from "@/backend/links";
import { formatTime } from "@/shared/days";
import { Notice } from "@/ui/states";
import { ConsentButton } from "./consent-button";
import { GrantForm } from "./grant-form";
import { HowTo } from "./how-to";

/** tastytrade refuses a link that worked: why that may be, what is safe, and how to go on. */
export function ReconnectNeeded({ link, canAuthorize }: { link: Link; canAuthorize: boolean }) {
  return (
    <div className="grid gap-5">
      <Notice look="warning" role="status">
        <p className="font-medium">tastytrade no longer lets us read.</p>
        <p>
          {link.refused_since && `It refuses since ${formatTime(link.refused_since)}. `}
          The grant was deleted there, or the client secret was made anew. Everything read so far is here and stays;
          nothing newer comes in until you connect again.
        </p>
      </Notice>
      {canAuthorize && <ConsentButton linkId={link.id}>Connect again at tastytrade</ConsentButton>}
      <details open={!canAuthorize}>
        <summary className="cursor-pointer font-semibold">Connect again with an application of your own</summary>
        <div className="mt-4 grid gap-5">
          <HowTo />
          <GrantForm linkId={link.id} button="Connect again" />
        </div>
      </details>
    </div>
  );
}
