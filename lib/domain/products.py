"""What one unit of price is worth, per instrument and futures product, and which product a futures symbol is of."""

import re
from decimal import Decimal
from functools import lru_cache

from lib.domain.transactions import InstrumentType, Transaction

FUTURE = InstrumentType.FUTURE
ONE = Decimal(1)
OF_A_FUTURE = re.compile(r"(/[A-Z0-9]+?)[FGHJKMNQUVXZ](\d{1,2})", re.ASCII)
OF_A_FUTURE_OPTION = re.compile(r"\.(/[A-Z0-9]+?)[FGHJKMNQUVXZ]\d.*", re.ASCII)
DECADE = 10
LAST_YEAR = 9  # a digit nine years ahead is last year's, settled late
OF_AN_OPTION = Decimal(100)
BY_THE_UNIT = (InstrumentType.EQUITY, InstrumentType.CRYPTOCURRENCY)
# USD per 1.0 of the quoted price, and of a future option's premium: the exchanges' contract specifications.
WORTHS = {
    "0.1": "/MBT /MET",
    "0.5": "/MYM",
    "1": "/1OZ",
    "2": "/MNQ",
    "5": "/BTC /M2K /MES /NKD /YM",
    "10": "/MGC /XC /XK /XW",
    "20": "/NQ",
    "50": "/ES /ETH /KE /PL /RTY /ZC /ZS /ZW",
    "100": "/EMD /GC /MCL /PA /S10Y /S2Y /S30Y /S420 /SFX /SM75 /SMO /SPRE /STIX /VXM /ZM",
    "400": "/HE /LE",
    "500": "/GF /QM",
    "600": "/ZL",
    "1000": "/10Y /2YY /30Y /5YY /BZ /CL /MNG /SIL /TN /UB /VX /ZB /ZF /ZN",
    "2000": "/ZT",
    "2500": "/GE /MHG /QG /SR3",
    "5000": "/SI",
    "6250": "/M6B",
    "10000": "/M6A /MCD /NG",
    "12500": "/M6E /MSF",
    "25000": "/HG",
    "42000": "/HO /RB",
    "62500": "/6B",
    "100000": "/6A /6C /6N",
    "125000": "/6E /6S",
    "500000": "/6M",
    "1250000": "/MJY",
    "12500000": "/6J",
}
PRODUCTS = {product: Decimal(worth) for worth, products in WORTHS.items() for product in products.split()}


@lru_cache(maxsize=4096)
def product_of(symbol: str) -> str:
    """Return the product of a future or a future option: `/ES` for /ESH5 and for ./ESH5 E1AF5 250103P4900."""
    found = OF_A_FUTURE.fullmatch(symbol) or OF_A_FUTURE_OPTION.fullmatch(symbol)
    return found[1] if found else symbol


def multiplier_of(row: Transaction) -> Decimal | None:
    """
    Return how many units of money one unit of price is worth, per share, contract or coin; None where nobody knows.

    The instrument's own comes first, then what its kind always has, then the table of products.
    """
    if row.instrument_type in BY_THE_UNIT:
        return ONE
    if row.multiplier is not None:
        return row.multiplier
    if row.instrument_type is InstrumentType.EQUITY_OPTION:
        return OF_AN_OPTION
    return PRODUCTS.get(product_of(row.symbol or ""))


def position_key(row: Transaction) -> str:
    """
    Name the position a row is about: its symbol, with the year where a futures symbol means one in every ten.

    A digit means the first year that ends in it, from last year on, seen from the row.
    """
    symbol = row.symbol or ""
    if row.instrument_type is not FUTURE:
        return symbol
    found = OF_A_FUTURE.fullmatch(symbol)
    if found is None or len(found[2]) > 1:
        return symbol
    year = row.executed_at.year
    ahead = (int(found[2]) - year) % DECADE
    return f"{symbol} {year - 1 if ahead == LAST_YEAR else year + ahead}"
