"""What the quote streamer says of a symbol: events, with the fields of dxFeed's documents."""

import re
from datetime import datetime
from decimal import Decimal

from dev.standins.tastytrade import symbols
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.wire import Market
from dev.standins.tastytrade.written import new_york_day

Value = str | float | bool
Event = dict[str, Value]
OPTION = re.compile(r"\.(?P<root>[A-Z0-9]+?)(?P<day>\d{6})(?P<side>[CP])(?P<strike>[\d.]+)")
SIZE = 10.0
TYPES = ("Quote", "Trade", "Greeks", "Summary")
EPOCH = datetime(1970, 1, 1).date()  # noqa: DTZ001 - dxFeed counts days


def resolve(broker: Broker, streamed: str) -> str:
    """Return the symbol the streamer's name stands for; a name nobody knows stands for itself."""
    if found := OPTION.fullmatch(streamed):
        strike = int(Decimal(found["strike"]) * 1000)
        return f"{found['root']:<6}{found['day']}{found['side']}{strike:08d}"
    if "/" not in streamed:
        return streamed
    year = broker.clock.now().year
    met = {row["symbol"] for account in broker.accounts() for row in account.transactions if "symbol" in row}
    named = {symbols.streamer_symbol(symbol, year): symbol for symbol in met}
    return named.get(streamed) or _guessed(streamed)


def event(market: Market, kind: str, streamed: str, symbol: str, now: datetime) -> Event | None:
    """Return an event of a kind as it is now, None where there is nothing to say."""
    instrument = symbols.instrument_type(symbol)
    said = (
        _greeks(market, symbol, instrument, now) if kind == "Greeks" else _priced(market, kind, symbol, instrument, now)
    )
    if said is None:
        return None
    return {"eventType": kind, "eventSymbol": streamed, "eventTime": 0, **said}


def _guessed(streamed: str) -> str:
    """Return a future's symbol, with the last digit of its year, or a coin's; without the exchange in both cases."""
    name = streamed.partition(":")[0]
    return re.sub(r"\d(\d)$", r"\1", name) if name.startswith("/") else name


def _greeks(market: Market, symbol: str, instrument: str, now: datetime) -> Event | None:
    greeks = market.greeks(symbol, instrument, now)
    if greeks is None:
        return None
    names = ("price", "volatility", "delta", "gamma", "theta", "rho", "vega")
    values: Event = {name: float(getattr(greeks, name)) for name in names}
    return {"eventFlags": 0, "index": _millis(now) << 22, "time": _millis(now), "sequence": 0} | values


def _priced(market: Market, kind: str, symbol: str, instrument: str, now: datetime) -> Event | None:
    quote = market.quote(symbol, instrument, now)
    if quote is None:
        return None
    at = _millis(now)
    if kind == "Quote":
        prices: Event = {"bidPrice": float(quote.bid), "askPrice": float(quote.ask), "bidSize": SIZE, "askSize": SIZE}
        codes: Event = {"bidExchangeCode": "Q", "askExchangeCode": "Q"}
        return {"sequence": 0, "timeNanoPart": 0, "bidTime": at, "askTime": at} | codes | prices
    if kind == "Trade":
        change = float(quote.last - quote.previous_close)
        last: Event = {"price": float(quote.last), "size": SIZE, "dayVolume": "NaN", "dayTurnover": "NaN"}
        code: Event = {"exchangeCode": "Q", "tickDirection": "ZERO_UP", "extendedTradingHours": False}
        when: Event = {"time": at, "timeNanoPart": 0, "sequence": 0, "dayId": _day_id(now), "change": change}
        return code | when | last
    days: Event = {"dayId": _day_id(now), "prevDayId": _day_id(now) - 1, "openInterest": 0}
    types: Event = {"dayClosePriceType": "REGULAR", "prevDayClosePriceType": "FINAL"}
    closes: Event = {"dayClosePrice": float(quote.close), "prevDayClosePrice": float(quote.previous_close)}
    unknown: Event = dict.fromkeys(("dayOpenPrice", "dayHighPrice", "dayLowPrice", "prevDayVolume"), "NaN")
    return days | types | closes | unknown


def _millis(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _day_id(at: datetime) -> int:
    return (new_york_day(at) - EPOCH).days
