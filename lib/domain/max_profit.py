"""The most a trade can earn by the expiry of its options."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lib.domain.legs import Leg
from lib.domain.money import ZERO
from lib.domain.transactions import InstrumentType, OptionRight

Line = tuple[OptionRight | None, Decimal, Decimal]  # right, strike, and what a rise by one brings in the money
PUT = OptionRight.PUT
EQUITY = InstrumentType.EQUITY
ONE = Decimal(1)
ROOT = 6  # an OCC symbol begins with the root in six characters; adjusted roots end in a digit


def max_profit(legs: Sequence[Leg], opening_value: Decimal) -> Decimal | None:
    """
    Return the most the legs can bring at their expiry, with the cash of opening them, before fees; USD.

    `opening_value` is + for a credit, - for a debit. None where that is not defined: without a short option, with
    several expiries, with an instrument that has no expiry payoff here (outright futures, coins, bonds), an adjusted
    option or an unknown multiplier, where the profit has no bound, and where there is none to be had.
    The payoff is straight between strikes, so its peak is at zero, at a strike, or beyond the last one for ever.
    """
    if len(legs) == 1:
        return max_profit_of_one(legs[0], opening_value)
    if not is_defined(legs):
        return None
    lines = [(leg.right, leg.strike or ZERO, weight(leg)) for leg in legs]
    if sum((slope for right, _, slope in lines if right is not PUT), ZERO) > ZERO:
        return None
    corners = {strike for _, strike, _ in lines} | {ZERO}
    most = opening_value + max(payoff(lines, price) for price in corners)
    return most if most > ZERO else None


def max_profit_of_one(leg: Leg, opening_value: Decimal) -> Decimal | None:
    """Return what a short option brings, which is most where it expires worthless; None for anything else."""
    is_short_option = leg.quantity < ZERO and leg.instrument_type is not EQUITY and is_plain(leg)
    return opening_value if is_short_option and opening_value > ZERO else None


def is_defined(legs: Sequence[Leg]) -> bool:
    """Whether the legs have one expiry, a short option among them, and everything a payoff needs."""
    kinds = set()
    is_short = False
    for leg in legs:
        if not is_plain(leg):
            return False
        if leg.instrument_type is not EQUITY:
            kinds.add((leg.expires_on, leg.instrument_type))
            is_short = is_short or leg.quantity < ZERO
    return is_short and len(kinds) == 1


def is_plain(leg: Leg) -> bool:
    """Whether a leg is stock, or an option with all its terms that delivers what its symbol says."""
    if not leg.is_option:
        return leg.instrument_type is InstrumentType.EQUITY
    if leg.strike is None or leg.right is None or leg.expires_on is None or not leg.multiplier:
        return False
    is_adjusted = leg.instrument_type is InstrumentType.EQUITY_OPTION and leg.symbol[:ROOT].rstrip()[-1:].isdigit()
    return not is_adjusted


def weight(leg: Leg) -> Decimal:
    """Return what a leg gains when the price rises by one: a share by one, a call in the money by its multiplier."""
    return leg.quantity * (leg.multiplier or ONE)


def payoff(lines: Iterable[Line], price: Decimal) -> Decimal:
    """Return what the legs are worth together at their expiry; a share counts as a call at zero."""
    worth = ZERO
    for right, strike, slope in lines:
        distance = strike - price if right is PUT else price - strike
        if distance > ZERO:
            worth += slope * distance
    return worth
