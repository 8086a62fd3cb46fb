import { formatDay } from "@/shared/days";
import { signOf } from "@/shared/decimal";
import { Amount } from "@/ui/amount";
import { type DrawnPoint } from "./points";
import { flowInWords } from "./words";

interface PointTooltipProps {
  active?: boolean;
  payload?: readonly { payload?: DrawnPoint }[];
}

/** A day's figures, as they were sent. */
export function PointTooltip({ active, payload }: PointTooltipProps) {
  const point = payload?.[0]?.payload?.point;
  if (!active || !point) return null;
  const flow = flowInWords(point.flows);
  return (
    <div className="grid gap-1 rounded-md border border-line-strong bg-card px-3 py-2 text-sm">
      <p className="font-medium">{formatDay(point.day)}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4">
        <dt className="text-muted">Day’s result</dt>
        <dd className="text-right">
          <Amount usd={point.change} signed toned />
        </dd>
        <dt className="text-muted">Running total</dt>
        <dd className="text-right">
          <Amount usd={point.running} />
        </dd>
        {signOf(point.drawdown) !== 0 && (
          <>
            <dt className="text-muted">Below the peak</dt>
            <dd className="text-right">
              <Amount usd={point.drawdown} />
            </dd>
          </>
        )}
      </dl>
      {flow && <p className="text-muted">{flow}, not in the curve</p>}
    </div>
  );
}
