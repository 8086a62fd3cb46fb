import { absolute, compareDecimals, type Decimal, grouped, round, signOf } from "./decimal";

const MINUS = "−";
const WHOLE_DOLLARS_FROM = "10000";

export interface MoneyStyle {
  /** Write a plus before gains, for what is a change and not a level. */
  signed?: boolean;
  /** Whole dollars from 10,000 on, as a tile shows them; a table always shows cents. */
  compact?: boolean;
}

/** Write an amount in USD: "$1,234.50", "−$0.07", "+$5.00" when signed. Sub-cent fees are rounded to the cent. */
export function formatUsd(usd: Decimal, { signed = false, compact = false }: MoneyStyle = {}): string {
  const isLarge = compareDecimals(absolute(usd), WHOLE_DOLLARS_FROM) >= 0;
  const shown = round(usd, compact && isLarge ? 0 : 2);
  return `${signBefore(shown, signed)}$${grouped(absolute(shown))}`;
}

/** Write an amount with every place it has, for whoever hovers over the rounded one. */
export function exactUsd(usd: Decimal): string {
  const decimals = usd.split(".")[1]?.length ?? 0;
  return `${signBefore(usd, false)}$${grouped(absolute(decimals < 2 ? round(usd, 2) : usd))}`;
}

/** Write a quantity of shares or contracts: "1,200", "0.5", "−3". */
export function formatQuantity(quantity: Decimal): string {
  return grouped(quantity.includes(".") ? quantity.replace(/\.?0+$/, "") : quantity);
}

/** Write a count: 1268 is "1,268". */
export function formatCount(count: number): string {
  return grouped(String(Math.trunc(count)));
}

/** A count with its noun: "1 row", "1,268 rows". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function signBefore(usd: Decimal, signed: boolean): string {
  const sign = signOf(usd);
  if (sign < 0) return MINUS;
  return signed && sign > 0 ? "+" : "";
}
