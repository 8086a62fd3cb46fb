"""/api/transactions/*: the broker's rows and orders, what the user says about rows, what needs a look, and exports."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from lib.ports.orders import OrderPage
from lib.ports.rows import AttentionList, RowPage
from lib.usecases import listings
from lib.usecases.ask_for_rebuild import RebuildAsked, keep_basis
from lib.usecases.export_list import export_list
from lib.usecases.export_orders import order_columns, order_legs
from lib.web.create_app import create_app
from lib.web.downloads import CSV, CsvDownload
from lib.web.parameters import AccountFilter, OrderCursor, PageCursor, PageSize
from lib.web.remarks import Acknowledgement, LookedAt, NewBasis, NewNote
from lib.web.scopes import OrderFilter, RowFilter
from lib.web.sign_in import SignedInUser

router = APIRouter(prefix="/api/transactions")


@router.get("")
async def rows(user: SignedInUser, wanted: RowFilter, after: PageCursor = None, limit: PageSize = 100) -> RowPage:
    """Return broker rows, newest first, page by page."""
    return await user.rows.rows(wanted, after=after, limit=limit)


@router.get("/export", response_class=StreamingResponse, responses=CSV)
async def export(user: SignedInUser, wanted: RowFilter) -> StreamingResponse:
    """Return the rows as CSV; cells that a spreadsheet would run are made inert."""
    listing = listings.broker_rows(user.rows, wanted)
    return CsvDownload("transactions", await export_list(user.accounts, user.profile, "transactions", listing))


@router.get("/orders")
async def orders(
    user: SignedInUser, wanted: OrderFilter, after: OrderCursor = None, limit: PageSize = 100
) -> OrderPage:
    """Return the orders of linked accounts, newest first, page by page."""
    return await user.orders.orders(wanted, after=after, limit=limit)


@router.get("/orders/export", response_class=StreamingResponse, responses=CSV)
async def orders_export(user: SignedInUser, wanted: OrderFilter) -> StreamingResponse:
    """Return the orders as CSV, a line for each leg."""
    listing = order_legs(user.orders, wanted)
    return CsvDownload("orders", await export_list(user.accounts, user.profile, "orders", listing, order_columns))


@router.get("/attention")
async def attention(user: SignedInUser, account: AccountFilter) -> AttentionList:
    """Return what a person should look at: unknown row types, other currencies, closes without an open."""
    return await user.rows.attention(account)


@router.get("/attention/export", response_class=StreamingResponse, responses=CSV)
async def attention_export(user: SignedInUser, account: AccountFilter) -> StreamingResponse:
    """Return what needs a look as CSV."""
    listing = listings.attention(user.rows, account)
    return CsvDownload("attention", await export_list(user.accounts, user.profile, "attention", listing))


@router.post("/attention/acknowledge", status_code=HTTPStatus.NO_CONTENT)
async def acknowledge(user: SignedInUser, seen: Acknowledgement) -> None:
    """Say that rows were looked at; an item counts as acknowledged once all of its rows are."""
    await user.overrides.acknowledge(seen.code, seen.rows, seen.note)


@router.post("/attention/unacknowledge", status_code=HTTPStatus.NO_CONTENT)
async def unacknowledge(user: SignedInUser, seen: LookedAt) -> None:
    """Take that back."""
    await user.overrides.unacknowledge(seen.code, seen.rows)


@router.put("/{transaction_id}/note", status_code=HTTPStatus.NO_CONTENT)
async def note(user: SignedInUser, transaction_id: UUID, new: NewNote) -> None:
    """Keep a note on a row."""
    await user.overrides.set_note(str(transaction_id), new.note)


@router.delete("/{transaction_id}/note", status_code=HTTPStatus.NO_CONTENT)
async def no_note(user: SignedInUser, transaction_id: UUID) -> None:
    """Drop a row's note."""
    await user.overrides.set_note(str(transaction_id), None)


@router.put("/{transaction_id}/basis", status_code=HTTPStatus.ACCEPTED)
async def basis(user: SignedInUser, transaction_id: UUID, new: NewBasis) -> RebuildAsked:
    """Say what a row's position cost, and ask for the books; wait until the account is current."""
    return await keep_basis(user.basis_ports, str(transaction_id), new.basis)


@router.delete("/{transaction_id}/basis", status_code=HTTPStatus.ACCEPTED)
async def no_basis(user: SignedInUser, transaction_id: UUID) -> RebuildAsked:
    """Drop what was said about a row's position, and ask for the books; wait until the account is current."""
    return await keep_basis(user.basis_ports, str(transaction_id), None)


app = create_app(router)
