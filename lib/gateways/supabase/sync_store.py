"""What a sync reads and writes, as the service: every account that syncs, whoever's it is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lib.gateways.supabase.broker_objects import balance_cells, in_json, order_cells, position_cells, snapshot_cells
from lib.gateways.supabase.ledger_rows import cells
from lib.gateways.supabase.rest import Rest, reading
from lib.ports.broker import Days, Raw
from lib.ports.connections import SealedGrant
from lib.ports.failures import NotFoundError
from lib.ports.ledger import Refusal
from lib.ports.sync import BrokerRow, BrokerState, KeptGrant, Run, StoredByBroker, SyncAccount, SyncKind, Twin

ROWS_PER_CALL = 5_000


class SupabaseSyncStore:
    """Implements lib.ports.sync.SyncStore."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the service; `rest` carries the secret key."""
        self._rest = rest

    async def due(self, before: datetime, after: str | None, limit: int) -> Sequence[str]:
        """Return ids of accounts whose sync is due."""
        asked = {"p_before": before.isoformat(), "p_after": after, "p_limit": limit}
        return await self._rest.read("due_accounts", asked, tuple[str, ...])

    async def queued(self, account_ids: Sequence[str]) -> None:
        """Keep accounts from being due again while their message waits its turn."""
        await self._rest.call("queue_accounts", {"p_accounts": list(account_ids)})

    async def account(self, account_id: str) -> SyncAccount:
        """Return one."""
        found = await self._rest.call("sync_account", {"p_account": account_id})
        if found is None:
            raise NotFoundError("The account is gone, or syncs no more.", code="account_not_found")
        return reading(SyncAccount).validate_python(found)

    async def grant(self, connection_id: str) -> SealedGrant:
        """Return what opens the broker."""
        found = await self._rest.call("broker_grant", {"p_connection": connection_id})
        if found is None:
            raise NotFoundError("The link is gone.", code="connection_not_found")
        return reading(SealedGrant).validate_python(found)

    async def grants(self, after: str | None, limit: int) -> Sequence[KeptGrant]:
        """Return the grants of all links, by link."""
        return await self._rest.read("broker_grants", {"p_after": after, "p_limit": limit}, tuple[KeptGrant, ...])

    async def reseal(self, connection_id: str, was: SealedGrant, now: SealedGrant) -> bool:
        """Replace the sealed texts where they are still what they were."""
        asked = {
            "p_connection": connection_id,
            "p_client_secret": was.client_secret,
            "p_refresh_token": was.refresh_token,
            "p_new_client_secret": now.client_secret,
            "p_new_refresh_token": now.refresh_token,
        }
        return bool(await self._rest.call("reseal_grant", asked))

    async def begin(self, account_id: str, kind: SyncKind, days: Days, window: Days) -> Run:
        """Take up the account's run that is under way, else start this one."""
        asked = {
            "p_account": account_id,
            "p_kind": kind,
            "p_first_day": days.first.isoformat(),
            "p_last_day": days.last.isoformat(),
            "p_window_first": window.first.isoformat(),
            "p_window_last": window.last.isoformat(),
        }
        return run_of(await self._rest.call("begin_sync", asked))

    async def twins(self, account_id: str, broker_ids: Sequence[str], identities: Sequence[str]) -> Sequence[Twin]:
        """Return the stored rows under these broker ids, and those under these identities."""
        asked = {"p_account": account_id, "p_broker_ids": list(broker_ids), "p_identities": list(identities)}
        return await self._rest.read("broker_twins", asked, tuple[Twin, ...])

    async def store(
        self, run: Run, rows: Sequence[BrokerRow], following: tuple[Days, int] | None, expected: int | None
    ) -> StoredByBroker:
        """Store one page and where the run goes on, in one step."""
        window, offset = following or (None, None)
        asked = {
            "p_run": run.id,
            "p_rows": [columns(run.account_id, row) for row in rows],
            "p_expected": expected,
            "p_window_first": window and window.first.isoformat(),
            "p_window_last": window and window.last.isoformat(),
            "p_offset": offset,
        }
        return await self._rest.read("store_broker_rows", asked, StoredByBroker)

    async def broker_ids(self, account_id: str, days: Days) -> Sequence[str]:
        """Return the broker ids of the stored rows of these broker days that are not withdrawn."""
        asked = {
            "p_account": account_id,
            "p_first_day": days.first.isoformat(),
            "p_last_day": days.last.isoformat(),
        }
        return await self._rest.read("broker_ids", asked, tuple[str, ...])

    async def withdraw(self, run: Run, broker_ids: Sequence[str]) -> int:
        """Mark rows that the broker no longer has."""
        marked = 0
        for start in range(0, len(broker_ids), ROWS_PER_CALL):
            asked = {"p_run": run.id, "p_broker_ids": list(broker_ids[start : start + ROWS_PER_CALL])}
            marked += await self._rest.call("withdraw_broker_rows", asked)
        return marked

    async def keep_orders(self, account_id: str, orders: Sequence[Raw]) -> None:
        """Keep orders by the broker's id."""
        for start in range(0, len(orders), ROWS_PER_CALL):
            kept = [order_cells(order) for order in orders[start : start + ROWS_PER_CALL]]
            await self._rest.call("keep_orders", {"p_account": account_id, "p_orders": kept})

    async def keep_snapshots(self, account_id: str, snapshots: Sequence[Raw]) -> None:
        """Keep balances at the end of days, by day."""
        for start in range(0, len(snapshots), ROWS_PER_CALL):
            kept = [snapshot_cells(snapshot) for snapshot in snapshots[start : start + ROWS_PER_CALL]]
            await self._rest.call("keep_snapshots", {"p_account": account_id, "p_snapshots": kept})

    async def keep_state(self, account_id: str, state: BrokerState) -> None:
        """Replace what the account holds and is worth."""
        asked = {
            "p_account": account_id,
            "p_at": state.at.isoformat(),
            "p_positions": position_cells(state.positions, state.greeks),
            "p_balances": balance_cells(state.balances),
        }
        await self._rest.call("keep_account_state", asked)

    async def finish(self, run: Run, loaded_until: date) -> None:
        """End the run well."""
        await self._rest.call("finish_sync", {"p_run": run.id, "p_loaded_until": loaded_until.isoformat()})

    async def fail(self, account_id: str, error: Refusal) -> None:
        """Keep why the last try failed."""
        await self._rest.call("fail_sync", {"p_account": account_id, "p_error": asdict(error)})

    async def refused(self, connection_id: str, at: datetime) -> int:
        """Count a refusal of the grant."""
        asked = {"p_connection": connection_id, "p_at": at.isoformat()}
        return int(await self._rest.call("refuse_connection", asked))

    async def accepted(self, connection_id: str) -> None:
        """Forget the refusals."""
        await self._rest.call("accept_connection", {"p_connection": connection_id})

    async def is_revoked(self, connection_id: str) -> bool:
        """Say whether the link is marked as to be made anew."""
        linked = {"select": "id", "id": f"eq.{connection_id}", "state": "eq.linked"}
        return not await self._rest.select("tastytrade_connections", linked)

    async def revoke(self, connection_id: str) -> str | None:
        """Mark the link as to be made anew."""
        user_id = await self._rest.call("revoke_connection", {"p_connection": connection_id})
        return None if user_id is None else str(user_id)


def run_of(told: Mapping[str, Any]) -> Run:
    """Read a run."""
    return reading(Run).validate_python(
        {
            **told,
            "days": {"first": told["first_day"], "last": told["last_day"]},
            "window": {"first": told["window_first"], "last": told["window_last"]},
            "offset": told["next_offset"],
        }
    )


def columns(account_id: str, row: BrokerRow) -> Mapping[str, object]:
    """
    Lay one row out as the table has it.

    `id` counts where it is a stored row's; `new_id` is for a row that is not there yet, and the same whenever the
    broker's row comes.
    """
    return cells(row.transaction) | {
        "id": row.transaction.id or None,
        "new_id": str(uuid5(NAMESPACE_URL, f"{account_id}/broker:{row.transaction.broker_id}")),
        "identity": row.identity,
        "broker_day": row.day.isoformat(),
        "digest": row.digest,
        "raw": in_json(row.raw),
    }
