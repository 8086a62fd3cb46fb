/**
 * Exact decimals, as the functions send them: "-1234.5". They stay text from the wire to the screen, because a JS
 * number cannot hold a cent exactly. Figures are counted where the books are kept; `sumOf` is for the totals row below
 * what is shown.
 */
export type Decimal = string;

const MINUS = "−";

interface Parts {
  negative: boolean;
  whole: string;
  fraction: string;
}

/** Whether a decimal is below, at or above zero. */
export function signOf(decimal: Decimal): -1 | 0 | 1 {
  const { negative, whole, fraction } = partsOf(decimal);
  if (!/[1-9]/.test(whole + fraction)) return 0;
  return negative ? -1 : 1;
}

/** Order two decimals by their value: negative when `a` is smaller, 0 when they are equal. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const places = Math.max(partsOf(a).fraction.length, partsOf(b).fraction.length);
  const difference = scaled(partsOf(a), places) - scaled(partsOf(b), places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact sum of decimals, with the places of the one that has most; "0" for none. */
export function sumOf(decimals: readonly Decimal[]): Decimal {
  const places = Math.max(0, ...decimals.map((decimal) => partsOf(decimal).fraction.length));
  const sum = decimals.reduce((total, decimal) => total + scaled(partsOf(decimal), places), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${sum < 0n ? "-" : ""}${whole}${places ? `.${digits.slice(digits.length - places)}` : ""}`;
}

/** Round to a number of places, half away from zero: "2.345" to two places is "2.35". */
export function round(decimal: Decimal, places: number): Decimal {
  const parts = partsOf(decimal);
  const kept = { ...parts, fraction: parts.fraction.slice(0, places).padEnd(places, "0") };
  const up = (parts.fraction[places] ?? "0") >= "5" ? 1n : 0n;
  const digits = (magnitude(kept, places) + up).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places);
  const isZero = !/[1-9]/.test(digits);
  return `${parts.negative && !isZero ? "-" : ""}${whole}${places ? `.${fraction}` : ""}`;
}

/** Write a decimal for people: thousands grouped, a real minus, all its places. */
export function grouped(decimal: Decimal): string {
  const { negative, whole, fraction } = partsOf(decimal);
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${negative ? MINUS : ""}${thousands}${fraction ? `.${fraction}` : ""}`;
}

/** The same amount without its sign. */
export function absolute(decimal: Decimal): Decimal {
  return decimal.replace(/^-/, "");
}

function partsOf(decimal: Decimal): Parts {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!found) throw new RangeError(`Not a decimal: ${decimal}`);
  return { negative: found[1] === "-", whole: found[2] ?? "0", fraction: found[3] ?? "" };
}

function magnitude({ whole, fraction }: Parts, places: number): bigint {
  return BigInt(whole + fraction.padEnd(places, "0"));
}

function scaled(parts: Parts, places: number): bigint {
  const size = magnitude(parts, places);
  return parts.negative ? -size : size;
}
