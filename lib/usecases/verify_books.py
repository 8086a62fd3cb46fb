"""Derive all of an account's books anew and say where what is published differs."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lib.ports.books import BookStore, Shelf
from lib.usecases.compare_books import differences
from lib.usecases.derive_books import built_with, derive_books
from lib.usecases.sum_books import period_sums


class Verdict(StrEnum):
    """What a comparison can say."""

    EQUAL = "equal"
    DIFFERENT = "different"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """
    The verdict, and per table the ids of the rows that differ, are missing, or should not be there.

    Of `period_sums`, which have no ids, it is the keys.
    BEHIND means that rows or settings changed that no rebuild has taken up yet, so there was nothing to compare.
    """

    verdict: Verdict
    rows: int = 0
    ids: Mapping[str, tuple[str, ...]]


async def verify_books(store: BookStore, account_id: str) -> Verification:
    """Compare a full rebuild with what is published; writes nothing. Raises NotFoundError when the account is gone."""
    before = await store.inputs(account_id)
    rows = await store.rows(account_id, None)
    derived = await asyncio.to_thread(derive_books, rows, before.settings)
    expected = await asyncio.to_thread(period_sums, derived)
    published, sums = await store.digests(account_id, None), await store.sums(account_id)
    if not before.are_current(built_with(before.settings)) or await store.inputs(account_id) != before:
        return Verification(verdict=Verdict.BEHIND, rows=len(rows), ids={})
    changes = differences(derived, published)
    ids: dict[str, tuple[str, ...]] = {
        shelf: tuple(sorted({row.id for row in changes.born[shelf]} | set(changes.died[shelf])))
        for shelf in Shelf
        if changes.born[shelf] or changes.died[shelf]
    }
    if apart := expected.items() ^ sums.items():
        ids["period_sums"] = tuple(sorted({key for key, _ in apart}))
    return Verification(verdict=Verdict.DIFFERENT if ids else Verdict.EQUAL, rows=len(rows), ids=ids)
