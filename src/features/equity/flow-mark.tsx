/** Money in or out on a day of the line: a full triangle upwards, an empty one downwards, nothing on other days. */
export function FlowMark({ cx, cy, flow }: { cx?: number; cy?: number; flow: -1 | 0 | 1 }) {
  if (flow === 0 || cx === undefined || cy === undefined) return <g />;
  const [base, tip] = flow > 0 ? [cy + 4, cy - 5] : [cy - 4, cy + 5];
  return (
    <path
      d={`M${cx - 4.5} ${base}H${cx + 4.5}L${cx} ${tip}Z`}
      fill={flow > 0 ? "var(--accent)" : "var(--card)"}
      stroke="var(--accent)"
      strokeWidth={1.25}
    />
  );
}
