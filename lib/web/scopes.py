"""What figures and rows are asked for: whose, of which days, by whose rules, which of them; parsed and bounded once."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Path, Query
from pydantic import StringConstraints

from lib.domain.transactions import InstrumentType
from lib.domain.views import View
from lib.ports.figures import Scope as AskedScope
from lib.ports.orders import OrderFilter as AskedOrders
from lib.ports.orders import OrderGroup
from lib.ports.rows import RowFilter as AskedRows
from lib.ports.trades import TradeStatus
from lib.web.parameters import AccountFilter, Period, UnderlyingFilter

LedgerKind = Literal[
    "closing",
    "dividends",
    "interest",
    "lending",
    "fees",
    "fee_adjustments",
    "adjustments",
    "deposits",
    "withdrawals",
    "transfers",
    "mark_to_market",
    "unclassified",
]
Words = StringConstraints(strip_whitespace=True, min_length=1, max_length=100)

ViewChoice = Annotated[
    View, Query(description="`broker`: as tastytrade books assignments; `fold`: as the tax office sees them.")
]
StatusFilter = Annotated[TradeStatus | None, Query(description="Only trades in this state.")]
LedgerKindFilter = Annotated[LedgerKind | None, Query(description="Only events of this kind.")]
TaxYearFilter = Annotated[int, Query(ge=1970, le=2199, description="A year as New York counts it.")]
OrderNumber = Annotated[str | None, Words, Query(description="Only this order, by the broker's number.")]
TradeId = Annotated[str, Path(min_length=1, max_length=100)]


async def scope(account: AccountFilter, period: Period, view: ViewChoice = View.BROKER) -> AskedScope:
    """Return whose figures of which days are meant, and by whose rules."""
    return AskedScope(account=account, period=period, view=view)


async def row_filter(
    account: AccountFilter,
    period: Period,
    underlying: UnderlyingFilter = None,
    instrument_type: Annotated[InstrumentType | None, Query(description="Only this type of instrument.")] = None,
    kind: Annotated[str | None, Words, Query(description="Only this type or sub-type of row.")] = None,
    search: Annotated[str | None, Words, Query(description="Text in the symbol, description, order or note.")] = None,
    order: OrderNumber = None,
    ids: Annotated[
        list[UUID] | None, Query(max_length=100, description="Only these rows, with their raw cells.")
    ] = None,
) -> AskedRows:
    """Return which broker rows are meant."""
    return AskedRows(
        account=account,
        period=period,
        underlying=underlying,
        instrument_type=instrument_type,
        kind=kind,
        search=search,
        order=order,
        ids=None if ids is None else [str(one) for one in ids],
    )


async def order_filter(
    account: AccountFilter,
    period: Period,
    underlying: UnderlyingFilter = None,
    group: Annotated[OrderGroup | None, Query(description="Only orders that work, were filled, or ended.")] = None,
    search: Annotated[
        str | None, Words, Query(description="Text in the number, underlying, status, type, reason, or a leg.")
    ] = None,
    order: OrderNumber = None,
) -> AskedOrders:
    """Return which orders are meant."""
    return AskedOrders(account=account, period=period, underlying=underlying, group=group, search=search, order=order)


Scope = Annotated[AskedScope, Depends(scope)]
RowFilter = Annotated[AskedRows, Depends(row_filter)]
OrderFilter = Annotated[AskedOrders, Depends(order_filter)]
