"""Add derived books up per period, as the sums beside the rollup should be: in the plainest way, to compare them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import NamedTuple

from lib.domain.money import EXACT, ZERO
from lib.domain.new_york import new_york_day
from lib.ports.books import Cell, Shelf, Sums
from lib.usecases.derive_books import Derived
from lib.usecases.lay_out_books import plain

ALL, EACH = "all", "underlying"
EVER = "1969-01-01"


class Line(NamedTuple):
    """What is added up: a line of the rollup with its count, or a trade that was closed."""

    view: str
    day: date
    underlying: str
    instrument_type: str
    kind: str
    amount: Decimal
    number: int


def period_sums(derived: Derived) -> Sums:
    """Return what derived books come to per day, month and year, and per underlying and year or ever, without zeros."""
    sums: dict[str, tuple[Decimal, int]] = {}
    with localcontext(EXACT):
        for line in lines_of(derived):
            for key in keys_of(line):
                amount, count = sums.get(key, (ZERO, 0))
                sums[key] = amount + line.amount, count + line.number
    return {key: f"{plain(amount)}|{count}" for key, (amount, count) in sums.items() if amount or count}


def lines_of(derived: Derived) -> Iterator[Line]:
    """Yield the rollup, and every closed trade on its day."""
    for row in derived[Shelf.DAILY_ROLLUP].values():
        its = texts(row.cells)
        day, amount = date.fromisoformat(its["day"]), Decimal(its["amount"])
        yield Line(its["view"], day, its["underlying"], its["instrument_type"], its["kind"], amount, int(its["count"]))
    for row in derived[Shelf.TRADES].values():
        its = texts(row.cells)
        if its["status"] == "closed":
            day = new_york_day(datetime.fromisoformat(its["closed_at"]))
            yield Line(its["view"], day, "", "", "trades", ZERO, 1)


def keys_of(line: Line) -> Iterable[str]:
    """Name the sums a line is part of: those of all underlyings, and its own underlying's unless it is about taxes."""
    day = line.day.isoformat()
    is_tax = line.kind.startswith("tax_")
    term = line.instrument_type if is_tax else ""
    for grain, starts in (("day", day), ("month", f"{day[:7]}-01"), ("year", f"{day[:4]}-01-01")):
        yield f"{line.view}|{ALL}|{grain}|{starts}||{term}|{line.kind}"
    if line.underlying and not is_tax:
        for grain, starts in (("year", f"{day[:4]}-01-01"), ("ever", EVER)):
            yield f"{line.view}|{EACH}|{grain}|{starts}|{line.underlying}|{line.instrument_type}|{line.kind}"


def texts(cells: Mapping[str, Cell]) -> Mapping[str, str]:
    """Return cells as text."""
    return {name: str(cell) for name, cell in cells.items()}
