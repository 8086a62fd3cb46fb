"""Totals of a worked case, by the names that the cases give them."""

from collections.abc import Callable
from decimal import Decimal

from dev.vector_cases import ONE, Case
from lib.domain.cash_kinds import MARK_TO_MARKET
from lib.domain.money import ZERO

CENT = Decimal("0.01")
Figure = Callable[[], Decimal | str]
MARKED = "Mark to Market"


def total(name: str, case: Case) -> Decimal | str:
    """Work out one total, or say why it cannot be."""
    kind, _, about = name.partition(":")
    sums: dict[str, Figure] = {
        "gross": lambda: sum((closing.gross for closing in case.books.closings), ZERO),
        "net": lambda: sum((closing.net for closing in case.books.closings), ZERO),
        "fees": lambda: sum((row.charges for row in case.rows), ZERO),
        "cash": lambda: sum((row.net_value for row in case.rows), ZERO),
        "unrealized": lambda: unrealized(case),
        "other": lambda: sum((event.amount for event in case.books.cash_events if event.sub_type == about), ZERO),
        "kind": lambda: sum((event.amount for event in case.books.cash_events if event.kind == about), ZERO),
        "mtm": lambda: settled(case, about, daily=True),
        "futcash": lambda: settled(case, about, daily=False),
    }
    return sums[kind]() if kind in sums else "which this program does not know"


def settled(case: Case, symbol: str, *, daily: bool) -> Decimal:
    """Sum a future's cash: what came by daily settlement, or what its fills brought."""
    events = (event for event in case.books.cash_events if event.kind == MARK_TO_MARKET and event.symbol == symbol)
    return sum((event.amount for event in events if (event.sub_type == MARKED) == daily), ZERO)


def unrealized(case: Case) -> Decimal | str:
    """Sum what the open lots would bring at their marks, over what they cost."""
    whole = ZERO
    for lot in case.books.open_lots:
        if lot.symbol not in case.marks:
            return f"but there is no mark for {lot.symbol}"
        multiplier = case.multipliers.get(lot.symbol, lot.multiplier or ONE)
        whole += case.marks[lot.symbol] * lot.quantity * multiplier + lot.value
    return whole
