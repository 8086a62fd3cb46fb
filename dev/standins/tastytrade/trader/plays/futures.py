"""Futures: swings that flip, day trades, rolls; and options on them, some of which end in a future."""

from collections.abc import Generator

from dev.standins.tastytrade.market import SEED, symbols
from dev.standins.tastytrade.market.chance import uniform, whole
from dev.standins.tastytrade.market.expiries import serial_option_expiry
from dev.standins.tastytrade.trader.chain import FutureChain
from dev.standins.tastytrade.trader.desk import Desk
from dev.standins.tastytrade.trader.plays.play import THIS_AFTERNOON, TOMORROW, Play, until_done, until_expired
from dev.standins.tastytrade.trader.position import Position

ROLLED_BEFORE = 9  # days before a contract ends
EVEN, MOSTLY = 0.5, 0.6


def swing_and_flip(desk: Desk, product: str) -> Play:
    """Hold a contract for some days, then go to the other side in one trade, then leave; roll when it ends."""
    symbol = symbols.future(FutureChain(desk, product).contract())
    side = 1 if uniform(SEED, product, desk.today, "side") < MOSTLY else -1
    count = whole(1, 2, SEED, product, desk.today, "count") * side
    desk.trade({symbol: count})
    symbol = yield from _hold(desk, product, symbol, whole(2, 9, SEED, product, desk.today, "long"))
    desk.trade({symbol: -count - side})
    symbol = yield from _hold(desk, product, symbol, whole(1, 5, SEED, product, desk.today, "short"))
    desk.trade({symbol: -desk.held(symbol)})
    yield TOMORROW


def day_trade(desk: Desk, product: str) -> Play:
    """Trade one contract in the morning and out in the afternoon."""
    symbol = symbols.future(FutureChain(desk, product).contract())
    side = 1 if uniform(SEED, product, desk.today, "side") < EVEN else -1
    if not desk.held(symbol):
        desk.trade({symbol: side})
        yield THIS_AFTERNOON
        desk.trade({symbol: -side})
    yield TOMORROW


def weekly_put(desk: Desk, product: str) -> Play:
    """Sell a put for the week and let it expire; a future it turns into is sold within days."""
    chain = FutureChain(desk, product)
    contract = chain.contract(days_left=20)
    position = Position(desk, {chain.at(contract, chain.weekly(5), "P", 0.3): -1})
    yield from until_expired(position)
    symbol = symbols.future(contract)
    while held := desk.held(symbol):
        if uniform(SEED, product, desk.today, "out") < EVEN:
            desk.trade({symbol: -held})
        yield TOMORROW


def serial_strangle(desk: Desk, product: str) -> Play:
    """Sell a put and a call on a commodity; take half or leave three weeks before the end."""
    chain = FutureChain(desk, product)
    contract = chain.contract(days_left=48)
    day = serial_option_expiry(contract)
    legs = {chain.at(contract, day, "P", 0.16): -1, chain.at(contract, day, "C", 0.16): -1}
    position = Position(desk, legs)
    yield from until_done(position, take=position.cash / 2, stop=position.cash, days=18)


def _hold(desk: Desk, product: str, symbol: str, sessions: int) -> Generator[bool, None, str]:
    """Wait, and roll into the next contract when this one nears its end; return the contract held then."""
    for _ in range(sessions):
        yield TOMORROW
        left = (desk.instrument(symbol).ends_at.date() - desk.today).days
        if left <= ROLLED_BEFORE:
            held = desk.held(symbol)
            following = symbols.future(FutureChain(desk, product).contract(days_left=20))
            desk.trade({symbol: -held, following: held})
            symbol = following
    return symbol
