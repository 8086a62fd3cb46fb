"""Trades: what one opening order opened, until all of it was closed; read models and their port."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from lib.domain.views import View
from lib.ports.figures import Amount, ClosingLine, OpenLotLine, Scope
from lib.ports.rows import RowLine


class TradeStatus(StrEnum):
    """Which trades are meant: PARTLY_CLOSED ones are open and have closings."""

    OPEN = "open"
    PARTLY_CLOSED = "partly_closed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLine:
    """
    One trade, flat to flat.

    `signature` are its legs as opened, in lowest terms (`-1P +1P`), `units` how many times that; None where the legs
    have no common measure. Money in USD, + received, - paid, fees <= 0: `opening_value` is the cash of opening it
    before fees; `gross`, `fees_open`, `fees_close` and `net` are of what is closed; `open_value` and `open_fees` of
    what is not. `days_held` counts calendar days in New York, at least 1; None while the trade is open.
    `max_profit` is the most it could earn by its expiry, before fees, None where that is not defined (no short option,
    several expiries, futures); `share_of_max` is gross / max_profit of a closed trade, None where an option of it was
    delivered, whose result goes on in the shares. `close_reason` is the one reason of its closings, `mixed` if there
    are several.
    """

    id: str
    account_id: str
    underlying: str
    signature: str
    units: Amount | None
    status: TradeStatus
    order_id: str | None
    opened_at: datetime
    closed_at: datetime | None
    days_held: int | None
    close_reason: str | None
    opening_value: Amount
    gross: Amount
    fees_open: Amount
    fees_close: Amount
    net: Amount
    open_value: Amount
    open_fees: Amount
    max_profit: Amount | None
    share_of_max: Amount | None
    closings: int
    open_lots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TradePage:
    """Newest opening first; `next` is where the next page starts, None on the last; `count` is of all pages."""

    items: tuple[TradeLine, ...]
    next: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLeg:
    """One symbol of a trade: what was opened (signed), closed (unsigned) and is open (signed), and its money."""

    symbol: str
    instrument_type: str
    strike: Amount | None
    expires_on: date | None
    option_right: str | None
    opened: Amount
    closed: Amount
    open: Amount
    opening_value: Amount
    gross: Amount
    fees_open: Amount
    fees_close: Amount
    net: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """
    An assignment or exercise: the row that removed the option and the row that delivered stock or a future.

    `option_trades` are the trades the option was closed in, `stock_trades` the ones the delivery opened or closed.
    """

    id: str
    kind: str
    at: datetime
    option_row: str
    stock_row: str
    option_symbol: str
    stock_symbol: str
    contracts: Amount
    units: Amount
    option_trades: tuple[str, ...]
    stock_trades: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeDetail:
    """A trade with everything it is made of: legs by expiry and strike, closings, lots, deliveries, broker rows."""

    trade: TradeLine
    legs: tuple[TradeLeg, ...]
    closings: tuple[ClosingLine, ...]
    open_lots: tuple[OpenLotLine, ...]
    deliveries: tuple[DeliveryLine, ...]
    rows: tuple[RowLine, ...]


class Trades(Protocol):
    """The signed-in user's trades."""

    async def trades(
        self, scope: Scope, *, underlying: str | None, status: TradeStatus | None, after: str | None, limit: int
    ) -> TradePage:
        """
        Return one page of trades: the ones closed in the period, and the open ones opened by its end.

        Raises DomainError for an `after` that is no cursor.
        """
        ...

    async def trade(self, trade_id: str, view: View) -> TradeDetail:
        """Return one trade; raises NotFoundError."""
        ...
