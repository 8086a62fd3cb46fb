"""The user's trades, as published."""

from lib.domain.views import View
from lib.gateways.supabase.ledger_figures import scoped
from lib.gateways.supabase.rest import Rest, reading
from lib.gateways.supabase.stored_rows import with_rules
from lib.ports.figures import Scope
from lib.ports.trades import TradeDetail, TradePage, TradeStatus


class SupabaseTrades:
    """Implements lib.ports.trades.Trades."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def trades(
        self, scope: Scope, *, underlying: str | None, status: TradeStatus | None, after: str | None, limit: int
    ) -> TradePage:
        """Return one page of trades."""
        asked = {**scoped(scope), "p_underlying": underlying, "p_status": status, "p_after": after, "p_limit": limit}
        return await self._rest.read("pnl_trades", asked, TradePage)

    async def trade(self, trade_id: str, view: View) -> TradeDetail:
        """Return one trade with everything it is made of."""
        found = await self._rest.call("pnl_trade", {"p_id": trade_id, "p_view": view})
        return reading(TradeDetail).validate_python(found | {"rows": with_rules(found["rows"])})
