"""
Daily levels and what happens between them, from nothing but the seed, the product and the day.

A level is the product's price times the exponential of a walk that is pulled back to its trend: it stays believable
however far from the anchor. A part of every move is the market's own. Between two closes the price jumps at the open
and then wanders to the close on a bridge.
"""

from datetime import date, datetime, timedelta
from functools import cache
from math import exp, log, pi, sin, sqrt

from dev.standins.tastytrade.market.calendar import (
    CLOSES,
    NEW_YORK,
    closing_moment,
    is_session,
    opening_moment,
)
from dev.standins.tastytrade.market.chance import normals, uniform
from dev.standins.tastytrade.market.products import ANCHOR
from dev.standins.tastytrade.market.terms import Kind, Product

EPOCH = date(2017, 12, 29)
"""Before it every level is that of this day."""
SESSIONS_A_YEAR = 252
DAYS_A_YEAR = 365
WORST = 4.5  # standard deviations: nothing moves further in a day
WIGGLES = 4
WIGGLE_SIZE = 0.35


class Path:
    """The price of one product over all time; `level` in USD before any split."""

    def __init__(self, seed: int, product: Product) -> None:
        self._seed = seed
        self._product = product
        self._walk = [(0.0, 0)]
        self._days: dict[int, tuple[float, list[float]]] = {}
        self._year = DAYS_A_YEAR if product.trades_every_day else SESSIONS_A_YEAR
        self._start = self._walked(ANCHOR)

    def level(self, day: date) -> float:
        """Return the price at a day's close; on days without trading that of the last."""
        walked, sessions = self._walked(day)
        trend = self._product.drift * (sessions - self._start[1]) / self._year
        return self._product.price * exp(walked - self._start[0] + trend)

    def at(self, moment: datetime) -> float:
        """Return the price at a moment; outside of trading hours the last one."""
        local = moment.astimezone(NEW_YORK)
        if self._product.kind in {Kind.FUTURE, Kind.CRYPTO}:
            return self._around_the_clock(local)
        day = local.date()
        if not is_session(day) or local < opening_moment(day):
            return self.level(day - timedelta(days=1))
        start = opening_moment(day)
        done = (local - start) / (closing_moment(day) - start)
        return self._between(day, min(1.0, done), jumps=True)

    def _around_the_clock(self, local: datetime) -> float:
        # A day of a future or a coin runs from four in the afternoon to four in the afternoon.
        minutes = (local.hour - CLOSES.hour) * 60 + local.minute + local.second / 60
        day = local.date() if minutes <= 0 else local.date() + timedelta(days=1)
        done = minutes / 1440 + (1 if minutes <= 0 else 0)
        return self._between(day, done, jumps=False)

    def _between(self, day: date, done: float, *, jumps: bool) -> float:
        before, after = log(self.level(day - timedelta(days=1))), log(self.level(day))
        if before == after and not is_session(day):
            return exp(after)
        gap, wiggles = self._day(day)
        share = gap + (1 - gap) * done if jumps else done
        bridge = sum(size * sin(number * pi * done) / number for number, size in enumerate(wiggles, start=1))
        return exp(before + (after - before) * share + bridge)

    def _day(self, day: date) -> tuple[float, list[float]]:
        known = self._days.get(day.toordinal())
        if known is None:
            size = WIGGLE_SIZE * self._product.volatility / sqrt(self._year)
            gap = 0.2 + 0.4 * uniform(self._seed, self._product.symbol, "gap", day)
            drawn = normals(WIGGLES, self._seed, self._product.symbol, "within", day)
            known = self._days[day.toordinal()] = gap, [size * one for one in drawn]
        return known

    def _walked(self, day: date) -> tuple[float, int]:
        wanted = max(0, (day - EPOCH).days)
        while len(self._walk) <= wanted:
            self._walk.append(self._step(EPOCH + timedelta(days=len(self._walk)), *self._walk[-1]))
        return self._walk[wanted]

    def _step(self, day: date, walked: float, sessions: int) -> tuple[float, int]:
        product = self._product
        if not (product.trades_every_day or is_session(day)):
            return walked, sessions
        alone = normals(1, self._seed, product.symbol, day)[0]
        move = product.beta * market_move(self._seed, day) + sqrt(1 - product.beta**2) * alone
        held = max(-WORST, min(WORST, move))
        stepped = walked * (1 - product.pull / self._year) + product.volatility / sqrt(self._year) * held
        return stepped, sessions + 1


@cache
def market_move(seed: int, day: date) -> float:
    """Return what the whole market did that day, in standard deviations."""
    return normals(1, seed, "the market", day)[0]
