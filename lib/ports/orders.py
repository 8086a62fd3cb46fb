"""Orders as the broker told them: any field may be missing, and any word may be a new one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from lib.ports.figures import Amount, Period

OrderGroup = Literal["working", "filled", "ended"]
"""What a status comes to; `ended` is cancelled, rejected, expired or removed, perhaps filled in part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFill:
    """One execution of a leg; `quantity` and `price` (USD per share or unit of premium) have no sign."""

    quantity: Amount | None
    price: Amount | None
    filled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLeg:
    """
    One leg; `quantity`, `remaining` and `filled` in shares or contracts, without a sign: `action` says which way.

    `average_price` is that of its fills by quantity, in USD per share or unit of premium, without a sign, to 8 places;
    None where nothing was filled or a fill lacks its numbers.
    """

    action: str | None
    symbol: str | None
    instrument_type: str | None
    quantity: Amount | None
    remaining: Amount | None
    filled: Amount | None
    average_price: Amount | None
    fills: tuple[OrderFill, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """
    One order; `broker_id` is its number, which its rows carry as well.

    `price` (USD per unit of its size) and `value` (USD) are + received, - paid, by the effect the broker wrote beside
    them; without an effect they are as written. `status` is in the broker's words, `group` None for one we do not know.
    """

    account_id: str
    broker_id: str
    underlying: str | None
    status: str | None
    group: OrderGroup | None
    type: str | None
    time_in_force: str | None
    price: Amount | None
    price_effect: str | None
    stop_trigger: Amount | None
    value: Amount | None
    size: Amount | None
    legs: tuple[OrderLeg, ...]
    received_at: datetime | None
    updated_at: datetime | None
    terminal_at: datetime | None
    complex_order_id: str | None
    complex_order_tag: str | None
    reject_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """Newest first; `next` is where the next page starts, None on the last."""

    items: tuple[OrderLine, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """
    Which orders are meant; what is None does not matter.

    The period is of the days they were received, or last changed where the broker does not say. `search` is a text in
    the number, the underlying, the status, the type, the reason, or a leg's symbol or action, in any case; `order` is
    one number.
    """

    account: str | None = None
    period: Period = field(default_factory=Period)
    underlying: str | None = None
    group: OrderGroup | None = None
    search: str | None = None
    order: str | None = None


class Orders(Protocol):
    """The signed-in user's orders."""

    async def orders(self, wanted: OrderFilter, *, after: str | None = None, limit: int) -> OrderPage:
        """Return one page of orders; raises DomainError for an `after` that is no cursor."""
        ...
