"""/api/pnl/export/*: the lists of the P&L as files, with the filters that the lists have."""

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from lib.domain.views import View
from lib.ports.figures import Scope as AskedScope
from lib.usecases import listings
from lib.usecases.export_form_8949 import export_form_8949
from lib.usecases.export_list import export_list
from lib.web.downloads import CSV, CsvDownload
from lib.web.parameters import AccountFilter, UnderlyingFilter
from lib.web.scopes import LedgerKindFilter, Scope, StatusFilter, TaxYearFilter, ViewChoice
from lib.web.sign_in import SignedInUser
from lib.wiring.as_user import User

exports = APIRouter(prefix="/export", default_response_class=StreamingResponse)


async def download(user: User, name: str, listing: listings.Listing[listings.Line]) -> StreamingResponse:
    """Send a list as a file."""
    return CsvDownload(name, await export_list(user.accounts, user.profile, name, listing))


@exports.get("/closings.csv", responses=CSV)
async def export_closings(user: SignedInUser, scope: Scope, underlying: UnderlyingFilter = None) -> StreamingResponse:
    """Return the closings as CSV."""
    return await download(user, "closings", listings.closings(user.figures, scope, underlying))


@exports.get("/trades.csv", responses=CSV)
async def export_trades(
    user: SignedInUser, scope: Scope, underlying: UnderlyingFilter = None, status: StatusFilter = None
) -> StreamingResponse:
    """Return the trades as CSV."""
    return await download(user, "trades", listings.trades(user.trades, scope, underlying, status))


@exports.get("/by-underlying.csv", responses=CSV)
async def export_by_underlying(user: SignedInUser, scope: Scope) -> StreamingResponse:
    """Return the sums per underlying as CSV, without the line of totals."""
    return await download(user, "by-underlying", listings.by_underlying(user.figures, scope))


@exports.get("/by-day.csv", responses=CSV)
async def export_by_day(user: SignedInUser, scope: Scope, underlying: UnderlyingFilter = None) -> StreamingResponse:
    """Return the sums per day as CSV, without the line of totals."""
    return await download(user, "by-day", listings.by_day(user.days, scope, underlying))


@exports.get("/equity.csv", responses=CSV)
async def export_equity(user: SignedInUser, scope: Scope) -> StreamingResponse:
    """Return the running total of the days as CSV."""
    return await download(user, "equity", listings.equity(user.days, scope))


@exports.get("/ledger.csv", responses=CSV)
async def export_ledger(
    user: SignedInUser, scope: Scope, underlying: UnderlyingFilter = None, kind: LedgerKindFilter = None
) -> StreamingResponse:
    """Return closings and cash that is no trade as CSV."""
    return await download(user, "ledger", listings.ledger(user.days, scope, underlying, kind))


@exports.get("/open-lots.csv", responses=CSV)
async def export_open_lots(
    user: SignedInUser, account: AccountFilter, underlying: UnderlyingFilter = None, view: ViewChoice = View.BROKER
) -> StreamingResponse:
    """Return what is open now as CSV."""
    scope = AskedScope(account=account, view=view)
    return await download(user, "open-lots", listings.open_lots(user.figures, scope, underlying))


@exports.get("/form-8949.csv", responses=CSV)
async def export_form(user: SignedInUser, account: AccountFilter, year: TaxYearFilter) -> StreamingResponse:
    """Return a year's closings in the columns of Form 8949, in cents; an estimate, and no tax advice."""
    text = await export_form_8949(user.taxes, user.accounts, user.profile, account, year)
    return CsvDownload(f"form-8949-{year}", text)
