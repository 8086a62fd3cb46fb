"""Trades: what one order opened, until all of it was closed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from lib.domain.books import Closing, Delivery, OpenLot
from lib.domain.max_profit import max_profit
from lib.domain.money import EXACT, ZERO
from lib.domain.new_york import new_york_day
from lib.domain.openings import Opening
from lib.domain.signatures import signature_of
from lib.domain.transactions import InstrumentType

Status = Literal["open", "partly_closed", "closed"]
MIXED = "mixed"
SHARE_STEP = Decimal("1E-6")
FUTURE = InstrumentType.FUTURE


class Trade(NamedTuple):
    """
    One trade, flat to flat, in one view.

    Units: USD, unrounded, + received, - paid, fees <= 0. `opening_value` is the cash of opening what the trade holds
    or has closed, before fees; `gross` and the fees are of what is closed, `open_value` and `open_fees` of what is
    not. An outright future moves no cash at its opening: it adds nothing to `opening_value` and `open_value`. Shares
    that were transferred away are in no figure. `underlying` is the one its lots stand under last, `days_held` counts
    New York days, at least one; `share_of_max` is gross / max_profit of a closed trade, to six decimals, and None where
    one of its options was delivered, whose result goes on in the shares.
    """

    trade_id: str
    underlying: str
    signature: str
    units: Decimal | None
    order_id: str | None
    status: Status
    opened_at: datetime
    closed_at: datetime | None
    days_held: int | None
    close_reason: str | None
    opening_value: Decimal
    gross: Decimal
    fees_open: Decimal
    fees_close: Decimal
    open_value: Decimal
    open_fees: Decimal
    max_profit: Decimal | None
    share_of_max: Decimal | None
    closings: int
    open_lots: int

    @property
    def net(self) -> Decimal:
        """Gross after the opening and the closing fees of what is closed."""
        return self.gross + self.fees_open + self.fees_close


class Tally:
    """Adds up what a trade's closings and lots say."""

    __slots__ = (
        "closed_at",
        "closings",
        "delivered",
        "fees_close",
        "fees_open",
        "gross",
        "open_fees",
        "open_lots",
        "open_value",
        "opened_at",
        "opening",
        "opening_value",
        "quantities",
        "reason",
        "underlying",
    )

    def __init__(self, opening: Opening, first: Closing | OpenLot) -> None:
        """Start with nothing closed and nothing open."""
        self.opening = opening
        self.underlying = first.underlying
        self.opened_at = first.opened_at
        self.closed_at: datetime | None = None
        self.reason: str | None = None
        self.quantities: dict[tuple[str, bool], Decimal] = {}
        self.opening_value = self.gross = self.fees_open = self.fees_close = ZERO
        self.open_value = self.open_fees = ZERO
        self.closings = self.open_lots = 0
        self.delivered = False

    def close(self, closing: Closing) -> None:
        """Take up a closing."""
        self._hold(closing, closing.quantity, closing.is_short, closing.value_open)
        self.closings += 1
        last = self.closed_at
        if last is None:  # the only one, most times: nothing to add up
            self.closed_at, self.underlying, self.reason = closing.closed_at, closing.underlying, closing.reason
            self.gross, self.fees_open, self.fees_close = closing.gross, closing.fees_open, closing.fees_close
            return
        if closing.closed_at >= last:
            self.closed_at, self.underlying = closing.closed_at, closing.underlying
        if closing.reason != self.reason:
            self.reason = MIXED
        self.gross += closing.gross
        self.fees_open += closing.fees_open
        self.fees_close += closing.fees_close

    def keep(self, lot: OpenLot) -> None:
        """Take up what is open; every lot comes after the closings."""
        self._hold(lot, abs(lot.quantity), lot.quantity < ZERO, lot.value)
        self.underlying = lot.underlying
        if lot.instrument_type is not FUTURE:
            self.open_value += lot.value
        self.open_fees += lot.fees
        self.open_lots += 1

    def _hold(self, part: Closing | OpenLot, quantity: Decimal, is_short: bool, value: Decimal) -> None:
        held, quantities = (part.symbol, is_short), self.quantities
        quantities[held] = quantities[held] + quantity if held in quantities else quantity
        if part.opened_at < self.opened_at:  # noqa: PLR1730 - min() costs as much as all the rest here
            self.opened_at = part.opened_at
        if part.instrument_type is not FUTURE:
            self.opening_value += value

    def trade(self) -> Trade:
        """Return the trade."""
        opening, open_lots = self.opening, self.open_lots
        signature, units = signature_of(opening.legs)
        closed_at = None if open_lots else self.closed_at
        most = max_profit(opening.legs, self.opening_value) if self._is_as_opened() else None
        return Trade(  # told by place: by name takes more than twice as long
            opening.trade_id,
            self.underlying,
            signature,
            units,
            opening.order_id,
            self._status(),
            self.opened_at,
            closed_at,
            days_held(self.opened_at, closed_at) if closed_at else None,
            self.reason,
            self.opening_value,
            self.gross,
            self.fees_open,
            self.fees_close,
            self.open_value,
            self.open_fees,
            most,
            share_of(self.gross, most) if most and closed_at and not self.delivered else None,
            self.closings,
            open_lots,
        )

    def _status(self) -> Status:
        if not self.open_lots:
            return "closed"
        return "partly_closed" if self.closings else "open"

    def _is_as_opened(self) -> bool:
        """Whether every leg is still accounted for in full: none was split, renamed, delivered or transferred."""
        legs, quantities = self.opening.legs, self.quantities
        if len(legs) != len(quantities):
            return False
        for leg in legs:  # noqa: SIM110 - all() costs more than what it asks
            if quantities.get((leg.symbol, leg.quantity < ZERO)) != abs(leg.quantity):
                return False
        return True


def trades_of(
    closings: Iterable[Closing],
    open_lots: Iterable[OpenLot],
    openings: Mapping[str, Opening],
    deliveries: Iterable[Delivery] = (),
) -> tuple[Trade, ...]:
    """
    Return the trades of one view, the oldest first.

    `openings` says which trade every opening row belongs to. A trade all of whose options were assigned or exercised
    has no figures of its own in the folded view and is left out there: the delivered stock carries them.
    """
    tallies: dict[str, Tally] = {}
    delivered = {delivery.option_row for delivery in deliveries}
    with localcontext(EXACT):
        for closing in closings:
            tally = tally_of(tallies, openings, closing)
            tally.close(closing)
            if closing.closing_id in delivered:
                tally.delivered = True
        for lot in open_lots:
            tally_of(tallies, openings, lot).keep(lot)
        return tuple(sorted((one.trade() for one in tallies.values()), key=lambda its: (its.opened_at, its.trade_id)))


def tally_of(tallies: dict[str, Tally], openings: Mapping[str, Opening], part: Closing | OpenLot) -> Tally:
    """Return the tally of the trade a closing or lot belongs to."""
    opening = openings[part.opening_id]
    tally = tallies.get(opening.trade_id)
    if tally is None:
        tally = tallies[opening.trade_id] = Tally(opening, part)
    return tally


def share_of(gross: Decimal, most: Decimal) -> Decimal:
    """Return which part of the most it could earn a trade earned; negative for a loss."""
    return (gross / most).quantize(SHARE_STEP)


def days_held(opened_at: datetime, closed_at: datetime) -> int:
    """Count the calendar days in New York, at least one."""
    return max((new_york_day(closed_at) - new_york_day(opened_at)).days, 1)
