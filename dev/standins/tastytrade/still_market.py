"""A market that stands still: every symbol at its last known price."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal

from dev.standins.tastytrade.wire import BrokerAccount, Greeks, Market, Quote
from dev.standins.tastytrade.written import NEW_YORK

OPENS_AT, CLOSES_AT = time(9, 30), time(16, 0)
SATURDAY = 5
SPREAD = Decimal("0.01")


class StillMarket:
    """Prices by symbol that do not change with time; it knows no holidays."""

    def __init__(self, prices: Mapping[str, Decimal], greeks: Mapping[str, Greeks] | None = None) -> None:
        self._prices = prices
        self._greeks = greeks or {}

    def quote(self, symbol: str, _: str, __: datetime) -> Quote | None:
        """Return the prices, None for a symbol it has never heard of."""
        price = self._prices.get(symbol)
        if price is None:
            return None
        bid = max(price - SPREAD, Decimal(0))
        return Quote(bid=bid, ask=price + SPREAD, mark=price, last=price, close=price, previous_close=price)

    def greeks(self, symbol: str, _: str, __: datetime) -> Greeks | None:
        """Return an option's Greeks where it was told them."""
        return self._greeks.get(symbol)

    def is_open(self, at: datetime) -> bool:
        """Whether US equities trade at that moment."""
        local = at.astimezone(NEW_YORK)
        return local.weekday() < SATURDAY and OPENS_AT <= local.time() < CLOSES_AT


class RememberingMarket:
    """A market, and for symbols it has never heard of what accounts last traded them at."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._remembered = StillMarket({})

    def remember(self, accounts: Iterable[BrokerAccount]) -> None:
        """Keep what these accounts last traded each symbol at."""
        self._remembered = StillMarket(last_prices(accounts))

    def quote(self, symbol: str, instrument_type: str, at: datetime) -> Quote | None:
        """Return the prices, None for a symbol neither has heard of."""
        found = self._market.quote(symbol, instrument_type, at)
        return found or self._remembered.quote(symbol, instrument_type, at)

    def greeks(self, symbol: str, instrument_type: str, at: datetime) -> Greeks | None:
        """Return an option's Greeks where the market has them."""
        return self._market.greeks(symbol, instrument_type, at)

    def is_open(self, at: datetime) -> bool:
        """Whether US equities trade at that moment."""
        return self._market.is_open(at)


def last_prices(accounts: Iterable[BrokerAccount]) -> dict[str, Decimal]:
    """Return what each symbol was last traded at in these accounts."""
    return {
        row["symbol"]: Decimal(row["price"])
        for account in accounts
        for row in account.transactions
        if "symbol" in row and "price" in row
    }
