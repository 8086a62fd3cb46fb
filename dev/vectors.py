"""`python -m dev vectors FILE.json`: compare the engine with worked cases, figure by figure."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

from dev.vector_cases import MODES, ONE, Case, Json, UnreadableRowError, case_of
from dev.vector_extras import extra_differences
from dev.vector_totals import CENT, total
from lib.domain.books import Books, Closing, OpenLot
from lib.domain.money import EXACT, ZERO

Found = Mapping[str, Decimal | str]
CLOSE_ENOUGH = Decimal("0.0005")


def main(argv: Sequence[str]) -> int:
    """Run the cases of a file; returns 1 when a comparison failed."""
    parser = argparse.ArgumentParser(prog="python -m dev vectors", description="Compare the engine with worked cases.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--only", help="ids of cases, comma-separated: V01,V02")
    parser.add_argument("--mode", help="one mode; else every mode a case names")
    given = parser.parse_args(argv)
    only = set(filter(None, (given.only or "").split(",")))
    try:
        vectors = json.loads(given.file.read_text(encoding="utf-8"))["vectors"]
    except (OSError, ValueError, KeyError, TypeError) as unreadable:
        print(f"{given.file} is no file of cases: {unreadable!r}", file=sys.stderr)
        return 2
    passed = failed = 0
    for number, vector in enumerate(vectors, start=1):
        name = name_of(vector, number)
        if only and name not in only:
            continue
        for mode, expected in expectations(vector, name):
            if given.mode in {None, mode}:
                failures = failures_of(vector, mode, expected)
                passed, failed = passed + (not failures), failed + bool(failures)
                print("".join(f"{name} {mode}: {failure}\n" for failure in failures), end="")
    missing = only - {name_of(vector, number) for number, vector in enumerate(vectors, start=1)}
    print("".join(f"{name}: there is no such case\n" for name in sorted(missing)), end="")
    print(f"{passed} passed, {failed + len(missing)} failed")
    return 1 if failed or missing else 0


def name_of(vector: object, number: int) -> str:
    """Return a case's id, or where in the file it stands."""
    return str(vector["id"]) if isinstance(vector, dict) and "id" in vector else f"case {number}"


def expectations(vector: object, name: str) -> list[tuple[str, Any]]:
    """Return what a case expects, mode by mode; what is no list of modes is one that cannot be compared."""
    expected = vector.get("expected") if isinstance(vector, dict) else vector
    if not expected:
        print(f"{name}: skipped, it expects nothing in any mode")
        return []
    return list(expected.items()) if isinstance(expected, dict) else [("any mode", expected)]


def failures_of(vector: Any, mode: str, expected: Any) -> list[str]:  # noqa: ANN401 - whatever a file holds
    """Return every difference, or why the case cannot be compared."""
    try:
        return list(differences(vector, mode, expected))
    except UnreadableRowError as unreadable:
        return [str(unreadable)]
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as malformed:
        return [f"what it expects cannot be read: {malformed!r}"]


def differences(vector: Json, mode: str, expected: Json) -> Iterator[str]:
    """Yield a sentence for every figure that is not as expected."""
    if mode not in MODES:
        yield f"the mode {mode} is not supported"
        return
    with localcontext(EXACT):
        yield from differences_from(case_of(vector, MODES[mode]), vector, mode, expected)


def differences_from(case: Case, vector: Json, mode: str, expected: Json) -> Iterator[str]:
    """Yield a sentence for every figure of a case, wherever its books were made, that is not as expected."""
    with localcontext(EXACT):
        if expected.get("closes") is not None:
            yield from compare("closing", closes(expected["closes"]), map(closing_found, case.books.closings))
        if expected.get("open_lots") is not None:
            yield from compare("lot", lots(expected["open_lots"], case), map(lot_found, case.books.open_lots))
        yield from total_differences(expected.get("totals") or {}, case)
        yield from flag_differences(expected.get("flags") or [], case.books)
        yield from extra_differences(vector.get("extra") or {}, mode, case)


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
        if isinstance(got, str):
            yield f"total {name}: expected {figure}, {got}"
        elif got.quantize(CENT) != Decimal(figure).quantize(CENT):
            yield f"total {name}: expected {figure}, got {got}"


def flag_differences(expected: Sequence[str], books: Books) -> Iterator[str]:
    """Every expected flag, a code with or without a row, must have been raised."""
    raised = [f"{item.code}:{row}" for item in books.attention for row in item.transaction_ids]
    known = {*raised, *(item.code for item in books.attention)}
    for flag in expected:
        if flag not in known:
            yield f"flag {flag} was not raised (raised: {', '.join(raised) or 'none'})"


def is_close(one: Decimal | str, other: Decimal | str, tolerance: Decimal) -> bool:
    """Compare numbers within a tolerance, and words exactly."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= tolerance
    return one == other
