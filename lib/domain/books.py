"""The books of one account: what was closed, what is open, where the cash went, what needs a look."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lib.domain.transactions import InstrumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """
    One closed part of one lot.

    Units: USD, unrounded; quantity unsigned, in shares or contracts.
    Signs: `gross` is cash received minus cash paid before fees; fees are <= 0; `net` is their sum.
    `opening_id` and `closing_id` are transaction ids; `id` is a hash of them, so a rebuild gives the same id.
    """

    id: str
    symbol: str
    underlying: str
    instrument_type: InstrumentType
    opening_id: str
    closing_id: str
    is_short: bool
    quantity: Decimal
    opened_at: datetime
    closed_at: datetime
    gross: Decimal
    fees_open: Decimal
    fees_close: Decimal
    reason: str

    @property
    def net(self) -> Decimal:
        """Gross after the opening and the closing fees."""
        return self.gross + self.fees_open + self.fees_close


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLot:
    """
    What is left of one opening row.

    Units: USD, unrounded; quantity signed: + long, - short. `value` is the cash at opening before fees:
    - paid for a long lot, + received for a short one. `basis_source` says where a basis that is no fill came from.
    """

    id: str
    symbol: str
    underlying: str
    instrument_type: InstrumentType
    opening_id: str
    quantity: Decimal
    value: Decimal
    fees: Decimal
    opened_at: datetime
    basis_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CashEvent:
    """Cash that is no trade: a dividend, interest, a fee, a deposit. `amount` is the row's effect on cash, in USD."""

    id: str
    transaction_id: str
    kind: str
    sub_type: str | None
    symbol: str | None
    underlying: str | None
    amount: Decimal
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Something a person should look at: which rows, what it does to the totals, what can be done."""

    id: str
    code: str
    transaction_ids: tuple[str, ...]
    symbol: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyFigure:
    """
    One line of the stored daily rollup: all sums over time are sums of these.

    `day` is the New York day; `kind` is `gross`, `fees_open`, `fees_close` (of closings, on the closing day) or a cash
    kind; `underlying` and `instrument_type` are empty where the cash belongs to none. Amounts in USD, unrounded.
    """

    day: date
    underlying: str
    instrument_type: str
    kind: str
    amount: Decimal
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Everything derived from one account's rows, in a fixed order that does not depend on the order of arrival."""

    closings: tuple[Closing, ...]
    open_lots: tuple[OpenLot, ...]
    cash_events: tuple[CashEvent, ...]
    attention: tuple[Attention, ...]
