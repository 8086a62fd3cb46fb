"""When accounts sync, and what is kept of it: the store in memory and the real one alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lib.ports.connections import ConnectionState, SealedGrant, SyncPhase
from lib.ports.failures import NotFoundError
from lib.ports.ledger import Refusal
from lib.ports.sync import SyncKind
from tests.ports.linked import GRANT, OPENED, SPRING, YEAR, Linked, from_broker, new, soon
from tests.ports.rows import NOON


class TestDueAccounts:
    async def test_come_by_id_after_the_last_of_the_page_before(self, linked: Linked) -> None:
        accounts = sorted([await linked.follow("5WT00001"), await linked.follow("5WT00002", await new(linked))])

        assert accounts[1] in await linked.store.due(soon(), accounts[0], 5_000)
        assert accounts[0] not in await linked.store.due(soon(), accounts[0], 5_000)
        assert len(await linked.store.due(soon(), None, 1)) == 1

    async def test_are_not_those_whose_time_has_not_come(self, linked: Linked, account: str) -> None:
        assert account not in await linked.store.due(datetime.now(UTC) - timedelta(hours=1), None, 5_000)
        run = await linked.begin(account)
        assert account not in await linked.store.due(soon(), None, 5_000)  # it is under way
        assert account in await linked.store.due(datetime.now(UTC) + timedelta(minutes=16), None, 5_000)
        await linked.store.finish(run, OPENED)
        assert account not in await linked.store.due(soon(), None, 5_000)

    async def test_are_not_those_whose_message_waits_its_turn(self, linked: Linked, account: str) -> None:
        await linked.store.queued([account, str(uuid4())])

        assert account not in await linked.store.due(datetime.now(UTC) + timedelta(hours=11), None, 5_000)
        assert account in await linked.store.due(datetime.now(UTC) + timedelta(hours=13), None, 5_000)

    async def test_wait_minutes_only_while_their_user_is_looking(self, linked: Linked, account: str) -> None:
        await linked.connections.watch(account)
        await linked.store.queued([account])

        assert account not in await linked.store.due(datetime.now(UTC) + timedelta(minutes=4), None, 5_000)
        assert account in await linked.store.due(datetime.now(UTC) + timedelta(minutes=6), None, 5_000)

    async def test_are_not_those_whose_link_is_to_be_made_anew(self, linked: Linked, account: str) -> None:
        await linked.store.revoke((await linked.store.account(account)).connection_id)

        assert account not in await linked.store.due(soon(), None, 5_000)


class TestAGrant:
    async def test_is_listed_with_its_user_after_the_link_before(self, linked: Linked) -> None:
        first, second = sorted([await linked.link(), await linked.link()])

        page = await linked.store.grants(first, 1_000)

        assert first not in {kept.connection_id for kept in page}
        [kept] = [kept for kept in page if kept.connection_id == second]
        assert kept.grant == GRANT
        assert len(await linked.store.grants(None, 1)) == 1

    async def test_is_resealed_only_where_it_is_still_the_same(self, linked: Linked) -> None:
        link = await linked.link()
        newer = SealedGrant(client_secret="v1.k2.bmV3", refresh_token="v1.k2.bmV3ZXI")

        assert await linked.store.reseal(link, GRANT, newer)
        assert not await linked.store.reseal(link, GRANT, GRANT)
        assert await linked.store.grant(link) == newer


class TestRefusals:
    async def test_are_counted_at_most_once_in_ten_minutes(self, linked: Linked) -> None:
        link = await linked.link()

        counted = [await linked.store.refused(link, NOON + timedelta(minutes=m)) for m in (0, 9, 10, 19, 25)]

        assert counted == [1, 1, 2, 2, 3]
        assert (await linked.connections.connections())[0].refused_since == NOON

    async def test_are_forgotten_once_the_broker_lets_us_in(self, linked: Linked) -> None:
        link = await linked.link()
        await linked.store.refused(link, NOON)
        await linked.store.revoke(link)

        await linked.store.accepted(link)

        (known,) = await linked.connections.connections()
        assert (known.state, known.refused_since) == (ConnectionState.LINKED, None)
        assert await linked.store.refused(link, NOON + timedelta(minutes=1)) == 1

    async def test_end_a_link_once(self, linked: Linked) -> None:
        link = await linked.link()

        assert await linked.store.revoke(link) is not None
        assert await linked.store.revoke(link) is None
        assert (await linked.connections.connections())[0].state is ConnectionState.RECONNECT_NEEDED

    async def test_are_known_to_have_ended_a_link(self, linked: Linked) -> None:
        link = await linked.link()
        before = await linked.store.is_revoked(link)

        await linked.store.revoke(link)

        assert (before, await linked.store.is_revoked(link)) == (False, True)
        assert await linked.store.is_revoked(str(uuid4()))

    async def test_of_a_link_that_is_gone_are_not_found(self, linked: Linked) -> None:
        with pytest.raises(NotFoundError):
            await linked.store.refused(str(uuid4()), NOON)
        assert await linked.store.revoke(str(uuid4())) is None


class TestARun:
    async def test_is_taken_up_where_its_last_page_left_it(self, linked: Linked, account: str) -> None:
        run = await linked.store.begin(account, SyncKind.BACKFILL, YEAR, YEAR)
        await linked.store.store(run, [from_broker("1")], (SPRING, 3), 9_000)

        again = await linked.store.begin(account, SyncKind.INCREMENTAL, SPRING, SPRING)

        assert again == replace(run, window=SPRING, offset=3)
        assert (run.kind, run.days, run.window, run.offset, run.version_before) == ("backfill", YEAR, YEAR, 0, 0)
        (sync,) = await linked.connections.linked_accounts()
        assert (sync.rows_seen, sync.rows_expected) == (1, 9_000)

    async def test_stays_where_it_is_when_a_page_does_not_move_it(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        await linked.store.store(run, [], (SPRING, 3), 9_000)

        await linked.store.store(run, [from_broker("1")], None, None)

        assert (await linked.begin(account)).offset == 3
        assert (await linked.connections.linked_accounts())[0].rows_expected == 9_000

    async def test_that_ends_leaves_the_account_live_and_the_next_one_new(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        await linked.store.store(run, [from_broker("1")], None, None)

        await linked.store.finish(run, date(2024, 6, 30))

        known = await linked.store.account(account)
        assert (known.phase, known.loaded_until, known.rows_version) == (SyncPhase.LIVE, date(2024, 6, 30), 1)
        following = await linked.begin(account, SyncKind.INCREMENTAL)
        assert following.id != run.id
        assert following.version_before == 1

    async def test_that_ends_twice_ends_once(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        await linked.store.finish(run, date(2024, 6, 30))

        await linked.store.finish(run, date(2024, 7, 31))

        assert (await linked.store.account(account)).loaded_until == date(2024, 6, 30)

    async def test_that_read_a_year_again_is_remembered(self, linked: Linked, account: str) -> None:
        await linked.store.finish(await linked.begin(account), date(2024, 12, 31))

        await linked.store.finish(await linked.begin(account, SyncKind.REREAD), date(2024, 3, 1))

        known = await linked.store.account(account)
        assert (known.reread_year, known.loaded_until) == (2024, date(2024, 12, 31))
        assert known.reread_on is not None

    async def test_that_fails_stays_under_way_with_what_went_wrong(self, linked: Linked, account: str) -> None:
        run = await linked.begin(account)
        error = Refusal(code="broker_unavailable", message="The broker does not answer.")

        await linked.store.fail(account, error)

        assert (await linked.connections.linked_accounts())[0].failure == error
        assert (await linked.connections.runs(account))[0].error == error
        assert (await linked.begin(account)).id == run.id
        await linked.store.finish(run, OPENED)
        assert (await linked.connections.linked_accounts())[0].failure is None
        assert (await linked.connections.runs(account))[0].error is None

    async def test_of_an_account_that_does_not_sync_is_not_found(self, linked: Linked) -> None:
        for account in (await new(linked), str(uuid4())):
            with pytest.raises(NotFoundError):
                await linked.store.account(account)
            with pytest.raises(NotFoundError):
                await linked.begin(account)
            with pytest.raises(NotFoundError):
                await linked.store.fail(account, Refusal(code="x", message="x"))
