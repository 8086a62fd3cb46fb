import { ArrowRight } from "lucide-react";
import { type Delivery, type TradeDetail } from "@/backend/trades";
import { TextLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { TradeDay } from "./trade-day";
import { deliveredIn, deliveryInWords, trailOf } from "./words";

/** Which options were assigned or exercised into what, with the way to the trade on the other side. */
export function Trail({ detail, search }: { detail: TradeDetail; search: string }) {
  if (detail.deliveries.length === 0) return null;
  return (
    <Card title="Assigned and exercised" flush>
      <ol className="divide-y border-t">
        {detail.deliveries.map((delivery) => (
          <li key={delivery.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3">
            <Step delivery={delivery} detail={detail} search={search} />
            <span className="ml-auto text-sm text-muted">
              <TradeDay at={delivery.at} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Step({ delivery, detail, search }: { delivery: Delivery; detail: TradeDetail; search: string }) {
  const { option, verb, delivered } = deliveryInWords(delivery);
  const { isFromHere, into, from } = trailOf(delivery, detail.trade.id);
  const link = (id: string, words: string) => (
    <TextLink key={id} href={`/trades/${encodeURIComponent(id)}${search}`}>
      {words}
    </TextLink>
  );
  if (!isFromHere) {
    return (
      <span className="flex flex-wrap items-center gap-2">
        {delivered} {deliveredIn(detail, delivery)} {option} {verb}
        {from.map((id, at) => link(id, nth("the option’s trade", at, from.length)))}
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-2">
      {option} {verb} into {delivered}
      {into.length > 0 && <ArrowRight aria-hidden className="size-4 text-muted" />}
      {into.map((id, at) => link(id, nth(`the trade of ${delivered}`, at, into.length)))}
      {into.length === 0 && <span className="text-muted">in this same trade</span>}
    </span>
  );
}

function nth(words: string, at: number, of: number): string {
  return of > 1 ? `${words} (${at + 1} of ${of})` : words;
}
