/** A calendar day as text, "2025-01-31"; the exchange's day unless something else is said. */
export type Day = string;

const NEW_YORK = "America/New_York";

const dayInNewYork = new Intl.DateTimeFormat("en-CA", { timeZone: NEW_YORK });
const dayShown = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", dateStyle: "medium" });
const timeShown = new Intl.DateTimeFormat("en-US", {
  timeZone: NEW_YORK,
  month: "short",
  day: "numeric",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
});

/** The day it is in New York at a moment. */
export function newYorkDay(at: Date | string): Day {
  return dayInNewYork.format(new Date(at));
}

/** "Jan 31, 2025" */
export function formatDay(day: Day): string {
  return dayShown.format(new Date(`${day}T00:00:00Z`));
}

/** "Jan 31, 2025, 4:05 PM ET": always the exchange's clock, wherever the reader is. */
export function formatTime(at: string): string {
  return `${timeShown.format(new Date(at)).replace(/ /g, " ")} ET`;
}

/** How long ago something was: "just now", "5 min ago", "3 h ago", then the day. */
export function ago(at: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return formatDay(newYorkDay(at));
}

/** The day so many days later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Whether text is a day that exists: "2025-02-30" is none. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
