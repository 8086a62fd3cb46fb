"""What syncs read and write in memory, for use cases; held to the same contract as the real one (test_sync_rows)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid4, uuid5

from lib.domain.transactions import Transaction
from lib.ports.broker import Days, Raw
from lib.ports.connections import ConnectionState, SealedGrant, SyncPhase, SyncRun
from lib.ports.failures import NotFoundError
from lib.ports.ledger import Refusal
from lib.ports.sync import BrokerRow, BrokerState, KeptGrant, Run, StoredByBroker, SyncAccount, SyncKind, Twin
from tests.ports.memory_links import Holding, LinkedWorld, StoredRow

LEASE = timedelta(minutes=15)


class MemorySyncStore:
    """Implements lib.ports.sync.SyncStore."""

    def __init__(self, world: LinkedWorld) -> None:
        self._world = world

    async def due(self, before: datetime, after: str | None, limit: int) -> Sequence[str]:
        linked = {key for key, link in self._world.links.items() if link.state is ConnectionState.LINKED}
        due = [s.account_id for s in self._world.syncs.values() if s.next_due_at and s.next_due_at <= before]
        mine = [key for key in due if self._world.syncs[key].connection_id in linked]
        return [key for key in sorted(mine) if after is None or key > after][:limit]

    async def queued(self, account_ids: Sequence[str]) -> None:
        for account_id in account_ids:
            if sync := self._world.syncs.get(account_id):
                watched = self._world.holdings[account_id].watched_until
                wait = timedelta(minutes=5) if watched and watched > self._world.now else timedelta(hours=12)
                self._world.syncs[account_id] = replace(sync, next_due_at=self._world.now + wait)

    async def account(self, account_id: str) -> SyncAccount:
        sync, holding = self._world.sync(account_id), self._world.holdings[account_id]
        return SyncAccount(
            account_id=account_id,
            user_id=self._world.user_id,
            connection_id=sync.connection_id,
            account_number=sync.account_number,
            name=holding.name,
            opened_on=sync.opened_on,
            phase=sync.phase,
            loaded_until=sync.loaded_until,
            reread_on=holding.reread[0],
            reread_year=holding.reread[1],
            rows_version=holding.rows_version,
        )

    async def grant(self, connection_id: str) -> SealedGrant:
        if connection_id not in self._world.grants:
            raise NotFoundError("The link is gone.", code="connection_not_found")
        return self._world.grants[connection_id]

    async def grants(self, after: str | None, limit: int) -> Sequence[KeptGrant]:
        links = sorted(key for key in self._world.grants if after is None or key > after)[:limit]
        mine = self._world.user_id
        return [KeptGrant(connection_id=key, user_id=mine, grant=self._world.grants[key]) for key in links]

    async def reseal(self, connection_id: str, was: SealedGrant, now: SealedGrant) -> bool:
        if self._world.grants.get(connection_id) != was:
            return False
        self._world.grants[connection_id] = now
        return True

    async def begin(self, account_id: str, kind: SyncKind, days: Days, window: Days) -> Run:
        sync, now = self._world.sync(account_id), self._world.now
        due = max(sync.next_due_at or now, now + LEASE)
        self._world.syncs[account_id] = replace(sync, last_tried_at=now, next_due_at=due)
        for run, told in self._world.runs.values():
            if run.account_id == account_id and told.state == "running":
                return run
        version = self._world.holdings[account_id].rows_version
        run = Run(
            id=str(uuid4()),
            account_id=account_id,
            kind=kind,
            days=days,
            window=window,
            offset=0,
            version_before=version,
        )
        told = SyncRun(
            id=run.id, account_id=account_id, kind=kind, state="running", started_at=now, ended_at=None, rows_read=0,
            rows_new=0, rows_changed=0, rows_withdrawn=0, underlyings=(), error=None,
        )  # fmt: skip
        self._world.runs[run.id] = run, told
        return run

    async def twins(self, account_id: str, broker_ids: Sequence[str], identities: Sequence[str]) -> Sequence[Twin]:
        ids, alike = set(broker_ids), set(identities)
        rows = self._world.holdings[account_id].rows.values() if account_id in self._world.holdings else ()
        return [twin for twin in map(twin_of, rows) if twin.broker_id in ids or twin.identity in alike]

    async def store(
        self, run: Run, rows: Sequence[BrokerRow], following: tuple[Days, int] | None, expected: int | None
    ) -> StoredByBroker:
        holding = self._writable(run)
        version, new, changed, underlyings = holding.rows_version + 1, 0, 0, set[str]()
        for row in {row.transaction.broker_id: row for row in rows}.values():
            was = self._was(holding, row, run)
            if was and was.digest == row.digest and was.withdrawn_at is None:
                continue
            stored = placed(holding, row, was, version)
            holding.rows[stored.transaction.id] = stored
            new, changed = new + (was is None), changed + (was is not None)
            told = {stored.transaction.underlying, was.transaction.underlying if was else None}
            underlyings |= {one for one in told if one is not None}
        names = tuple(sorted(underlyings))
        self._note(run, read=len(rows), new=new, changed=changed, withdrawn=0, underlyings=names)
        current, told_run = self._world.runs[run.id]
        if following:
            self._world.runs[run.id] = replace(current, window=following[0], offset=following[1]), told_run
        if expected is not None:
            sync = self._world.syncs[run.account_id]
            self._world.syncs[run.account_id] = replace(sync, rows_expected=expected)
        return StoredByBroker(
            new=new,
            changed=changed,
            known=len(rows) - new - changed,
            rows_version=holding.rows_version,
            underlyings=names,
        )

    def _was(self, holding: Holding, row: BrokerRow, run: Run) -> StoredRow | None:
        """Return the stored row that a broker's row is."""
        known = holding.from_broker().get(row.transaction.broker_id or "")
        named = holding.rows.get(row.transaction.id)
        if known or (named and named.layout != "api"):
            return known or named
        late = (one for one in holding.rows.values() if one.layout != "api" and one.changed_in > run.version_before)
        return next((one for one in late if one.identity == row.identity and agree(one.transaction, row)), None)

    def _writable(self, run: Run) -> Holding:
        if run.id not in self._world.runs:
            raise NotFoundError("The account is gone.", code="sync_not_found")
        self._world.sync(run.account_id)
        return self._world.holdings[run.account_id]

    def _note(
        self, run: Run, *, read: int, new: int, changed: int, withdrawn: int, underlyings: tuple[str, ...]
    ) -> None:
        holding = self._world.holdings[run.account_id]
        holding.rows_version += bool(new + changed + withdrawn)
        seen = sum(row.withdrawn_at is None for row in holding.from_broker().values())
        self._world.syncs[run.account_id] = replace(self._world.syncs[run.account_id], rows_seen=seen)
        current, told = self._world.runs[run.id]
        self._world.runs[run.id] = (
            current,
            replace(
                told,
                rows_read=told.rows_read + read,
                rows_new=told.rows_new + new,
                rows_changed=told.rows_changed + changed,
                rows_withdrawn=told.rows_withdrawn + withdrawn,
                underlyings=tuple(sorted({*told.underlyings, *underlyings})),
            ),
        )

    async def broker_ids(self, account_id: str, days: Days) -> Sequence[str]:
        stored = self._world.holdings[account_id].from_broker() if account_id in self._world.holdings else {}
        kept = {key: row for key, row in stored.items() if row.withdrawn_at is None}
        return sorted(key for key, row in kept.items() if row.day and days.first <= row.day <= days.last)

    async def withdraw(self, run: Run, broker_ids: Sequence[str]) -> int:
        holding = self._writable(run)
        gone = [holding.from_broker()[key] for key in set(broker_ids) if key in holding.from_broker()]
        marked = [row for row in gone if row.withdrawn_at is None]
        for row in marked:
            moved = replace(row, withdrawn_at=self._world.now, changed_in=holding.rows_version + 1)
            holding.rows[row.transaction.id] = moved
        names = tuple(sorted({row.transaction.underlying for row in marked if row.transaction.underlying}))
        self._note(run, read=0, new=0, changed=0, withdrawn=len(marked), underlyings=names)
        return len(marked)

    async def keep_orders(self, account_id: str, orders: Sequence[Raw]) -> None:
        self._world.sync(account_id)
        kept = self._world.holdings[account_id].orders
        for order in orders:
            known = kept.get(str(order["id"]))
            if known is None or known.get("updated-at", 0) <= order.get("updated-at", 0):
                kept[str(order["id"])] = order

    async def keep_snapshots(self, account_id: str, snapshots: Sequence[Raw]) -> None:
        self._world.sync(account_id)
        kept = self._world.holdings[account_id].snapshots
        for snapshot in snapshots:
            day = str(snapshot["snapshot-date"])
            kept[day] = {**kept.get(day, {}), **snapshot}

    async def keep_state(self, account_id: str, state: BrokerState) -> None:
        self._world.sync(account_id)
        holding = self._world.holdings[account_id]
        if holding.state is None or holding.state.at <= state.at:
            holding.state = state

    async def finish(self, run: Run, loaded_until: date) -> None:
        holding = self._writable(run)
        current, told = self._world.runs[run.id]
        if told.state != "running":
            return
        now = self._world.now
        self._world.runs[run.id] = current, replace(told, state="done", ended_at=now, error=None)
        sync = self._world.syncs[run.account_id]
        is_watched = holding.watched_until is not None and holding.watched_until > now
        self._world.syncs[run.account_id] = replace(
            sync,
            phase=SyncPhase.LIVE,
            loaded_until=max(sync.loaded_until or loaded_until, loaded_until),
            last_good_at=now,
            failure=None,
            next_due_at=now + (timedelta(minutes=5) if is_watched else timedelta(hours=12)),
        )
        if run.kind is SyncKind.REREAD:
            holding.reread = now.date(), run.days.first.year

    async def fail(self, account_id: str, error: Refusal) -> None:
        sync, now = self._world.sync(account_id), self._world.now
        later = now + timedelta(hours=1)
        self._world.syncs[account_id] = replace(sync, failure=error, last_tried_at=now, next_due_at=later)
        for key, (run, told) in self._world.runs.items():
            if run.account_id == account_id and told.state == "running":
                self._world.runs[key] = run, replace(told, error=error)

    async def refused(self, connection_id: str, at: datetime) -> int:
        await self.grant(connection_id)
        counted = self._world.refusals[connection_id]
        if not counted or at - counted[-1] >= timedelta(minutes=10):
            counted.append(at)
        link = self._world.links[connection_id]
        self._world.links[connection_id] = replace(link, refused_since=counted[0])
        return len(counted)

    async def accepted(self, connection_id: str) -> None:
        if link := self._world.links.get(connection_id):
            self._world.refusals[connection_id] = []
            self._world.links[connection_id] = replace(link, state=ConnectionState.LINKED, refused_since=None)

    async def is_revoked(self, connection_id: str) -> bool:
        link = self._world.links.get(connection_id)
        return link is None or link.state is ConnectionState.RECONNECT_NEEDED

    async def revoke(self, connection_id: str) -> str | None:
        link = self._world.links.get(connection_id)
        if link is None or link.state is ConnectionState.RECONNECT_NEEDED:
            return None
        self._world.links[connection_id] = replace(link, state=ConnectionState.RECONNECT_NEEDED)
        return self._world.user_id


def placed(holding: Holding, row: BrokerRow, was: StoredRow | None, version: int) -> StoredRow:
    """Return a row as it is stored: in place of the one it is, else under an id of its own."""
    broker_id = row.transaction.broker_id
    row_id = was.transaction.id if was else str(uuid5(NAMESPACE_URL, f"{holding.id}/broker:{broker_id}"))
    alike = [one.nth for one in holding.rows.values() if one.identity == row.identity]
    nth = was.nth if was and was.identity == row.identity else max(alike, default=-1) + 1
    return StoredRow(
        transaction=replace(row.transaction, id=row_id),
        identity=row.identity,
        nth=nth,
        layout="api",
        richness=100,
        changed_in=version,
        digest=row.digest,
        day=row.day,
    )


def agree(stored: Transaction, row: BrokerRow) -> bool:
    """Whether a file's row and a broker's say the same, as far as both tell."""
    told = row.transaction
    said = ((stored.sub_type, told.sub_type), (stored.action, told.action), (stored.order_id, told.order_id))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in said)


def twin_of(row: StoredRow) -> Twin:
    its = row.transaction
    return Twin(
        id=its.id,
        identity=row.identity,
        nth=row.nth,
        sub_type=its.sub_type,
        action=its.action,
        executed_at=its.executed_at,
        net_value=its.net_value,
        order_id=its.order_id,
        layout=row.layout,
        richness=row.richness,
        broker_id=its.broker_id if row.layout == "api" else None,
    )
