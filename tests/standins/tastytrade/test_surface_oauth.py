"""Getting in: the consent page, codes, refresh tokens, and who is sent away."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from dev.standins.tastytrade.people import Client
from tests.standins.tastytrade.simulator import IRA, MARGIN, STRANGERS, Simulator

CALLBACK = "https://app.example/callback"


@pytest.fixture
def partner(simulator: Simulator) -> Client:
    """Register an application that may connect anybody."""
    return simulator.broker.people.add_client("Tracker", CALLBACK)


def asking(partner: Client, **changes: str) -> dict[str, str]:
    """Return what an application asks the consent page for."""
    asked = {
        "client_id": partner.id,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "read",
        "state": "s&1",
    }
    return asked | changes


async def decide(simulator: Simulator, partner: Client, decision: str, **changes: str) -> httpx.Response:
    """Press a button of the consent page as the first customer."""
    form = asking(partner, **changes) | {"customer": simulator.grant.customer.id, "decision": decision}
    return await simulator.client.post("/auth.html", data=form)


async def code(simulator: Simulator, partner: Client) -> str:
    """Return a code that the first customer brought back."""
    answer = await decide(simulator, partner, "approve")
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def exchange(partner: Client, code: str, **changes: str) -> dict[str, str]:
    """Return what exchanges a code."""
    body = {"grant_type": "authorization_code", "code": code, "client_id": partner.id, "client_secret": partner.secret}
    return body | {"redirect_uri": CALLBACK} | changes


def error(answer: httpx.Response) -> tuple[int, Any]:
    """Return the status and the code of a refusal."""
    body = answer.json()
    return answer.status_code, body.get("error_code") or body["error"]["code"]


class TestARefreshToken:
    async def test_is_exchanged_for_an_access_token_of_900_seconds(self, simulator: Simulator) -> None:
        answer = await simulator.refresh()

        assert answer.status_code == 200
        assert {key: value for key, value in answer.json().items() if key != "access_token"} == {
            "token_type": "Bearer",
            "expires_in": 900,
        }

    async def test_may_come_as_a_form(self, simulator: Simulator) -> None:
        answer = await simulator.client.post("/oauth/token", data=simulator.refreshing)

        assert answer.status_code == 200

    async def test_is_refused_without_the_secret_of_its_client(self, simulator: Simulator) -> None:
        assert error(await simulator.refresh(client_secret="another's")) == (401, "invalid_client")

    async def test_may_come_with_its_clients_id_but_with_no_other(self, simulator: Simulator) -> None:
        own = await simulator.refresh(client_id=simulator.grant.client.id)

        assert own.status_code == 200
        assert error(await simulator.refresh(client_id="another's")) == (401, "invalid_client")

    async def test_is_refused_when_nobody_knows_it(self, simulator: Simulator) -> None:
        answer = await simulator.refresh(refresh_token="unknown")

        assert answer.status_code == 400
        assert answer.json() == {"error_code": "invalid_grant", "error_description": "Invalid JWT"}

    async def test_ends_with_its_grant_and_so_do_its_access_tokens(self, simulator: Simulator) -> None:
        token = (await simulator.refresh()).json()["access_token"]

        simulator.broker.people.revoke([simulator.grant])

        assert error(await simulator.refresh()) == (400, "invalid_grant")
        bearer = {"Authorization": f"Bearer {token}"}
        assert error(await simulator.client.get("/customers/me", headers=bearer)) == (401, "token_invalid")


class TestAnAccessToken:
    async def test_expires(self, simulator: Simulator) -> None:
        bearer = {"Authorization": f"Bearer {(await simulator.refresh()).json()['access_token']}"}
        simulator.broker.clock.advance(timedelta(seconds=899))
        still = await simulator.client.get("/customers/me", headers=bearer)
        simulator.broker.clock.advance(timedelta(seconds=1))
        no_longer = await simulator.client.get("/customers/me", headers=bearer)

        assert (still.status_code, error(no_longer)) == (200, (401, "token_invalid"))

    async def test_is_needed(self, simulator: Simulator) -> None:
        assert error(await simulator.client.get("/customers/me")) == (401, "unauthorized")

    async def test_reaches_its_customers_accounts_only(self, simulator: Simulator) -> None:
        numbers = [item["account"]["account-number"] for item in await simulator.items("/customers/me/accounts")]

        assert numbers == [MARGIN, IRA]
        assert error(await simulator.get(f"/accounts/{STRANGERS}/positions")) == (403, "not_permitted")
        assert error(await simulator.get("/accounts/5WX99999/positions")) == (404, "not_found")

    async def test_without_the_scope_to_read_reads_nothing(self, simulator: Simulator) -> None:
        simulator.grant.scopes = ("openid",)

        assert error(await simulator.get("/customers/me")) == (403, "not_permitted")


class TestTheConsentPage:
    async def test_asks_whether_the_client_may(self, simulator: Simulator, partner: Client) -> None:
        page = await simulator.client.get("/auth.html", params=asking(partner))

        assert page.status_code == 200
        assert "Connect Tracker" in page.text
        assert 'value="s&amp;1"' in page.text  # the state, carried through the form

    async def test_sends_back_a_code_with_the_state(self, simulator: Simulator, partner: Client) -> None:
        answer = await decide(simulator, partner, "approve")

        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"{CALLBACK}?code=")
        assert answer.headers["location"].endswith("&state=s%261")

    async def test_sends_back_a_denial(self, simulator: Simulator, partner: Client) -> None:
        answer = await decide(simulator, partner, "deny")

        assert answer.headers["location"] == f"{CALLBACK}?error=access_denied&state=s%261"

    @pytest.mark.parametrize(
        "change",
        [
            {"client_id": "unknown"},
            {"redirect_uri": "https://evil.example/callback"},
            {"response_type": "token"},
            {"scope": "read everything"},
        ],
    )
    async def test_sends_nobody_anywhere_when_something_is_wrong(
        self, simulator: Simulator, partner: Client, change: dict[str, str]
    ) -> None:
        shown = await simulator.client.get("/auth.html", params=asking(partner, **change))
        pressed = await decide(simulator, partner, "approve", **change)

        assert (shown.status_code, pressed.status_code) == (400, 400)
        assert "location" not in pressed.headers

    async def test_knows_no_pkce(self, simulator: Simulator, partner: Client) -> None:
        page = await simulator.client.get("/auth.html", params=asking(partner, code_challenge="c"))

        assert page.status_code == 405


class TestACode:
    async def test_is_exchanged_once(self, simulator: Simulator, partner: Client) -> None:
        brought = exchange(partner, await code(simulator, partner))

        first = await simulator.client.post("/oauth/token", json=brought)
        second = await simulator.client.post("/oauth/token", json=brought)

        assert sorted(first.json()) == ["access_token", "expires_in", "refresh_token", "token_type"]
        assert error(second) == (400, "invalid_grant")

    async def test_leads_to_a_refresh_token_that_works_again_and_again(
        self, simulator: Simulator, partner: Client
    ) -> None:
        brought = exchange(partner, await code(simulator, partner))
        token = (await simulator.client.post("/oauth/token", json=brought)).json()["refresh_token"]

        answers = [await simulator.refresh(refresh_token=token, client_secret=partner.secret) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [200, 200]

    async def test_lives_a_minute(self, simulator: Simulator, partner: Client) -> None:
        brought = exchange(partner, await code(simulator, partner))
        simulator.broker.clock.advance(timedelta(seconds=60))

        assert error(await simulator.client.post("/oauth/token", json=brought)) == (400, "invalid_grant")

    async def test_is_of_no_use_with_another_address(self, simulator: Simulator, partner: Client) -> None:
        brought = exchange(partner, await code(simulator, partner), redirect_uri="https://app.example/other")

        assert error(await simulator.client.post("/oauth/token", json=brought)) == (400, "invalid_grant")


class TestEveryCall:
    async def test_must_name_its_program(self, simulator: Simulator) -> None:
        unnamed = {"User-Agent": "curl"}
        answers = [
            await simulator.client.post("/oauth/token", json=simulator.refreshing, headers=unnamed),
            await simulator.get("/customers/me", **unnamed),
        ]

        assert [(answer.status_code, answer.headers["content-type"]) for answer in answers] == [
            (401, "text/html; charset=utf-8")
        ] * 2

    @pytest.mark.parametrize(
        ("version", "status"), [("20251101", 200), ("20240501", 200), ("20200101", 406), ("v1", 406)]
    )
    async def test_may_ask_for_a_version(self, simulator: Simulator, version: str, status: int) -> None:
        answer = await simulator.get("/customers/me", **{"Accept-Version": version})

        assert answer.status_code == status
        if status == 406:
            assert answer.json()["error"] == {"code": 406, "message": "The requested version is not supported."}

    async def test_is_written_down(self, simulator: Simulator) -> None:
        await simulator.get("/customers/me/accounts", ("a", "b"))

        last = simulator.broker.calls[-1]
        assert (last["method"], last["path"], last["query"]) == ("GET", "/customers/me/accounts", "a=b")
