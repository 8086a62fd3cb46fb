"""The user's orders, in pages."""

from lib.gateways.supabase.rest import Rest
from lib.ports.orders import OrderFilter, OrderPage


class SupabaseOrders:
    """Implements lib.ports.orders.Orders."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def orders(self, wanted: OrderFilter, *, after: str | None = None, limit: int) -> OrderPage:
        """Return one page of orders."""
        asked = {
            "p_account": wanted.account,
            "p_start": wanted.period.start and wanted.period.start.isoformat(),
            "p_end": wanted.period.end and wanted.period.end.isoformat(),
            "p_underlying": wanted.underlying,
            "p_group": wanted.group,
            "p_search": wanted.search,
            "p_order": wanted.order,
            "p_after": after,
            "p_limit": limit,
        }
        return await self._rest.read("list_orders", asked, OrderPage)
