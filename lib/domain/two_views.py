"""The books of both views side by side: what is the same in both is there once."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from lib.domain.books import Books, Closing, DailyFigure, OpenLot
from lib.domain.folded_lines import Folded, fold
from lib.domain.ledger import Rules, build_books
from lib.domain.openings import Opening, openings_of
from lib.domain.rollup import daily_rollup, tax_rollup
from lib.domain.terms import term_of
from lib.domain.trades import Trade, trades_of
from lib.domain.transactions import Transaction
from lib.domain.wash_sales import UNWASHED, Taxed, taxes_of

Shown = Literal["both", "broker", "fold"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoViews:
    """
    Everything that is published about one account, each line with the view it is shown in.

    A line that is equal in both views is there once, as `both`; else there is one per view that has it. Closings and
    lots of the folded view have ids of their own where they differ. `books` are the broker's, whose cash, attention
    and deliveries are those of both views; `openings` say which trade every opening row belongs to. `taxes` are by
    the closing's id: those of the folded view, and of a closing that only the broker's has, its term.
    """

    books: Books
    openings: Mapping[str, Opening]
    closings: tuple[tuple[Shown, Closing], ...]
    open_lots: tuple[tuple[Shown, OpenLot], ...]
    trades: tuple[tuple[Shown, Trade], ...]
    rollup: tuple[tuple[Shown, DailyFigure], ...]
    taxes: Mapping[str, Taxed]


def two_views(rows: Sequence[Transaction], lifo_from: date | None = None) -> TwoViews:
    """
    Derive the books of both views, whatever order the rows come in.

    From the New York day `lifo_from` on the youngest lots are closed first.
    """
    books = build_books(rows, Rules(lifo_from=lifo_from))
    openings = openings_of(books, rows)
    folded = fold(books, rows, lifo_from)
    closings = tuple(shown(books.closings, folded.closings, by_id, folded.apart.holds))
    taxes = taxes_of(folded.all_closings, folded.all_open_lots)
    return TwoViews(
        books=books,
        openings=openings,
        closings=closings,
        open_lots=tuple(shown(books.open_lots, folded.open_lots, by_id, folded.apart.holds)),
        trades=tuple(trades_shown(books, folded, openings)),
        rollup=(
            *rollup_shown(books, folded),
            *(("fold", figure) for figure in tax_rollup(folded.all_closings, taxes)),
        ),
        taxes={one.id: UNWASHED[term_of(one)] for view, one in closings if view == "broker"} | taxes,
    )


def shown(
    of_broker: Iterable[Item],
    of_fold: Iterable[Item],
    key: Callable[[Item], Hashable],
    may_differ: Callable[[Item], bool],
) -> Iterator[tuple[Shown, Item]]:
    """
    Yield every line with the view it is shown in.

    `of_fold` are the folded view's lines of all that may differ; `key` says which lines of two views are about the
    same.
    """
    fold_lines = {key(one): one for one in of_fold}
    for one in of_broker:
        if not may_differ(one):
            yield "both", one
        elif fold_lines.get(key(one)) == one:
            del fold_lines[key(one)]
            yield "both", one
        else:
            yield "broker", one
    for one in fold_lines.values():
        yield "fold", one


def by_id(line: Closing | OpenLot) -> str:
    """Name a closing or lot."""
    return line.id


def trades_shown(books: Books, folded: Folded, openings: Mapping[str, Opening]) -> Iterator[tuple[Shown, Trade]]:
    """Yield the trades; those with a part that may differ are added up once more, from the folded view's parts."""
    touched = {openings[row_id].trade_id for row_id in folded.opening_ids}
    parts = openings.items() if touched else ()
    ids = {row_id for row_id, opening in parts if opening.trade_id in touched}
    again = trades_of(
        (one for one in folded.all_closings if one.opening_id in ids),
        (one for one in folded.all_open_lots if one.opening_id in ids),
        openings,
        books.deliveries,
    )
    of_broker = trades_of(books.closings, books.open_lots, openings, books.deliveries)
    return shown(of_broker, again, lambda its: its.trade_id, lambda its: its.trade_id in touched)


def rollup_shown(books: Books, folded: Folded) -> Iterator[tuple[Shown, DailyFigure]]:
    """Yield the sums of closings and cash; those of underlyings that may differ are made once more."""
    names = folded.underlyings
    again = daily_rollup(
        (one for one in folded.all_closings if one.underlying in names),
        (event for event in books.cash_events if event.underlying in names),
    )
    return shown(
        daily_rollup(books.closings, books.cash_events),
        again,
        lambda its: (its.day, its.underlying, its.instrument_type, its.kind),
        lambda its: its.underlying in names,
    )
