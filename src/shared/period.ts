import { addDays, type Day } from "./days";

export const PERIODS = ["mtd", "30d", "qtd", "ytd", "1y", "all", "custom"] as const;
export type PeriodName = (typeof PERIODS)[number];

export const PERIOD_LABELS: Record<PeriodName, string> = {
  mtd: "MTD",
  "30d": "30d",
  qtd: "QTD",
  ytd: "YTD",
  "1y": "1y",
  all: "All",
  custom: "Custom",
};

/** What the figures of a period are of, after a comma: "Net realized, year to date". */
export const PERIOD_WORDS: Record<PeriodName, string> = {
  mtd: "month to date",
  "30d": "30 days",
  qtd: "quarter to date",
  ytd: "year to date",
  "1y": "one year",
  all: "all time",
  custom: "chosen days",
};

/** First and last day, both included; one that is absent leaves that end open. */
export interface Span {
  start?: Day;
  end?: Day;
}

/** The days a named period stands for today; a custom one is what the reader chose. */
export function spanOf(period: PeriodName, today: Day, custom: Span): Span {
  const [year = "", month = ""] = today.split("-");
  switch (period) {
    case "mtd":
      return { start: `${year}-${month}-01` };
    case "30d":
      return { start: addDays(today, -29) };
    case "qtd":
      return { start: `${year}-${firstMonthOfQuarter(month)}-01` };
    case "ytd":
      return { start: `${year}-01-01` };
    case "1y":
      return { start: addDays(yearBefore(today), 1) };
    case "all":
      return {};
    case "custom":
      return custom;
  }
}

function yearBefore(day: Day): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString().slice(0, 10);
}

function firstMonthOfQuarter(month: string): string {
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return String(first).padStart(2, "0");
}
