"""Shares: the wheel of puts and covered calls, and swings long and short."""

from decimal import Decimal

from dev.standins.tastytrade.market import SEED
from dev.standins.tastytrade.market.chance import uniform, whole
from dev.standins.tastytrade.trader.chain import Chain
from dev.standins.tastytrade.trader.desk import Desk
from dev.standins.tastytrade.trader.plays.play import TOMORROW, Play, Start, pause
from dev.standins.tastytrade.trader.position import Position

LOT = 100
NEARLY_ALL = Decimal("0.8")
ROLLED_AT, LEFT_BEFORE = 3, 8  # days left
SOMETIMES = 0.5


def wheel(contracts: int) -> Start:
    """Return the play that sells puts until shares are assigned, and calls on them until they are taken away."""

    def play(desk: Desk, symbol: str) -> Play:
        while True:
            shares = desk.held(symbol)
            if shares > 0:
                yield from _covered_call(desk, symbol, int(shares // LOT))
            else:
                yield from _secured_put(desk, symbol, contracts)
            yield TOMORROW

    return play


def _secured_put(desk: Desk, symbol: str, contracts: int) -> Play:
    chain = Chain(desk, symbol)
    position = Position(desk, {chain.at(chain.weekly(24), "P", 0.36): -contracts})
    while position.is_open:
        if position.profit >= position.cash * NEARLY_ALL and position.days_left > ROLLED_AT:
            position.close()
        yield TOMORROW


def _covered_call(desk: Desk, symbol: str, contracts: int) -> Play:
    chain = Chain(desk, symbol)
    position = Position(desk, {chain.at(chain.weekly(20), "C", 0.32): -contracts})
    rolled = False
    while position.is_open:
        if position.profit >= position.cash * NEARLY_ALL and position.days_left > ROLLED_AT:
            position.close()
        elif position.days_left <= ROLLED_AT and position.profit < 0 and not rolled:
            rolled = True
            if uniform(SEED, symbol, desk.today, "let go") < SOMETIMES:
                position.roll({chain.at(chain.weekly(24), "C", 0.32): -contracts})
        yield TOMORROW


def buy_write(desk: Desk, symbol: str) -> Play:
    """Buy shares and sell a call on them in one order; close both in one order, or let the call take the shares."""
    chain = Chain(desk, symbol)
    position = Position(desk, {symbol: LOT, chain.at(chain.weekly(25), "C", 0.4): -1})
    call = next(leg for leg in position.legs if leg != symbol)
    while position.is_open and desk.held(call):
        left = (desk.instrument(call).ends_at.date() - desk.today).days
        if left <= 1 and uniform(SEED, symbol, desk.today, "unwind") < SOMETIMES:
            position.close()
        yield TOMORROW


def with_put_spread(usd: int) -> Start:
    """Return the play that buys shares and sells a put spread below them in one order, and leaves both in one."""

    def play(desk: Desk, symbol: str) -> Play:
        chain = Chain(desk, symbol)
        day = chain.monthly(70)
        strike = chain.strike(day, "P", 0.3)
        upper, lower = chain.symbol(day, "P", strike), chain.symbol(day, "P", strike - 5 * chain.step)
        position = Position(desk, {symbol: round(usd / desk.mark(symbol)), upper: -1, lower: 1})
        while position.is_open:
            if position.days_left <= LEFT_BEFORE:
                position.close()
            yield TOMORROW

    return play


def parking(usd: int) -> Start:
    """Return the play that keeps cash in Treasury bills for some months at a time, even when margin has to help."""

    def play(desk: Desk, symbol: str) -> Play:
        desk.trade({symbol: round(usd / desk.mark(symbol))})
        for _ in range(whole(60, 110, SEED, symbol, desk.today, "park")):
            yield TOMORROW
        desk.trade({symbol: -(desk.held(symbol) // 2)})
        for _ in range(whole(5, 20, SEED, symbol, desk.today, "rest")):
            yield TOMORROW
        desk.trade({symbol: -desk.held(symbol)})
        yield TOMORROW

    return play


def swing(usd: int, side: int = 1) -> Start:
    """Return the play that buys (or, with side -1, sells short) shares in two parts, and leaves in two or three."""

    def play(desk: Desk, symbol: str) -> Play:
        count = max(2, round(usd / float(desk.mark(symbol)) / 2))
        desk.trade({symbol: side * count})
        for _ in range(whole(2, 9, SEED, symbol, desk.today, "again")):
            yield TOMORROW
        desk.trade({symbol: side * count})
        for _ in range(whole(12, 50, SEED, symbol, desk.today, "hold")):
            yield TOMORROW
        while shares := desk.held(symbol):
            part = shares if abs(shares) <= count else Decimal(side * count)
            desk.trade({symbol: -part})
            yield from pause(desk, symbol)

    return play
