"""
A demo trader: an account of about 75,000 USD that trades a bit of everything the broker offers.

The trader is honest: nothing is sold that is not held, what expires is settled by the market's closing price, and
fees follow the published schedule. Days are lived one after the other from a fixed opening, two years before the
simulator was written, so that a later day only adds rows. No profit is written anywhere; who wants one works it out.

`life` has the days and what is played, `plays` how, `desk` the orders, `settling` the nights, `cash_flows` the rest.
"""

from datetime import date, time
from functools import cache
from threading import Lock

from dev.standins.tastytrade.market import calendar
from dev.standins.tastytrade.trader.life import OPENED_ON, Life
from dev.standins.tastytrade.wire import BrokerAccount

NUMBER = "5WT40071"
OPENED_AT = calendar.at_new_york(OPENED_ON, time(8, 12))

_ONE_AT_A_TIME = Lock()

__all__ = ["NUMBER", "OPENED_AT", "demo_account"]


def demo_account(until: date) -> BrokerAccount:
    """Return the account with all that happened up to a day and its settlements; a later day only adds to it."""
    with _ONE_AT_A_TIME:
        life = _life()
        rows, orders = life.history(until)
    traded = {row["symbol"] for row in rows if "symbol" in row}
    return BrokerAccount(
        number=NUMBER,
        opened_at=OPENED_AT,
        nickname="Demo trading",
        transactions=rows,
        orders=orders,
        multipliers={symbol: life.ledger.multipliers[symbol] for symbol in sorted(traded)},
    )


@cache
def _life() -> Life:
    return Life(NUMBER)  # lived once a process: tomorrow goes on where today ended
