"""Coins: a little every month, some of it sold again."""

from decimal import ROUND_DOWN, Decimal

from dev.standins.tastytrade.market import SEED
from dev.standins.tastytrade.market.chance import whole
from dev.standins.tastytrade.trader.desk import Desk
from dev.standins.tastytrade.trader.plays.play import TOMORROW, Play

SATOSHI = Decimal("0.00000001")
MONTHS_BETWEEN_SALES = 5


def savings(desk: Desk, symbol: str) -> Play:
    """Buy for 100 to 200 USD every month; sell a third every few months."""
    months = 0
    while True:
        usd = whole(4, 8, SEED, symbol, desk.today, "usd") * 25
        desk.trade({symbol: (usd / desk.mark(symbol)).quantize(SATOSHI, ROUND_DOWN)})
        for _ in range(whole(18, 23, SEED, symbol, desk.today, "month")):
            yield TOMORROW
        months += 1
        if months % MONTHS_BETWEEN_SALES == 0:
            desk.trade({symbol: -(desk.held(symbol) / 3).quantize(SATOSHI, ROUND_DOWN)})
            yield TOMORROW
