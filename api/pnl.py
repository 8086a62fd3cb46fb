"""/api/pnl/*: what was earned, per underlying and closing by closing, and what is open."""

from fastapi import APIRouter

from lib.ports.figures import ClosingPage, OpenLots, PnlByUnderlying, PnlSummary
from lib.web.create_app import create_app
from lib.web.parameters import AccountFilter, PageCursor, PageSize, Period, UnderlyingFilter
from lib.web.sign_in import SignedInUser

router = APIRouter(prefix="/api/pnl")


@router.get("/summary")
async def summary(user: SignedInUser, account: AccountFilter, period: Period) -> PnlSummary:
    """Return what was realized in the period, where other cash went, and what is open now."""
    return await user.figures.summary(account, period)


@router.get("/by-underlying")
async def by_underlying(user: SignedInUser, account: AccountFilter, period: Period) -> PnlByUnderlying:
    """Return options, stock, dividends and fees per underlying, and totals that equal their sum."""
    return await user.figures.by_underlying(account, period)


@router.get("/closings")
async def closings(
    user: SignedInUser,
    account: AccountFilter,
    period: Period,
    underlying: UnderlyingFilter = None,
    after: PageCursor = None,
    limit: PageSize = 100,
) -> ClosingPage:
    """Return the closings behind the sums, newest first, page by page."""
    return await user.figures.closings(account, period, underlying=underlying, after=after, limit=limit)


@router.get("/open-lots")
async def open_lots(user: SignedInUser, account: AccountFilter, underlying: UnderlyingFilter = None) -> OpenLots:
    """Return what is open now, whatever the period."""
    return await user.figures.open_lots(account, underlying)


app = create_app(router)
