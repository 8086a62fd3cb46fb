"""What a play is, and the ways plays end."""

from collections.abc import Callable, Generator
from decimal import Decimal

from dev.standins.tastytrade.market import SEED
from dev.standins.tastytrade.market.chance import whole
from dev.standins.tastytrade.trader.desk import Desk
from dev.standins.tastytrade.trader.position import Position

Play = Generator[bool, None, None]
"""Runs once a session; what it yields says whether it wants to be asked again the same afternoon."""
Start = Callable[[Desk, str], Play]
TOMORROW, THIS_AFTERNOON = False, True


def in_turn(desk: Desk, symbol: str, starts: tuple[Start, ...]) -> Play:
    """Play one after the other on an underlying, for ever, with pauses of a few days."""
    while True:
        for number, start in enumerate(starts):
            yield from pause(desk, symbol, number)
            yield from start(desk, symbol)
            yield from without_shares(desk, symbol)


def pause(desk: Desk, symbol: str, number: int = 0) -> Play:
    """Wait for one to six sessions."""
    for _ in range(whole(1, 6, SEED, symbol, number, desk.today, "pause")):
        yield TOMORROW


def rest(desk: Desk, symbol: str) -> Play:
    """Leave an underlying alone for a month or so."""
    for _ in range(whole(15, 30, SEED, symbol, desk.today, "rest")):
        yield TOMORROW


def without_shares(desk: Desk, symbol: str) -> Play:
    """Get rid of shares that an assignment left."""
    while shares := desk.held(symbol):
        desk.trade({symbol: -shares})
        yield TOMORROW


def until_done(position: Position, *, take: Decimal, stop: Decimal, days: int, halves: bool = False) -> Play:
    """Hold until the profit is `take` USD, the loss is `stop` USD, or the first leg has no more than `days` left."""
    halved = False
    while position.is_open:
        profit = position.profit
        if profit >= take or profit <= -stop or position.days_left <= days:
            position.close()
            return
        if halves and not halved and profit >= take / 2:
            position.close_half()
            halved = True
        yield TOMORROW


def until_expired(position: Position) -> Play:
    """Hold until nothing is left."""
    while position.is_open:
        yield TOMORROW
