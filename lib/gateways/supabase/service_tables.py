"""What only the service may do with the ledger: read any account's rows, stage and publish its books."""

from collections.abc import Sequence
from dataclasses import asdict

from lib.domain.transactions import Transaction
from lib.gateways.supabase.rest import Arguments, Json, Rest
from lib.gateways.supabase.stored_rows import day, transaction
from lib.ports.books import BookSettings, BooksInputs, Changes, Digests, Shelf, Sums
from lib.ports.failures import NotFoundError
from lib.ports.ledger import Refusal

ROWS_PER_PAGE = 5_000
PURGED_AT_ONCE = 5_000


class SupabaseBookStore:
    """Implements lib.ports.books.BookStore."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the service; `rest` carries the secret key."""
        self._rest = rest

    async def accounts_with_rows(self, after: str | None, limit: int) -> Sequence[str]:
        """Return the ids of all users' accounts that hold rows, in their order, those after `after`."""
        found: list[str] = await self._rest.call("accounts_with_rows", {"p_after": after, "p_limit": limit})
        return found

    async def inputs(self, account_id: str) -> BooksInputs:
        """Return where the books stand."""
        found = await self._rest.call("books_inputs", {"p_account": account_id})
        if found is None:
            raise NotFoundError("The account is gone.", code="account_not_found")
        return BooksInputs(
            rows_version=found["rows_version"],
            built_rows_version=found["built_rows_version"],
            books_version=found["books_version"],
            touched=frozenset(found["touched"]),
            settings=BookSettings(lifo_from=day(found["settings"]["lifo_from"])),
            built_with=found["built_with"],
        )

    async def rows(self, account_id: str, underlyings: Sequence[str] | None) -> Sequence[Transaction]:
        """Return the rows of these underlyings, read page after page."""
        rows: list[Transaction] = []
        asked = {"p_account": account_id, "p_underlyings": underlyings and list(underlyings), "p_limit": ROWS_PER_PAGE}
        after: Arguments = {}
        while True:
            page = await self._rest.call("ledger_rows", {**asked, **after})
            rows.extend(map(transaction, page))
            if len(page) < ROWS_PER_PAGE:
                return rows
            after = {"p_after_at": page[-1]["executed_at"], "p_after_id": page[-1]["id"]}

    async def corporate_actions(self, account_id: str) -> Sequence[Transaction]:
        """Return the rows that may link one underlying with another."""
        found = await self._rest.call("corporate_action_rows", {"p_account": account_id})
        return [transaction(row) for row in found]

    async def begin(self, account_id: str, expected_version: int) -> int:
        """Open a build on top of `expected_version`, ending any other."""
        asked = {"p_account": account_id, "p_expected_version": expected_version}
        build: int = await self._rest.call("begin_books", asked)
        return build

    async def digests(self, account_id: str, underlyings: Sequence[str] | None) -> Digests:
        """Return the ids and digests of what is published for these underlyings."""
        asked = {"p_account": account_id, "p_underlyings": underlyings and list(underlyings)}
        found = await self._rest.call("published_digests", asked)
        return {shelf: found[shelf.value] for shelf in Shelf}

    async def sums(self, account_id: str) -> Sums:
        """Return the sums that are published beside the rollup."""
        found: Sums = await self._rest.call("published_sums", {"p_account": account_id})
        return found

    async def stage(self, account_id: str, build: int, changes: Changes) -> None:
        """Write changes beside the published books."""
        rows: dict[str, Json] = {
            shelf.value: [{**row.cells, "id": row.id, "digest": row.digest} for row in born]
            for shelf, born in changes.born.items()
        }
        rows["died"] = {shelf.value: list(ids) for shelf, ids in changes.died.items()}
        await self._rest.call("stage_books", {"p_account": account_id, "p_build": build, "p_rows": rows})

    async def publish(
        self, account_id: str, expected_version: int, build: int, rows_version: int, built_with: str
    ) -> None:
        """Make the build visible in one step, and the imports it knows published."""
        asked = {
            "p_account": account_id,
            "p_expected_version": expected_version,
            "p_build": build,
            "p_rows_version": rows_version,
            "p_built_with": built_with,
        }
        await self._rest.call("publish_books", asked)

    async def settle_imports(self, account_id: str) -> None:
        """Mark the imports published that the published books know already."""
        await self._rest.call("settle_imports", {"p_account": account_id})

    async def note_failure(self, account_id: str, failure: Refusal) -> int:
        """Write at the imports that wait for their books why these were not built; return how many wait."""
        asked = {"p_account": account_id, "p_error": asdict(failure)}
        waiting: int = await self._rest.call("note_failed_books", asked)
        return waiting

    async def purge(self, account_id: str) -> None:
        """Drop rows that no longer show."""
        asked = {"p_account": account_id, "p_limit": PURGED_AT_ONCE}
        while await self._rest.call("purge_books", asked) >= PURGED_AT_ONCE:
            pass
