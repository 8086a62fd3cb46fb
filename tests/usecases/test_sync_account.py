"""A sync from its first page to its end."""

from datetime import date, timedelta

import pytest

from lib.ports.broker import BrokerUnavailableError
from lib.ports.connections import SyncPhase
from lib.usecases.sync_account import SyncOutcome
from tests.usecases.sync_broker import raw, yearly
from tests.usecases.sync_world import GRANT, NOW, a_world, loaded

BOOKS = "/api/jobs/books/rebuild"
NEXT = "/api/jobs/sync/account"


class TestFirstSync:
    async def test_of_a_history_of_one_page_asks_for_it_once(self) -> None:
        world = await a_world(yearly([2022, 2023, 2024], each=2))

        outcome = await world.sync()

        assert outcome is SyncOutcome.SYNCED
        assert world.told() == world.at_the_broker()
        assert world.broker.of_rows() == ["2022-01-03 2024-06-04 0"]  # a week before its opening, until tomorrow

    async def test_of_a_longer_one_goes_year_by_year(self) -> None:
        world = await a_world(yearly([2022, 2023, 2024], each=2), per_page=2)

        await world.sync()

        assert world.told() == world.at_the_broker()
        assert world.broker.of_rows() == [
            "2022-01-03 2024-06-04 0",
            "2022-01-03 2022-12-31 0",
            "2023-01-01 2023-12-31 0",
            "2024-01-01 2024-06-04 0",
        ]

    async def test_tells_how_many_rows_there_are_to_come(self) -> None:
        world = await a_world(yearly([2022, 2023, 2024], each=3), per_page=2)
        world.broker.failures[3] = BrokerUnavailableError("Down.")

        with pytest.raises(BrokerUnavailableError):
            await world.sync()

        sync = world.world.syncs[world.account_id]
        assert (sync.rows_seen, sync.rows_expected, sync.phase) == (2, 9, SyncPhase.BACKFILL)

    async def test_makes_the_account_live_up_to_today_and_asks_for_its_books_once(self) -> None:
        world = await a_world(yearly([2024]))

        await world.sync()

        sync = world.world.syncs[world.account_id]
        assert (sync.phase, sync.loaded_until) == (SyncPhase.LIVE, date(2024, 6, 3))
        assert world.messages.to(BOOKS) == [{"account_id": world.account_id}]

    async def test_of_an_empty_account_asks_for_no_books(self) -> None:
        world = await a_world([])

        assert await world.sync() is SyncOutcome.SYNCED
        assert world.messages.published == []

    async def test_opens_the_broker_with_what_the_user_gave(self) -> None:
        world = await a_world([])

        await world.sync()

        assert world.broker.grants == [GRANT]

    async def test_goes_on_where_it_was_left_when_time_is_up(self) -> None:
        world = await a_world(yearly([2022, 2023, 2024], each=5), per_page=2)
        ticks = iter(NOW + timedelta(seconds=25 * tick) for tick in range(10_000))
        world.clock = lambda: next(ticks)

        first = await world.sync()
        again = world.messages.to(NEXT)
        await world.sync_to_the_end()

        assert (first, again) == (SyncOutcome.CONTINUED, [{"account_id": world.account_id}])
        assert world.told() == world.at_the_broker()
        assert len(world.messages.to(BOOKS)) == 1


class TestLaterSyncs:
    async def test_read_the_last_week_and_until_tomorrow(self) -> None:
        world = await loaded(yearly([2022, 2024]))
        world.holding.reread = (NOW.date(), 2022)

        await world.sync()

        assert world.broker.calls == [
            "session",
            "transactions 2024-05-27 2024-06-04 0",
            "orders 2024-05-27 0",
            "snapshots 2024-05-27 2024-06-04 0",
            "positions",
            "balances",
            "greeks",
        ]

    async def test_that_find_nothing_new_change_nothing_and_ask_for_no_books(self) -> None:
        world = await loaded([raw(1, date(2024, 6, 1))])
        before = dict(world.holding.rows)

        await world.days_pass(3)

        assert world.holding.rows == before
        assert world.messages.published == []

    async def test_take_a_settlement_that_carries_tomorrow_s_date(self) -> None:
        world = await loaded([raw(1, date(2024, 6, 1))])
        world.broker.rows.append(raw(2, date(2024, 6, 4)))

        await world.sync()

        assert set(world.told()) == {"1", "2"}
        assert len(world.messages.to(BOOKS)) == 1

    async def test_take_the_last_version_of_a_row(self) -> None:
        world = await loaded([raw(1, date(2024, 6, 1), price="1.00")])
        [before] = world.holding.rows
        world.broker.rows[:] = [raw(1, date(2024, 6, 1), price="1.50")]

        await world.sync()

        [row] = world.holding.rows.values()
        assert (row.transaction.id, str(row.transaction.price)) == (before, "1.50")

    async def test_mark_a_row_that_vanished_and_take_it_back_when_it_returns(self) -> None:
        rows = [raw(1, date(2024, 6, 1)), raw(2, date(2024, 6, 1))]
        world = await loaded(rows)
        gone = world.broker.rows.pop()

        await world.days_pass(1)
        without = set(world.told())
        world.broker.rows.append(gone)
        await world.days_pass(1)

        assert without == {"1"}
        assert len(world.holding.rows) == 2  # marked, never deleted
        assert set(world.told()) == {"1", "2"}

    async def test_mark_nothing_when_most_of_a_list_is_missing_at_once(self) -> None:
        world = await loaded([raw(number, date(2024, 6, 1)) for number in range(1, 60)])
        world.broker.rows.clear()

        with pytest.raises(BrokerUnavailableError) as refused:
            await world.sync()

        assert refused.value.code == "most_rows_missing"
        assert len(world.told()) == 59

    async def test_leave_a_row_alone_that_the_broker_lists_under_another_day(self) -> None:
        """Its date says the 26th, yesterday of the window, and the filter goes by something else."""
        world = await loaded([raw(1, date(2024, 6, 1))])
        world.broker.rows.append(raw(2, date(2024, 5, 27)))
        await world.sync()
        world.broker.rows[-1] = raw(2, date(2024, 5, 26))

        await world.sync()

        assert set(world.told()) == {"1", "2"}

    async def test_read_one_old_year_again_each_day(self) -> None:
        world = await loaded(yearly([2022, 2023, 2024]))

        await world.days_pass(4)

        years = [call for call in world.broker.of_rows() if "-01-01" in call]
        assert years == [f"{year}-01-01 {year}-12-31 0" for year in (2022, 2023, 2024, 2022)]

    async def test_find_what_came_late_into_an_old_year_and_what_was_taken_out_of_it(self) -> None:
        world = await loaded(yearly([2022, 2023, 2024]))
        world.broker.rows = [row for row in world.broker.rows if row["id"] != 2]
        world.broker.rows.append(raw(99, date(2023, 2, 2)))

        await world.days_pass(3)

        assert world.told() == world.at_the_broker()
        assert len(world.holding.rows) == 10

    async def test_read_a_long_gap_year_by_year(self) -> None:
        world = await loaded(yearly([2022]))
        world.world.now += timedelta(days=800)
        world.broker.rows += [raw(50, date(2025, 5, 5)), raw(51, date(2026, 7, 1))]

        await world.sync()

        assert {"50", "51"} <= set(world.told())


class TestRowsThatFilesBrought:
    async def test_are_completed_in_place(self) -> None:
        world = await a_world([raw(1, date(2024, 6, 1))])
        brought = world.from_file(raw(1, date(2024, 6, 1)))

        await world.sync()

        [row] = world.holding.rows.values()
        assert (row.transaction.id, row.transaction.broker_id, row.layout) == (brought, "1", "api")

    async def test_are_matched_one_to_one_among_fills_that_are_alike(self) -> None:
        fills = [raw(number, date(2024, 6, 1), executed_at="2024-06-01T15:00:00Z", order_id=7) for number in (1, 2, 3)]
        world = await a_world(fills, per_page=2)
        brought = {world.from_file(fills[0]), world.from_file(fills[0])}

        await world.sync()

        assert len(world.holding.rows) == 3
        assert brought < set(world.holding.rows)

    async def test_stay_when_the_broker_has_nothing_like_them(self) -> None:
        world = await a_world([raw(1, date(2024, 6, 1))])
        brought = world.from_file(raw(7, date(2024, 6, 1), symbol="OLD"))

        await world.sync()

        assert world.holding.rows[brought].layout == "D"
        assert len(world.holding.rows) == 2
