import { type Day } from "./days";
import { type Decimal } from "./decimal";

/** What somebody typed as an amount: the amount, or a sentence on what is wrong with it. */
export type ReadAmount = { amount: Decimal; wrong?: undefined } | { amount?: undefined; wrong: string };

const MOST_DIGITS = 12;
const MOST_PLACES = 8;
const EARLIEST: Day = "1970-01-01";

/** Read dollars as people write them: "1234.5", "$1,234.50". Never a sign: whether it was paid is known already. */
export function readAmount(typed: string): ReadAmount {
  const text = typed.trim().replace(/^\$\s*/, "");
  if (!text) return { wrong: "Enter the total in dollars, like 1234.50." };
  if (/^[-−(+]/.test(text)) return { wrong: "Enter it without a sign: whether it was paid or received is known." };
  const found = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text);
  if (!found) return { wrong: "This is no amount in dollars. Write it like 1234.50." };
  const whole = (found[1] ?? "").replaceAll(",", "").replace(/^0+(?=\d)/, "");
  const places = found[2] ?? "";
  if (whole.length > MOST_DIGITS)
    return { wrong: "This is more than can be kept: at most 12 digits before the point." };
  if (places.length > MOST_PLACES) return { wrong: "These are too many decimals: at most 8 behind the point." };
  return { amount: places ? `${whole}.${places}` : whole };
}

/** What is wrong with a day on which something is said to have been bought; undefined when nothing is. */
export function wrongWithDay(day: Day, today: Day): string | undefined {
  if (!day || (day >= EARLIEST && day <= today)) return undefined;
  return "Choose a day from 1970 to today.";
}
