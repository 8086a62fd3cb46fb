"""Linking by the broker's consent page: the way there, and who may come back."""

from datetime import datetime, timedelta
from itertools import count
from urllib.parse import parse_qsl, urlsplit

import pytest

from lib.domain.errors import DomainError
from lib.ports.broker import AccessRevokedError
from lib.ports.connections import Connection, ConnectionKind
from lib.ports.failures import NotFoundError
from lib.usecases.follow_accounts import follow_accounts
from lib.usecases.link_broker import link
from lib.usecases.link_by_code import ConsentPage, Departing, Departure, arrive, depart
from tests.usecases.linking import GRANT, NOW, USER, Linker

PAGE = ConsentPage(
    url="https://broker.example/auth.html",
    client_id="client-1",
    redirect_uri="https://app.example/connections/callback",
)


class MemoryOnce:
    """Implements lib.ports.once.Once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    async def use(self, name: str, seconds: int) -> bool:
        assert seconds == 600
        fresh = name not in self._used
        self._used.add(name)
        return fresh


class Traveller:
    """One browser of one user."""

    def __init__(self) -> None:
        self.linker = Linker()
        self.now = NOW
        self.user_id = USER
        self._once = MemoryOnce()
        self._states = count(1)

    @property
    def departing(self) -> Departing:
        return Departing(
            user_id=self.user_id,
            vault=self.linker.vault,
            once=self._once,
            now=self.time,
            new_state=lambda: f"state-{next(self._states)}",
        )

    def time(self) -> datetime:
        return self.now

    def leave(self, connection_id: str | None = None) -> Departure:
        return depart(self.departing, PAGE, connection_id)

    async def come_back(self, state: str, ticket: str | None) -> Connection:
        return await arrive(self.linker.ports, self.departing, PAGE, code="code-1", state=state, ticket=ticket)


@pytest.fixture
def traveller() -> Traveller:
    return Traveller()


class TestLeaving:
    def test_asks_for_reading_only_and_to_come_back_here(self, traveller: Traveller) -> None:
        url = urlsplit(traveller.leave().url)

        assert f"{url.scheme}://{url.netloc}{url.path}" == PAGE.url
        assert dict(parse_qsl(url.query)) == {
            "client_id": "client-1",
            "redirect_uri": "https://app.example/connections/callback",
            "response_type": "code",
            "scope": "read",
            "state": "state-1",
        }

    def test_leaves_no_state_in_what_the_browser_keeps(self, traveller: Traveller) -> None:
        assert "state-1" not in traveller.leave().ticket

    def test_is_not_offered_without_a_client_of_our_own(self, traveller: Traveller) -> None:
        with pytest.raises(NotFoundError):
            depart(traveller.departing, None, None)


class TestComingBack:
    async def test_links_as_the_brokers_partner(self, traveller: Traveller) -> None:
        made = await traveller.come_back("state-1", traveller.leave().ticket)

        assert made.kind is ConnectionKind.PARTNER
        assert traveller.linker.grants.redeemed == [("code-1", PAGE.redirect_uri)]
        assert len(await traveller.linker.connections.offered(made.id)) == 2

    async def test_in_the_place_of_a_link_keeps_its_accounts(self, traveller: Traveller) -> None:
        linker = traveller.linker
        made = await link(linker.ports, GRANT)
        await follow_accounts(linker.connections, linker.accounts, linker.messages, made.id, {"5WT00001": None})

        again = await traveller.come_back("state-1", traveller.leave(made.id).ticket)

        assert again.id == made.id
        assert len(linker.asked_for) == 2

    async def test_works_once(self, traveller: Traveller) -> None:
        ticket = traveller.leave().ticket
        await traveller.come_back("state-1", ticket)

        await self.is_lost(traveller, "state-1", ticket)

    async def test_needs_what_the_browser_kept(self, traveller: Traveller) -> None:
        traveller.leave()

        await self.is_lost(traveller, "state-1", None)
        await self.is_lost(traveller, "state-1", "v1.k1.AAAA")

    async def test_needs_the_state_that_belongs_to_it(self, traveller: Traveller) -> None:
        ticket = traveller.leave().ticket

        await self.is_lost(traveller, "state-2", ticket)

    async def test_needs_the_user_who_left(self, traveller: Traveller) -> None:
        ticket = traveller.leave().ticket
        traveller.user_id = "22222222-2222-4222-8222-222222222222"

        await self.is_lost(traveller, "state-1", ticket)

    async def test_is_too_late_after_ten_minutes(self, traveller: Traveller) -> None:
        ticket = traveller.leave().ticket
        traveller.now = NOW + timedelta(minutes=10)

        await self.is_lost(traveller, "state-1", ticket)

    async def test_with_a_code_that_the_broker_does_not_take_says_to_start_again(self, traveller: Traveller) -> None:
        ticket = traveller.leave().ticket
        traveller.linker.grants.refuses = AccessRevokedError("No.")

        with pytest.raises(DomainError) as refusal:
            await traveller.come_back("state-1", ticket)

        assert refusal.value.code == "code_refused"

    async def is_lost(self, traveller: Traveller, state: str, ticket: str | None) -> None:
        linked = dict(traveller.linker.links.links)
        with pytest.raises(DomainError) as refusal:
            await traveller.come_back(state, ticket)
        assert refusal.value.code == "state_unknown"
        assert traveller.linker.links.links == linked
