import { type TermTotals } from "@/backend/taxes";

type Term = TermTotals["term"];

export const TERM_LABELS: Record<Term, string> = {
  short: "Short term",
  long: "Long term",
  "1256": "Section 1256",
};

/** What falls under each term, for whoever hovers over it. */
export const TERM_WORDS: Record<Term, string> = {
  short: "Held for a year or less, and every position that was sold short",
  long: "Held for more than a year",
  "1256":
    "Futures, options on futures and broad-based index options: 60 % counts as long term and 40 % as short term, however long they were held",
};

/** The years to choose from, latest first: those that have closings, and the present one. */
export function yearsToChoose(known: number[], present: number, chosen: number): number[] {
  return [...new Set([...known, present, chosen])].sort((a, b) => b - a);
}

/** A year from an address; undefined for what is none. */
export function yearIn(text: string | null): number | undefined {
  return text && /^(19[7-9]\d|20\d\d|21\d\d)$/.test(text) ? Number(text) : undefined;
}
