"""The user's brokerage accounts."""

from collections.abc import Mapping, Sequence

from lib.gateways.supabase.rest import Rest, reading
from lib.ports.failures import ConflictError, NotFoundError
from lib.ports.ledger import Account, Coverage

ACCOUNT_COLUMNS = (
    "id,name,account_number,source,time_zone,lifo_from,rows_version,built_rows_version,books_published_at,created_at"
)


class SupabaseAccounts:
    """Implements lib.ports.ledger.Accounts."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def accounts(self) -> Sequence[Account]:
        """Return all of the user's accounts, oldest first."""
        query = {"select": ACCOUNT_COLUMNS, "order": "created_at,id"}
        return reading(tuple[Account, ...]).validate_python(await self._rest.select("tastytrade_accounts", query))

    async def account(self, account_id: str) -> Account:
        """Return one."""
        query = {"select": ACCOUNT_COLUMNS, "id": f"eq.{account_id}"}
        return the_account(await self._rest.select("tastytrade_accounts", query))

    async def coverage(self, account_id: str) -> Coverage:
        """Return what the account's imports cover."""
        body = await self._rest.call("account_coverage", {"p_account": account_id})
        return reading(Coverage).validate_python({**body, "spans": body["days"]})

    async def add_account(self, name: str, account_number: str | None, time_zone: str | None) -> Account:
        """Add one."""
        row = {"name": name, "account_number": account_number, "time_zone": time_zone}
        try:
            return the_account([await self._rest.insert("tastytrade_accounts", row, ACCOUNT_COLUMNS)])
        except ConflictError as conflict:
            raise taken(conflict) from conflict

    async def change_account(self, account_id: str, changes: Mapping[str, str | None]) -> Account:
        """Change name, account_number, time_zone or lifo_from."""
        query = {"select": ACCOUNT_COLUMNS, "id": f"eq.{account_id}"}
        try:
            return the_account(await self._rest.update("tastytrade_accounts", query, changes))
        except ConflictError as conflict:
            raise taken(conflict) from conflict

    async def delete_account(self, account_id: str) -> None:
        """Delete it with all its rows and books."""
        query = {"select": ACCOUNT_COLUMNS, "id": f"eq.{account_id}"}
        the_account(await self._rest.delete("tastytrade_accounts", query))


def the_account(rows: Sequence[Mapping[str, object]]) -> Account:
    """Return the one account there must be."""
    if not rows:
        raise NotFoundError("There is no such account, or it is not yours.", code="account_not_found")
    return reading(tuple[Account, ...]).validate_python(rows)[0]


def taken(conflict: ConflictError) -> ConflictError:
    """Say which of an account's two unique names is in use already."""
    if "number" in conflict.code:
        return ConflictError("Another of your accounts has this account number.", code="account_number_taken")
    return ConflictError("Another of your accounts has this name. Choose a different one.", code="account_name_taken")
