"""The broker's rows as they are stored, and what about them needs a look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from lib.ports.figures import Amount, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """
    One broker row as stored; `raw` holds its cells as they came, only where rows are asked for by id.

    `layout` is that of the file, or `api` where the broker itself told the row; `withdrawn_at` is when the broker no
    longer had it, which took it out of the books. `note`, `basis` (USD, unsigned) and `acquired_on` are the user's own;
    `can_have_basis` says whether a basis would do anything here.
    """

    id: str
    account_id: str
    import_id: str | None
    executed_at: datetime
    type: str
    sub_type: str | None
    action: str | None
    symbol: str | None
    underlying: str | None
    root_symbol: str | None
    instrument_type: str | None
    description: str
    quantity: Amount
    price: Amount | None
    multiplier: Amount | None
    value: Amount
    commission: Amount
    fees: Amount
    net_value: Amount
    expires_on: date | None
    strike: Amount | None
    option_right: str | None
    order_id: str | None
    currency: str
    layout: str
    broker_id: str | None
    account_reference: str | None
    note: str | None
    basis: Amount | None
    acquired_on: date | None
    can_have_basis: bool
    withdrawn_at: datetime | None = None
    raw: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPage:
    """Newest first; `next` is where the next page starts, None on the last."""

    items: tuple[RowLine, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionLine:
    """
    Something a person should look at, and the ids of the rows it is about.

    `message` says what it does to the totals; `amount` is the cash of its rows. `actions` are `enter_basis`,
    `import_more` and `acknowledge`. `acknowledged_at` is None until every one of its rows was.
    """

    id: str
    account_id: str
    code: str
    underlying: str
    symbol: str | None
    transaction_ids: tuple[str, ...]
    message: str
    amount: Amount
    actions: tuple[str, ...]
    acknowledged_at: datetime | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionList:
    """Everything that needs a look."""

    items: tuple[AttentionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFilter:
    """
    Which rows are meant; what is None does not matter.

    `kind` is a row's type or sub-type, `search` a text in its symbol, description, order, or note, any case; `order` is
    the number of its order.
    """

    account: str | None = None
    period: Period = field(default_factory=Period)
    underlying: str | None = None
    instrument_type: str | None = None
    kind: str | None = None
    search: str | None = None
    order: str | None = None
    ids: Sequence[str] | None = None


class Rows(Protocol):
    """The signed-in user's broker rows."""

    async def rows(self, wanted: RowFilter, *, after: str | None = None, limit: int) -> RowPage:
        """Return one page of rows; raises DomainError for an `after` that is no cursor."""
        ...

    async def attention(self, account: str | None) -> AttentionList:
        """Return what needs a look."""
        ...
