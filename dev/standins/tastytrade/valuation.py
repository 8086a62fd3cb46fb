"""What positions are worth by the market."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from dev.standins.tastytrade.replay import NOTHING, Holding, Replay
from dev.standins.tastytrade.wire import Market

KINDS = {
    "Equity": "equity",
    "Equity Option": "derivative",
    "Future Option": "futures-derivative",
    "Cryptocurrency": "cryptocurrency",
}
HALF, FIFTH, TENTH = Decimal("0.5"), Decimal("0.2"), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Valued:
    """A position with its price, from the market or, where that has none, from its last trade."""

    holding: Holding
    price: Decimal

    @property
    def worth(self) -> Decimal:
        """Return what it adds to the account: nothing of a future but what was not yet paid out."""
        if self.holding.instrument_type == "Future":
            return self.holding.unpaid(self.price)
        return self.holding.quantity * self.price * self.holding.multiplier

    @property
    def requirement(self) -> Decimal:
        """Return the margin that is asked for it: a simple rule of this stand-in's own, rounded to cents."""
        notional = abs(self.holding.quantity) * self.price * self.holding.multiplier
        if self.holding.instrument_type == "Future":
            return round(notional * TENTH, 2)
        if self.holding.instrument_type in {"Equity Option", "Future Option"}:
            return NOTHING if self.holding.quantity > 0 else round(notional * (1 + FIFTH), 2)
        return round(notional * (HALF if self.holding.quantity > 0 else 1 + HALF), 2)


def value(replay: Replay, market: Market, at: datetime) -> list[Valued]:
    """Return what is open with its prices at a moment."""
    valued = []
    for holding in replay.open():
        quote = market.quote(holding.symbol, holding.instrument_type, at)
        valued.append(Valued(holding, quote.mark if quote else holding.last_price))
    return valued


def worth(valued: Iterable[Valued]) -> Decimal:
    """Return what positions add to an account."""
    return sum((each.worth for each in valued), NOTHING)


def net_liquidating_value(replay: Replay, market: Market, at: datetime) -> Decimal:
    """Return cash and positions together."""
    return replay.cash + worth(value(replay, market, at))
