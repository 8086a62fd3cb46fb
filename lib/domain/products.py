"""What one unit of price is worth, per instrument and futures product, and which product a futures symbol is of."""

import re
from decimal import Decimal
from functools import lru_cache

from lib.domain.transactions import InstrumentType, Transaction

FUTURE = InstrumentType.FUTURE
FUTURE_OPTION = InstrumentType.FUTURE_OPTION
ONE = Decimal(1)
OF_A_FUTURE = re.compile(r"(/[A-Z0-9]+?)[FGHJKMNQUVXZ](\d{1,2})", re.ASCII)
OF_A_FUTURE_OPTION = re.compile(r"\.(/[A-Z0-9]+?)[FGHJKMNQUVXZ]\d.*", re.ASCII)
# The future, its year, the option's code, and what only the option has: expiry, right and strike.
NAMED_OPTION = re.compile(r"\.(/[A-Z0-9]+?[FGHJKMNQUVXZ])(\d{1,2}) *(\S+) +(\d{6}[CP][\d.]+)", re.ASCII)
TENS = re.compile(r"(?<=[FGHJKMNQUVXZ])\d(?=\d$)", re.ASCII)  # of a year in two digits
YEARS_AHEAD = range(3)  # how long after its option a future expires at most
CENTURY = 2000
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
    Name the position a row is about: its symbol, or one name for all the ways in which a futures symbol is written.

    A future's has the year: /ESH5 2025 for /ESH5 and /ESH25.
    """
    symbol = row.symbol or ""
    if row.instrument_type is FUTURE:
        return future_in(symbol, row.executed_at.year)
    return option_on_a_future(symbol)[0] if row.instrument_type is FUTURE_OPTION else symbol


@lru_cache(maxsize=4096)
def future_in(symbol: str, year: int) -> str:
    """
    Name a future with the year it expires in, as a row of some `year` means it.

    A digit means the first year that ends in it, from last year on; two digits say it.
    """
    found = OF_A_FUTURE.fullmatch(symbol)
    if found is None:
        return symbol
    if len(found[2]) > 1:
        return f"{symbol[:-2]}{symbol[-1]} {CENTURY + int(found[2])}"
    ahead = (int(found[2]) - year) % DECADE
    return f"{symbol} {year - 1 if ahead == LAST_YEAR else year + ahead}"


@lru_cache(maxsize=4096)
def option_on_a_future(symbol: str) -> tuple[str, str]:
    """
    Name an option on a future, and the future, with a digit for every year: its own expiry tells the decade.

    ./ESH5 EW1F5 250103P4900 and /ESH5 for ./ESH25EW1F25 250103P4900, too; the symbol and nothing for any other.
    """
    found = NAMED_OPTION.fullmatch(symbol)
    if found is None:
        return symbol, ""
    future, year, code, contract = found.groups()
    if len(year) > 1 and int(year) - int(contract[:2]) not in YEARS_AHEAD:
        year, code = year[0], year[1] + code  # the digit that a code without a space before it begins with
    return f".{future}{year[-1]} {TENS.sub('', code)} {contract}", f"{future}{year[-1]}"


def short_name(symbol: str) -> str:
    """Name a future with one digit for the year: /ESH5 for /ESH25."""
    found = OF_A_FUTURE.fullmatch(symbol)
    return f"{symbol[:-2]}{symbol[-1]}" if found and len(found[2]) > 1 else symbol
