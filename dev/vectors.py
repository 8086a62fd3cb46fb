"""`python -m dev vectors FILE.json`: compare the engine with worked cases, figure by figure."""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

from lib.domain.books import Books, Closing, OpenLot
from lib.domain.ledger import build_books
from lib.domain.money import EXACT, ZERO
from lib.domain.transactions import Transaction
from lib.gateways.tastytrade.translate import transaction_of

Json = dict[str, Any]
Found = Mapping[str, Decimal | str]
CLOSE_ENOUGH = Decimal("0.0005")
CENT = Decimal("0.01")
ONE = Decimal(1)
MODES: dict[str, Callable[[Sequence[Transaction]], Books]] = {"broker": build_books}


@dataclass(frozen=True, slots=True)
class Case:
    """One case in one mode: what the engine made of its rows, and how marks become money."""

    rows: tuple[Transaction, ...]
    books: Books
    marks: Mapping[str, Decimal]
    multipliers: Mapping[str, Decimal]


def main(argv: Sequence[str]) -> int:
    """Run the cases of a file; returns 1 when a comparison failed."""
    parser = argparse.ArgumentParser(prog="python -m dev vectors", description="Compare the engine with worked cases.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--only", help="ids of cases, comma-separated: V01,V02")
    parser.add_argument("--mode", help="one mode; else every mode a case names")
    given = parser.parse_args(argv)
    only = set(filter(None, (given.only or "").split(",")))
    vectors = json.loads(given.file.read_text(encoding="utf-8"))["vectors"]
    passed = failed = 0
    for vector in vectors:
        if only and vector["id"] not in only:
            continue
        for mode, expected in vector["expected"].items():
            if given.mode in {None, mode}:
                failures = list(differences(vector, mode, expected))
                passed, failed = passed + (not failures), failed + bool(failures)
                print("".join(f"{vector['id']} {mode}: {failure}\n" for failure in failures), end="")
    missing = only - {vector["id"] for vector in vectors}
    print("".join(f"{name}: there is no such case\n" for name in sorted(missing)), end="")
    print(f"{passed} passed, {failed + len(missing)} failed")
    return 1 if failed or missing else 0


def differences(vector: Json, mode: str, expected: Json) -> Iterator[str]:
    """Yield a sentence for every figure that is not as expected."""
    if mode not in MODES:
        yield f"the mode {mode} is not supported"
        return
    with localcontext(EXACT):
        case = case_of(vector, MODES[mode])
        yield from compare("closing", closes(expected.get("closes", [])), map(closing_found, case.books.closings))
        if "open_lots" in expected:
            yield from compare("lot", lots(expected["open_lots"], case), map(lot_found, case.books.open_lots))
        yield from total_differences(expected.get("totals", {}), case)
        yield from flag_differences(expected.get("flags", []), case.books)


def case_of(vector: Json, build: Callable[[Sequence[Transaction]], Books]) -> Case:
    """Translate a case's rows and build the books; a repeated id is the same row again, the last one counts."""
    multipliers = {
        symbol: Decimal(its["multiplier"])
        for symbol, its in vector.get("instruments", {}).items()
        if "multiplier" in its
    }
    by_id = {
        sent["id"]: transaction_of(sent, multiplier=multipliers.get(sent.get("symbol", "")))
        for sent in vector["transactions"]
    }
    rows = tuple(by_id.values())
    marks = {symbol: Decimal(mark) for symbol, mark in vector.get("marks", {}).items()}
    return Case(rows, build(rows), marks, multipliers)


def closes(expected: Sequence[Json]) -> Iterator[tuple[str, Found]]:
    """Yield expected closings by the rows that open and close them."""
    for one in expected:
        figures: dict[str, Decimal | str] = {
            name: Decimal(one[name]) for name in ("qty", "gross", "fees_open", "fees_close", "net") if name in one
        }
        figures |= {name: one[name] for name in ("reason", "symbol") if name in one}
        yield f"{one['open']} to {one['close']}", figures


def closing_found(closing: Closing) -> tuple[str, Found]:
    """Return a closing in the words of the cases."""
    return f"{closing.opening_id} to {closing.closing_id}", {
        "symbol": closing.symbol,
        "qty": closing.quantity,
        "gross": closing.gross,
        "fees_open": closing.fees_open,
        "fees_close": closing.fees_close,
        "net": closing.net,
        "reason": closing.reason,
    }


def lots(expected: Sequence[Json], case: Case) -> Iterator[tuple[str, Found]]:
    """Yield expected open lots by symbol and quantity; the unit price is compared as value over quantity."""
    for one in expected:
        figures: dict[str, Decimal | str] = {name: Decimal(one[name]) for name in ("value", "fees") if name in one}
        if "price" in one:
            units = Decimal(one["qty"]) * case.multipliers.get(one["symbol"], ONE)
            figures["value"] = figures.get("value", -Decimal(one["price"]) * units)
        figures |= {name: str(one[name]) for name in ("basis_source", "open") if name in one}
        yield lot_key(one["symbol"], Decimal(one["qty"])), figures


def lot_found(lot: OpenLot) -> tuple[str, Found]:
    """Return an open lot in the words of the cases."""
    return lot_key(lot.symbol, lot.quantity), {
        "value": lot.value,
        "fees": lot.fees,
        "open": lot.opening_id,
        "basis_source": lot.basis_source or "",
    }


def lot_key(symbol: str, quantity: Decimal) -> str:
    """Name a lot by what it is and how much of it."""
    return f"{quantity.quantize(CLOSE_ENOUGH):f} {symbol}"


def compare(what: str, expected: Iterator[tuple[str, Found]], found: Iterator[tuple[str, Found]]) -> Iterator[str]:
    """Compare two sets of entries; entries of the same name are compared in order of their figures."""
    wanted, there = in_sets(expected), in_sets(found)
    for key in sorted(wanted.keys() | there.keys()):
        entries, others = wanted.get(key, []), there.get(key, [])
        if len(entries) != len(others):
            yield f"{what} {key}: expected {len(entries)} of them, got {len(others)}"
            continue
        for entry, other in zip(entries, others, strict=True):
            for name, figure in entry.items():
                if not is_close(figure, other[name], CLOSE_ENOUGH):
                    yield f"{what} {key}: {name} expected {figure}, got {other[name]}"


def in_sets(entries: Iterator[tuple[str, Found]]) -> dict[str, list[Found]]:
    """Gather entries of the same name, in a fixed order."""
    gathered: dict[str, list[Found]] = {}
    for key, figures in entries:
        gathered.setdefault(key, []).append(figures)
    for group in gathered.values():
        group.sort(key=lambda figures: [figures.get("value", ZERO), figures.get("fees", ZERO)])
    return gathered


def total_differences(expected: Mapping[str, str], case: Case) -> Iterator[str]:
    """Compare totals to the cent."""
    for name, figure in expected.items():
        got = total(name, case)
        if got is None:
            yield f"total {name}: expected {figure}, which is not supported"
        elif got.quantize(CENT) != Decimal(figure).quantize(CENT):
            yield f"total {name}: expected {figure}, got {got}"


def total(name: str, case: Case) -> Decimal | None:
    """Work out one total; None for one this program does not know."""
    kind, _, sub_type = name.partition(":")
    if kind == "other":
        return sum((event.amount for event in case.books.cash_events if event.sub_type == sub_type), ZERO)
    sums: dict[str, Callable[[], Decimal | None]] = {
        "gross": lambda: sum((closing.gross for closing in case.books.closings), ZERO),
        "net": lambda: sum((closing.net for closing in case.books.closings), ZERO),
        "fees": lambda: sum((row.charges for row in case.rows), ZERO),
        "cash": lambda: sum((row.net_value for row in case.rows), ZERO),
        "unrealized": lambda: unrealized(case),
    }
    return sums[name]() if name in sums else None


def unrealized(case: Case) -> Decimal | None:
    """Sum what the open lots would bring at their marks, over what they cost; None when a mark is missing."""
    whole = ZERO
    for lot in case.books.open_lots:
        if lot.symbol not in case.marks:
            return None
        whole += case.marks[lot.symbol] * lot.quantity * case.multipliers.get(lot.symbol, ONE) + lot.value
    return whole


def flag_differences(expected: Sequence[str], books: Books) -> Iterator[str]:
    """Every expected flag must be the beginning of one that was raised."""
    raised = [f"{item.code}:{row}" for item in books.attention for row in item.transaction_ids]
    for flag in expected:
        if not any(one.startswith(flag) for one in raised):
            yield f"flag {flag} was not raised (raised: {', '.join(raised) or 'none'})"


def is_close(one: Decimal | str, other: Decimal | str, tolerance: Decimal) -> bool:
    """Compare numbers within a tolerance, and words exactly."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= tolerance
    return one == other
