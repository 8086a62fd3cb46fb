"""
Daily levels and what happens between them, from nothing but the seed, the product and the day.

A level is the product's price times the exponential of a walk that is pulled back to its trend: it stays believable
however far from the anchor. A part of every move is the market's own. Between two closes the price jumps at the open
and then wanders to the close on a bridge.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from math import exp, log, pi, sin, sqrt

from dev.standins.tastytrade.market.calendar import (
    CLOSES,
    NEW_YORK,
    closing_moment,
    day_in_new_york,
    is_session,
    opening_moment,
)
from dev.standins.tastytrade.market.chance import normal, normals, uniforms
from dev.standins.tastytrade.market.products import ANCHOR
from dev.standins.tastytrade.market.terms import Kind, Product

EPOCH = date(2017, 12, 29)
"""Before it every level is that of this day."""
SESSIONS_A_YEAR = 252
DAYS_A_YEAR = 365
WORST = 4.5  # standard deviations: nothing moves further in a day
WIGGLES = 4
SMALLEST_GAP, LARGEST_GAP = 0.2, 0.6  # of a day's move, done at the open
WIGGLE_SIZE = 0.35
AT_ONCE = 8
FIRST_DAY = EPOCH.toordinal()
AHEAD = 64  # days
THE_MARKET = "the market"


class Path:
    """The price of one product over all time; `level` in USD before any split."""

    def __init__(self, seed: int, product: Product) -> None:
        self._seed = seed
        self._product = product
        self._walk = [0.0]  # logarithms, for every day of the calendar since the epoch
        self._place, self._sessions = 0.0, 0
        self._never_rests = product.kind in {Kind.FUTURE, Kind.CRYPTO}
        self._days: dict[int, tuple[float, list[float]]] = {}
        self._year = DAYS_A_YEAR if product.trades_every_day else SESSIONS_A_YEAR
        self._start = log(product.price) - self._walked(ANCHOR.toordinal())

    def level(self, day: date) -> float:
        """Return the price at a day's close; on days without trading that of the last."""
        return exp(self._start + self._walked(day.toordinal()))

    def at(self, moment: datetime) -> float:
        """Return the price at a moment; outside of trading hours the last one."""
        if self._never_rests:
            return self._around_the_clock(moment.astimezone(NEW_YORK))
        day = day_in_new_york(moment)
        if not is_session(day) or moment < opening_moment(day):
            return self.level(day - timedelta(days=1))
        start = opening_moment(day)
        done = (moment - start) / (closing_moment(day) - start)
        return self._between(day, min(1.0, done), jumps=True)

    def _around_the_clock(self, local: datetime) -> float:
        # A day of a future or a coin runs from four in the afternoon to four in the afternoon.
        minutes = (local.hour - CLOSES.hour) * 60 + local.minute + local.second / 60
        day = local.date() if minutes <= 0 else local.date() + timedelta(days=1)
        done = minutes / 1440 + (1 if minutes <= 0 else 0)
        return self._between(day, done, jumps=False)

    def _between(self, day: date, done: float, *, jumps: bool) -> float:
        today = day.toordinal()
        before, after = self._start + self._walked(today - 1), self._start + self._walked(today)
        if before == after and not is_session(day):
            return exp(after)
        gap, wiggles = self._day(today)
        share = gap + (1 - gap) * done if jumps else done
        bridge = sum(size * sin(number * pi * done) / number for number, size in enumerate(wiggles, start=1))
        return exp(before + (after - before) * share + bridge)

    def _day(self, day: int) -> tuple[float, list[float]]:
        """Return what part of a day's move the open makes, and how the price wanders after it."""
        known = self._days.get(day)
        if known is None:
            size = WIGGLE_SIZE * self._product.volatility / sqrt(self._year)
            jump, *drawn = uniforms(1 + WIGGLES, self._seed, self._product.symbol, "within", day)
            gap = SMALLEST_GAP + (LARGEST_GAP - SMALLEST_GAP) * jump
            known = self._days[day] = gap, [size * normal(one) for one in drawn]
        return known

    def _walked(self, day: int) -> float:
        wanted = day - FIRST_DAY
        if wanted >= len(self._walk):
            self._walk_on(wanted + AHEAD)
        return self._walk[max(0, wanted)]

    def _walk_on(self, wanted: int) -> None:
        product, every_day = self._product, self._product.trades_every_day
        size, kept = product.volatility / sqrt(self._year), 1 - product.pull / self._year
        drift, alone = product.drift / self._year, sqrt(1 - product.beta**2)
        for day in range(FIRST_DAY + len(self._walk), FIRST_DAY + wanted + 1):
            if every_day or is_session(date.fromordinal(day)):
                block, number = divmod(day, AT_ONCE)
                own, common = _moves(self._seed, product.symbol, block), _moves(self._seed, THE_MARKET, block)
                move = product.beta * common[number] + alone * own[number]
                self._place = self._place * kept + size * max(-WORST, min(WORST, move))
                self._sessions += 1
            self._walk.append(self._place + drift * self._sessions)


@lru_cache(maxsize=40_000)
def _moves(seed: int, name: str, block: int) -> list[float]:
    """Return what moved a product, or the whole market, on some days, in standard deviations."""
    return normals(AT_ONCE, seed, name, block)
