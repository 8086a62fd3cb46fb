"""Sums per New York day: what every sum over time is a sum of."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, localcontext

from lib.domain.books import CashEvent, Closing, DailyFigure
from lib.domain.money import EXACT, ZERO
from lib.domain.new_york import new_york_day
from lib.domain.wash_sales import Taxed

Key = tuple[date, str, str]


class Sums:
    """What is summed under one day, underlying and instrument type, and of how many closings."""

    __slots__ = ("count", "fees_close", "fees_open", "gross")

    def __init__(self) -> None:
        """Start with nothing."""
        self.gross = self.fees_open = self.fees_close = ZERO
        self.count = 0


class TaxSums:
    """What is summed under one day, underlying and term, and of how many closings."""

    __slots__ = ("carried", "count", "count_carried", "count_disallowed", "disallowed", "net")

    def __init__(self) -> None:
        """Start with nothing."""
        self.net = self.disallowed = self.carried = ZERO
        self.count = self.count_disallowed = self.count_carried = 0

    def put_off(self, taxed: Taxed) -> None:
        """Take up what wash sales do to a closing."""
        if taxed.disallowed:
            self.disallowed += taxed.disallowed
            self.count_disallowed += 1
        if taxed.carried:
            self.carried += taxed.carried
            self.count_carried += 1


def daily_rollup(closings: Iterable[Closing], cash_events: Iterable[CashEvent]) -> tuple[DailyFigure, ...]:
    """
    Sum closings by their closing day and cash by its day, per underlying, for one view.

    Closings give three figures each, `gross`, `fees_open` and `fees_close`, with the number of closings as `count`;
    cash gives one per kind, without an instrument type. USD, unrounded; closings first, each sorted by day.
    """
    with localcontext(EXACT):
        return (*closing_figures(closings), *cash_figures(cash_events))


def closing_figures(closings: Iterable[Closing]) -> Iterator[DailyFigure]:
    """Sum closings per day, underlying and instrument type."""
    sums: dict[Key, Sums] = {}
    for closing in closings:
        key: Key = new_york_day(closing.closed_at), closing.underlying, closing.instrument_type
        line = sums.get(key)
        if line is None:
            line = sums[key] = Sums()
        line.gross += closing.gross
        line.fees_open += closing.fees_open
        line.fees_close += closing.fees_close
        line.count += 1
    for key in sorted(sums):
        day, underlying, named = key[0], key[1], str(key[2])
        line = sums[key]
        yield DailyFigure(day, underlying, named, "fees_close", line.fees_close, line.count)
        yield DailyFigure(day, underlying, named, "fees_open", line.fees_open, line.count)
        yield DailyFigure(day, underlying, named, "gross", line.gross, line.count)


def cash_figures(cash_events: Iterable[CashEvent]) -> Iterator[DailyFigure]:
    """Sum cash per day, underlying and kind."""
    sums: dict[Key, tuple[Decimal, int]] = {}
    for event in cash_events:
        key = new_york_day(event.at), event.underlying or "", event.kind
        amount, count = sums.get(key, (ZERO, 0))
        sums[key] = amount + event.amount, count + 1
    for key in sorted(sums):
        day, underlying, kind = key
        yield DailyFigure(day, underlying, "", kind, *sums[key])


def tax_rollup(closings: Iterable[Closing], taxes: Mapping[str, Taxed]) -> tuple[DailyFigure, ...]:
    """
    Sum the folded view's closings by their closing day and term, which stands in the place of the instrument type.

    `tax_net` is after fees and counts every closing, `tax_disallowed` and `tax_carried` those that have any.
    """
    sums: dict[Key, TaxSums] = {}
    with localcontext(EXACT):
        for closing in closings:
            taxed = taxes[closing.id]
            key = new_york_day(closing.closed_at), closing.underlying, taxed.term
            line = sums.get(key)
            if line is None:
                line = sums[key] = TaxSums()
            line.net += closing.gross + closing.fees_open + closing.fees_close
            line.count += 1
            if taxed.disallowed or taxed.carried:
                line.put_off(taxed)
    return tuple(one for key in sorted(sums) for one in tax_figures(key, sums[key]))


def tax_figures(key: Key, line: TaxSums) -> Iterator[DailyFigure]:
    """Write down one day's lines of an underlying and term."""
    day, underlying, term = key
    named = str(term)
    if line.count_carried:
        yield DailyFigure(day, underlying, named, "tax_carried", line.carried, line.count_carried)
    if line.count_disallowed:
        yield DailyFigure(day, underlying, named, "tax_disallowed", line.disallowed, line.count_disallowed)
    yield DailyFigure(day, underlying, named, "tax_net", line.net, line.count)
