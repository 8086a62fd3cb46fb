"""/api/pnl/*: what was earned, by day, underlying, trade and closing, what is open, and what the tax office sees."""

from fastapi import APIRouter

from lib.domain.views import View
from lib.ports.days import EquityCurve, LedgerPage, PnlByDay
from lib.ports.figures import ClosingPage, OpenLots, PnlByUnderlying, PnlSummary
from lib.ports.taxes import TaxPage, TaxYear
from lib.ports.trades import TradeDetail, TradePage
from lib.web.create_app import create_app
from lib.web.parameters import AccountFilter, PageCursor, PageSize, UnderlyingFilter
from lib.web.pnl_exports import exports
from lib.web.scopes import LedgerKindFilter, Scope, StatusFilter, TaxYearFilter, TradeId, ViewChoice
from lib.web.sign_in import SignedInUser

router = APIRouter(prefix="/api/pnl")
router.include_router(exports)


@router.get("/summary")
async def summary(user: SignedInUser, scope: Scope) -> PnlSummary:
    """Return what was realized in the period, where other cash went, and what is open now."""
    return await user.figures.summary(scope)


@router.get("/by-underlying")
async def by_underlying(user: SignedInUser, scope: Scope) -> PnlByUnderlying:
    """Return options, stock, dividends and fees per underlying, and totals that equal their sum."""
    return await user.figures.by_underlying(scope)


@router.get("/closings")
async def closings(
    user: SignedInUser,
    scope: Scope,
    underlying: UnderlyingFilter = None,
    after: PageCursor = None,
    limit: PageSize = 100,
) -> ClosingPage:
    """Return the closings behind the sums, newest first, page by page."""
    return await user.figures.closings(scope, underlying=underlying, after=after, limit=limit)


@router.get("/open-lots")
async def open_lots(
    user: SignedInUser, account: AccountFilter, underlying: UnderlyingFilter = None, view: ViewChoice = View.BROKER
) -> OpenLots:
    """Return what is open now, whatever the period."""
    return await user.figures.open_lots(account, underlying, view)


@router.get("/by-trade")
async def by_trade(
    user: SignedInUser,
    scope: Scope,
    underlying: UnderlyingFilter = None,
    status: StatusFilter = None,
    after: PageCursor = None,
    limit: PageSize = 100,
) -> TradePage:
    """Return trades, newest opening first: those closed in the period, and the open ones opened by its end."""
    return await user.trades.trades(scope, underlying=underlying, status=status, after=after, limit=limit)


@router.get("/trades/{trade_id}")
async def trade(user: SignedInUser, trade_id: TradeId, view: ViewChoice = View.BROKER) -> TradeDetail:
    """Return one trade with its legs, closings, lots, deliveries and broker rows."""
    return await user.trades.trade(trade_id, view)


@router.get("/by-day")
async def by_day(user: SignedInUser, scope: Scope, underlying: UnderlyingFilter = None) -> PnlByDay:
    """Return what each New York day brought, and totals that equal the sum of the days."""
    return await user.days.by_day(scope, underlying=underlying)


@router.get("/equity")
async def equity(user: SignedInUser, scope: Scope) -> EquityCurve:
    """Return the running total of the days, its drawdown, and the deposits and withdrawals it leaves out."""
    return await user.days.equity(scope)


@router.get("/ledger")
async def ledger(
    user: SignedInUser,
    scope: Scope,
    underlying: UnderlyingFilter = None,
    kind: LedgerKindFilter = None,
    after: PageCursor = None,
    limit: PageSize = 100,
) -> LedgerPage:
    """Return closings and cash that is no trade, newest first, page by page."""
    return await user.days.ledger(scope, underlying=underlying, kind=kind, after=after, limit=limit)


@router.get("/tax")
async def tax(user: SignedInUser, account: AccountFilter, year: TaxYearFilter) -> TaxYear:
    """Return a year's gains by term; an estimate by the folded view, and no tax advice."""
    return await user.taxes.year(account, year)


@router.get("/tax/lines")
async def tax_lines(
    user: SignedInUser, account: AccountFilter, year: TaxYearFilter, after: PageCursor = None, limit: PageSize = 100
) -> TaxPage:
    """Return a year's closings in the terms of Form 8949, by day of sale, page by page."""
    return await user.taxes.lines(account, year, after=after, limit=limit)


app = create_app(router)
