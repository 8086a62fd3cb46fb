"""Find out which rows of a file an account does not know yet, or knows less of."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from lib.domain.identity import Match, identity_of, match_rows
from lib.ports.histories import History, HistoryRow
from lib.ports.ledger import MINUTES_ONLY, KnownRow, NewRow, RowStore

IDENTITIES_PER_CALL = 5_000
# How much of a row each layout tells; a row is completed in place by a layout that tells more.
RICHNESS = {"A": 10, "B0": 20, "B": 30, "C": 40, "D": 50}


async def match_history(rows: RowStore, account_id: str, history: History) -> list[NewRow]:
    """Return the rows to store, in the file's order; all others are stored already, with as much detail or more."""
    identities = sorted({identity_of(row.transaction) for row in history.rows})
    known: list[KnownRow] = []
    for start in range(0, len(identities), IDENTITIES_PER_CALL):
        known += await rows.known_rows(account_id, identities[start : start + IDENTITIES_PER_CALL])
    return await asyncio.to_thread(missing, account_id, history, known)


def missing(account_id: str, history: History, known: Sequence[KnownRow]) -> list[NewRow]:
    """Return what is new or told in more detail than before."""
    told = {one.id: one.richness for one in known}
    rows = [row.transaction for row in history.rows]
    matches = match_rows(rows, known, to_the_second=history.layout != MINUTES_ONLY)
    richness = RICHNESS[history.layout]
    return [
        new_row(account_id, history, row, match)
        for row, match in zip(history.rows, matches, strict=True)
        if match.known_id is None or told[match.known_id] < richness
    ]


def new_row(account_id: str, history: History, row: HistoryRow, match: Match) -> NewRow:
    """Give a row its id, which a second arrival of the same row repeats, and all that is stored with it."""
    row_id = match.known_id or str(uuid5(NAMESPACE_URL, f"{account_id}/{match.identity}/{match.nth}"))
    return NewRow(
        transaction=replace(row.transaction, id=row_id),
        identity=match.identity,
        nth=match.nth,
        layout=history.layout,
        richness=RICHNESS[history.layout],
        root_symbol=row.root_symbol,
        account_reference=history.account_reference,
        raw=row.raw,
    )
