"""How the broker's rows are stored: the store in memory, which use cases are tested with, and the real one alike."""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid4, uuid5

import pytest

from lib.domain.identity import identity_of, match_rows
from lib.ports.failures import NotFoundError
from tests.ports.linked import SPRING, YEAR, Linked, from_broker, new
from tests.ports.rows import bought


class TestStoringAPage:
    async def test_adds_what_is_not_there_under_an_id_made_of_the_brokers(self, linked: Linked, account: str) -> None:
        stored = await linked.store.store(await linked.begin(account), [from_broker("1")], None, None)

        assert (stored.new, stored.changed, stored.known, stored.rows_version) == (1, 0, 0, 1)
        assert stored.underlyings == ("AAPL",)
        (row,) = await linked.store.twins(account, ["1"], [])
        assert row.id == str(uuid5(NAMESPACE_URL, f"{account}/broker:1"))
        assert (row.broker_id, row.layout, row.richness, row.nth) == ("1", "api", 100, 0)
        assert row.net_value == Decimal("-500.082")

    async def test_again_changes_nothing_and_raises_no_version(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        rows = [from_broker("1"), from_broker("2")]
        await linked.store.store(run, rows, None, None)

        stored = await linked.store.store(run, rows, None, None)

        assert (stored.new, stored.changed, stored.known, stored.rows_version) == (0, 0, 2, 1)
        assert stored.underlyings == ()
        assert (await linked.connections.linked_accounts())[0].rows_seen == 2

    async def test_replaces_a_row_whose_digest_differs_and_keeps_its_id(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        await linked.store.store(run, [from_broker("1")], None, None)
        (before,) = await linked.store.twins(account, ["1"], [])

        changed = from_broker("1", digest="two", symbol="F", underlying="F", value=Decimal(-600))
        stored = await linked.store.store(run, [changed], None, None)

        (after,) = await linked.store.twins(account, ["1"], [])
        assert (stored.new, stored.changed, stored.known, stored.rows_version) == (0, 1, 0, 2)
        assert stored.underlyings == ("AAPL", "F")
        assert (after.id, after.identity) == (before.id, changed.identity)

    async def test_takes_the_later_of_two_versions_in_one_page(self, linked: Linked, account: str) -> None:
        versions = [from_broker("1"), from_broker("1", digest="two", net_value=Decimal("-500.09"))]

        stored = await linked.store.store(await linked.begin(account), versions, None, None)

        (row,) = await linked.store.twins(account, ["1"], [])
        assert (stored.new, row.net_value) == (1, Decimal("-500.09"))

    async def test_counts_rows_that_say_the_same(self, linked: Linked, account: str) -> None:
        rows = [from_broker(str(n)) for n in range(1, 4)]

        await linked.store.store(await linked.begin(account), rows, None, None)

        twins = await linked.store.twins(account, [], [rows[0].identity])
        assert sorted(one.nth for one in twins) == [0, 1, 2]

    async def test_from_two_at_once_counts_them_once(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        rows = [from_broker(str(n)) for n in range(1, 201)]

        done = await asyncio.gather(*(linked.store.store(run, rows[part:], None, None) for part in (0, 50, 0, 100)))

        assert sum(one.new for one in done) == 200
        twins = await linked.store.twins(account, [], [rows[0].identity])
        assert sorted(one.nth for one in twins) == list(range(200))
        assert (await linked.connections.linked_accounts())[0].rows_seen == 200

    async def test_into_an_account_that_is_gone_is_not_found(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)

        with pytest.raises(NotFoundError):
            await linked.store.store(replace(run, id=str(uuid4())), [from_broker("1")], None, None)


class TestAFilesRow:
    async def test_is_completed_in_place_by_the_brokers(self, linked: Linked) -> None:
        imported = await new(linked)
        row_id = await linked.add_file_row(imported, bought("AAPL"))
        account = await linked.follow("5WT00001", imported)
        told = from_broker("1")
        (twin,) = await linked.store.twins(account, ["1"], [told.identity])
        assert (twin.id, twin.broker_id, twin.layout) == (row_id, None, "D")

        matched = replace(told, transaction=replace(told.transaction, id=twin.id))
        stored = await linked.store.store(await linked.begin(account), [matched], None, None)

        assert (stored.new, stored.changed, stored.known) == (0, 1, 0)
        (row,) = await linked.store.twins(account, ["1"], [told.identity])
        assert (row.id, row.broker_id, row.layout, row.nth) == (row_id, "1", "api", 0)
        assert row.net_value == Decimal("-500.082")
        assert (await linked.connections.linked_accounts())[0].rows_seen == 1

    async def test_that_two_of_the_brokers_claim_is_the_firsts(self, linked: Linked) -> None:
        imported = await new(linked)
        row_id = await linked.add_file_row(imported, bought("AAPL"))
        account = await linked.follow("5WT00001", imported)
        run = await linked.begin(account)
        first, second = from_broker("1"), from_broker("2")
        for told in (first, second):
            matched = replace(told, transaction=replace(told.transaction, id=row_id))
            await linked.store.store(run, [matched], None, None)

        twins = {one.broker_id: one.id for one in await linked.store.twins(account, ["1", "2"], [])}

        assert twins == {"1": row_id, "2": str(uuid5(NAMESPACE_URL, f"{account}/broker:2"))}

    async def test_that_came_after_the_reader_looked_is_not_doubled(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        row_id = await linked.add_file_row(account, bought("AAPL"))

        stored = await linked.store.store(run, [from_broker("1")], None, None)

        assert (stored.new, stored.changed) == (0, 1)
        assert [one.id for one in await linked.store.twins(account, ["1"], [])] == [row_id]

    async def test_that_contradicts_the_brokers_stays_another_one(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        row_id = await linked.add_file_row(account, replace(bought("AAPL"), order_id="77"))

        stored = await linked.store.store(run, [from_broker("1", order_id="78")], None, None)

        assert stored.new == 1
        twins = await linked.store.twins(account, ["1"], [identity_of(bought("AAPL"))])
        assert sorted(one.nth for one in twins) == [0, 1]
        assert row_id in {one.id for one in twins}


class TestAFileThatComesLater:
    async def test_is_recognised_though_it_rounds_fees_to_the_cent(self, linked: Linked, account: str) -> None:
        told = from_broker("1")
        await linked.store.store(await linked.begin(account), [told], None, None)
        known = await linked.store.twins(account, [], [told.identity])

        first, second = match_rows([bought("AAPL"), bought("AAPL")], known, to_the_second=True)

        assert (first.known_id, first.nth) == (known[0].id, 0)
        assert (second.known_id, second.nth) == (None, 1)


class TestWithdrawnRows:
    async def test_are_kept_and_counted_once(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        await linked.store.store(run, [from_broker("1"), from_broker("2"), from_broker("3")], None, None)

        assert await linked.store.withdraw(run, ["1", "2", "9"]) == 2
        assert await linked.store.withdraw(run, ["1", "2"]) == 0

        assert list(await linked.store.broker_ids(account, YEAR)) == ["3"]
        assert len(await linked.store.twins(account, ["1", "2", "3"], [])) == 3
        assert (await linked.store.account(account)).rows_version == 2
        assert (await linked.connections.linked_accounts())[0].rows_seen == 1
        (told,) = await linked.connections.runs(account)
        assert (told.rows_new, told.rows_withdrawn, told.underlyings) == (3, 2, ("AAPL",))

    async def test_come_back_when_the_broker_has_them_again(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        await linked.store.store(run, [from_broker("1")], None, None)
        await linked.store.withdraw(run, ["1"])

        stored = await linked.store.store(run, [from_broker("1")], None, None)

        assert (stored.new, stored.changed, stored.known, stored.rows_version) == (0, 1, 0, 3)
        assert list(await linked.store.broker_ids(account, YEAR)) == ["1"]
        assert (await linked.connections.linked_accounts())[0].rows_seen == 1


class TestTheBrokersIds:
    async def test_are_those_of_the_days_asked_for(self, linked: Linked, account: str) -> None:
        days = {"1": date(2024, 2, 29), "2": date(2024, 3, 1), "3": date(2024, 5, 31), "4": date(2024, 6, 1)}
        rows = [from_broker(one, day=day) for one, day in days.items()]
        await linked.add_file_row(account, replace(bought("F"), broker_id="5"))
        await linked.store.store(await linked.begin(account), rows, None, None)

        assert list(await linked.store.broker_ids(account, SPRING)) == ["2", "3"]
