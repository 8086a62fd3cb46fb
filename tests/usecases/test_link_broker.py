"""Linking by a grant: what is refused, what is kept, and that nobody sees it."""

from dataclasses import asdict
from uuid import uuid4

import pytest

from lib.domain.errors import DomainError
from lib.ports.broker import AccessRevokedError, BrokerUnavailableError
from lib.ports.connections import ConnectionKind, ConnectionState
from lib.ports.failures import NotFoundError
from lib.usecases.follow_accounts import follow_accounts
from lib.usecases.keep_grants import open_grant
from lib.usecases.link_broker import link, relink, unlink
from tests.usecases.linking import GRANT, USER, Linker, at_broker


@pytest.fixture
def linker() -> Linker:
    return Linker()


async def refused(linker: Linker) -> str:
    with pytest.raises(DomainError) as refusal:
        await link(linker.ports, GRANT)
    assert not linker.links.links
    return refusal.value.code


class TestLinking:
    async def test_keeps_the_grant_sealed_to_its_link_and_its_user(self, linker: Linker) -> None:
        made = await link(linker.ports, GRANT)

        kept = linker.links.grants[made.id]
        assert open_grant(linker.vault, kept, made.id, USER) == GRANT
        assert "canary" not in str(asdict(kept))
        assert (made.kind, made.state) == (ConnectionKind.PERSONAL, ConnectionState.LINKED)

    async def test_keeps_which_accounts_it_opens(self, linker: Linker) -> None:
        made = await link(linker.ports, GRANT)

        offered = await linker.connections.offered(made.id)
        assert [(one.number, one.name) for one in offered] == [("5WT00001", "Individual"), ("5WT00002", "Roth IRA")]

    async def test_follows_nothing_yet(self, linker: Linker) -> None:
        await link(linker.ports, GRANT)

        assert list(await linker.connections.linked_accounts()) == []
        assert linker.asked_for == []

    async def test_counts_as_an_attempt_before_the_broker_is_asked(self, linker: Linker) -> None:
        linker.grants.refuses = AccessRevokedError("No.")

        await refused(linker)

        assert linker.attempts.spent == [("link", "dana@example.com")]

    async def test_refuses_a_grant_that_the_broker_does_not_take(self, linker: Linker) -> None:
        linker.grants.refuses = AccessRevokedError("No.")

        assert await refused(linker) == "grant_refused"

    @pytest.mark.parametrize("scopes", [{"read", "trade"}, {"trade"}, {"read", "openid", "future-thing"}])
    async def test_refuses_a_grant_that_may_do_more_than_read(self, linker: Linker, scopes: set[str]) -> None:
        linker.grants.scopes = frozenset(scopes)

        assert await refused(linker) == "grant_not_read_only"

    async def test_refuses_a_grant_that_may_not_even_read(self, linker: Linker) -> None:
        linker.grants.scopes = frozenset({"openid"})

        assert await refused(linker) == "grant_cannot_read"

    @pytest.mark.parametrize("scopes", [None, frozenset({"read"}), frozenset({"read", "openid"})])
    async def test_takes_one_that_reads_or_whose_scopes_nobody_tells(
        self, linker: Linker, scopes: frozenset[str] | None
    ) -> None:
        linker.grants.scopes = scopes

        assert (await link(linker.ports, GRANT)).id in linker.links.links

    async def test_refuses_a_grant_behind_which_there_is_no_account(self, linker: Linker) -> None:
        linker.grants.accounts_there = ()

        assert await refused(linker) == "no_accounts"

    async def test_says_so_when_the_broker_does_not_answer(self, linker: Linker) -> None:
        linker.grants.refuses = BrokerUnavailableError("Not now.")

        with pytest.raises(BrokerUnavailableError):
            await link(linker.ports, GRANT)
        assert not linker.links.links

    async def test_twice_makes_two_links(self, linker: Linker) -> None:
        first, second = await link(linker.ports, GRANT), await link(linker.ports, GRANT)

        assert [one.id for one in await linker.connections.connections()] == [first.id, second.id]


class TestLinkingAgain:
    async def test_keeps_the_link_and_its_accounts_and_reads_them_at_once(self, linker: Linker) -> None:
        made = await link(linker.ports, GRANT)
        [followed] = await follow_accounts(
            linker.connections, linker.accounts, linker.messages, made.id, {"5WT00001": None}
        )
        before = linker.links.grants[made.id]

        again = await relink(linker.ports, made.id, GRANT)

        assert again.id == made.id
        assert linker.links.grants[made.id] != before
        assert [one.account_id for one in await linker.connections.linked_accounts()] == [followed.account.account_id]
        assert linker.asked_for == [followed.account.account_id] * 2

    async def test_refuses_the_grant_of_another_login(self, linker: Linker) -> None:
        made = await link(linker.ports, GRANT)
        await follow_accounts(linker.connections, linker.accounts, linker.messages, made.id, {"5WT00001": None})
        before = linker.links.grants[made.id]
        linker.grants.accounts_there = (at_broker("5WT99999"),)

        with pytest.raises(DomainError, match="5WT00001") as refusal:
            await relink(linker.ports, made.id, GRANT)

        assert refusal.value.code == "other_login"
        assert linker.links.grants[made.id] == before

    async def test_of_what_is_not_ones_own_is_not_found_and_the_broker_not_asked(self, linker: Linker) -> None:
        linker.grants.refuses = AccessRevokedError("No.")

        with pytest.raises(NotFoundError):
            await relink(linker.ports, str(uuid4()), GRANT)


class TestUnlinking:
    async def test_forgets_the_secrets_and_keeps_the_account(self, linker: Linker) -> None:
        made = await link(linker.ports, GRANT)
        [followed] = await follow_accounts(
            linker.connections, linker.accounts, linker.messages, made.id, {"5WT00001": None}
        )

        await unlink(linker.connections, made.id)

        assert made.id not in linker.links.grants
        assert followed.account.account_id in linker.links.holdings
        assert list(await linker.connections.linked_accounts()) == []
