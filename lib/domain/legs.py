"""What a trade consists of: so much of one contract, bought or sold."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lib.domain.transactions import InstrumentType, OptionRight

OPTIONS = (InstrumentType.EQUITY_OPTION, InstrumentType.FUTURE_OPTION)


class Leg(NamedTuple):
    """
    One symbol of a trade, as it was opened.

    `quantity` is signed: + bought, - sold, in shares, contracts or coins. `multiplier` is money per unit of price and
    quantity, None where it is not known.
    """

    symbol: str
    instrument_type: InstrumentType
    quantity: Decimal
    expires_on: date | None = None
    strike: Decimal | None = None
    right: OptionRight | None = None
    multiplier: Decimal | None = None

    @property
    def is_option(self) -> bool:
        """Whether the leg is an option on anything."""
        return self.instrument_type in OPTIONS
