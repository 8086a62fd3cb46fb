"""Sums per New York day: what every sum over time is a sum of."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, localcontext

from lib.domain.books import Books, DailyFigure
from lib.domain.money import EXACT, ZERO
from lib.domain.new_york import new_york_day

Key = tuple[date, str, str, str]


def daily_rollup(books: Books) -> tuple[DailyFigure, ...]:
    """
    Sum closings by their closing day and cash by its day, per underlying.

    Closings give three figures each, `gross`, `fees_open` and `fees_close`, with the number of closings as `count`;
    cash gives one per kind, without an instrument type. USD, unrounded; sorted by day.
    """
    sums: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    counts: dict[Key, int] = defaultdict(int)
    with localcontext(EXACT):
        for key, amount in figures(books):
            sums[key] += amount
            counts[key] += 1
    return tuple(
        DailyFigure(
            day=day,
            underlying=underlying,
            instrument_type=instrument_type,
            kind=kind,
            amount=sums[day, underlying, instrument_type, kind],
            count=counts[day, underlying, instrument_type, kind],
        )
        for day, underlying, instrument_type, kind in sorted(sums)
    )


def figures(books: Books) -> Iterator[tuple[Key, Decimal]]:
    """Yield every amount with what it is summed under."""
    for closing in books.closings:
        day = new_york_day(closing.closed_at)
        for kind in ("gross", "fees_open", "fees_close"):
            yield (day, closing.underlying, closing.instrument_type.value, kind), getattr(closing, kind)
    for event in books.cash_events:
        yield (new_york_day(event.at), event.underlying or "", "", event.kind), event.amount
