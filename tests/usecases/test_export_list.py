"""Lists as CSV, page by page."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lib.ports.failures import StaleError, UnavailableError
from lib.usecases.export_list import export_list
from lib.usecases.listings import Listing
from tests.ports.memory_ledger import MemoryAccounts, World
from tests.usecases.exporting import AuditLog, Line, paged


class TestExportList:
    async def test_reads_every_page_and_repeats_no_heading(self) -> None:
        parts = [part async for part in await exported(paged(["AAPL"], ["F", "T"], ["X"]))]

        assert parts == ["name\r\nAAPL\r\n", "F\r\nT\r\n", "X\r\n"]

    async def test_of_an_empty_list_is_a_heading(self) -> None:
        assert [part async for part in await exported(paged([]))] == ["name\r\n"]

    async def test_is_noted_in_the_audit_log_before_a_line_leaves(self) -> None:
        log = AuditLog()

        await exported(paged(["AAPL"]), log)

        assert log.noted == [("exported", {"list": "names"})]

    async def test_fails_before_anything_is_sent_or_noted_when_the_first_page_cannot_be_read(self) -> None:
        log = AuditLog()

        with pytest.raises(UnavailableError):
            await exported(paged(None), log)

        assert log.noted == []

    async def test_fails_where_a_later_page_cannot_be_read_and_does_not_end_as_if_complete(self) -> None:
        parts = await exported(paged(["AAPL"], None, ["F"]))

        assert await anext(parts) == "name\r\nAAPL\r\n"
        with pytest.raises(UnavailableError):
            await anext(parts)

    @pytest.mark.parametrize(("derived", "is_torn"), [(True, True), (False, False)])
    async def test_of_derived_lines_breaks_off_when_the_books_are_published_anew_meanwhile(
        self, *, derived: bool, is_torn: bool
    ) -> None:
        world = World()
        account = await MemoryAccounts(world).add_account("Margin", None, None)
        parts = await exported(paged(["AAPL"], ["F"], derived=derived), world=world)
        assert await anext(parts) == "name\r\nAAPL\r\n"

        world.accounts[account.id] = replace(account, books_published_at=datetime(2024, 3, 1, tzinfo=UTC))

        assert await anext(parts) == "F\r\n"
        with pytest.raises(StaleError if is_torn else StopAsyncIteration):
            await anext(parts)


async def exported(
    listing: Listing[Line], log: AuditLog | None = None, world: World | None = None
) -> AsyncIterator[str]:
    return await export_list(MemoryAccounts(world or World()), log or AuditLog(), "names", listing)
