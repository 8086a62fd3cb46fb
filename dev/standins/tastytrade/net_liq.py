"""
What an account was worth over time, as bars.

Documented are the spans, not the lengths of their bars: five minutes within a day (recorded), an hour within a week,
and a day beyond.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from dev.standins.tastytrade import errors
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.replay import Replay
from dev.standins.tastytrade.snapshots import at_close, past_days, replayed
from dev.standins.tastytrade.valuation import net_liquidating_value
from dev.standins.tastytrade.wire import Wire
from dev.standins.tastytrade.written import moment, rounded

DAY = timedelta(days=1)
SPANS = {
    "1d": DAY,
    "1w": timedelta(days=7),
    "1m": timedelta(days=31),
    "3m": timedelta(days=92),
    "6m": timedelta(days=183),
    "1y": timedelta(days=366),
    "all": timedelta.max,
}
FIVE_MINUTES, HOUR = timedelta(minutes=5), timedelta(hours=1)
Point = tuple[datetime, Decimal]


def history(call: Call) -> Wire:
    """Return the bars of a span up to now, or of a window."""
    start, end, span = _window(call)
    if span > SPANS["1w"]:
        points = list(_daily(call, start, end))
    else:
        points = list(_within_days(call, start, end, FIVE_MINUTES if span <= DAY else HOUR))
    opens = [points[0][1], *(value for _, value in points)] if points else []
    bars = [_bar(at, opened, value) for (at, value), opened in zip(points, opens, strict=False)]
    return {"data": {"items": call.troubles.page(bars)}}


def _window(call: Call) -> tuple[datetime, datetime, timedelta]:
    """Return from when to when, and how long a span was asked for. Raises RefusedError."""
    if call.text("start-time"):
        start, end = _zoned(call, "start-time"), _zoned(call, "end-time") if call.text("end-time") else call.now
        return start, end, end - start
    span, opened = SPANS[call.one_of("time-back", "all", *SPANS)], call.account.opened_at
    return (opened if span == timedelta.max else max(call.now - span, opened)), call.now, span


def _zoned(call: Call, name: str) -> datetime:
    """Return a moment that may have the name of its zone after it, in brackets. Raises RefusedError."""
    try:
        return moment(re.sub(r"\[.*\]$", "", call.text(name) or ""))
    except ValueError:
        raise errors.invalid(name) from None


def _daily(call: Call, start: datetime, end: datetime) -> Iterator[Point]:
    for day, replay in replayed(call.broker, call.account, past_days(call.broker, call.account)):
        if start <= at_close(day) <= end:
            yield at_close(day), net_liquidating_value(replay, call.broker.market, at_close(day))


def _within_days(call: Call, start: datetime, end: datetime, step: timedelta) -> Iterator[Point]:
    """Yield points while the market is open; the longest pause in it is skipped quickly."""
    replay, rows = Replay(call.account), iter(call.broker.transactions(call.account))
    row = next(rows, None)
    at = start - timedelta(minutes=start.minute % 5, seconds=start.second, microseconds=start.microsecond)
    while (at := at + step) <= end:
        if not call.broker.market.is_open(at):
            continue
        while row is not None and moment(row["executed-at"]) <= at:
            replay.apply(row)
            row = next(rows, None)
        yield at, net_liquidating_value(replay, call.broker.market, at)


def _bar(at: datetime, opened: Decimal, closed: Decimal) -> Wire:
    prices = {"open": opened, "high": max(opened, closed), "low": min(opened, closed), "close": closed}
    bar = {name: rounded(price, 4) for name, price in prices.items()}
    pending = {f"pending-cash-{name}": "0.0" for name in prices}
    total = {f"total-{name}": price for name, price in bar.items()}
    return bar | pending | total | {"time": f"{at:%Y-%m-%d %H:%M:%S}+00"}


ROUTES: Routes = (("GET", "/accounts/{number}/net-liq/history", history),)
