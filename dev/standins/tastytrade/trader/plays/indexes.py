"""Index options held to their settlement in cash."""

from decimal import Decimal

from dev.standins.tastytrade.trader.chain import Chain
from dev.standins.tastytrade.trader.desk import Desk, Legs
from dev.standins.tastytrade.trader.plays.play import Play, until_done, until_expired
from dev.standins.tastytrade.trader.position import Position


def weekly_put_spread(desk: Desk, root: str) -> Play:
    """Sell a narrow put spread for the week."""
    chain = Chain(desk, root)
    day = chain.weekly(3)
    upper = chain.strike(day, "P", 0.17)
    yield from _hold(desk, {chain.symbol(day, "P", upper): -1, chain.symbol(day, "P", upper - 2 * chain.step): 1})


def weekly_condor(desk: Desk, root: str) -> Play:
    """Sell a condor for the week, with small wings."""
    chain = Chain(desk, root)
    day, wing = chain.weekly(3), chain.step * 2
    put, call = chain.strike(day, "P", 0.14), chain.strike(day, "C", 0.12)
    legs = {
        chain.symbol(day, "P", put): -1,
        chain.symbol(day, "P", put - wing): 1,
        chain.symbol(day, "C", call): -1,
        chain.symbol(day, "C", call + wing): 1,
    }
    yield from _hold(desk, legs)


def monthly_butterfly(desk: Desk, root: str) -> Play:
    """Buy a put butterfly of the standard month, settled at the open of its Friday."""
    chain = Chain(desk, root)
    day = chain.monthly(20)
    body, wing = chain.strike(day, "P", 0.35), Decimal(25)
    legs = {
        chain.symbol(day, "P", body + wing): 1,
        chain.symbol(day, "P", body): -2,
        chain.symbol(day, "P", body - wing): 1,
    }
    if (desk.today < day) and desk.can_open(legs):
        position = Position(desk, legs)
        yield from until_done(position, take=-position.cash, stop=-2 * position.cash, days=-1)


def _hold(desk: Desk, legs: Legs) -> Play:
    if desk.can_open(legs):
        yield from until_expired(Position(desk, legs))
