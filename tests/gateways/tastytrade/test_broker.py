"""What is asked of the broker, and what its answers come to."""

from collections.abc import Mapping, Sequence
from datetime import date

import httpx
import pytest

from lib.gateways.tastytrade.broker import TastytradeBroker
from lib.ports.broker import AccessRevokedError, BrokerRefusedError, BrokerUnavailableError, Days, Greeks, Raw
from tests.gateways.tastytrade.scripted import listed, site

YEAR = Days(first=date(2024, 1, 1), last=date(2024, 12, 31))
REFUSED = {"error": {"code": "not_permitted", "message": "User not permitted access"}}


class OpenSession:
    """A session whose tokens are numbered."""

    def __init__(self) -> None:
        self.tokens = 0
        self.streamed: Mapping[str, str] = {}

    async def token(self, *, fresh: bool = False) -> str:
        self.tokens += fresh or not self.tokens
        return f"token-{self.tokens}"

    async def greeks(self, symbols: Mapping[str, str], seconds: float) -> Sequence[Greeks]:
        del seconds
        self.streamed = symbols
        return []


class TestEveryRequest:
    async def test_names_product_and_version_and_carries_the_token(self) -> None:
        with site(listed()) as (api, script):
            await TastytradeBroker(api, OpenSession()).positions("5WT0001")

        headers = script.asked[0].headers
        assert headers["user-agent"] == "tastytrade-tracker/1.2.3"
        assert headers["authorization"] == "Bearer token-1"

    async def test_asks_for_a_version_of_orders_only(self) -> None:
        with site(listed()) as (api, script):
            broker = TastytradeBroker(api, OpenSession())
            await broker.orders("5WT0001", date(2024, 1, 1), 0)
            await broker.transactions("5WT0001", YEAR, 0)

        assert [request.headers.get("accept-version") for request in script.asked] == ["20261012", None]

    async def test_is_in_the_words_of_the_published_interface(self) -> None:
        with site(listed()) as (api, script):
            broker = TastytradeBroker(api, OpenSession())
            await broker.transactions("5W/1", YEAR, 2)
            await broker.orders("5WT0001", date(2024, 3, 1), 1)
            await broker.positions("5WT0001")
            await broker.snapshots("5WT0001", YEAR, 0)

        days = "start-date=2024-01-01&end-date=2024-12-31"
        assert script.addresses == [
            f"GET /accounts/5W%2F1/transactions?{days}&page-offset=2&per-page=1000&sort=Asc",
            "GET /accounts/5WT0001/orders?start-date=2024-03-01&sort=Asc&page-offset=1&per-page=200",
            "GET /accounts/5WT0001/positions?include-marks=true",
            f"GET /accounts/5WT0001/balance-snapshots?{days}&page-offset=0&per-page=1000&time-of-day=EOD&currency=USD",
        ]


class TestTokensThatAreOver:
    async def test_are_renewed_once_and_the_question_asked_again(self) -> None:
        with site(httpx.Response(401, json={"error": {"code": "token_invalid"}}), listed({"id": 1})) as (api, script):
            held = await TastytradeBroker(api, OpenSession()).positions("5WT0001")

        assert held == [{"id": 1}]
        assert [request.headers["authorization"] for request in script.asked] == ["Bearer token-1", "Bearer token-2"]

    async def test_say_nothing_against_the_grant_when_a_fresh_one_is_refused_as_well(self) -> None:
        with site(httpx.Response(401)) as (api, script), pytest.raises(BrokerUnavailableError):
            await TastytradeBroker(api, OpenSession()).positions("5WT0001")

        assert len(script.asked) == 2


class TestRefusals:
    @pytest.mark.parametrize("status", [400, 403, 404, 406, 422])
    async def test_that_will_stay_are_told_apart(self, status: int) -> None:
        with site(httpx.Response(status, json=REFUSED)) as (api, _), pytest.raises(BrokerRefusedError) as refused:
            await TastytradeBroker(api, OpenSession()).positions("5WT0001")

        assert "not_permitted" in refused.value.message

    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    async def test_that_pass_say_how_long_to_wait_where_the_broker_does(self, status: int) -> None:
        answer = httpx.Response(status, headers={"retry-after": "17"}, text="<html>bad gateway</html>")
        with site(answer) as (api, _), pytest.raises(BrokerUnavailableError) as refused:
            await TastytradeBroker(api, OpenSession()).positions("5WT0001")

        assert refused.value.retry_after == 17

    @pytest.mark.parametrize("failure", [httpx.ConnectError(""), httpx.ReadTimeout(""), httpx.RemoteProtocolError("")])
    async def test_of_the_network_are_refusals_that_pass(self, failure: httpx.HTTPError) -> None:
        with site(failure) as (api, _), pytest.raises(BrokerUnavailableError) as refused:
            await TastytradeBroker(api, OpenSession()).positions("5WT0001")

        assert refused.value.retry_after is None

    @pytest.mark.parametrize(
        "body", ["", "<html>", "[]", '{"data": null}', '{"data": {"items": {}}}', '{"data": {"items": [1]}}']
    )
    async def test_are_what_makes_no_sense(self, body: str) -> None:
        with site(httpx.Response(200, text=body)) as (api, _), pytest.raises(BrokerUnavailableError) as refused:
            await TastytradeBroker(api, OpenSession()).positions("5WT0001")

        assert refused.value.code == "broker_senseless"

    async def test_of_the_sign_in_pass_through(self) -> None:
        class Closed(OpenSession):
            async def token(self, *, fresh: bool = False) -> str:
                raise AccessRevokedError(f"No, {fresh}.")

        with site(listed()) as (api, script), pytest.raises(AccessRevokedError):
            await TastytradeBroker(api, Closed()).positions("5WT0001")

        assert script.asked == []


class TestPages:
    @pytest.mark.parametrize(
        ("pagination", "offset", "is_last"),
        [
            ({"total_items": 2500, "total_pages": 3}, 0, False),
            ({"total_items": 2500, "total_pages": 3}, 1, False),
            ({"total_items": "2500", "total_pages": "3"}, 2, True),
            ({"total_items": 2500, "total_pages": 3}, 3, True),
        ],
    )
    async def test_end_where_the_broker_says(
        self, pagination: Mapping[str, object], offset: int, is_last: bool
    ) -> None:
        with site(listed({"id": 1}, **pagination)) as (api, _):
            page = await TastytradeBroker(api, OpenSession()).transactions("5WT0001", YEAR, offset)

        assert (page.total, page.is_last) == (2500, is_last)

    async def test_without_a_count_end_with_one_that_is_not_full(self) -> None:
        full = listed(*({"id": number} for number in range(1000)))
        with site(full, listed({"id": 1000}), listed()) as (api, _):
            broker = TastytradeBroker(api, OpenSession())
            pages = [await broker.transactions("5WT0001", YEAR, offset) for offset in range(3)]

        assert [(len(page.items), page.is_last) for page in pages] == [(1000, False), (1, True), (0, True)]
        assert pages[1].total == 1001

    async def test_never_hold_a_float(self) -> None:
        body = '{"data": {"items": [{"a": 0.1, "b": 40, "c": NaN, "d": "0.30", "e": 1e400}]}}'
        with site(httpx.Response(200, text=body)) as (api, _):
            held = await TastytradeBroker(api, OpenSession()).positions("5WT0001")

        assert held == [{"a": "0.1", "b": 40, "c": "NaN", "d": "0.30", "e": "1e400"}]


class TestAccounts:
    async def test_are_read_with_their_opening_day_in_new_york(self) -> None:
        sent = {
            "account": {
                "account-number": "5YZ55555",
                "nickname": "Roth IRA",
                "account-type-name": "Roth IRA",
                "opened-at": "2022-10-27T02:49:52.790+00:00",
                "is-closed": True,
            },
            "authority-level": "owner",
        }
        with site(listed(sent, {"account": {"account-number": "5WW1"}})) as (api, script):
            whole, bare = await TastytradeBroker(api, OpenSession()).accounts()

        assert script.addresses == ["GET /customers/me/accounts"]
        assert (whole.number, whole.opened_on, whole.is_closed) == ("5YZ55555", date(2022, 10, 26), True)
        assert (bare.number, bare.nickname, bare.opened_on) == ("5WW1", "5WW1", date(2017, 1, 1))


class TestBalances:
    @pytest.mark.parametrize("data", [{"cash-balance": "1.5"}, {"items": [{"cash-balance": "1.5"}]}])
    async def test_are_one_object_in_either_envelope(self, data: object) -> None:
        with site(httpx.Response(200, json={"data": data})) as (api, script):
            balances = await TastytradeBroker(api, OpenSession()).balances("5WT0001")

        assert balances == {"cash-balance": "1.5"}
        assert script.addresses == ["GET /accounts/5WT0001/balances/USD"]


class TestGreeks:
    async def test_are_asked_for_open_options_by_the_streamer_s_names(self) -> None:
        held: list[Raw] = [
            {"symbol": "SPY   250620C00600000", "instrument-type": "Equity Option", "quantity": 1},
            {"symbol": "BRKB  250620P00432500", "instrument-type": "Equity Option", "quantity": "2.0"},
            {"symbol": "SPY   250620C00601000", "instrument-type": "Equity Option", "quantity": "0"},
            {"symbol": "SPY", "instrument-type": "Equity", "quantity": "100"},
            {"symbol": "X", "instrument-type": "Equity Option", "quantity": 1, "streamer-symbol": ".X1"},
        ]
        with site(listed()) as (api, script):
            session = OpenSession()
            await TastytradeBroker(api, session).greeks(held, 1)

        assert session.streamed == {
            ".SPY250620C600": "SPY   250620C00600000",
            ".BRKB250620P432.5": "BRKB  250620P00432500",
            ".X1": "X",
        }
        assert script.asked == []

    async def test_of_options_on_futures_are_named_by_the_broker(self) -> None:
        option = "./ESU5 E1AU5 250905C6400"
        held = [{"symbol": option, "instrument-type": "Future Option", "quantity": 1}]
        with site(listed({"symbol": option, "streamer-symbol": "./E1AU25C6400:XCME"})) as (api, script):
            session = OpenSession()
            await TastytradeBroker(api, session).greeks(held, 1)

        assert session.streamed == {"./E1AU25C6400:XCME": option}
        assert script.asked[0].url.params.get_list("symbol[]") == [option]

    async def test_need_no_stream_where_no_option_is_held(self) -> None:
        with site(listed()) as (api, script):
            assert await TastytradeBroker(api, OpenSession()).greeks([], 1) == []
        assert script.asked == []
