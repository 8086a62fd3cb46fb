"""Histories as a trader of everything has them, drawn event by event."""

import os
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.domain import histories_cash as cash
from tests.domain import histories_corporate as corporate
from tests.domain import histories_trading as trading
from tests.domain.histories_broker import Desk, History

# LAW_EXAMPLES=5000 looks long; the default is for every day.
LAW = settings(
    max_examples=int(os.environ.get("LAW_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TRADES = (trading.stocks, trading.options, trading.index_options, trading.coins)
FUTURES = (trading.futures, trading.futures, trading.future_options, trading.marks, trading.final_settlement,
           trading.future_assignment)  # fmt: skip
ENDINGS = (trading.expiration, trading.assignment, trading.assignment, trading.cash_settlement)
CASH = (cash.dividend, cash.interest, cash.fee, cash.adjustment, cash.wire, cash.lending, cash.old_dividend)
CORPORATE = (corporate.forward_split, corporate.reverse_split, corporate.symbol_change, corporate.option_change,
             corporate.cash_merger)  # fmt: skip
IN_KIND = (cash.reinvested, cash.transfer_in, cash.spin_off, cash.transfer_out)
ODD = (cash.orphan, cash.stranger, cash.stranger, cash.lone_removal, cash.foreign)
REGULAR = (*TRADES * 3, *FUTURES * 2, *ENDINGS, *CASH, *CORPORATE, cash.reinvested, cash.transfer_in, cash.spin_off)
EVERYTHING = (*REGULAR, cash.transfer_out, cash.reversal, cash.taken_back_cash, *ODD)
EVENTS = tuple(dict.fromkeys(EVERYTHING))
Event = Callable[[Desk], None]


@st.composite
def histories(
    draw: st.DrawFn,
    events: tuple[Event, ...] = EVERYTHING,
    *,
    is_flat: bool = False,
    is_numbered: bool | None = None,
    crosses: bool = False,
    longest: int = 18,
) -> History:
    """Draw up to `longest` events; a flat history closes at the end what is still open; see Desk for the rest."""
    desk = Desk(draw, is_numbered=draw(st.booleans()) if is_numbered is None else is_numbered, crosses=crosses)
    least = draw(st.sampled_from([0, longest // 2]))
    for event in draw(st.lists(st.sampled_from(events), min_size=least, max_size=longest)):
        desk.goes_on()
        event(desk)
        desk.events[event.__name__] += 1
        desk.boundaries.append(len(desk.rows))
    if is_flat:
        flatten(desk)
    return desk.history()


def flatten(desk: Desk) -> None:
    """Close everything that is held, at one moment or at several."""
    desk.stands_apart()
    for symbol in [symbol for symbol, quantity in desk.held.items() if quantity]:
        desk.goes_on()
        desk.fill(desk.cells[symbol], -desk.held[symbol], order_id=str(1000 + len(desk.rows)))
    desk.boundaries.append(len(desk.rows))
