"""Compare freshly derived books with published ones, and cut the difference into chunks."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from lib.ports.books import Changes, DerivedRow, Digests, Shelf
from lib.usecases.derive_books import Derived

Item = TypeVar("Item")


def differences(derived: Derived, published: Digests) -> Changes:
    """
    Return what must be written and what must go.

    A row whose content changed is in both, under the same id. Ids come sorted, so that the same difference is always
    cut into the same chunks.
    """
    born: dict[Shelf, list[DerivedRow]] = {}
    died: dict[Shelf, list[str]] = {}
    for shelf in Shelf:
        rows, digests = derived[shelf], published[shelf]
        changed = sorted(row_id for row_id, row in rows.items() if digests.get(row_id) != row.digest)
        born[shelf] = [rows[row_id] for row_id in changed]
        died[shelf] = sorted((digests.keys() - rows.keys()) | (digests.keys() & set(changed)))
    return Changes(born=born, died=died)


def chunks(changes: Changes, size: int) -> Iterator[Changes]:
    """Cut changes into parts of at most `size` rows and ids; the dead go first, so that their ids are free."""
    dead = [(shelf, row_id) for shelf, ids in changes.died.items() for row_id in ids]
    living = [(shelf, row) for shelf, rows in changes.born.items() for row in rows]
    for start in range(0, len(dead), size):
        yield Changes(died=by_shelf(dead[start : start + size]))
    for start in range(0, len(living), size):
        yield Changes(born=by_shelf(living[start : start + size]))


def by_shelf(pairs: Iterable[tuple[Shelf, Item]]) -> dict[Shelf, list[Item]]:
    """Gather what belongs on one shelf."""
    shelves: dict[Shelf, list[Item]] = {}
    for shelf, item in pairs:
        shelves.setdefault(shelf, []).append(item)
    return shelves


def count(changes: Changes) -> int:
    """Return how many rows are written and how many go, together."""
    return sum(map(len, changes.born.values())) + sum(map(len, changes.died.values()))
