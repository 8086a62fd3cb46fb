"""`python -m dev books FILE.csv --json`: the books of a tastytrade export, without a server."""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path
from typing import TypeVar

from dev.residual import cash_residual, kept
from lib.domain.books import Books, Closing, OpenLot
from lib.domain.ledger import build_books
from lib.domain.money import EXACT, ZERO
from lib.domain.movements import BOOKED_IN, MOVES_LOTS, movement_of
from lib.domain.transactions import Transaction
from lib.domain.views import Rules, View
from lib.gateways.csv_history import HistoryError, read_history

Json = dict[str, object]
Item = TypeVar("Item")


def main(argv: Sequence[str]) -> int:
    """Print the books, or why the file is refused (exit code 1)."""
    parser = argparse.ArgumentParser(prog="python -m dev books", description="Print the books of a tastytrade export.")
    parser.add_argument("file", type=Path, help="the CSV that tastytrade exported")
    parser.add_argument("--json", action="store_true", help="everything as JSON; else the totals in a few lines")
    parser.add_argument("--time-zone", help="IANA zone of the file's clock, for the oldest layout: Europe/Berlin")
    given = parser.parse_args(argv)
    try:
        history = read_history(given.file.read_bytes(), time_zone=given.time_zone)
    except HistoryError as refused:
        return refuse(refused)
    except OSError as unreadable:
        print(f"{given.file}: {unreadable.strerror}", file=sys.stderr)
        return 2
    rows = [replace(row.transaction, id=str(row.line)) for row in history.rows]
    with localcontext(EXACT):
        answer = described(rows, build_books(rows), build_books(rows, Rules(view=View.FOLD)))
    print(json.dumps(answer, indent=2) if given.json else in_words(answer))
    return 0


def refuse(refused: HistoryError) -> int:
    """Print why the file is refused, and where."""
    place = {"line": refused.line, "column": refused.column}
    print(json.dumps({"error": {"code": refused.code, "message": refused.message, **place}}, indent=2))
    return 1


def described(rows: Sequence[Transaction], books: Books, folded: Books) -> Json:
    """Lay out everything in the broker's view; amounts are decimal strings in USD, rows are lines of the file."""
    dollars = [row for row in rows if row.currency == BOOKED_IN]
    lot_rows = [row for row in dollars if movement_of(row) in MOVES_LOTS]
    symbols = {row.symbol or "" for row in lot_rows}
    underlyings = {row.underlying or "" for row in lot_rows}
    return {
        "rows": len(rows),
        "rejected": [],
        "closings": len(books.closings),
        "deliveries": len(books.deliveries),
        "orphans": sum(len(item.transaction_ids) for item in books.attention if item.code == "unmatched_close"),
        "cash_residual": residuals(rows, books, folded),
        "totals": totals(dollars, books),
        "cash_by_kind": cash_by_kind(dollars, books),
        "by_symbol": earned(books.closings, lambda closing: closing.symbol, symbols),
        "by_underlying": earned(books.closings, lambda closing: closing.underlying, underlyings),
        "open": {symbol: held(lots) for symbol, lots in grouped(books.open_lots, lambda lot: lot.symbol).items()},
        "needs_attention": [
            {"code": item.code, "rows": sorted(map(int, item.transaction_ids)), "message": item.message}
            for item in books.attention
        ],
    }


def residuals(rows: Sequence[Transaction], books: Books, folded: Books) -> Mapping[str, str]:
    """Return the cash that the books of each view have lost: 0.00."""
    residual = cash_residual(rows, books)
    return {"broker": plain([residual]), "fold": plain([residual, kept(books), -kept(folded)])}


def totals(rows: Sequence[Transaction], books: Books) -> Mapping[str, str]:
    """Sum what was realized, the fees of all rows, and the cash of all rows."""
    return {
        "gross": plain(closing.gross for closing in books.closings),
        "fees_open": plain(closing.fees_open for closing in books.closings),
        "fees_close": plain(closing.fees_close for closing in books.closings),
        "net": plain(closing.net for closing in books.closings),
        "fees_all_rows": plain(row.charges for row in rows),
        "cash": plain(row.net_value for row in rows),
    }


def cash_by_kind(rows: Sequence[Transaction], books: Books) -> Mapping[str, str]:
    """Sum cash per kind; `trades` is the cash of every row that is no cash event, so that the kinds make the total."""
    kinds = grouped(books.cash_events, lambda event: event.kind)
    events = {kind: sum((event.amount for event in kinds[kind]), ZERO) for kind in sorted(kinds)}
    trades = sum((row.net_value for row in rows), ZERO) - sum(events.values(), ZERO)
    return {"trades": plain([trades])} | {kind: plain([amount]) for kind, amount in events.items()}


def earned(closings: Sequence[Closing], key: Callable[[Closing], str], names: set[str]) -> Json:
    """Sum gross and net per name; a name that never closed anything earned nothing."""
    by_name = grouped(closings, key)
    return {
        name: {
            "gross": plain(closing.gross for closing in by_name.get(name, [])),
            "net": plain(closing.net for closing in by_name.get(name, [])),
        }
        for name in sorted(names | by_name.keys())
    }


def held(lots: Sequence[OpenLot]) -> Mapping[str, str]:
    """Sum what is left of one symbol: quantity (+ long, - short), cash at opening, fees."""
    quantity = sum((lot.quantity for lot in lots), ZERO)
    money = {"value": plain(lot.value for lot in lots), "fees": plain(lot.fees for lot in lots)}
    return {"quantity": f"{quantity.normalize():f}", **money}


def grouped(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    """Gather items under what `key` says of them."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def plain(amounts: Iterable[Decimal]) -> str:
    """Write a sum as money: at least two decimals, no exponent, nothing rounded away."""
    amount = sum(amounts, ZERO).normalize()
    decimals = max(2, -int(amount.as_tuple().exponent))
    return f"{amount or ZERO:.{decimals}f}"


def in_words(answer: Json) -> str:
    """Write the totals and what needs attention for a person."""
    amounts = answer["totals"]
    attention = answer["needs_attention"]
    lines = [f"{answer[name]} {name}" for name in ("rows", "closings", "deliveries", "orphans")]
    residual = answer["cash_residual"]
    if isinstance(residual, Mapping):
        lines += [f"{'residual ' + view:<18}{amount:>12}" for view, amount in residual.items()]
    if isinstance(amounts, Mapping):
        lines += [f"{name:<18}{amount:>12}" for name, amount in amounts.items()]
    if isinstance(attention, list):
        lines += [f"! {item['message']} (lines {', '.join(map(str, item['rows']))})" for item in attention]
    return "\n".join(lines)
