"""The user's links to the broker, and how their syncs go."""

from collections.abc import Mapping, Sequence

from lib.gateways.supabase.rest import Rest, reading
from lib.ports.connections import (
    ChosenAccount,
    Connection,
    ConnectionKind,
    LinkedAccount,
    OfferedAccount,
    SealedGrant,
    SyncRun,
)
from lib.ports.failures import ConflictError, NotFoundError

CONNECTION_COLUMNS = "id,kind,state,refused_since,created_at"
LINKED_COLUMNS = (
    "account_id,connection_id,account_number,opened_on,phase,rows_expected,rows_seen,loaded_until,last_good_at,"
    "last_tried_at,next_due_at,failure,asked_at"
)
CONFLICTS = {
    "account_is_another": "This account holds rows of another account at the broker. Choose a different one.",
    "account_number_taken": "Another of your accounts has this account number.",
    "account_name_taken": "Another of your accounts has this name. Rename it first.",
}


class SupabaseConnections:
    """Implements lib.ports.connections.Connections."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def connections(self) -> Sequence[Connection]:
        """Return the links, oldest first."""
        query = {"select": CONNECTION_COLUMNS, "order": "created_at,id"}
        found = await self._rest.select("tastytrade_connections", query)
        return reading(tuple[Connection, ...]).validate_python(found)

    async def linked_accounts(self) -> Sequence[LinkedAccount]:
        """Return the accounts that sync, oldest first."""
        query = {"select": LINKED_COLUMNS, "order": "created_at,account_number"}
        found = await self._rest.select("account_syncs", query)
        return reading(tuple[LinkedAccount, ...]).validate_python(found)

    async def runs(self, account_id: str) -> Sequence[SyncRun]:
        """Return an account's syncs, newest first."""
        return await self._rest.read("list_sync_runs", {"p_account": account_id}, tuple[SyncRun, ...])

    async def keep(self, connection_id: str, kind: ConnectionKind, grant: SealedGrant) -> Connection:
        """Keep a grant under a new id, or in place of the one under this id."""
        asked = {
            "p_connection": connection_id,
            "p_kind": kind,
            "p_client_secret": grant.client_secret,
            "p_refresh_token": grant.refresh_token,
        }
        return await self._rest.read("keep_connection", asked, Connection)

    async def offer(self, connection_id: str, accounts: Sequence[OfferedAccount]) -> None:
        """Keep which accounts a link opens."""
        told = reading(tuple[OfferedAccount, ...]).dump_python(tuple(accounts), mode="json")
        await self._rest.call("offer_accounts", {"p_connection": connection_id, "p_accounts": told})

    async def offered(self, connection_id: str) -> Sequence[OfferedAccount]:
        """Return the accounts that a link opens, by number."""
        asked = {"p_connection": connection_id}
        return await self._rest.read("list_offered_accounts", asked, tuple[OfferedAccount, ...])

    async def follow(self, connection_id: str, accounts: Sequence[ChosenAccount]) -> Sequence[LinkedAccount]:
        """Sync exactly these accounts of a link from now on; return those of this link."""
        asked = {"p_connection": connection_id, "p_accounts": [chosen(account) for account in accounts]}
        try:
            await self._rest.call("follow_accounts", asked)
        except ConflictError as conflict:
            raise told_apart(conflict) from conflict
        return [one for one in await self.linked_accounts() if one.connection_id == connection_id]

    async def unlink(self, connection_id: str) -> None:
        """Forget the link; its secrets and syncs go with it."""
        query = {"select": "id", "id": f"eq.{connection_id}"}
        if not await self._rest.delete("tastytrade_connections", query):
            raise NotFoundError("There is no such link, or it is not yours.", code="connection_not_found")

    async def watch(self, account_id: str) -> LinkedAccount:
        """Say that the user is looking at the account now."""
        return await self._rest.read("watch_account", {"p_account": account_id}, LinkedAccount)

    async def ask(self, account_id: str) -> LinkedAccount:
        """Make a sync due now."""
        return await self._rest.read("ask_for_sync", {"p_account": account_id}, LinkedAccount)


def chosen(account: ChosenAccount) -> Mapping[str, str | None]:
    """Lay a choice out for the database."""
    return {
        "number": account.number,
        "name": account.name,
        "opened_on": account.opened_on.isoformat(),
        "account_id": account.account_id,
    }


def told_apart(conflict: ConflictError) -> ConflictError:
    """Say which rule an account broke that was to be followed."""
    code = conflict.code
    if code not in CONFLICTS:
        code = "account_number_taken" if "number" in code else "account_name_taken"
    return ConflictError(CONFLICTS[code], code=code)
