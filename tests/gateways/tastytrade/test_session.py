"""The broker's package, sending through our own client."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from lib.gateways.tastytrade.broker import TastytradeDoor
from lib.gateways.tastytrade.session import PackageSession
from lib.ports.broker import AccessRevokedError, BrokerUnavailableError
from tests.gateways.tastytrade.scripted import GRANT, listed, site

TOKEN = {"access_token": "access-1", "token_type": "Bearer", "expires_in": 900}
ROOT = Path(__file__).resolve().parents[3]


class TestToken:
    async def test_is_asked_of_our_site_in_our_name_without_a_version(self) -> None:
        with site(httpx.Response(200, json=TOKEN)) as (api, script):
            token = await PackageSession(api, GRANT).token()

        assert token == "access-1"
        request = script.asked[0]
        assert (request.method, str(request.url)) == ("POST", "https://broker.example/oauth/token")
        assert request.headers["user-agent"] == "tastytrade-tracker/1.2.3"
        assert "accept-version" not in request.headers
        assert "authorization" not in request.headers
        assert json.loads(request.content)["refresh_token"] == "canary-refresh"

    async def test_is_kept_until_a_fresh_one_is_wanted(self) -> None:
        with site(httpx.Response(200, json=TOKEN)) as (api, script):
            session = PackageSession(api, GRANT)
            await session.token()
            await session.token()
            await session.token(fresh=True)

        assert len(script.asked) == 2

    async def test_is_refused_for_a_grant_that_does_not_count(self) -> None:
        body = {"error_code": "invalid_grant", "error_description": "Invalid JWT"}
        with site(httpx.Response(400, json=body)) as (api, _), pytest.raises(AccessRevokedError):
            await PackageSession(api, GRANT).token()

    @pytest.mark.parametrize(
        "answer",
        [
            httpx.Response(502, text="<html>"),
            httpx.Response(200, text="<html>"),
            httpx.Response(200, json={}),
            httpx.ConnectError(""),
        ],
        ids=["down", "html", "empty", "network"],
    )
    async def test_may_come_later_in_an_outage(self, answer: httpx.Response | Exception) -> None:
        with site(answer) as (api, _), pytest.raises(BrokerUnavailableError) as refused:
            await PackageSession(api, GRANT).token()

        assert "canary" not in f"{refused.value!r}"


class TestDoor:
    async def test_opens_a_session_and_reads_with_its_token(self) -> None:
        with site(httpx.Response(200, json=TOKEN), listed({"symbol": "SPY"})) as (api, script):
            broker = await TastytradeDoor(api)(GRANT)
            held = await broker.positions("5WT0001")

        assert held == [{"symbol": "SPY"}]
        assert script.asked[1].headers["authorization"] == "Bearer access-1"


class TestPackage:
    def test_comes_without_pandas_and_leaves_no_stand_in_behind(self) -> None:
        told = subprocess.run(
            [sys.executable, "-c", "import sys, lib.gateways.tastytrade.session; print(*sys.modules)"],
            cwd=ROOT,
            env={},
            capture_output=True,
            text=True,
            check=True,
        )

        assert {"pandas", "pandas_market_calendars", "numpy"}.isdisjoint(told.stdout.split())

    def test_is_not_loaded_by_what_a_user_waits_for(self) -> None:
        told = subprocess.run(
            [sys.executable, "-c", "import sys, lib.gateways.tastytrade.oauth; print(*sys.modules)"],
            cwd=ROOT,
            env={},
            capture_output=True,
            text=True,
            check=True,
        )

        assert {"tastytrade", "httpx2"}.isdisjoint(told.stdout.split())
