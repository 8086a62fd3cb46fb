"""What a user's links must do, in memory and on the real database alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lib.ports.accounts import TooManyAttemptsError
from lib.ports.connections import ConnectionKind, ConnectionState, OfferedAccount, SealedGrant, SyncPhase, Twins
from lib.ports.failures import ConflictError, NotFoundError
from tests.ports.linked import GRANT, OPENED, Linked, an_account, from_broker, soon

NEWER = SealedGrant(client_secret="v1.k2.bmV3", refresh_token="v1.k2.bmV3ZXI")


ROTH = OfferedAccount(number="5WT00002", name="Roth IRA", type_name="Roth IRA", opened_on=OPENED, is_closed=False)
TWINS = Twins(
    account_id="11111111-1111-4111-8111-111111111111",
    first_day=date(2024, 1, 2),
    last_day=date(2024, 12, 31),
    matched=998,
    only_imported=1,
    only_at_broker=2,
)
MARGIN = replace(ROTH, number="5WT00001", name="Margin", is_closed=True, twins=(TWINS,))


class TestWhatALinkOpens:
    async def test_is_kept_and_told_by_number(self, linked: Linked) -> None:
        link = await linked.link()
        assert list(await linked.connections.offered(link)) == []

        await linked.connections.offer(link, [ROTH, MARGIN])

        assert list(await linked.connections.offered(link)) == [MARGIN, ROTH]

    async def test_is_replaced_as_a_whole(self, linked: Linked) -> None:
        link = await linked.link()
        await linked.connections.offer(link, [ROTH, MARGIN])

        await linked.connections.offer(link, [replace(MARGIN, name="Main", twins=())])

        assert list(await linked.connections.offered(link)) == [replace(MARGIN, name="Main", twins=())]

    async def test_belongs_to_one_link(self, linked: Linked) -> None:
        first, second = await linked.link(), await linked.link()

        await linked.connections.offer(first, [MARGIN])
        await linked.connections.offer(second, [ROTH])

        assert list(await linked.connections.offered(first)) == [MARGIN]

    async def test_goes_with_the_link(self, linked: Linked) -> None:
        link = await linked.link()
        await linked.connections.offer(link, [ROTH])

        await linked.connections.unlink(link)

        with pytest.raises(NotFoundError):
            await linked.connections.offered(link)
        with pytest.raises(NotFoundError):
            await linked.connections.offer(link, [ROTH])


class TestKeepingAGrant:
    async def test_makes_a_link(self, linked: Linked) -> None:
        connection_id = str(uuid4())

        kept = await linked.connections.keep(connection_id, ConnectionKind.PARTNER, GRANT)

        assert list(await linked.connections.connections()) == [kept]
        assert (kept.id, kept.kind, kept.state) == (connection_id, ConnectionKind.PARTNER, ConnectionState.LINKED)
        assert await linked.store.grant(connection_id) == GRANT

    async def test_under_a_known_id_replaces_the_grant_and_links_again(self, linked: Linked) -> None:
        account = await linked.follow()
        link = (await linked.connections.connections())[0].id
        await linked.store.refused(link, datetime.now(UTC))
        await linked.store.revoke(link)

        kept = await linked.connections.keep(link, ConnectionKind.PERSONAL, NEWER)

        assert (kept.state, kept.refused_since) == (ConnectionState.LINKED, None)
        assert await linked.store.grant(link) == NEWER
        assert [one.account_id for one in await linked.connections.linked_accounts()] == [account]


class TestFollowing:
    async def test_makes_an_account_that_is_due_at_once(self, linked: Linked) -> None:
        link = await linked.link()

        (followed,) = await linked.connections.follow(link, [an_account("5WT00001")])

        assert (followed.account_number, followed.opened_on, followed.phase) == ("5WT00001", OPENED, SyncPhase.BACKFILL)
        assert (followed.connection_id, followed.rows_seen, followed.loaded_until) == (link, 0, None)
        told = await linked.store.account(followed.account_id)
        assert (told.name, told.account_number, told.rows_version) == ("Individual", "5WT00001", 0)
        assert followed.account_id in await linked.store.due(soon(), None, 5_000)

    async def test_an_account_whose_name_is_taken_names_the_new_one_by_its_number(self, linked: Linked) -> None:
        await linked.add_account("INDIVIDUAL", None)

        account = await linked.follow("5WT00001")

        assert (await linked.store.account(account)).name == "Individual 5WT00001"

    async def test_an_imported_account_keeps_its_id_and_name(self, linked: Linked) -> None:
        imported = await linked.add_account("Margin", None)

        account = await linked.follow("5WT00001", imported)

        assert account == imported
        assert (await linked.store.account(account)).name == "Margin"

    async def test_again_changes_nothing(self, linked: Linked) -> None:
        account = await linked.follow("5WT00001")
        link = (await linked.connections.connections())[0].id

        again = await linked.connections.follow(link, [an_account("5WT00001")])

        assert [one.account_id for one in again] == [account]

    async def test_others_stops_those_that_are_not_among_them(self, linked: Linked) -> None:
        account = await linked.follow("5WT00001")
        link = (await linked.connections.connections())[0].id

        followed = await linked.connections.follow(link, [an_account("5WT00002", "IRA")])

        assert [one.account_number for one in followed] == ["5WT00002"]
        with pytest.raises(NotFoundError):
            await linked.store.account(account)

    async def test_through_another_link_moves_the_account_with_its_progress(self, linked: Linked) -> None:
        account = await linked.follow("5WT00001")
        run = await linked.begin(account)
        await linked.store.store(run, [from_broker("1")], None, None)
        other = await linked.link()

        (moved,) = await linked.connections.follow(other, [an_account("5WT00001", account_id=account)])

        assert (moved.account_id, moved.connection_id, moved.rows_seen) == (account, other, 1)

    async def test_a_number_that_another_account_has_is_refused(self, linked: Linked) -> None:
        await linked.add_account("Margin", "5WT00001")
        link = await linked.link()

        with pytest.raises(ConflictError) as refused:
            await linked.connections.follow(link, [an_account("5WT00001")])

        assert refused.value.code == "account_number_taken"
        assert list(await linked.connections.linked_accounts()) == []

    async def test_into_an_account_that_holds_another_ones_rows_is_refused(self, linked: Linked) -> None:
        account = await linked.follow("5WT00001")
        link = await linked.link()

        with pytest.raises(ConflictError) as refused:
            await linked.connections.follow(link, [an_account("5WT00002", account_id=account)])

        assert refused.value.code == "account_is_another"

    async def test_through_a_link_or_into_an_account_that_is_not_there_is_not_found(self, linked: Linked) -> None:
        with pytest.raises(NotFoundError):
            await linked.connections.follow(str(uuid4()), [an_account()])
        with pytest.raises(NotFoundError):
            await linked.connections.follow(await linked.link(), [an_account(account_id=str(uuid4()))])


class TestUnlinking:
    async def test_forgets_the_grant_and_stops_syncing_but_keeps_the_rows(self, linked: Linked) -> None:
        account = await linked.follow()
        link = (await linked.connections.connections())[0].id
        run = await linked.begin(account)
        await linked.store.store(run, [from_broker("1")], None, None)

        await linked.connections.unlink(link)

        assert list(await linked.connections.connections()) == []
        assert list(await linked.connections.linked_accounts()) == []
        assert account not in await linked.store.due(soon(), None, 5_000)
        with pytest.raises(NotFoundError):
            await linked.store.grant(link)
        with pytest.raises(NotFoundError):
            await linked.store.store(run, [from_broker("2")], None, None)
        assert [twin.broker_id for twin in await linked.store.twins(account, ["1", "2"], [])] == ["1"]
        (ended,) = await linked.connections.runs(account)
        assert (ended.state, ended.error and ended.error.code) == ("failed", "unlinked")

    async def test_and_linking_again_goes_on_with_the_rows_that_are_there(self, linked: Linked) -> None:
        account = await linked.follow()
        run = await linked.begin(account)
        await linked.store.store(run, [from_broker("1"), from_broker("2")], None, None)
        await linked.store.withdraw(run, ["2"])
        await linked.connections.unlink((await linked.connections.connections())[0].id)

        await linked.follow("5WT00001", account)

        (again,) = await linked.connections.linked_accounts()
        assert (again.account_id, again.phase, again.rows_seen) == (account, SyncPhase.BACKFILL, 1)

    async def test_what_is_not_linked_is_not_found(self, linked: Linked) -> None:
        with pytest.raises(NotFoundError):
            await linked.connections.unlink(str(uuid4()))


class TestTheSyncsOfAnAccount:
    async def test_are_listed_newest_first(self, linked: Linked) -> None:
        account = await linked.follow()
        first = await linked.begin(account)
        await linked.store.store(first, [from_broker("1")], None, None)
        await linked.store.finish(first, OPENED)
        second = await linked.begin(account)

        newest, oldest = await linked.connections.runs(account)

        assert (newest.id, newest.state, newest.ended_at) == (second.id, "running", None)
        assert (oldest.id, oldest.state, oldest.rows_new, oldest.underlyings) == (first.id, "done", 1, ("AAPL",))
        assert oldest.ended_at is not None

    async def test_of_no_account_are_not_found(self, linked: Linked) -> None:
        with pytest.raises(NotFoundError):
            await linked.connections.runs(str(uuid4()))


class TestLookingAndAsking:
    async def test_looking_brings_the_next_sync_to_five_minutes_after_the_last(self, linked: Linked) -> None:
        account = await linked.follow()
        run = await linked.begin(account)
        await linked.store.finish(run, OPENED)

        seen = await linked.connections.watch(account)

        assert seen.next_due_at is not None
        assert timedelta(minutes=4) < seen.next_due_at - datetime.now(UTC) <= timedelta(minutes=5)

    async def test_while_looked_at_an_account_is_due_every_five_minutes(self, linked: Linked) -> None:
        account = await linked.follow()
        await linked.connections.watch(account)

        await linked.store.finish(await linked.begin(account), OPENED)

        (sync,) = await linked.connections.linked_accounts()
        assert sync.next_due_at is not None
        assert timedelta(minutes=4) < sync.next_due_at - datetime.now(UTC) <= timedelta(minutes=5)

    async def test_asking_makes_it_due_now_and_once_a_minute(self, linked: Linked) -> None:
        account = await linked.follow()
        await linked.store.finish(await linked.begin(account), OPENED)
        assert account not in await linked.store.due(soon(), None, 5_000)

        await linked.connections.ask(account)

        assert account in await linked.store.due(soon(), None, 5_000)
        with pytest.raises(TooManyAttemptsError):
            await linked.connections.ask(account)

    async def test_what_does_not_sync_is_not_found(self, linked: Linked) -> None:
        imported = await linked.add_account("Margin", None)

        for account in (imported, str(uuid4())):
            with pytest.raises(NotFoundError):
                await linked.connections.watch(account)
            with pytest.raises(NotFoundError):
                await linked.connections.ask(account)
