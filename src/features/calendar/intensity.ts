import { absolute, compareDecimals, type Decimal, signOf } from "@/shared/decimal";

/** How strong a figure is beside the others: 0 for none, 1 to 4 by quarter of all gains and losses alike. */
export type Level = 0 | 1 | 2 | 3 | 4;

/** Sorts figures into quarters by their size, whatever their sign: one wild day does not pale all the others. */
export function intensityAmong(figures: readonly Decimal[]): (figure: Decimal) => Level {
  const sizes = figures
    .filter((figure) => signOf(figure) !== 0)
    .map(absolute)
    .toSorted(compareDecimals);
  return (figure) => {
    if (signOf(figure) === 0) return 0;
    const below = sizes.filter((size) => compareDecimals(size, absolute(figure)) < 0).length;
    return (Math.min(3, Math.floor((4 * below) / Math.max(sizes.length, 1))) + 1) as Level;
  };
}
