"""
A market of about thirty underlyings, their options and futures, whose prices only a seed decides.

No state and no clock: whatever is asked first, the same symbol has the same price at the same moment. Floats make the
prices; what leaves is a Decimal on the exchange's tick.
"""

from collections.abc import Mapping
from decimal import Decimal

from dev.standins.tastytrade.market.anchored import products_from
from dev.standins.tastytrade.market.simulated import SimulatedMarket

SEED = 20241125

__all__ = ["SEED", "SimulatedMarket", "make_market"]


def make_market(anchors: Mapping[str, Decimal] | None = None) -> SimulatedMarket:
    """Return the market; `anchors` are last known prices by symbol, for what it does not model."""
    return SimulatedMarket(SEED, products_from(anchors or {}))
