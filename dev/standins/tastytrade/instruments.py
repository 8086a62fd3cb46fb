"""Instruments by symbol: whatever the market has a price for, or an account has met."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from dev.standins.tastytrade import errors, products, symbols
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.listing import Call, Handler, Routes
from dev.standins.tastytrade.symbols import EXCHANGES, Option
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import instant, new_york_day, number

MONTHS = "FGHJKMNQUVXZ"
FUTURES_END_AT = time(14, 30)  # UTC
TICK_SIZES = [{"value": "0.0001", "threshold": "1.0"}, {"value": "0.01"}]
OPTION_TICK_SIZES = [{"value": "0.01", "threshold": "3.0"}, {"value": "0.05"}]
ROLL = {
    "name": "equity_index",
    "active-count": 3,
    "cash-settled": True,
    "business-days-offset": 4,
    "first-notice": False,
}
NOBODYS = BrokerAccount(number="", opened_at=datetime(2000, 1, 1, tzinfo=UTC), nickname="")
Writer = Callable[[str, datetime], Wire]


def is_known(broker: Broker, symbol: str, kind: str, at: datetime) -> bool:
    """Whether there is an instrument of this symbol and kind."""
    if symbols.instrument_type(symbol) != kind:
        return False
    if broker.market.quote(symbol, kind, at) is not None:
        return True
    return any(row.get("symbol") == symbol for account in broker.accounts() for row in account.transactions)


def _equity(symbol: str, _: datetime) -> Wire:
    return {
        "id": sum(symbol.encode()),
        "symbol": symbol,
        "instrument-type": "Equity",
        "short-description": symbol,
        "is-index": False,
        "listed-market": "XNAS",
        "description": symbol,
        "lendability": "Easy To Borrow",
        "borrow-rate": "0.0",
        "market-time-instrument-collection": "Equity",
        "is-closing-only": False,
        "is-options-closing-only": False,
        "active": True,
        "is-fractional-quantity-eligible": True,
        "is-illiquid": False,
        "is-etf": False,
        "streamer-symbol": symbol,
        "tick-sizes": TICK_SIZES,
        "option-tick-sizes": OPTION_TICK_SIZES,
    }


def _terms(symbol: str) -> Option:
    terms = symbols.option(symbol)
    if terms is None:
        raise errors.not_found(f"instrument with symbol {symbol}")
    return terms


def _option(symbol: str, kind: str, now: datetime) -> Wire:
    """Return what options on shares and on futures have in common."""
    terms = _terms(symbol)
    return {
        "symbol": symbol,
        "instrument-type": kind,
        "active": terms.expires_at > now,
        "strike-price": number(terms.strike),
        "expiration-date": terms.expires_on.isoformat(),
        "exercise-style": "American",
        "option-type": terms.side,
        "stops-trading-at": instant(terms.expires_at),
        "days-to-expiration": (terms.expires_on - new_york_day(now)).days,
        "expires-at": instant(terms.expires_at),
        "is-closing-only": False,
        "streamer-symbol": symbols.streamer_symbol(symbol, now.year),
    }


def _equity_option(symbol: str, now: datetime) -> Wire:
    root = _terms(symbol).head
    return _option(symbol, "Equity Option", now) | {
        "root-symbol": root,
        "underlying-symbol": {"SPXW": "SPX"}.get(root, root.rstrip("0123456789")),
        "shares-per-contract": 100,
        "option-chain-type": "Standard",
        "expiration-type": "Regular",
        "settlement-type": "PM",
        "market-time-instrument-collection": "Equity Option",
    }


def _future_option(symbol: str, now: datetime) -> Wire:
    terms, code = _terms(symbol), symbols.product(symbol) or ""
    worth = products.multiplier(NOBODYS, symbol)
    wire = _option(symbol, "Future Option", now)
    del wire["instrument-type"]  # the API leaves it out
    return wire | {
        "underlying-symbol": terms.future,
        "product-code": code,
        "root-symbol": f"/{code}",
        "option-root-symbol": terms.head[:-2],
        "exchange": "CME",
        "exchange-symbol": f"{terms.head} {terms.side}{terms.strike}",
        "is-vanilla": True,
        "is-primary-deliverable": True,
        "future-price-ratio": "1.0",
        "multiplier": "1.0",
        "underlying-count": "1.0",
        "is-confirmed": True,
        "notional-value": number(worth / 100),
        "display-factor": "0.01",
        "settlement-type": "Future",
        "strike-factor": "1.0",
        "maturity-date": terms.expires_on.isoformat(),
        "is-exercisable-weekly": True,
        "last-trade-time": "0",
    }


def _future(symbol: str, now: datetime) -> Wire:
    code, ends = symbols.product(symbol) or "", _ends(symbol, now.year)
    worth, exchange = number(products.multiplier(NOBODYS, symbol)), EXCHANGES.get(code, "XCME")
    return {
        "symbol": symbol,
        "product-code": code,
        "contract-size": worth,
        "tick-size": "0.25",
        "notional-multiplier": worth,
        "main-fraction": "0.0",
        "sub-fraction": "0.0",
        "display-factor": "0.01",
        "last-trade-date": ends.date().isoformat(),
        "expiration-date": ends.date().isoformat(),
        "closing-only-date": ends.date().isoformat(),
        "active": ends > now,
        "active-month": True,
        "next-active-month": False,
        "is-closing-only": False,
        "stops-trading-at": instant(ends),
        "expires-at": instant(ends),
        "product-group": f"CME_{code}",
        "exchange": "CME",
        "streamer-exchange-code": exchange,
        "streamer-symbol": symbols.streamer_symbol(symbol, now.year),
        "back-month-first-calendar-symbol": True,
        "is-tradeable": True,
        "future-product": _future_product(code, worth, exchange),
        "tick-sizes": [{"value": "0.25"}],
    }


def _future_product(code: str, worth: str, exchange: str) -> Wire:
    return {
        "root-symbol": f"/{code}",
        "code": code,
        "description": code,
        "clearing-code": code,
        "clearing-exchange-code": "16",
        "clearport-code": code,
        "legacy-code": code,
        "exchange": "CME",
        "legacy-exchange-code": "CME",
        "product-type": "Financial",
        "listed-months": ["H", "M", "U", "Z"],
        "active-months": ["H", "M", "U", "Z"],
        "notional-multiplier": worth,
        "tick-size": "0.25",
        "display-factor": "0.01",
        "streamer-exchange-code": exchange,
        "small-notional": False,
        "back-month-first-calendar-symbol": True,
        "first-notice": False,
        "cash-settled": True,
        "security-group": code,
        "market-sector": "Equity Index",
        "roll": ROLL,
    }


def _ends(symbol: str, near: int) -> datetime:
    """Return when a future stops to trade: taken to be the third Friday of its month."""
    streamed = symbols.streamer_symbol(symbol, near).partition(":")[0]
    first = date(2000 + int(streamed[-2:]), MONTHS.index(streamed[-3]) + 1, 1)
    friday = first + timedelta(days=(4 - first.weekday()) % 7 + 14)
    return datetime.combine(friday, FUTURES_END_AT, UTC)


def _cryptocurrency(symbol: str, _: datetime) -> Wire:
    return {
        "id": sum(symbol.encode()),
        "symbol": symbol,
        "instrument-type": "Cryptocurrency",
        "short-description": symbol.partition("/")[0],
        "description": symbol,
        "is-closing-only": False,
        "active": True,
        "tick-size": "0.01",
        "streamer-symbol": f"{symbol}:CXTALP",
        "destination-venue-symbols": [],
    }


def _one(kind: str, write: Writer) -> Handler:
    def instrument(call: Call) -> Wire:
        symbol = _whole(call.path("symbol"), kind)
        if not is_known(call.broker, symbol, kind, call.now):
            raise errors.not_found(f"instrument with symbol {symbol}")
        return call.item(write(symbol, call.now))

    return instrument


def _many(kind: str, write: Writer) -> Handler:
    def found(call: Call) -> Wire:
        asked = [_whole(symbol, kind) for symbol in call.texts("symbol")]
        known = [symbol for symbol in asked if is_known(call.broker, symbol, kind, call.now)]
        return call.page([write(symbol, call.now) for symbol in known], usual=1000, most=1000)

    return found


def _whole(symbol: str, kind: str) -> str:
    """Return a symbol with what may be left out: the slash before a future, the dot and the slash before its option."""
    lead = {"Future": "/", "Future Option": "./"}.get(kind, "")
    return symbol if symbol.startswith(lead) else f"{lead}{symbol.lstrip('./')}"


KINDS: dict[str, tuple[str, Writer]] = {
    "equities": ("Equity", _equity),
    "equity-options": ("Equity Option", _equity_option),
    "futures": ("Future", _future),
    "future-options": ("Future Option", _future_option),
    "cryptocurrencies": ("Cryptocurrency", _cryptocurrency),
}
ROUTES: Routes = [
    route
    for name, (kind, write) in KINDS.items()
    for route in (
        ("GET", f"/instruments/{name}", _many(kind, write)),
        ("GET", f"/instruments/{name}/{{symbol:path}}", _one(kind, write)),
    )
]
