"""The books of one account: what was closed, what is open, where the cash went, what needs a look."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lib.domain.transactions import InstrumentType
from lib.domain.views import View

# Closings, lots, cash events and daily figures are never changed either. They are not frozen, nor told by keyword only,
# because a long history makes a hundred thousand of them, and a frozen one takes nine times as long to make.


@dataclass(slots=True, unsafe_hash=True)
class Closing:
    """
    One closed part of one lot.

    Units: USD, unrounded; quantity unsigned, in shares or contracts.
    Signs: `gross` is cash received minus cash paid before fees; fees are <= 0; `net` is their sum. `value_open` is the
    opening's part of `gross`: - paid for a long lot, + received for a short one; the rest is the closing's.
    An outright future's values are price x quantity x multiplier, although no cash moved at its opening.
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
    value_open: Decimal
    fees_open: Decimal
    fees_close: Decimal
    reason: str

    @property
    def net(self) -> Decimal:
        """Gross after the opening and the closing fees."""
        return self.gross + self.fees_open + self.fees_close


@dataclass(slots=True, unsafe_hash=True)
class OpenLot:
    """
    What is left of one opening row.

    Units: USD, unrounded; quantity signed: + long, - short. `value` is the cash at opening before fees:
    - paid for a long lot, + received for a short one (an outright future's is its notional value, no cash).
    `basis_source` says where a basis that is no fill came from. `expires_on` and `multiplier` (units of money per unit
    of price and quantity) are None where the lot has none, or none is known.
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
    expires_on: date | None = None
    multiplier: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """
    What an exercised or assigned option turned into: the row that removes it and the row that delivers.

    `contracts` and `units` (shares, or futures) are unsigned; `kind` is `assignment` or `exercise`.
    """

    id: str
    option_row: str
    stock_row: str
    kind: str
    underlying: str
    option_symbol: str
    stock_symbol: str
    contracts: Decimal
    units: Decimal
    at: datetime


@dataclass(slots=True, unsafe_hash=True)
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
    """
    Something a person should look at: which rows, what it does to the totals, what can be done.

    `amount` is the cash of its rows, in their currency, signed; `actions` are `enter_basis`, `import_more` and
    `acknowledge`, as far as they help.
    """

    id: str
    code: str
    transaction_ids: tuple[str, ...]
    symbol: str | None
    message: str
    amount: Decimal
    actions: tuple[str, ...]


@dataclass(slots=True, unsafe_hash=True)
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
    """
    One account's lots and cash in one view, in a fixed order that does not depend on the order of arrival.

    Cash events, attention and deliveries are the same in every view.
    """

    view: View
    closings: tuple[Closing, ...]
    open_lots: tuple[OpenLot, ...]
    cash_events: tuple[CashEvent, ...]
    attention: tuple[Attention, ...]
    deliveries: tuple[Delivery, ...]
