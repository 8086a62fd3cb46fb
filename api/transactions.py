"""/api/transactions/*: the broker's rows, what about them needs a look, and a way to take them away."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from lib.ports.rows import AttentionList, RowPage
from lib.usecases.export_rows import export_rows
from lib.web.create_app import create_app
from lib.web.parameters import AccountFilter, PageCursor, PageSize, UnderlyingFilter
from lib.web.sign_in import SignedInUser

router = APIRouter(prefix="/api/transactions")
CSV: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "All rows, newest first"}
}


async def row_ids(
    ids: Annotated[
        list[UUID] | None, Query(max_length=100, description="Only these rows, with their raw cells.")
    ] = None,
) -> list[str] | None:
    """Return the ids of the rows asked for, None for all rows."""
    return None if ids is None else [str(one) for one in ids]


@router.get("")
async def rows(
    user: SignedInUser,
    account: AccountFilter,
    ids: Annotated[list[str] | None, Depends(row_ids)],
    underlying: UnderlyingFilter = None,
    after: PageCursor = None,
    limit: PageSize = 100,
) -> RowPage:
    """Return broker rows, newest first, page by page."""
    return await user.rows.rows(account, underlying=underlying, ids=ids, after=after, limit=limit)


@router.get("/attention")
async def attention(user: SignedInUser, account: AccountFilter) -> AttentionList:
    """Return what a person should look at: unknown row types, other currencies, closes without an open."""
    return await user.rows.attention(account)


@router.get("/export", response_class=StreamingResponse, responses=CSV)
async def export(user: SignedInUser, account: AccountFilter) -> StreamingResponse:
    """Return all rows as CSV; cells that a spreadsheet would run are made inert."""
    text = await export_rows(user.rows, account)
    headers = {"Content-Disposition": 'attachment; filename="transactions.csv"'}
    return StreamingResponse(text, media_type="text/csv; charset=utf-8", headers=headers)


app = create_app(router)
