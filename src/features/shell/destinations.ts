import { CircleUser, House, ListTree, type LucideIcon, ReceiptText, Sigma, Upload } from "lucide-react";

export interface Destination {
  href: string;
  label: string;
  Icon: LucideIcon;
}

/** Where the figures are; the account and the period go along from one to the next. */
export const FIGURES: Destination[] = [
  { href: "/home", label: "Home", Icon: House },
  { href: "/pnl", label: "P&L", Icon: Sigma },
  { href: "/underlyings", label: "Underlyings", Icon: ListTree },
  { href: "/transactions", label: "Transactions", Icon: ReceiptText },
];

/** What is set up once. */
export const SETUP: Destination[] = [
  { href: "/import", label: "Import", Icon: Upload },
  { href: "/account", label: "Account", Icon: CircleUser },
];

/** Whether a destination, or something below it, is the page shown. */
export function isCurrent(href: string, path: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
