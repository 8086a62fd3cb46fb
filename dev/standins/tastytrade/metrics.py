"""Volatility by underlying: what the market's options imply, of those that accounts have met and that still live."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dev.standins.tastytrade import errors, symbols
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.wire import Wire
from dev.standins.tastytrade.written import instant, number

PLACES = 9


def metrics(call: Call) -> Wire:
    """Return what is known of each symbol; of one nobody has options on, little more than its name."""
    asked = [symbol for text in call.texts("symbols") for symbol in text.split(",") if symbol]
    if not asked:
        raise errors.invalid("symbols", reason="is missing")
    return call.items([_metrics(call, symbol) for symbol in asked])


def _metrics(call: Call, symbol: str) -> Wire:
    implied: dict[date, list[Decimal]] = defaultdict(list)
    for expires_on, volatility in _volatilities(call, symbol):
        implied[expires_on].append(volatility)
    wire: Wire = {"symbol": symbol, "updated-at": instant(call.now)}
    if implied:
        everything = [each for volatilities in implied.values() for each in volatilities]
        wire["implied-volatility-index"] = number(_mean(everything))
        wire["implied-volatility-updated-at"] = instant(call.now)
    wire["option-expiration-implied-volatilities"] = [
        {
            "expiration-date": expires_on.isoformat(),
            "option-chain-type": "Standard",
            "settlement-type": "PM",
            "implied-volatility": number(_mean(volatilities)),
        }
        for expires_on, volatilities in sorted(implied.items())
    ]
    return wire


def _volatilities(call: Call, underlying: str) -> Iterator[tuple[date, Decimal]]:
    """Yield when each option on an underlying expires, and the volatility it implies."""
    rows = (row for account in call.broker.accounts() for row in account.transactions)
    for symbol in sorted({row["symbol"] for row in rows if row.get("underlying-symbol") == underlying}):
        terms = symbols.option(symbol)
        greeks = call.broker.market.greeks(symbol, symbols.instrument_type(symbol), call.now)
        if terms and greeks and terms.expires_at > call.now:
            yield terms.expires_on, greeks.volatility


def _mean(values: list[Decimal]) -> Decimal:
    return round(sum(values, Decimal(0)) / len(values), PLACES)


ROUTES: Routes = (("GET", "/market-metrics", metrics),)
