"""One row of a broker's history, in the trade's own terms."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Action(StrEnum):
    """
    What a row does to a position; bare BUY and SELL are futures, whose direction comes from inventory.

    `is_buy`: the row adds to the signed quantity; `opens`, `closes`: the row says that it opens or closes a position.
    """

    BUY_TO_OPEN = "Buy to Open"
    SELL_TO_OPEN = "Sell to Open"
    BUY_TO_CLOSE = "Buy to Close"
    SELL_TO_CLOSE = "Sell to Close"
    BUY = "Buy"
    SELL = "Sell"

    def __init__(self, words: str) -> None:
        """Read what the words say once: every row is asked."""
        self.is_buy = words.startswith("Buy")
        self.opens = words.endswith("Open")
        self.closes = words.endswith("Close")


class InstrumentType(StrEnum):
    """The broker's instrument types; UNKNOWN is anything else, stored and flagged."""

    EQUITY = "Equity"
    EQUITY_OPTION = "Equity Option"
    FUTURE = "Future"
    FUTURE_OPTION = "Future Option"
    CRYPTOCURRENCY = "Cryptocurrency"
    BOND = "Bond"
    UNKNOWN = "Unknown"


class OptionRight(StrEnum):
    """Call or put."""

    CALL = "C"
    PUT = "P"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """
    One row of an account's history, as the broker sent it, signed and typed.

    Units: money in `currency`, unrounded; quantity in shares, contracts or coins; price per share or unit of premium.
    Signs: `value` and `net_value` are cash: received is +, paid is -; `commission` and `fees` are <= 0 when charged;
    `quantity` is unsigned, its direction is in `action` or, for removals without one, in the inventory.
    `net_value` is what the row did to cash: the layout's own total, else value + commission + fees.
    `executed_at` is aware and in UTC. `symbol` is normalised (OCC for equity options, 21 characters).
    `sequence` is the broker's own numbering, which orders rows of one moment; 0 where the source has none.
    `broker_id` is the broker's name for the row and `reverses` the one of the row that it takes back.
    `basis` is what the owner says that opening this position cost or brought, as a whole, unsigned and before fees;
    `acquired_on` the New York day on which they say it was opened. Both are None where nobody said so.
    """

    id: str
    executed_at: datetime
    type: str
    sub_type: str | None
    action: Action | None
    symbol: str | None
    underlying: str | None
    instrument_type: InstrumentType | None
    description: str
    quantity: Decimal
    price: Decimal | None
    value: Decimal
    commission: Decimal
    fees: Decimal
    net_value: Decimal
    currency: str = "USD"
    order_id: str | None = None
    multiplier: Decimal | None = None
    expires_on: date | None = None
    strike: Decimal | None = None
    right: OptionRight | None = None
    sequence: int = 0
    broker_id: str | None = None
    reverses: str | None = None
    basis: Decimal | None = None
    acquired_on: date | None = None

    @property
    def is_purchase(self) -> bool:
        """Whether the row says that it adds to the signed quantity."""
        action = self.action
        return action is not None and action.is_buy

    @property
    def charges(self) -> Decimal:
        """Commission and all fees of the row, <= 0 when charged."""
        return self.commission + self.fees
