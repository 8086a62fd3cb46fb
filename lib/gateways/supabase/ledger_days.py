"""The user's figures over time, as published."""

from lib.gateways.supabase.ledger_figures import scoped
from lib.gateways.supabase.rest import Rest
from lib.ports.days import EquityCurve, LedgerPage, PnlByDay
from lib.ports.figures import Scope


class SupabaseDays:
    """Implements lib.ports.days.Days."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def by_day(self, scope: Scope, *, underlying: str | None) -> PnlByDay:
        """Return the sums per day."""
        return await self._rest.read("pnl_by_day", {**scoped(scope), "p_underlying": underlying}, PnlByDay)

    async def equity(self, scope: Scope) -> EquityCurve:
        """Return the running total of the days."""
        return await self._rest.read("pnl_equity", scoped(scope), EquityCurve)

    async def ledger(
        self, scope: Scope, *, underlying: str | None, kind: str | None, after: str | None, limit: int
    ) -> LedgerPage:
        """Return one page of closings and cash."""
        asked = {**scoped(scope), "p_underlying": underlying, "p_kind": kind, "p_after": after, "p_limit": limit}
        return await self._rest.read("pnl_ledger", asked, LedgerPage)
