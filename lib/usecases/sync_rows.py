"""Rows of the broker's find their place among the stored ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from lib.domain.identity import identity_of, match_rows
from lib.ports.broker import Days, Raw, ReadRow, ReadsRows
from lib.ports.sync import BrokerRow, Run, StoredByBroker, SyncStore

ROWS_PER_CALL = 1_000


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as we read it, and as it was sent."""

    read: ReadRow
    raw: Raw


def sent_rows(read: ReadsRows, items: Iterable[Raw]) -> dict[str, SentRow]:
    """Read rows, by the broker's id; of two under one id the last counts."""
    rows = [SentRow(read(raw), raw) for raw in items]
    return {row.read.broker_id: row for row in rows}


async def store_page(
    store: SyncStore,
    run: Run,
    rows: Sequence[SentRow],
    following: tuple[Days, int] | None = None,
    expected: int | None = None,
) -> StoredByBroker:
    """Store at most a thousand rows, and where the run goes on, in one step."""
    return await store.store(run, await placed(store, run.account_id, rows), following, expected)


async def store_all(store: SyncStore, run: Run, rows: Sequence[SentRow]) -> None:
    """Store any number of rows; the run goes on where it was."""
    for start in range(0, len(rows), ROWS_PER_CALL):
        await store_page(store, run, rows[start : start + ROWS_PER_CALL])


async def placed(store: SyncStore, account_id: str, rows: Sequence[SentRow]) -> list[BrokerRow]:
    """
    Give every row its id for life.

    The one under which the broker's id is stored; else the one of the row that a file brought, when they are the same;
    else one of its own, which a second arrival repeats.
    """
    if not rows:
        return []
    identities = {row.read.broker_id: identity_of(row.read.transaction) for row in rows}
    twins = await store.twins(account_id, sorted(identities), sorted(set(identities.values())))
    ids = {twin.broker_id: twin.id for twin in twins if twin.broker_id in identities}
    strangers = [row.read for row in rows if row.read.broker_id not in ids]
    brought = [twin for twin in twins if twin.broker_id is None]
    matches = match_rows([row.transaction for row in strangers], brought, to_the_second=True)
    for row, match in zip(strangers, matches, strict=True):
        ids[row.broker_id] = match.known_id or own_id(account_id, row.broker_id)
    return [
        BrokerRow(
            transaction=replace(row.read.transaction, id=ids[row.read.broker_id]),
            identity=identities[row.read.broker_id],
            day=row.read.day,
            digest=row.read.digest,
            raw=row.raw,
        )
        for row in rows
    ]


def own_id(account_id: str, broker_id: str) -> str:
    """Return the id of a row that nothing stored is."""
    return str(uuid5(NAMESPACE_URL, f"{account_id}/broker:{broker_id}"))
