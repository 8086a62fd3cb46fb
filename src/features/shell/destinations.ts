import {
  CalendarDays,
  ChartLine,
  CircleUser,
  ClipboardList,
  Handshake,
  House,
  Landmark,
  ListTree,
  type LucideIcon,
  Plug,
  ReceiptText,
  Sigma,
  TriangleAlert,
  Upload,
} from "lucide-react";

/** What of the top bar narrows a page. */
export type Narrowing = "account" | "period" | "view";

export interface Destination {
  href: string;
  label: string;
  Icon: LucideIcon;
  narrowedBy: Narrowing[];
  /** Has a stop of its own on a phone; the others are in the sheet. */
  isOnBar?: boolean;
}

const ALL: Narrowing[] = ["account", "period", "view"];

/** Where the figures are; the account, the period and the view go along from one to the next. */
export const FIGURES: Destination[] = [
  { href: "/home", label: "Home", Icon: House, narrowedBy: ALL, isOnBar: true },
  { href: "/trades", label: "Trades", Icon: Handshake, narrowedBy: ALL, isOnBar: true },
  { href: "/calendar", label: "Calendar", Icon: CalendarDays, narrowedBy: ["account", "view"], isOnBar: true },
  { href: "/equity", label: "Equity", Icon: ChartLine, narrowedBy: ALL },
  { href: "/underlyings", label: "Underlyings", Icon: ListTree, narrowedBy: ALL },
  { href: "/transactions", label: "Transactions", Icon: ReceiptText, narrowedBy: ["account", "period"] },
  { href: "/orders", label: "Orders", Icon: ClipboardList, narrowedBy: ["account", "period"] },
  { href: "/pnl", label: "P&L", Icon: Sigma, narrowedBy: ALL, isOnBar: true },
  { href: "/attention", label: "Needs attention", Icon: TriangleAlert, narrowedBy: ["account"] },
  { href: "/tax", label: "Tax", Icon: Landmark, narrowedBy: ["account"] },
];

/** What is set up once. */
export const SETUP: Destination[] = [
  { href: "/import", label: "Import", Icon: Upload, narrowedBy: [] },
  { href: "/connections", label: "Connections", Icon: Plug, narrowedBy: [] },
  { href: "/account", label: "Account", Icon: CircleUser, narrowedBy: [] },
];

/** Whether a destination, or something below it, is the page shown. */
export function isCurrent(href: string, path: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}

/** What narrows the page shown. */
export function narrowingOf(path: string): Narrowing[] {
  return FIGURES.find(({ href }) => isCurrent(href, path))?.narrowedBy ?? [];
}
