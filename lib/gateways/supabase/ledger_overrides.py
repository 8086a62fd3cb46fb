"""The user's own words on broker rows."""

from collections.abc import Sequence

from lib.gateways.supabase.rest import Rest
from lib.ports.overrides import AcknowledgedPage, Basis

ROWS_PER_CALL = 5_000


class SupabaseOverrides:
    """Implements lib.ports.overrides.Overrides."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def set_basis(self, transaction_id: str, basis: Basis | None) -> str:
        """Say what a row's position cost, or take that back; return the account to rebuild."""
        asked = {
            "p_transaction": transaction_id,
            "p_basis": basis and format(basis.amount, "f"),
            "p_acquired_on": basis and basis.acquired_on and basis.acquired_on.isoformat(),
        }
        changed = await self._rest.call("set_basis", asked)
        return str(changed["account_id"])

    async def set_note(self, transaction_id: str, note: str | None) -> None:
        """Keep a note on a row, or drop it."""
        await self._rest.call("set_note", {"p_transaction": transaction_id, "p_note": note})

    async def acknowledge(self, code: str, transaction_ids: Sequence[str], note: str) -> None:
        """Say that these rows were looked at for what `code` names."""
        for chunk in chunks(transaction_ids):
            await self._rest.call("acknowledge", {"p_code": code, "p_transactions": chunk, "p_note": note})

    async def unacknowledge(self, code: str, transaction_ids: Sequence[str]) -> None:
        """Take that back."""
        for chunk in chunks(transaction_ids):
            await self._rest.call("unacknowledge", {"p_code": code, "p_transactions": chunk})

    async def acknowledged(self, *, after: str | None, limit: int) -> AcknowledgedPage:
        """Return one page of what was looked at, by row and code."""
        return await self._rest.read("list_acknowledgements", {"p_after": after, "p_limit": limit}, AcknowledgedPage)


def chunks(ids: Sequence[str]) -> list[list[str]]:
    """Split ids into what one call takes."""
    return [list(ids[start : start + ROWS_PER_CALL]) for start in range(0, len(ids), ROWS_PER_CALL)]
