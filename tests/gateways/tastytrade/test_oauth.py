"""What a user's own request asks of the broker's sign-in."""

import base64
import json
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from lib.gateways.tastytrade.api import Api
from lib.gateways.tastytrade.oauth import Client, TastytradeGrants
from lib.ports.broker import AccessRevokedError, BrokerUnavailableError, Days
from lib.ports.secret import Secret
from tests.gateways.tastytrade.scripted import GRANT, listed, site

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
PARTNER = Client(id="client-1", secret=Secret("partner-secret"))
TOKEN = {"access_token": "access-1", "token_type": "Bearer", "expires_in": 900}


def grants(api: Api, client: Client | None = PARTNER) -> TastytradeGrants:
    return TastytradeGrants(api, client, lambda: NOW)


def jwt(**claims: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{body}.sig"


class TestRedeem:
    async def test_turns_a_code_into_a_grant_of_our_own_client(self) -> None:
        with site(httpx.Response(200, json=TOKEN | {"refresh_token": "refresh-1"})) as (api, script):
            grant = await grants(api).redeem("code-1", "https://app.example/back")

        assert (grant.client_secret.reveal(), grant.refresh_token.reveal()) == ("partner-secret", "refresh-1")
        assert script.addresses == ["POST /oauth/token"]
        assert json.loads(script.asked[0].content) == {
            "grant_type": "authorization_code",
            "code": "code-1",
            "client_id": "client-1",
            "client_secret": "partner-secret",
            "redirect_uri": "https://app.example/back",
        }
        assert script.asked[0].headers["user-agent"] == "tastytrade-tracker/1.2.3"

    async def test_refuses_a_spent_code_and_one_that_nobody_can_redeem(self) -> None:
        with site(httpx.Response(400, json={"error_code": "invalid_grant"})) as (api, script):
            with pytest.raises(AccessRevokedError):
                await grants(api).redeem("code-1", "https://app.example/back")
            with pytest.raises(AccessRevokedError):
                await grants(api, client=None).redeem("code-1", "https://app.example/back")
        assert len(script.asked) == 1


class TestCheck:
    async def test_opens_a_session_with_what_the_user_gave(self) -> None:
        with site(httpx.Response(200, json=TOKEN)) as (api, script):
            access = await grants(api).check(GRANT)

        assert access.token.reveal() == "access-1"
        assert access.expires_at == NOW + timedelta(seconds=900)
        assert access.scopes is None
        assert json.loads(script.asked[0].content) == {
            "grant_type": "refresh_token",
            "client_secret": "canary-secret",
            "refresh_token": "canary-refresh",
        }

    @pytest.mark.parametrize(
        "sent",
        [
            TOKEN | {"scope": "read openid"},
            TOKEN | {"scope": "openid,read"},
            TOKEN | {"access_token": jwt(scope="read openid")},
            TOKEN | {"access_token": jwt(scope=["read", "openid"])},
        ],
    )
    async def test_tells_what_the_session_may_do_where_the_broker_does(self, sent: dict[str, object]) -> None:
        with site(httpx.Response(200, json=sent)) as (api, _):
            assert (await grants(api).check(GRANT)).scopes == frozenset({"read", "openid"})

    @pytest.mark.parametrize("code", ["invalid_grant", "invalid_client", "invalid_request"])
    @pytest.mark.parametrize("key", ["error_code", "error"])
    async def test_says_that_a_grant_does_not_count(self, key: str, code: str) -> None:
        body = {key: code, "error_description": "Invalid JWT"}
        with site(httpx.Response(400, json=body)) as (api, _), pytest.raises(AccessRevokedError):
            await grants(api).check(GRANT)

    @pytest.mark.parametrize(
        "answer",
        [
            httpx.Response(401, text="<html>nginx</html>"),
            httpx.Response(429, headers={"retry-after": "30"}),
            httpx.Response(503, json={"error_code": "invalid_grant"}),
            httpx.Response(200, json={}),
            httpx.Response(200, text="<html>"),
            httpx.ReadTimeout(""),
        ],
        ids=["proxy", "too many", "down", "empty", "html", "timeout"],
    )
    async def test_does_not_hold_an_outage_against_the_grant(self, answer: httpx.Response | Exception) -> None:
        with site(answer) as (api, _), pytest.raises(BrokerUnavailableError) as refused:
            await grants(api).check(GRANT)

        assert "canary" not in f"{refused.value!r} {refused.value.__context__!r}"


class TestAccounts:
    async def test_are_those_that_the_session_opens(self) -> None:
        sent = {"account": {"account-number": "5WT0001", "opened-at": "2024-01-02T15:00:00Z", "nickname": "Main"}}
        with site(httpx.Response(200, json=TOKEN), listed(sent)) as (api, script):
            mine = grants(api)
            accounts = await mine.accounts(await mine.check(GRANT))

        assert [(one.number, one.nickname, one.opened_on) for one in accounts] == [
            ("5WT0001", "Main", date(2024, 1, 2))
        ]
        assert script.asked[1].headers["authorization"] == "Bearer access-1"

    async def test_of_a_session_that_is_over_are_refused(self) -> None:
        with site(httpx.Response(200, json=TOKEN), httpx.Response(401)) as (api, _):
            mine = grants(api)
            access = await mine.check(GRANT)
            with pytest.raises(AccessRevokedError):
                await mine.accounts(access)


class TestTransactions:
    async def test_reads_one_page_of_these_days_oldest_first(self) -> None:
        rows = listed({"id": 1}, {"id": 2}, total_items=5, total_pages=3)
        days = Days(first=date(2026, 1, 2), last=date(2026, 3, 4))
        with site(httpx.Response(200, json=TOKEN), rows) as (api, script):
            access = await grants(api).check(GRANT)
            page = await grants(api).transactions(access, "5WT00001", days)

        assert (page.items, page.total, page.is_last) == ([{"id": 1}, {"id": 2}], 5, False)
        assert script.addresses[1] == (
            "GET /accounts/5WT00001/transactions?start-date=2026-01-02&end-date=2026-03-04"
            "&page-offset=0&per-page=1000&sort=Asc"
        )
        assert script.asked[1].headers["authorization"] == "Bearer access-1"

    async def test_says_so_when_the_session_is_over(self) -> None:
        days = Days(first=date(2026, 1, 2), last=date(2026, 3, 4))
        with site(httpx.Response(200, json=TOKEN), httpx.Response(401)) as (api, _):
            access = await grants(api).check(GRANT)
            with pytest.raises(AccessRevokedError):
                await grants(api).transactions(access, "5WT00001", days)
