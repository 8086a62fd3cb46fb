"""The user's published figures: one function call, one JSON value, nothing counted on the way."""

from lib.gateways.supabase.rest import Arguments, Rest
from lib.ports.figures import ClosingPage, OpenLots, Period, PnlByUnderlying, PnlSummary


class SupabaseFigures:
    """Implements lib.ports.figures.Figures."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def summary(self, account: str | None, period: Period) -> PnlSummary:
        """Return the sums over a period."""
        return await self._rest.read("pnl_summary", arguments(account, period), PnlSummary)

    async def by_underlying(self, account: str | None, period: Period) -> PnlByUnderlying:
        """Return the sums over a period per underlying."""
        return await self._rest.read("pnl_by_underlying", arguments(account, period), PnlByUnderlying)

    async def closings(
        self, account: str | None, period: Period, *, underlying: str | None, after: str | None, limit: int
    ) -> ClosingPage:
        """Return one page of the closings behind the sums."""
        asked = {**arguments(account, period), "p_underlying": underlying, "p_after": after, "p_limit": limit}
        return await self._rest.read("pnl_closings", asked, ClosingPage)

    async def open_lots(self, account: str | None, underlying: str | None) -> OpenLots:
        """Return what is open now."""
        asked = {"p_account": account, "p_underlying": underlying}
        return await self._rest.read("open_lots_of", asked, OpenLots)


def arguments(account: str | None, period: Period) -> Arguments:
    """Name an account and a period as the functions do."""
    return {
        "p_account": account,
        "p_start": period.start and period.start.isoformat(),
        "p_end": period.end and period.end.isoformat(),
    }
