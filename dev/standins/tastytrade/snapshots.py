"""
Balances of days that are over.

A day ends at midnight in New York with every row of that day, at the prices of 16:00; it begins with what the day
before ended with. Days are those on which the market is open.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from dev.standins.tastytrade import errors
from dev.standins.tastytrade.balances import CURRENCY, snapshot
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.replay import Replay
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import NEW_YORK, moment, new_york_day

NOON, CLOSE = time(12, 0), time(16, 0)
DAY = timedelta(days=1)
TIMES = ("BOD", "EOD", "Intraday")


def snapshots(call: Call) -> Wire:
    """Return a page of an account's balances, the latest day first; without a day, the last one and the present one."""
    time_of_day = call.text("time-of-day")
    if time_of_day not in TIMES:
        raise errors.invalid("time-of-day")
    if (call.text("currency") or CURRENCY) != CURRENCY:
        return call.page([], usual=250, most=2000)
    only, first, last = call.day("snapshot-date"), call.day("start-date"), call.day("end-date")
    account, broker = call.account, call.broker
    days = [day for day in past_days(broker, account) if _is_asked_for(day, only, first, last)]
    if not (only or first or last):
        past = list(_of_days(broker, account, days[-1:], time_of_day))
        now = snapshot(broker.books(account), broker.market, call.now, time_of_day)
        return call.page([*past, now], usual=250, most=2000)
    return call.page_of(
        days[::-1], lambda shown: list(_of_days(broker, account, shown[::-1], time_of_day))[::-1], usual=250, most=2000
    )


def past_days(broker: Broker, account: BrokerAccount) -> list[date]:
    """Return the days an account has behind it on which the market was open, oldest first."""
    day, today, days = new_york_day(account.opened_at), new_york_day(broker.clock.now()), []
    while day < today:
        if broker.market.is_open(datetime.combine(day, NOON, NEW_YORK)):
            days.append(day)
        day += DAY
    return days


def at_close(day: date) -> datetime:
    """Return the moment a day's prices are taken at."""
    return datetime.combine(day, CLOSE, NEW_YORK).astimezone(UTC)


def replayed(broker: Broker, account: BrokerAccount, days: Sequence[date]) -> Iterator[tuple[date, Replay]]:
    """Go through an account's rows once; yield its books as they were at the end of each day."""
    replay, rows = Replay(account), iter(broker.transactions(account))
    row = next(rows, None)
    for day in days:
        while row is not None and new_york_day(moment(row["executed-at"])) <= day:
            replay.apply(row)
            row = next(rows, None)
        yield day, replay


def _of_days(broker: Broker, account: BrokerAccount, days: Sequence[date], time_of_day: str) -> Iterator[Wire]:
    """Yield the snapshots of days, oldest first."""
    all_days = past_days(broker, account)
    before = dict(zip(all_days[1:], all_days, strict=False))
    if time_of_day != "BOD":
        for day, replay in replayed(broker, account, days):
            yield snapshot(replay, broker.market, at_close(day), time_of_day)
        return
    eves = {before[day]: day for day in days if day in before}
    for eve, replay in replayed(broker, account, list(eves)):
        yield snapshot(replay, broker.market, at_close(eve), time_of_day) | {"snapshot-date": eves[eve].isoformat()}


def _is_asked_for(day: date, only: date | None, first: date | None, last: date | None) -> bool:
    if only:
        return day == only
    return (first is None or first <= day) and (last is None or day <= last)


ROUTES: Routes = (("GET", "/accounts/{number}/balance-snapshots", snapshots),)
