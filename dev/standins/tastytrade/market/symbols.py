"""
Symbols as tastytrade writes them, read and written.

Forms: "AAPL  191004P00275000" (OCC, root padded to 6), "/ESZ9" (a digit for the year), "./ESZ9 EW4U9 190927P2975" and
"./MESZ5EX3X5 251121P6300" (future and option code padded to 6), ".AAPL191004P275" and "/ESZ19:XCME" (streamer).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MONTH_CODES = "FGHJKMNQUVXZ"
STRIKE_SCALE = 1000
PADDED = 6
_OCC = re.compile(r"^(?P<root>[A-Z0-9]{1,6}?) *(?P<day>\d{6})(?P<right>[CP])(?P<strike>\d{8})$")
_FUTURE = re.compile(r"^(?P<product>/[A-Z0-9]{1,4}?)(?P<month>[FGHJKMNQUVXZ])(?P<year>\d{1,2})$")
_FUTURE_OPTION = re.compile(r"^\.(?P<future>/.{5})(?P<code>.{6})(?P<day>\d{6})(?P<right>[CP])(?P<strike>[\d.]+)$")


@dataclass(frozen=True, slots=True)
class OptionSymbol:
    """An option on a share or an index."""

    root: str
    expires_on: date
    right: str
    strike: Decimal


@dataclass(frozen=True, slots=True)
class FutureSymbol:
    """A contract of a future: its product ("/ES"), and the first of its month."""

    product: str
    month: date


@dataclass(frozen=True, slots=True)
class FutureOptionSymbol:
    """An option on a future: the future's symbol and the option's contract code."""

    future: str
    code: str
    expires_on: date
    right: str
    strike: Decimal


def occ(symbol: OptionSymbol) -> str:
    """Return an option's symbol."""
    strike = int(symbol.strike * STRIKE_SCALE)
    return f"{symbol.root:<6}{symbol.expires_on:%y%m%d}{symbol.right}{strike:08d}"


def future(symbol: FutureSymbol) -> str:
    """Return a contract's symbol."""
    return f"{symbol.product}{MONTH_CODES[symbol.month.month - 1]}{symbol.month.year % 10}"


def future_option(symbol: FutureOptionSymbol) -> str:
    """Return an option's symbol."""
    strike = plain(symbol.strike)
    return f".{symbol.future:<6}{symbol.code:<6}{symbol.expires_on:%y%m%d}{symbol.right}{strike}"


def read_occ(text: str) -> OptionSymbol | None:
    """Return what an option's symbol says, None for another kind of symbol."""
    found = _OCC.match(text)
    if not found:
        return None
    strike = Decimal(found["strike"]) / STRIKE_SCALE
    return OptionSymbol(found["root"], _day(found["day"]), found["right"], strike)


def read_future(text: str, on: date) -> FutureSymbol | None:
    """Return what a contract's symbol says on a day: the year nearest to it, None for another kind of symbol."""
    found = _FUTURE.match(text)
    if not found:
        return None
    digits = found["year"]
    every = 10 ** len(digits)
    year = on.year - on.year % every + int(digits)
    nearest = min((year - every, year, year + every), key=lambda one: abs(one - on.year))
    return FutureSymbol(found["product"], date(nearest, MONTH_CODES.index(found["month"]) + 1, 1))


def read_future_option(text: str) -> FutureOptionSymbol | None:
    """Return what an option's symbol says, None for another kind of symbol."""
    found = _FUTURE_OPTION.match(text)
    if not found:
        return None
    parts = found["future"].strip(), found["code"].strip(), _day(found["day"]), found["right"]
    return FutureOptionSymbol(*parts, Decimal(found["strike"]))


def streamer_of_option(symbol: OptionSymbol) -> str:
    """Return the name under which quotes stream."""
    return f".{symbol.root}{symbol.expires_on:%y%m%d}{symbol.right}{plain(symbol.strike)}"


def streamer_of_future(symbol: FutureSymbol, exchange: str) -> str:
    """Return the name under which quotes stream."""
    return f"{symbol.product}{MONTH_CODES[symbol.month.month - 1]}{symbol.month.year % 100}:{exchange}"


def streamer_of_future_option(symbol: FutureOptionSymbol, exchange: str) -> str:
    """Return the name under which quotes stream; the code's year gets its second digit."""
    code = f"{symbol.code[:-1]}{symbol.expires_on.year // 10 % 10}{symbol.code[-1]}"
    return f"./{code}{symbol.right}{plain(symbol.strike)}:{exchange}"


def plain(number: Decimal) -> str:
    """Return a number without trailing zeros or an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(digits: str) -> date:
    return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
