"""Messages that were given up, and grants that are sealed anew."""

import pytest

from lib.gateways.vault import KeyRing, SealingVault
from lib.ports.connections import ConnectionKind
from lib.ports.failures import UnavailableError
from lib.ports.vault import BrokenSealError
from lib.usecases.keep_grants import open_grant, reseal_grants, seal_grant
from lib.usecases.sync_account import sync_account
from lib.usecases.sync_failures import DeadMessage, Delivery, bury
from tests.ports.memory_links import MemoryConnections
from tests.usecases.sync_world import CONNECTION, GRANT, KEYS, a_world

NEW_KEYS = "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="


class Mailbox:
    """Implements Notices."""

    def __init__(self) -> None:
        self.alerts: list[tuple[str, str]] = []

    async def reconnect_needed(self, user_id: str) -> None:
        raise AssertionError(user_id)

    async def alert(self, subject: str, text: str) -> None:
        self.alerts.append((subject, text))


def dead(account_id: str | None, code: str | None = None, message: str | None = None) -> DeadMessage:
    return DeadMessage(
        id="msg_1", path="/api/jobs/sync/account", account_id=account_id, status=503, code=code, message=message
    )


class TestBurying:
    async def test_keeps_our_own_last_words_for_the_user_and_tells_the_owner(self) -> None:
        world, mailbox = await a_world([]), Mailbox()

        await bury(world.store, mailbox, dead(world.account_id, "broker_unavailable", "tastytrade does not answer."))

        failure = world.world.syncs[world.account_id].failure
        assert failure is not None
        assert (failure.code, failure.message) == ("broker_unavailable", "tastytrade does not answer.")
        [(_, told)] = mailbox.alerts
        assert "msg_1" in told
        assert world.account_id in told

    async def test_has_words_of_its_own_where_nobody_answered(self) -> None:
        world = await a_world([])

        await bury(world.store, Mailbox(), dead(world.account_id))

        failure = world.world.syncs[world.account_id].failure
        assert failure is not None
        assert failure.code == "sync_failed"

    @pytest.mark.parametrize("account_id", [None, "gone"])
    async def test_tells_the_owner_whatever_became_of_the_account(self, account_id: str | None) -> None:
        world, mailbox = await a_world([]), Mailbox()

        await bury(world.store, mailbox, dead(account_id))

        assert len(mailbox.alerts) == 1

    async def test_comes_again_when_the_owner_cannot_be_told(self) -> None:
        class Away(Mailbox):
            async def alert(self, subject: str, text: str) -> None:
                raise UnavailableError(f"No mail: {subject}, {text}.")

        world = await a_world([])
        with pytest.raises(UnavailableError):
            await bury(world.store, Away(), dead(world.account_id))


def rotated() -> SealingVault:
    return SealingVault(KeyRing.of(f"{NEW_KEYS},{KEYS}"))


class TestResealing:
    async def test_seals_every_grant_with_the_newest_key_and_then_nothing_more(self) -> None:
        world = await a_world([])

        first = await reseal_grants(world.store, rotated(), world.messages, None)
        again = await reseal_grants(world.store, rotated(), world.messages, None)

        assert (first.seen, first.resealed, first.after) == (1, 1, None)
        assert (again.seen, again.resealed) == (1, 0)
        only_new = SealingVault(KeyRing.of(NEW_KEYS))
        assert open_grant(only_new, world.world.grants[CONNECTION], CONNECTION, "u1") == GRANT

    async def test_goes_page_by_page(self) -> None:
        world = await a_world([])
        links, old = MemoryConnections(world.world), SealingVault(KeyRing.of(KEYS))
        for number in range(201):
            link = f"d{number:03}"
            await links.keep(link, ConnectionKind.PERSONAL, seal_grant(old, GRANT, link, "u1"))

        first = await reseal_grants(world.store, rotated(), world.messages, None)
        second = await reseal_grants(world.store, rotated(), world.messages, first.after)

        assert (first.seen, first.resealed, first.after) == (200, 200, "d198")
        assert (second.seen, second.resealed, second.after) == (2, 2, None)
        assert world.messages.to("/api/jobs/sync/reseal") == [{"after": "d198"}]

    async def test_stops_at_a_grant_that_no_key_opens(self) -> None:
        world = await a_world([])

        with pytest.raises(BrokenSealError):
            await reseal_grants(world.store, SealingVault(KeyRing.of(NEW_KEYS)), world.messages, None)

    async def test_happens_by_itself_when_an_account_syncs(self) -> None:
        world = await a_world([])

        await sync_account(world.ports(vault=rotated()), world.account_id, Delivery(message_id="m1"))

        assert world.world.grants[CONNECTION].client_secret.startswith("v1.k2.")
