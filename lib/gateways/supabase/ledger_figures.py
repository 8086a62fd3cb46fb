"""The user's published figures: one function call, one JSON value, nothing counted on the way."""

from lib.domain.views import View
from lib.gateways.supabase.rest import Arguments, Rest
from lib.ports.figures import ClosingPage, OpenLots, PnlByUnderlying, PnlSummary, Scope


class SupabaseFigures:
    """Implements lib.ports.figures.Figures."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def summary(self, scope: Scope) -> PnlSummary:
        """Return the sums over a period."""
        return await self._rest.read("pnl_summary", scoped(scope), PnlSummary)

    async def by_underlying(self, scope: Scope) -> PnlByUnderlying:
        """Return the sums over a period per underlying."""
        return await self._rest.read("pnl_by_underlying", scoped(scope), PnlByUnderlying)

    async def closings(self, scope: Scope, *, underlying: str | None, after: str | None, limit: int) -> ClosingPage:
        """Return one page of the closings behind the sums."""
        asked = {**scoped(scope), "p_underlying": underlying, "p_after": after, "p_limit": limit}
        return await self._rest.read("pnl_closings", asked, ClosingPage)

    async def open_lots(self, account: str | None, underlying: str | None, view: View) -> OpenLots:
        """Return what is open now."""
        asked = {"p_account": account, "p_underlying": underlying, "p_view": view}
        return await self._rest.read("open_lots_of", asked, OpenLots)


def scoped(scope: Scope) -> Arguments:
    """Name an account, a period and a view as the functions do."""
    return {
        "p_account": scope.account,
        "p_start": scope.period.start and scope.period.start.isoformat(),
        "p_end": scope.period.end and scope.period.end.isoformat(),
        "p_view": scope.view,
    }
