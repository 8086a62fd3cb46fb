"""Products of symbols that nobody modelled: they stay near the last price anybody saw."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dev.standins.tastytrade.market.instruments import instrument
from dev.standins.tastytrade.market.symbols import read_occ
from dev.standins.tastytrade.market.terms import CENT, Kind, Product

FOUR_DIGITS = 3
ANY_DAY = date(2026, 1, 1)


def products_from(anchors: Mapping[str, Decimal]) -> tuple[Product, ...]:
    """Return a product for every symbol that is not modelled; an option on a share with a price needs none."""
    unknown = {symbol: price for symbol, price in anchors.items() if instrument(symbol, ANY_DAY) is None and price > 0}
    return tuple(
        _near(symbol, price)
        for symbol, price in sorted(unknown.items())
        if not (option := read_occ(symbol)) or option.root not in unknown
    )


def _near(symbol: str, price: Decimal) -> Product:
    kind = _kind(symbol)
    return Product(
        symbol=symbol,
        name=symbol,
        kind=kind,
        price=float(price),
        volatility=0.35,
        drift=0.0,
        pull=8.0,
        tick=min(CENT, Decimal(1).scaleb(price.normalize().adjusted() - FOUR_DIGITS)),
        option_roots=(symbol,) if kind is Kind.EQUITY else (),
    )


def _kind(symbol: str) -> Kind:
    if symbol.startswith("./"):
        return Kind.FUTURE_OPTION
    if symbol.startswith("/"):
        return Kind.FUTURE
    if read_occ(symbol):
        return Kind.OPTION
    return Kind.CRYPTO if symbol.endswith("/USD") else Kind.EQUITY
