"""Bring an account's published books up to date with its rows."""

import asyncio
import logging
from dataclasses import dataclass
from enum import StrEnum

from lib.domain.aliases import alias_groups
from lib.ports.books import BookStore
from lib.ports.failures import NotFoundError, StaleError
from lib.usecases.compare_books import chunks, count, differences
from lib.usecases.derive_books import built_with, derive_books

logger = logging.getLogger(__name__)

CHANGES_PER_CALL = 2_500
ATTEMPTS = 4
FIRST_PAUSE = 0.5  # seconds; doubled after every attempt, so that of two rebuilds one gets its time


class Outcome(StrEnum):
    """How a rebuild can end well."""

    PUBLISHED = "published"
    CURRENT = "current"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """How it ended, how many underlyings were derived anew, and how many rows were written or ended."""

    outcome: Outcome
    underlyings: int = 0
    changes: int = 0


async def rebuild_books(store: BookStore, account_id: str, *, first_pause: float = FIRST_PAUSE) -> Rebuilt:
    """
    Derive the touched underlyings anew and publish what changed, in one step.

    Nothing is visible before that step, and a second delivery of the same message finds nothing left to do. When
    another rebuild was faster, this one looks again: the other may have read its rows before ours came in. Raises
    StaleError when that happens time after time; the message then comes again later.
    """
    for attempt in range(ATTEMPTS):
        try:
            return await publish_changes(store, account_id)
        except NotFoundError:
            logger.info("account %s was deleted, its books need no rebuild", account_id)
            return Rebuilt(outcome=Outcome.GONE)
        except StaleError:
            logger.info("another rebuild of account %s was faster, looking again", account_id)
            await asyncio.sleep(first_pause * 2**attempt)
    raise StaleError("Other rebuilds of these books were faster every time.")


async def publish_changes(store: BookStore, account_id: str) -> Rebuilt:
    """
    Derive, stage and publish once; raises StaleError when another rebuild was faster.

    Everything is derived anew where the published books were made by an earlier engine or with other settings.
    """
    inputs = await store.inputs(account_id)
    making = built_with(inputs.settings)
    if inputs.are_current(making):
        await store.settle_imports(account_id)
        return Rebuilt(outcome=Outcome.CURRENT)
    underlyings = None
    if inputs.built_with == making:
        underlyings = await with_aliases(store, account_id, inputs.touched)
    rows = await store.rows(account_id, underlyings)
    derived = await asyncio.to_thread(derive_books, rows, inputs.settings)
    build = await store.begin(account_id, inputs.books_version)
    changes = differences(derived, await store.digests(account_id, underlyings))
    for chunk in chunks(changes, CHANGES_PER_CALL):
        await store.stage(account_id, build, chunk)
    await store.publish(account_id, inputs.books_version, build, inputs.rows_version, making)
    await store.purge(account_id)
    derived_anew = len({row.underlying or "" for row in rows} if underlyings is None else underlyings)
    return Rebuilt(outcome=Outcome.PUBLISHED, underlyings=derived_anew, changes=count(changes))


async def with_aliases(store: BookStore, account_id: str, touched: frozenset[str]) -> list[str]:
    """Add every underlying that a symbol change, split or merger links with a touched one: lots move between them."""
    linked = set(touched)
    for group in alias_groups(await store.corporate_actions(account_id)):
        if not linked.isdisjoint(group):
            linked |= group
    return sorted(linked)
