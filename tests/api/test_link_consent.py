"""Linking by the broker's consent page: its state works once, in the browser and for the user that left with it."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from dev.stack import Stack
from tests.api.histories import history, stock
from tests.api.linkers import AtBroker, chosen, consented, customer_with, linked, links
from tests.api.people import network_address
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

BOUGHT = stock("2025-01-06", "Buy to Open", 100, "5.00")
BACK = "/api/connections/callback"


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        trader.http.headers["X-Forwarded-For"] = network_address()
        yield trader


@pytest.fixture
async def other(functions: str, stranger: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, stranger) as other:
        other.http.headers["X-Forwarded-For"] = network_address()
        yield other


@pytest.fixture
def at(stack: Stack) -> AtBroker:
    return customer_with(stack.broker, history(BOUGHT))


async def come_back(stack: Stack, trader: Trader, at: AtBroker, **link: str) -> dict[str, str]:
    """Go to the broker's page and agree; return what the browser comes back with."""
    url = (await trader.get("/api/connections/authorize", **link))["url"]
    return await consented(stack.env["TASTYTRADE_API_URL"], url, at.customer)


def lost(answer: httpx.Response) -> bool:
    return (answer.status_code, answer.json()["error"]["code"]) == (422, "state_unknown")


class TestLeaving:
    async def test_asks_the_broker_to_let_us_read_and_to_come_back_here(self, stack: Stack, trader: Trader) -> None:
        url = urlsplit((await trader.get("/api/connections/authorize"))["url"])

        assert f"{url.scheme}://{url.netloc}{url.path}" == stack.env["TASTYTRADE_AUTHORIZATION_URL"]
        asked = parse_qs(url.query)
        assert asked["scope"] == ["read"]
        assert asked["redirect_uri"] == [f"{stack.env['APP_URL']}/connections/callback"]

    async def test_leaves_a_cookie_that_scripts_cannot_read_and_only_coming_back_sends(self, trader: Trader) -> None:
        answer = await trader.http.get("/api/connections/authorize")

        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "path=/api/connections/callback" in cookie
        assert "max-age=600" in cookie
        assert parse_qs(urlsplit(answer.json()["url"]).query)["state"][0].lower() not in cookie


class TestComingBack:
    async def test_links_as_the_brokers_partner(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        answer = await trader.http.post(BACK, json=await come_back(stack, trader, at))

        assert answer.status_code == 200, answer.text
        assert (answer.json()["kind"], answer.json()["state"]) == ("partner", "linked")
        assert "consent=" in answer.headers["set-cookie"]
        offered = (await trader.get(f"/api/connections/links/{answer.json()['id']}/accounts"))["items"]
        assert [one["number"] for one in offered] == at.numbers

    async def test_in_the_place_of_a_link_keeps_its_accounts(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        link = await linked(trader, at)
        await chosen(trader, link, at.numbers[0])

        answer = await trader.http.post(BACK, json=await come_back(stack, trader, at, link_id=link))

        assert (answer.status_code, answer.json()["id"]) == (200, link)
        [found] = await links(trader)
        assert (found["kind"], len(found["accounts"])) == ("partner", 1)

    async def test_works_once(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        back = await come_back(stack, trader, at)
        cookies = dict(trader.http.cookies)
        assert (await trader.http.post(BACK, json=back)).status_code == 200

        assert lost(await trader.http.post(BACK, json=back))
        for name, value in cookies.items():
            trader.http.cookies.set(name, value, path=BACK)
        assert lost(await trader.http.post(BACK, json=back))
        assert len(await links(trader)) == 1

    async def test_needs_the_browser_that_left(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        back = await come_back(stack, trader, at)
        trader.http.cookies.clear()

        assert lost(await trader.http.post(BACK, json=back))

    async def test_needs_the_user_who_left(self, stack: Stack, trader: Trader, other: Trader, at: AtBroker) -> None:
        back = await come_back(stack, trader, at)
        for name, value in trader.http.cookies.items():
            other.http.cookies.set(name, value, path=BACK)

        assert lost(await other.http.post(BACK, json=back))
        assert await links(other) == []

    async def test_needs_the_state_that_left(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        back = await come_back(stack, trader, at)

        assert lost(await trader.http.post(BACK, json=back | {"state": "another"}))

    async def test_with_a_code_that_the_broker_does_not_take_is_refused(
        self, stack: Stack, trader: Trader, at: AtBroker
    ) -> None:
        back = await come_back(stack, trader, at)

        answer = await trader.http.post(BACK, json=back | {"code": "another"})

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "code_refused")

    @pytest.mark.parametrize("body", [{}, {"code": "x"}, {"code": "", "state": "x"}, {"code": "x", "state": None}])
    async def test_with_less_than_that_is_refused(self, trader: Trader, body: dict[str, object]) -> None:
        answer = await trader.http.post(BACK, json=body)

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")


class TestWithoutAClientOfOurOwn:
    @pytest.fixture
    def no_client(self, stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
        assert stack.env["TASTYTRADE_CLIENT_ID"]
        monkeypatch.delenv("TASTYTRADE_CLIENT_ID")

    @pytest.mark.usefixtures("no_client")
    async def test_there_is_no_page_to_go_to(self, trader: Trader) -> None:
        assert (await trader.get("/api/connections/links"))["can_authorize"] is False
        answer = await trader.http.get("/api/connections/authorize")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "consent_not_offered")
