import { type EventKind, type PnlSummary } from "@/backend/figures";
import { type Decimal } from "@/shared/decimal";
import { countOf } from "@/shared/money";

export interface CashLine {
  label: string;
  /** What the figure is, for whoever hovers. */
  about: string;
  usd: Decimal;
  note?: string;
  isSum?: boolean;
  /** The events it is the sum of, where it is one. */
  kind?: EventKind;
  /** Leave the line out when there is none of it. */
  onlyIfAny?: boolean;
}

export interface CashBlock {
  title: string;
  note: string;
  lines: CashLine[];
}

/** Every kind of cash once: from gross to net, other income and cost, money in and out, and what is open. */
export function cashBlocks(summary: PnlSummary): Record<"realized" | "open" | "other" | "flows", CashBlock> {
  return {
    realized: {
      title: "Realized",
      note: "Closed trades, on the day they were closed",
      lines: realized(summary),
    },
    open: { title: "Open now", note: "Whatever the period", lines: open(summary) },
    other: { title: "Other income and cost", note: "Cash that is no trade", lines: other(summary) },
    flows: { title: "Money in and out", note: "Neither a gain nor a loss", lines: flows(summary) },
  };
}

function realized(summary: PnlSummary): CashLine[] {
  return [
    {
      label: "Gross",
      about: "cash received less cash paid for what was closed, before fees",
      usd: summary.gross,
      note: countOf(summary.closings, "closing"),
      kind: "closing",
    },
    {
      label: "Fees at opening",
      about: "commission and fees of the opening rows, the part that belongs to what was closed",
      usd: summary.fees_open,
      kind: "closing",
    },
    {
      label: "Fees at closing",
      about: "commission and fees of the closing rows",
      usd: summary.fees_close,
      kind: "closing",
    },
    { label: "Net", about: "gross and both fees together", usd: summary.net, isSum: true, kind: "closing" },
  ];
}

function other(summary: PnlSummary): CashLine[] {
  return [
    {
      label: "Dividends",
      about: "paid on shares, less withholding and what short shares owed",
      usd: summary.dividends,
      kind: "dividends",
    },
    { label: "Interest", about: "received on credit and paid on debit", usd: summary.interest, kind: "interest" },
    {
      label: "Stock lending",
      about: "income of the lending program",
      usd: summary.lending,
      kind: "lending",
      onlyIfAny: true,
    },
    {
      label: "Fees outside of trades",
      about: "such as wires, and borrowing hard-to-borrow shares",
      usd: summary.fees,
      kind: "fees",
    },
    {
      label: "Fee adjustments",
      about: "corrections of estimated regulatory fees, mostly a cent or two",
      usd: summary.fee_adjustments,
      kind: "fee_adjustments",
      onlyIfAny: true,
    },
    {
      label: "Balance adjustments",
      about: "other corrections by the broker, such as cash in lieu of shares",
      usd: summary.adjustments,
      kind: "adjustments",
      onlyIfAny: true,
    },
    {
      label: "Unclassified",
      about: "cash that could not be told; it is in no other line",
      usd: summary.unclassified,
      note: "see needs attention",
      kind: "unclassified",
      onlyIfAny: true,
    },
  ];
}

function flows(summary: PnlSummary): CashLine[] {
  return [
    { label: "Deposits", about: "money that came in", usd: summary.deposits, kind: "deposits" },
    { label: "Withdrawals", about: "money that went out", usd: summary.withdrawals, kind: "withdrawals" },
    { label: "Transfers", about: "between accounts", usd: summary.transfers, kind: "transfers", onlyIfAny: true },
    {
      label: "Futures’ daily settlement",
      about:
        "what open futures gained or lost from day to day, as cash. Their profit is counted once, when they are closed",
      usd: summary.mark_to_market,
      note: "cash, no profit of its own",
      kind: "mark_to_market",
      onlyIfAny: true,
    },
  ];
}

function open(summary: PnlSummary): CashLine[] {
  const futures = summary.open_futures;
  return [
    {
      label: "Value at opening",
      about: "cash of opening what is open now, before fees: − paid, + received",
      usd: summary.open_value,
      note: futures
        ? `${countOf(summary.open_lots, "lot")}; ${countOf(futures, "outright future")} left out, opening moved no cash`
        : countOf(summary.open_lots, "lot"),
    },
    { label: "Fees at opening", about: "commission and fees of opening what is open now", usd: summary.open_fees },
  ];
}
