import { type EquityPoint } from "@/backend/days";
import { signOf } from "@/shared/decimal";

/** A day as a chart draws it. Numbers are for pixels only; what is read are the point's own figures. */
export interface DrawnPoint {
  at: number;
  running: number;
  drawdown: number;
  /** 1 where money came in, -1 where it went out. */
  flow: -1 | 0 | 1;
  point: EquityPoint;
}

/** The days as a chart draws them. */
export function drawn(points: readonly EquityPoint[]): DrawnPoint[] {
  return points.map((point) => ({
    at: Date.parse(`${point.day}T00:00:00Z`),
    running: Number(point.running),
    drawdown: Number(point.drawdown),
    flow: signOf(point.flows),
    point,
  }));
}

/** Dollars on an axis: "$1.5k", "−$200", "$12k". */
export function axisDollars(dollars: number): string {
  const size = Math.abs(dollars);
  const shown = size >= 1000 ? `${Number((size / 1000).toFixed(1))}k` : String(Math.round(size));
  return `${dollars < 0 ? "−" : ""}$${shown}`;
}

const STEPS = [1, 2, 3, 6, 12, 24, 48, 120]; // months

/** First days of months for an axis, as many as fit; none where the span is short, so that days name themselves. */
export function monthsBetween(first: number, last: number, most = 8): number[] | undefined {
  if (last - first <= MONTHS) return undefined;
  const [start, end] = [monthNumber(first) + 1, monthNumber(last)];
  const step = STEPS.find((months) => (end - start) / months < most) ?? 240;
  const from = Math.ceil(start / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((end - from) / step) + 1) }, (_, at) =>
    Date.UTC(1970, from + at * step),
  );
}

/** Months since January 1970. */
function monthNumber(at: number): number {
  const date = new Date(at);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

const yearShown = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short", year: "numeric" });
const dayShown = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short", day: "numeric" });
const MONTHS = 120 * 86_400_000; // from four months on the axis names months

/** How days are named on an axis that spans so many milliseconds. */
export function axisDay(span: number): (at: number) => string {
  return (at) => (span > MONTHS ? yearShown : dayShown).format(at);
}
