"""Choosing accounts of a link, and having them read."""

from datetime import timedelta

import pytest

from lib.domain.errors import DomainError
from lib.ports.accounts import TooManyAttemptsError
from lib.ports.failures import NotFoundError, UnavailableError
from lib.usecases.ask_for_sync import sync_now, watch
from lib.usecases.follow_accounts import follow_accounts
from lib.usecases.link_broker import link
from lib.usecases.show_links import Followed, show_links, show_offered
from tests.usecases.linking import GRANT, Linker


@pytest.fixture
def linker() -> Linker:
    return Linker()


async def choose(linker: Linker, link_id: str, chosen: dict[str, str | None]) -> list[Followed]:
    return await follow_accounts(linker.connections, linker.accounts, linker.messages, link_id, chosen)


async def linked(linker: Linker) -> str:
    return (await link(linker.ports, GRANT)).id


class TestFollowing:
    async def test_reads_new_accounts_at_once_from_the_day_they_were_opened(self, linker: Linker) -> None:
        [followed] = await choose(linker, await linked(linker), {"5WT00001": None})

        assert linker.asked_for == [followed.account.account_id]
        assert str(followed.account.opened_on) == "2020-01-02"

    async def test_takes_the_imported_account_that_was_named(self, linker: Linker) -> None:
        imported = linker.imported("My files")

        [followed] = await choose(linker, await linked(linker), {"5WT00001": imported})

        assert (followed.account.account_id, followed.name) == (imported, "My files")

    async def test_takes_the_account_that_has_the_number_already(self, linker: Linker) -> None:
        imported = linker.imported("My files", "5WT00002")

        [followed] = await choose(linker, await linked(linker), {"5WT00002": None})

        assert followed.account.account_id == imported

    async def test_asks_only_for_those_that_are_new(self, linker: Linker) -> None:
        link_id = await linked(linker)
        [first] = await choose(linker, link_id, {"5WT00001": None})

        both = await choose(linker, link_id, {"5WT00001": None, "5WT00002": None})

        [second] = {one.account.account_id for one in both} - {first.account.account_id}
        assert linker.asked_for == [first.account.account_id, second]

    async def test_of_none_stops_all(self, linker: Linker) -> None:
        link_id = await linked(linker)
        await choose(linker, link_id, {"5WT00001": None})

        assert await choose(linker, link_id, {}) == []
        assert len(linker.links.holdings) == 1

    async def test_refuses_a_number_that_the_link_does_not_open(self, linker: Linker) -> None:
        with pytest.raises(DomainError, match="5WT77777") as refusal:
            await choose(linker, await linked(linker), {"5WT77777": None})

        assert refusal.value.code == "account_not_offered"

    async def test_refuses_to_keep_two_accounts_in_one(self, linker: Linker) -> None:
        imported = linker.imported("My files")

        with pytest.raises(DomainError) as refusal:
            await choose(linker, await linked(linker), {"5WT00001": imported, "5WT00002": imported})

        assert refusal.value.code == "account_chosen_twice"

    async def test_goes_on_when_the_queue_takes_no_message(self, linker: Linker) -> None:
        linker.messages.is_down = True

        assert len(await choose(linker, await linked(linker), {"5WT00001": None})) == 1


class TestShowing:
    async def test_names_each_account_below_its_link(self, linker: Linker) -> None:
        imported = linker.imported("My files")
        first, second = await linked(linker), await linked(linker)
        await choose(linker, second, {"5WT00001": imported})

        shown = await show_links(linker.connections, linker.accounts)

        assert [(one.link.id, [it.name for it in one.accounts]) for one in shown] == [
            (first, []),
            (second, ["My files"]),
        ]

    async def test_says_which_offered_account_is_here_already(self, linker: Linker) -> None:
        imported, numbered = linker.imported("My files"), linker.imported("Roth", "5WT00002")
        link_id = await linked(linker)
        await choose(linker, link_id, {"5WT00001": imported})

        offered = await show_offered(linker.connections, linker.accounts, link_id)

        assert [(one.offered.number, one.account_id, one.is_followed) for one in offered] == [
            ("5WT00001", imported, True),
            ("5WT00002", numbered, False),
        ]


class TestAskingForASync:
    async def test_has_the_account_read_now_and_only_once_a_minute(self, linker: Linker) -> None:
        [followed] = await choose(linker, await linked(linker), {"5WT00001": None})
        linker.messages.sent.clear()

        asked = await sync_now(linker.connections, linker.messages, followed.account.account_id)

        assert linker.asked_for == [asked.account_id]
        with pytest.raises(TooManyAttemptsError):
            await sync_now(linker.connections, linker.messages, asked.account_id)
        assert len(linker.asked_for) == 1

    async def test_says_when_the_queue_takes_no_message(self, linker: Linker) -> None:
        [followed] = await choose(linker, await linked(linker), {"5WT00001": None})
        linker.messages.is_down = True

        with pytest.raises(UnavailableError, match="within five minutes"):
            await sync_now(linker.connections, linker.messages, followed.account.account_id)

    async def test_of_what_does_not_sync_is_not_found(self, linker: Linker) -> None:
        with pytest.raises(NotFoundError):
            await sync_now(linker.connections, linker.messages, linker.imported("My files"))


class TestWatching:
    async def test_reads_an_account_whose_turn_has_come_once_in_five_minutes(self, linker: Linker) -> None:
        [followed] = await choose(linker, await linked(linker), {"5WT00001": None})
        linker.messages.sent.clear()

        for _ in range(2):
            await watch(linker.connections, linker.messages, followed.account.account_id, linker.links.now)

        assert linker.asked_for == [followed.account.account_id]

    async def test_waits_for_the_turn_of_another(self, linker: Linker) -> None:
        [followed] = await choose(linker, await linked(linker), {"5WT00001": None})
        linker.messages.sent.clear()

        early = linker.links.now - timedelta(seconds=1)
        await watch(linker.connections, linker.messages, followed.account.account_id, early)

        assert linker.asked_for == []

    async def test_does_not_mind_a_queue_that_takes_no_message(self, linker: Linker) -> None:
        [followed] = await choose(linker, await linked(linker), {"5WT00001": None})
        linker.messages.is_down = True

        watched = await watch(linker.connections, linker.messages, followed.account.account_id, linker.links.now)

        assert watched.account_id == followed.account.account_id
