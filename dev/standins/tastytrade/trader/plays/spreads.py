"""Spreads of options on shares: verticals, condors, strangles, butterflies, calendars."""

from decimal import Decimal

from dev.standins.tastytrade.market import SEED
from dev.standins.tastytrade.market.chance import whole
from dev.standins.tastytrade.trader.chain import Chain
from dev.standins.tastytrade.trader.desk import Desk, Legs
from dev.standins.tastytrade.trader.plays.play import TOMORROW, Play, until_done, until_expired
from dev.standins.tastytrade.trader.position import Position

HALF, DOUBLE = Decimal("0.5"), Decimal(2)
MANAGED_AT = 21  # days before expiry: from there on, losses come faster than time pays
STEPS_WIDE = 5
CHEAP = 60  # USD a share


def put_vertical(desk: Desk, symbol: str) -> Play:
    """Sell a put spread below the market; take half, partly earlier."""
    chain = Chain(desk, symbol)
    day = chain.monthly(44)
    upper = chain.strike(day, "P", 0.28)
    lower = upper - chain.step * STEPS_WIDE
    count = _count(desk, symbol)
    yield from _credit(desk, {chain.symbol(day, "P", upper): -count, chain.symbol(day, "P", lower): count})


def call_vertical(desk: Desk, symbol: str) -> Play:
    """Sell a call spread above the market; take half, partly earlier."""
    chain = Chain(desk, symbol)
    day = chain.monthly(44)
    lower = chain.strike(day, "C", 0.22)
    upper = lower + chain.step * STEPS_WIDE
    count = _count(desk, symbol)
    yield from _credit(desk, {chain.symbol(day, "C", lower): -count, chain.symbol(day, "C", upper): count})


def iron_condor(desk: Desk, symbol: str) -> Play:
    """Sell both spreads in one order."""
    chain = Chain(desk, symbol)
    day = chain.monthly(44)
    put, call, width = chain.strike(day, "P", 0.18), chain.strike(day, "C", 0.16), chain.step * STEPS_WIDE
    count = _count(desk, symbol)
    yield from _credit(
        desk,
        {
            chain.symbol(day, "P", put): -count,
            chain.symbol(day, "P", put - width): count,
            chain.symbol(day, "C", call): -count,
            chain.symbol(day, "C", call + width): count,
        },
    )


def strangle(desk: Desk, symbol: str) -> Play:
    """Sell a put and a call; roll both to the next month when the days run out at a loss."""
    chain = Chain(desk, symbol)
    legs = _strangle(chain, _count(desk, symbol))
    if not desk.can_open(legs):
        return
    position = Position(desk, legs)
    rolls = 0
    while position.is_open:
        taken = abs(position.cash) * HALF
        if position.profit >= taken or position.profit <= -position.cash * DOUBLE:
            position.close()
        elif position.days_left <= MANAGED_AT:
            again = rolls == 0 and len(position.legs) == len(legs)
            rolls += 1
            position.roll(_strangle(chain, _count_of(position))) if again else position.close()
        yield TOMORROW


def butterfly(desk: Desk, symbol: str) -> Play:
    """Buy a call butterfly at the market; hold it to within a week."""
    chain = Chain(desk, symbol)
    day = chain.monthly(30)
    body, width = chain.strike(day, "C", 0.45), chain.step * STEPS_WIDE
    legs = {
        chain.symbol(day, "C", body - width): 1,
        chain.symbol(day, "C", body): -2,
        chain.symbol(day, "C", body + width): 1,
    }
    yield from _debit(desk, legs, days=5)


def calendar(desk: Desk, symbol: str) -> Play:
    """Buy the later month's put and sell the nearer one's of the same strike."""
    chain = Chain(desk, symbol)
    near, far = chain.monthly(28), chain.monthly(60)
    strike = chain.strike(near, "P", 0.45)
    legs = {chain.symbol(far, "P", strike): 1, chain.symbol(near, "P", strike): -1}
    yield from _debit(desk, legs, days=4)


def call_debit_vertical(desk: Desk, symbol: str) -> Play:
    """Buy a call spread and let it expire: both legs may end in shares."""
    chain = Chain(desk, symbol)
    day = chain.weekly(18)
    lower = chain.strike(day, "C", 0.58)
    legs = {chain.symbol(day, "C", lower): 1, chain.symbol(day, "C", lower + chain.step * 3): -1}
    if desk.can_open(legs):
        yield from until_expired(Position(desk, legs))


def long_call(desk: Desk, symbol: str) -> Play:
    """Buy a call a quarter of a year out."""
    chain = Chain(desk, symbol)
    yield from _debit(desk, {chain.at(chain.monthly(95), "C", 0.62): 1}, days=30)


def _credit(desk: Desk, legs: Legs) -> Play:
    if not desk.can_open(legs):
        return
    position = Position(desk, legs)
    received = max(position.cash, Decimal(20))
    yield from until_done(position, take=received * HALF, stop=received * DOUBLE, days=MANAGED_AT, halves=True)


def _debit(desk: Desk, legs: Legs, *, days: int) -> Play:
    if not desk.can_open(legs):
        return
    position = Position(desk, legs)
    paid = max(-position.cash, Decimal(20))
    yield from until_done(position, take=paid * HALF, stop=paid * HALF, days=days)


def _strangle(chain: Chain, count: int) -> Legs:
    day = chain.monthly(45)
    return {chain.at(day, "P", 0.2): -count, chain.at(day, "C", 0.18): -count}


def _count(desk: Desk, symbol: str) -> int:
    """Return the contracts to trade: more of what costs little."""
    most = 4 if desk.mark(symbol) < CHEAP else 2
    return whole(1, most, SEED, symbol, desk.today, "count")


def _count_of(position: Position) -> int:
    return int(max(abs(quantity) for quantity in position.legs.values()))
