"""What symbols say, and the names the quote streamer has for them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from dev.standins.tastytrade.written import NEW_YORK

OCC = re.compile(r"(?P<root>[A-Z0-9./]{1,6}) *(?P<day>\d{6})(?P<side>[CP])(?P<strike>\d{8})")
FUTURE = re.compile(r"/(?P<product>[A-Z0-9]+)(?P<month>[FGHJKMNQUVXZ])(?P<year>\d{1,2})")
FUTURE_OPTION = re.compile(r"\./(?P<head>.+?)\s+(?P<day>\d{6})(?P<side>[CP])(?P<strike>[\d.]+)")
JOINED_HEAD = re.compile(r"(?P<future>[A-Z0-9]{1,4}?[FGHJKMNQUVXZ]\d)(?P<option>.+)")
EXCHANGES = {
    "ES": "XCME",
    "MES": "XCME",
    "NQ": "XCME",
    "MNQ": "XCME",
    "CL": "XNYM",
    "MCL": "XNYM",
    "NG": "XNYM",
    "GC": "XCEC",
    "MGC": "XCEC",
    "SI": "XCEC",
    "ZB": "XCBT",
    "ZN": "XCBT",
    "ZS": "XCBT",
    "ZC": "XCBT",
}
CLOSES_AT = time(16, 0)


@dataclass(frozen=True, slots=True)
class Option:
    """An option's terms; `head` is its root, or for options on futures the option's own contract code (`EW4U9`)."""

    head: str
    expires_on: date
    side: str
    strike: Decimal
    future: str | None = None

    @property
    def expires_at(self) -> datetime:
        """The moment it stops to exist."""
        return datetime.combine(self.expires_on, CLOSES_AT, NEW_YORK).astimezone(UTC)


def option(symbol: str) -> Option | None:
    """Return the terms of an option's symbol, None for any other symbol."""
    if found := OCC.fullmatch(symbol):
        return Option(found["root"], _day(found["day"]), found["side"], Decimal(found["strike"]) / 1000)
    if not (found := FUTURE_OPTION.fullmatch(symbol)):
        return None
    future, _, contract = found["head"].partition(" ")
    if not contract:
        if not (joined := JOINED_HEAD.fullmatch(found["head"])):
            return None
        future, contract = joined["future"], joined["option"]
    return Option(contract.strip(), _day(found["day"]), found["side"], Decimal(found["strike"]), f"/{future}")


def product(symbol: str) -> str | None:
    """Return the product code of a future or of the future under an option, None for any other symbol."""
    terms = option(symbol)
    found = FUTURE.fullmatch(terms.future if terms and terms.future else symbol)
    return found["product"] if found else None


def instrument_type(symbol: str) -> str:
    """Return what kind of instrument a symbol names."""
    if symbol.startswith("./"):
        return "Future Option"
    if symbol.startswith("/"):
        return "Future"
    if OCC.fullmatch(symbol):
        return "Equity Option"
    return "Cryptocurrency" if "/" in symbol else "Equity"


def streamer_symbol(symbol: str, year: int) -> str:
    """Return the quote streamer's name for a symbol; `year` settles which decade a one-digit year is in."""
    terms = option(symbol)
    if terms is None:
        future = FUTURE.fullmatch(symbol)
        return _streamed_future(future, year) if future else symbol
    strike = format(terms.strike.normalize(), "f")
    if terms.future is None:
        return f".{terms.head}{terms.expires_on:%y%m%d}{terms.side}{strike}"
    contract = re.sub(r"\d+$", f"{terms.expires_on:%y}", terms.head)
    return f"./{contract}{terms.side}{strike}:{EXCHANGES.get(product(symbol) or '', 'XCME')}"


def _streamed_future(found: re.Match[str], year: int) -> str:
    code, month, digits = found["product"], found["month"], found["year"]
    years = f"{_year_ending(int(digits), year) % 100:02d}" if len(digits) == 1 else digits
    return f"/{code}{month}{years}:{EXCHANGES.get(code, 'XCME')}"


def _year_ending(digit: int, near: int) -> int:
    """Return the year ending in a digit that is nearest to a given one."""
    return min((year for year in range(near - 9, near + 10) if year % 10 == digit), key=lambda year: abs(year - near))


def _day(text: str) -> date:
    return datetime.strptime(text, "%y%m%d").date()  # noqa: DTZ007 - a day, not a moment
