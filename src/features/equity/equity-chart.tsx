"use client";
import { type Key } from "react";
import {
  Area,
  AreaChart,
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { type EquityCurve } from "@/backend/days";
import { cn } from "@/shared/cn";
import { ChartFrame } from "@/ui/chart-frame";
import { FlowMark } from "./flow-mark";
import { PointTooltip } from "./point-tooltip";
import { axisDay, axisDollars, drawn, type DrawnPoint, monthsBetween } from "./points";
import { findingOf } from "./words";

const TICK = { fill: "var(--muted)", fontSize: 12 };
const TOGETHER = "equity";
const ROOM = { top: 12, right: 16, bottom: 0, left: 0 };

/** The running total as steps, for it changes on days with a result only, and the strip under water below it. */
export function EquityChart({ curve, className }: { curve: EquityCurve; className: string }) {
  const points = drawn(curve.items);
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const days = (
    <XAxis
      dataKey="at"
      type="number"
      scale="time"
      domain={["dataMin", "dataMax"]}
      ticks={monthsBetween(first, last)}
      tickFormatter={axisDay(last - first)}
      tick={TICK}
      tickLine={false}
      axisLine={{ stroke: "var(--line-strong)" }}
      minTickGap={56}
    />
  );
  const dollars = (
    <YAxis tickFormatter={axisDollars} tick={TICK} tickLine={false} axisLine={false} width={60} tickMargin={6} />
  );
  return (
    <div className={cn("flex flex-col", className)}>
      <ChartFrame label={`Running total. ${findingOf(curve)}. The same as a table below.`} className="min-h-0 flex-1">
        <ResponsiveContainer>
          <LineChart data={points} syncId={TOGETHER} margin={ROOM} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            {days}
            {dollars}
            <ReferenceLine y={0} stroke="var(--line-strong)" />
            <Tooltip content={<PointTooltip />} isAnimationActive={false} cursor={{ stroke: "var(--line-strong)" }} />
            <Line
              dataKey="running"
              type="stepAfter"
              stroke="var(--ink)"
              strokeWidth={1.75}
              isAnimationActive={false}
              activeDot={{ r: 3, fill: "var(--ink)", stroke: "var(--card)" }}
              dot={({ key, cx, cy, payload }: { key?: Key | null; cx?: number; cy?: number; payload: DrawnPoint }) => (
                <FlowMark key={key} cx={cx} cy={cy} flow={payload.flow} />
              )}
            />
          </LineChart>
        </ResponsiveContainer>
      </ChartFrame>
      <p className="mt-2 pl-[3.75rem] text-xs text-muted">Below the peak</p>
      <ChartFrame label="How far the running total is below its peak, day by day" className="h-28">
        <ResponsiveContainer>
          <AreaChart data={points} syncId={TOGETHER} margin={{ ...ROOM, top: 4 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            {days}
            {dollars}
            <Tooltip content={() => null} isAnimationActive={false} cursor={{ stroke: "var(--line-strong)" }} />
            <Area
              dataKey="drawdown"
              type="stepAfter"
              stroke="var(--loss)"
              strokeWidth={1}
              fill="var(--loss)"
              fillOpacity={0.16}
              isAnimationActive={false}
              activeDot={false}
            />
          </AreaChart>
        </ResponsiveContainer>
      </ChartFrame>
    </div>
  );
}
