import { type Decimal, signOf } from "@/shared/decimal";
import { type Level } from "./intensity";

// Pale enough that ink on the strongest keeps its contrast in both themes.
const GAINS: Record<Level, string> = {
  0: "",
  1: "bg-[color-mix(in_oklab,var(--gain)_12%,var(--card))]",
  2: "bg-[color-mix(in_oklab,var(--gain)_22%,var(--card))]",
  3: "bg-[color-mix(in_oklab,var(--gain)_32%,var(--card))]",
  4: "bg-[color-mix(in_oklab,var(--gain)_42%,var(--card))]",
};
const LOSSES: Record<Level, string> = {
  0: "",
  1: "bg-[color-mix(in_oklab,var(--loss)_12%,var(--card))]",
  2: "bg-[color-mix(in_oklab,var(--loss)_22%,var(--card))]",
  3: "bg-[color-mix(in_oklab,var(--loss)_32%,var(--card))]",
  4: "bg-[color-mix(in_oklab,var(--loss)_42%,var(--card))]",
};

/** The background of a figure, by its sign and how strong it is; always beside the sign, never instead of it. */
export function shadeOf(figure: Decimal, levelOf: (figure: Decimal) => Level): string {
  return (signOf(figure) < 0 ? LOSSES : GAINS)[levelOf(figure)];
}
