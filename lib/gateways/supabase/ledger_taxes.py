"""The user's tax preview, as published."""

from lib.gateways.supabase.rest import Rest
from lib.ports.taxes import TaxPage, TaxYear


class SupabaseTaxes:
    """Implements lib.ports.taxes.Taxes."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def year(self, account: str | None, year: int) -> TaxYear:
        """Return a year's sums."""
        return await self._rest.read("tax_year", {"p_account": account, "p_year": year}, TaxYear)

    async def lines(self, account: str | None, year: int, *, after: str | None, limit: int) -> TaxPage:
        """Return one page of a year's closings."""
        asked = {"p_account": account, "p_year": year, "p_after": after, "p_limit": limit}
        return await self._rest.read("tax_lines", asked, TaxPage)
