"""When contracts end: options on shares and indexes, futures, options on futures."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dev.standins.tastytrade.market.calendar import (
    CLOSES,
    FRIDAY,
    OPENS,
    at_new_york,
    closing_moment,
    nth_weekday,
    previous_session,
    session_on_or_before,
)
from dev.standins.tastytrade.market.symbols import MONTH_CODES, FutureSymbol
from dev.standins.tastytrade.market.terms import FutureTerms, Product

SETTLED_AT_THE_OPEN = frozenset({"SPX", "VIX", "VIXW"})
CRUDE = frozenset({"/CL", "/MCL"})
OIL_STOPS = time(14, 30)
GOLD_STOPS = time(13, 30)
CRUDE_OPTIONS_STOP_BEFORE = 3  # sessions before their future
METAL_OPTIONS_STOP_BEFORE = 4  # sessions before the end of the month before


def third_friday(year: int, month: int) -> date:
    """Return when a month's standard options expire; the day before when that is a holiday."""
    return session_on_or_before(nth_weekday(year, month, FRIDAY, 3))


def fridays(after: date) -> Iterator[date]:
    """Return the weekly expiries after a day, endless."""
    friday = after + timedelta(days=(FRIDAY - after.weekday()) % 7)
    while True:
        if (end := session_on_or_before(friday)) > after:
            yield end
        friday += timedelta(days=7)


def option_ends(root: str, expires_on: date) -> datetime:
    """Return when an option is settled: at the open for the indexes whose settlement is a special quotation."""
    return at_new_york(expires_on, OPENS) if root in SETTLED_AT_THE_OPEN else closing_moment(expires_on)


def future_ends(contract: FutureSymbol) -> datetime:
    """Return when a contract stops trading."""
    year, month = contract.month.year, contract.month.month
    if contract.product in CRUDE:  # three sessions before the 25th of the month before
        twenty_fifth = session_on_or_before((contract.month - timedelta(days=1)).replace(day=25))
        return at_new_york(_sessions_before(twenty_fifth, 3), OIL_STOPS)
    if contract.product in {"/GC", "/MGC"}:  # the third last session of its month
        return at_new_york(_sessions_before(_next_month(contract.month), 3), GOLD_STOPS)
    return at_new_york(third_friday(year, month), OPENS)


def contracts(product: Product, after: date) -> Iterator[FutureSymbol]:
    """Return the contracts still trading after a day, the nearest first, endless."""
    month = after.replace(day=1)
    while True:
        contract = FutureSymbol(product.symbol, month)
        if MONTH_CODES[month.month - 1] in product.future.months and future_ends(contract).date() > after:
            yield contract
        month = _next_month(month)


def serial_option_expiry(contract: FutureSymbol) -> date:
    """Return when the serial options on a contract of crude oil or gold expire."""
    if contract.product in CRUDE:
        return _sessions_before(future_ends(contract).date(), CRUDE_OPTIONS_STOP_BEFORE)
    return _sessions_before(contract.month, METAL_OPTIONS_STOP_BEFORE)


def weekly_code(terms: FutureTerms, expires_on: date) -> str:
    """Return the contract code of an index future's option that expires on a Friday, as EW3X5."""
    week = (expires_on.day - 1) // 7 + 1
    return f"{terms.weekly_code}{week}{MONTH_CODES[expires_on.month - 1]}{expires_on.year % 10}"


def serial_code(terms: FutureTerms, contract: FutureSymbol) -> str:
    """Return the contract code of a commodity's option, as LOZ5."""
    return f"{terms.serial_code}{MONTH_CODES[contract.month.month - 1]}{contract.month.year % 10}"


def future_option_ends(expires_on: date) -> datetime:
    """Return when an option on a future expires."""
    return at_new_york(expires_on, CLOSES)


def _sessions_before(day: date, count: int) -> date:
    for _ in range(count):
        day = previous_session(day)
    return day


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
