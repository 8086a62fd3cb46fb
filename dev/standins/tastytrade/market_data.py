"""Quotes over REST, at most a hundred at a time, and the token for the quote streamer."""

from datetime import datetime, timedelta

from dev.standins.tastytrade import errors
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.people import opaque_token
from dev.standins.tastytrade.wire import Market, Quote, Wire
from dev.standins.tastytrade.written import instant, new_york_day, number

KINDS = {
    "index": "Index",
    "equity": "Equity",
    "equity-option": "Equity Option",
    "future": "Future",
    "future-option": "Future Option",
    "cryptocurrency": "Cryptocurrency",
}
MOST_SYMBOLS = 100
DAY = timedelta(days=1)
SIZE = "10.0"


def by_type(call: Call) -> Wire:
    """Return the quotes of symbols, by their kinds; symbols nobody knows are left out."""
    asked = [(kind, symbol) for name, kind in KINDS.items() for symbol in _symbols(call, name)]
    if len(asked) > MOST_SYMBOLS:
        raise errors.invalid("symbols", reason="are more than 100")
    found = [market_data(call.broker.market, symbol, kind, call.now) for kind, symbol in asked]
    answer = call.items([each for each in found if each is not None])
    return answer | {"pagination": None}


def one(call: Call) -> Wire:
    """Return the quote of one symbol."""
    kinds = {kind.lower().replace(" ", "-"): kind for kind in KINDS.values()}
    kind = kinds.get(call.path("kind").lower().replace(" ", "-"))
    found = market_data(call.broker.market, call.path("symbol"), kind, call.now) if kind else None
    if found is None:
        raise errors.not_found(f"market data for {call.path('symbol')}")
    return call.item(found)


def quote_token(call: Call) -> Wire:
    """Return a token for the quote streamer, good for a day."""
    token, ends_at = opaque_token(), call.now + DAY
    call.broker.quote_tokens[token] = ends_at
    address = call.request.url.replace(path="/realtime", query="")
    return call.item(
        {
            "token": token,
            "dxlink-url": str(address.replace(scheme="wss" if address.scheme == "https" else "ws")),
            "level": "api",
            "issued-at": instant(call.now),
            "expires-at": instant(ends_at),
        }
    )


def market_data(market: Market, symbol: str, kind: str, now: datetime) -> Wire | None:
    """Return a symbol's quote as the API writes it, None for a symbol nobody knows."""
    quote = market.quote(symbol, "Equity" if kind == "Index" else kind, now)
    if quote is None:
        return None
    today = new_york_day(now)
    return {
        "symbol": symbol,
        "instrument-type": kind,
        "updated-at": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        **_prices(quote),
        "bid-size": SIZE,
        "ask-size": SIZE,
        "close-price-type": "Regular" if market.is_open(now) else "Final",
        "prev-close-price-type": "Final",
        "summary-date": today.isoformat(),
        "prev-close-date": (today - DAY).isoformat(),
        "is-trading-halted": False,
        "halt-start-time": -1,
        "halt-end-time": -1,
    }


def _prices(quote: Quote) -> Wire:
    prices = {
        "bid": quote.bid,
        "ask": quote.ask,
        "mid": (quote.bid + quote.ask) / 2,
        "mark": quote.mark,
        "last": quote.last,
        "last-mkt": quote.last,
        "close": quote.close,
        "prev-close": quote.previous_close,
    }
    return {name: number(price) for name, price in prices.items()}


def _symbols(call: Call, name: str) -> list[str]:
    """Return the symbols of a kind: the parameter may come several times, or hold several after commas."""
    return [symbol for text in call.texts(name) for symbol in text.split(",") if symbol]


ROUTES: Routes = (
    ("GET", "/market-data/by-type", by_type),
    ("GET", "/market-data/{kind}/{symbol:path}", one),
    ("GET", "/api-quote-tokens", quote_token),
)
