import { cn } from "@/shared/cn";
import { signOf, type Decimal } from "@/shared/decimal";
import { exactUsd, formatQuantity, formatUsd, type MoneyStyle } from "@/shared/money";

type AmountProps = MoneyStyle & {
  usd: Decimal;
  /** Colour gains and losses; a level, a fee or a deposit is neither. */
  toned?: boolean;
  /** What the amount is, for whoever hovers. */
  about?: string;
  className?: string;
};

/** An amount in USD; hovering tells every place it has, and what it is. */
export function Amount({ usd, toned = false, about, className, ...style }: AmountProps) {
  const sign = signOf(usd);
  const tone = ["text-loss", "text-muted", "text-gain"][sign + 1];
  return (
    <data
      value={usd}
      data-tip={about ? `${exactUsd(usd)}: ${about}` : exactUsd(usd)}
      className={cn("whitespace-nowrap tabular-nums", (toned || sign === 0) && tone, className)}
    >
      {formatUsd(usd, style)}
    </data>
  );
}

/** A number of shares or contracts. */
export function Quantity({ of }: { of: Decimal }) {
  return <span className="tabular-nums">{formatQuantity(of)}</span>;
}

/** What is not known, with the reason for whoever hovers or listens. */
export function Missing({ because, className }: { because: string; className?: string }) {
  return (
    <span data-tip={because} className={cn("text-muted", className)}>
      —<span className="sr-only"> ({because})</span>
    </span>
  );
}
