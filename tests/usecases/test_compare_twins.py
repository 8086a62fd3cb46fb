"""A look at how an imported account meets one at the broker, before they are said to be the same."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lib.domain.transactions import Transaction
from lib.ports.broker import Days
from lib.ports.connections import OfferedAccount, Twins
from lib.usecases.link_broker import link
from tests.domain.rows import buy
from tests.usecases.linking import GRANT, Linker, at_broker


def fill(day: int, value: str = "-500.00", *, month: int = 3, year: int = 2025, minute: int = 0) -> Transaction:
    return buy("100", value, symbol="ABC", executed_at=datetime(year, month, day, 15, minute, tzinfo=UTC))


def again(row: Transaction, broker_id: str) -> Transaction:
    return replace(row, id=broker_id)


async def offered(linker: Linker) -> list[OfferedAccount]:
    made = await link(linker.ports, GRANT)
    return list(await linker.connections.offered(made.id))


@pytest.fixture
def linker() -> Linker:
    linker = Linker()
    linker.grants.accounts_there = (at_broker("5WT00001"),)
    return linker


class TestComparing:
    async def test_counts_alike_only_in_the_files_and_only_at_the_broker(self, linker: Linker) -> None:
        imported = linker.imported("My files")
        rows = [fill(3), fill(4), fill(5), fill(6)]
        linker.stored(imported, *rows)
        at = [again(rows[0], "b1"), again(rows[1], "b2"), again(rows[3], "b4"), fill(5, "-700.00"), fill(6, "-800.00")]
        linker.grants.rows = {"5WT00001": [{"row": row} for row in at]}

        [account] = await offered(linker)

        assert account.twins == (
            Twins(
                account_id=imported,
                first_day=date(2025, 3, 3),
                last_day=date(2025, 3, 6),
                matched=3,
                only_imported=1,
                only_at_broker=2,
            ),
        )

    async def test_counts_equal_fills_as_often_as_they_are_there(self, linker: Linker) -> None:
        imported = linker.imported("My files")
        linker.stored(imported, fill(3), fill(3), fill(3))
        linker.grants.rows = {"5WT00001": [{"row": fill(3)}, {"row": fill(3)}]}

        [account] = await offered(linker)

        assert [(one.matched, one.only_imported, one.only_at_broker) for one in account.twins] == [(2, 1, 0)]

    async def test_asks_for_the_last_year_that_the_files_cover_and_a_day_more(self, linker: Linker) -> None:
        imported = linker.imported("My files")
        linker.stored(imported, fill(3, year=2021), fill(6, year=2025))
        linker.grants.rows = {"5WT00001": [{"row": fill(6, year=2025)}, {"row": fill(7, year=2025)}]}

        [account] = await offered(linker)

        assert linker.grants.asked == [("5WT00001", Days(first=date(2024, 3, 6), last=date(2025, 3, 7)))]
        assert [(one.matched, one.only_imported, one.only_at_broker) for one in account.twins] == [(1, 0, 0)]

    async def test_compares_up_to_the_last_day_that_came_whole(self, linker: Linker) -> None:
        imported = linker.imported("My files")
        linker.stored(imported, fill(3), fill(4), fill(5))
        linker.grants.rows = {"5WT00001": [{"row": fill(3)}, {"row": fill(4)}]}
        linker.grants.page_is_last = False

        [account] = await offered(linker)

        assert [(one.last_day, one.matched, one.only_imported) for one in account.twins] == [(date(2025, 3, 3), 1, 0)]

    async def test_says_nothing_where_not_one_day_came_whole(self, linker: Linker) -> None:
        linker.stored(linker.imported("My files"), fill(3))
        linker.grants.rows = {"5WT00001": [{"row": fill(3)}]}
        linker.grants.page_is_last = False

        [account] = await offered(linker)

        assert account.twins == ()

    async def test_reads_all_pages_of_the_files(self, linker: Linker) -> None:
        imported = linker.imported("My files")
        linker.rows_per_page = 2
        linker.stored(imported, *(fill(day) for day in range(3, 8)))
        linker.grants.rows = {"5WT00001": []}

        [account] = await offered(linker)

        assert [one.only_imported for one in account.twins] == [5]


class TestWhatIsCompared:
    async def test_is_no_account_that_has_a_number(self, linker: Linker) -> None:
        linker.stored(linker.imported("My files", "5WT00001"), fill(3))

        [account] = await offered(linker)

        assert (account.twins, linker.grants.asked) == ((), [])

    async def test_is_no_account_without_rows(self, linker: Linker) -> None:
        linker.imported("Empty")

        await offered(linker)

        assert linker.grants.asked == []

    async def test_is_no_account_whose_files_end_before_it_was_opened(self, linker: Linker) -> None:
        linker.stored(linker.imported("My files"), fill(3, year=2019))

        await offered(linker)

        assert linker.grants.asked == []

    async def test_is_six_pairs_at_most(self, linker: Linker) -> None:
        for number in range(4):
            linker.stored(linker.imported(f"Files {number}"), fill(3))
        linker.grants.accounts_there = (at_broker("5WT00001"), at_broker("5WT00002"))

        await offered(linker)

        assert len(linker.grants.asked) == 6

    async def test_is_left_out_when_the_broker_does_not_say(self, linker: Linker) -> None:
        linker.stored(linker.imported("My files"), fill(3))

        [account] = await offered(linker)

        assert len(linker.grants.asked) == 1
        assert account.twins == ()
