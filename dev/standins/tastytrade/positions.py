"""Positions, as the simulator's own replay has them."""

from datetime import datetime
from decimal import Decimal

from dev.standins.tastytrade import symbols
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.replay import NOTHING, Holding
from dev.standins.tastytrade.wire import Market, Quote, Wire
from dev.standins.tastytrade.written import amount, instant, new_york_day, number, quantity


def positions(call: Call) -> Wire:
    """Return an account's positions."""
    account, replay = call.account, call.broker.books(call.account)
    held = replay.holdings.values() if call.flag("include-closed-positions") else replay.open()
    shown = [
        position(holding, account.number, call.broker.market, call.now, with_mark=call.flag("include-marks"))
        for holding in sorted(held, key=lambda holding: holding.symbol)
        if _is_asked_for(call, holding) and (holding.lots or _is_of_today(holding, call.now))
    ]
    return call.items(call.troubles.rows(shown))


def position(holding: Holding, account_number: str, market: Market, now: datetime, *, with_mark: bool) -> Wire:
    """Return one position as the API writes it."""
    quote = market.quote(holding.symbol, holding.instrument_type, now)
    held, terms = holding.quantity, symbols.option(holding.symbol)
    wire: Wire = {
        "account-number": account_number,
        "symbol": holding.symbol,
        "instrument-type": holding.instrument_type,
        "underlying-symbol": holding.underlying,
        "streamer-symbol": symbols.streamer_symbol(holding.symbol, now.year),
        "quantity": quantity(abs(held)),
        "quantity-direction": "Zero" if not held else "Long" if held > 0 else "Short",
        "close-price": number(quote.close if quote else NOTHING),
        "average-open-price": number(round(holding.average_price, 8)),
        "average-yearly-market-close-price": number(round(holding.average_price, 8)),
        "average-daily-market-close-price": number(round(_last_marked(holding, quote, now), 8)),
        "multiplier": quantity(holding.multiplier),
        "cost-effect": "Debit" if held < 0 else "Credit",
        "is-suppressed": False,
        "is-frozen": False,
        "restricted-quantity": 0,
    }
    if terms:
        wire["expires-at"] = instant(terms.expires_at)
    if quote and with_mark:
        wire["mark"] = number(round(quote.mark * held * holding.multiplier, 8)).removeprefix("-")
        wire["mark-price"] = number(quote.mark)
    return wire | _realized(holding, now) | _times(holding)


def _realized(holding: Holding, now: datetime) -> Wire:
    today = new_york_day(now)
    gain = holding.realized if holding.realized_on == today else NOTHING
    return {
        **amount("realized-day-gain", gain),
        "realized-day-gain-date": today.isoformat(),
        **amount("realized-today", gain),
        "realized-today-date": today.isoformat(),
    }


def _times(holding: Holding) -> Wire:
    return {"created-at": instant(holding.created_at), "updated-at": instant(holding.updated_at)}


def _last_marked(holding: Holding, quote: Quote | None, now: datetime) -> Decimal:
    """Return what the day's profit is counted from: the last close, or the opening price of what is opened today."""
    today = new_york_day(now)
    before = quote.close if quote else holding.average_price
    prices = [lot.quantity * (lot.price if new_york_day(lot.opened_at) == today else before) for lot in holding.lots]
    return sum(prices, NOTHING) / (holding.quantity or 1)


def _is_of_today(holding: Holding, now: datetime) -> bool:
    """Whether a closed position is still there: they are purged overnight."""
    return new_york_day(holding.updated_at) == new_york_day(now)


def _is_asked_for(call: Call, holding: Holding) -> bool:
    wanted, underlyings = call.text("symbol"), call.texts("underlying-symbol")
    kind, code = call.text("instrument-type"), call.text("underlying-product-code")
    return (
        (wanted is None or holding.symbol == wanted)
        and (not underlyings or holding.underlying in underlyings)
        and (kind is None or holding.instrument_type == kind)
        and (code is None or symbols.product(holding.symbol) == code)
    )


ROUTES: Routes = (("GET", "/accounts/{number}/positions", positions),)
