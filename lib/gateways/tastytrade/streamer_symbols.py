"""How the streamer names options: it has its own short names."""

from collections.abc import Mapping, Sequence

from lib.domain.identity import plain
from lib.domain.transactions import InstrumentType
from lib.gateways.tastytrade.translate import MILL, OPTION, number, text
from lib.ports.broker import Raw

OPTIONS = frozenset({InstrumentType.EQUITY_OPTION.value, InstrumentType.FUTURE_OPTION.value})


def options_among(positions: Sequence[Raw]) -> list[Raw]:
    """Return the positions in options that are open."""
    return [held for held in positions if text(held, "instrument-type") in OPTIONS and is_open(held)]


def is_open(held: Raw) -> bool:
    """Whether there is a quantity; a closed position stays listed until the night."""
    try:
        return bool(number(held, "quantity"))
    except ArithmeticError:
        return False


def named_in(listed: Sequence[Raw]) -> Mapping[str, str]:
    """Return our symbols by the streamer's, as far as positions or instruments tell them or they can be derived."""
    named = ((streamer_symbol(one), text(one, "symbol")) for one in listed)
    return {theirs: ours for theirs, ours in named if theirs and ours}


def streamer_symbol(one: Raw) -> str | None:
    """
    Name one option: as the broker says, else `.SPY250620C600` for `SPY   250620C00600000`.

    None for an option on a future: the exchange is part of its name, and only the broker tells it.
    """
    if told := text(one, "streamer-symbol"):
        return told
    option = OPTION.fullmatch(text(one, "symbol") or "")
    if option is None or (text(one, "symbol") or "").startswith("."):
        return None
    return f".{option[1].strip()}{option[2]}{option[3]}{plain(int(option[4]) * MILL)}"
