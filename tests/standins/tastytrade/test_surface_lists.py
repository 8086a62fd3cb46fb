"""Orders, days that are over, instruments and quotes."""

from datetime import UTC, datetime

import pytest

from dev.standins.tastytrade.symbols import streamer_symbol
from tests.standins.tastytrade.simulator import CALL, FUTURE, FUTURE_CALL, MARGIN, PUT, STRANGERS, Simulator

ORDERS = f"/accounts/{MARGIN}/orders"
SNAPSHOTS = f"/accounts/{MARGIN}/balance-snapshots"
NET_LIQ = f"/accounts/{MARGIN}/net-liq/history"


class TestOrders:
    async def test_come_with_the_latest_first(self, simulator: Simulator) -> None:
        assert [order["id"] for order in await simulator.items(ORDERS)] == [7005, 7004, 7003, 7002, 7001]

    async def test_say_what_was_filled(self, simulator: Simulator) -> None:
        order = await simulator.data(f"{ORDERS}/7004")

        assert (order["status"], order["size"], order["price"], order["price-effect"]) == ("Filled", 2, "1.5", "Debit")
        assert [(leg["symbol"], leg["quantity"], leg["action"]) for leg in order["legs"]] == [
            (PUT, "2.0", "Buy to Open")
        ]
        assert [(fill["quantity"], fill["fill-price"]) for fill in order["legs"][0]["fills"]] == [("2.0", "1.5")]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ([("start-date", "2026-03-04")], [7005, 7004]),
            ([("end-date", "2026-03-02"), ("sort", "Asc")], [7001, 7002]),
            ([("underlying-symbol", "AAPL")], [7002, 7001]),
            ([("futures-symbol", FUTURE)], [7003]),
            ([("underlying-instrument-type", "Future")], [7003]),
            ([("status[]", "Cancelled"), ("status[]", "Expired")], []),
            ([("start-at", "2026-03-03T00:00:00Z"), ("end-at", "2026-03-04T00:00:00Z")], [7003]),
        ],
    )
    async def test_can_be_searched(self, simulator: Simulator, query: list[tuple[str, str]], found: list[int]) -> None:
        assert [order["id"] for order in await simulator.items(ORDERS, *query)] == found

    async def test_of_today_are_live(self, simulator: Simulator) -> None:
        assert [order["id"] for order in await simulator.items(f"{ORDERS}/live")] == [7005]

    async def test_need_a_start_since_the_second_version(self, simulator: Simulator) -> None:
        newest = {"Accept-Version": "20261012"}

        without = await simulator.get(ORDERS, **newest)
        dated = await simulator.get(f"{ORDERS}?start-date=2026-03-04", **newest)
        old = await simulator.get(ORDERS, **{"Accept-Version": "20251101"})

        assert (without.status_code, dated.status_code, old.status_code) == (400, 200, 200)

    async def test_of_the_first_version_end_in_april_2027(self, simulator: Simulator) -> None:
        simulator.broker.clock.freeze(datetime(2027, 4, 12, 12, tzinfo=UTC))

        answers = [await simulator.get(ORDERS), await simulator.get(ORDERS, **{"Accept-Version": "20251101"})]

        assert [answer.status_code for answer in answers] == [406, 406]

    async def test_of_several_accounts_are_ones_own(self, simulator: Simulator) -> None:
        own = await simulator.items(f"/customers/me/orders?account-numbers[]={MARGIN}&start-date=2026-03-04")
        stranger = await simulator.get(f"/customers/me/orders?account-numbers[]={STRANGERS}")

        assert [order["id"] for order in own] == [7005, 7004]
        assert stranger.status_code == 403

    async def test_that_belong_together_are_one_complex_order(self, simulator: Simulator) -> None:
        account = simulator.grant.customer.accounts[0]
        for order, tag in zip(account.orders[-3:], ("trigger-order", "profit-target", "stop-loss"), strict=True):
            order |= {"complex-order-id": 9001, "complex-order-tag": f"OTOCO::{tag}"}

        whole = (await simulator.items(f"/accounts/{MARGIN}/complex-orders"))[0]

        assert (whole["id"], whole["type"], whole["trigger-order"]["id"]) == (9001, "OTOCO", 7003)
        assert [order["id"] for order in whole["orders"]] == [7004, 7005]
        assert await simulator.items(f"/accounts/{MARGIN}/complex-orders/live") == [whole]
        assert await simulator.data(f"/accounts/{MARGIN}/complex-orders/9001") == whole


class TestSnapshots:
    async def test_need_a_time_of_day(self, simulator: Simulator) -> None:
        answers = [await simulator.get(SNAPSHOTS), await simulator.get(SNAPSHOTS, ("time-of-day", "Noon"))]

        assert [answer.json()["error"]["errors"][0]["domain"] for answer in answers] == ["time-of-day"] * 2

    async def test_are_of_the_days_that_are_over(self, simulator: Simulator) -> None:
        days = await simulator.items(SNAPSHOTS, ("time-of-day", "EOD"), ("start-date", "2026-03-02"))

        assert [(day["snapshot-date"], day["cash-balance"], day["net-liquidating-value"]) for day in days] == [
            ("2026-03-04", "31045.28", "50695.28"),  # a put more than today, and the call: + 19500 - 250 + 2 x 175 + 50
            ("2026-03-03", "31347.56", "50647.56"),  # 31298.78 - 1.22 + 50, and the future's 50 since its settlement
            ("2026-03-02", "31298.78", "50548.78"),  # 50000 - 19000.08 + 298.86, + 19500 - 250
        ]

    async def test_begin_with_what_the_day_before_ended_with(self, simulator: Simulator) -> None:
        morning = await simulator.items(SNAPSHOTS, ("time-of-day", "BOD"), ("snapshot-date", "2026-03-04"))
        evening = await simulator.items(SNAPSHOTS, ("time-of-day", "EOD"), ("snapshot-date", "2026-03-03"))

        assert [day["time-of-day"] for day in morning] == ["BOD"]
        changed = {name for name in morning[0] if morning[0][name] != evening[0][name]}
        assert changed <= {"snapshot-date", "time-of-day"}

    async def test_without_a_day_are_the_last_one_and_the_present(self, simulator: Simulator) -> None:
        days = await simulator.items(SNAPSHOTS, ("time-of-day", "EOD"))

        assert [day["snapshot-date"] for day in days] == ["2026-03-04", "2026-03-05"]

    async def test_come_in_pages(self, simulator: Simulator) -> None:
        query = [("time-of-day", "EOD"), ("start-date", "2026-03-02"), ("per-page", "2"), ("page-offset", "1")]

        answer = await simulator.get(SNAPSHOTS, *query)

        assert [day["snapshot-date"] for day in answer.json()["data"]["items"]] == ["2026-03-02"]
        assert answer.json()["pagination"]["total-items"] == 3


class TestNetLiquidity:
    async def test_is_told_day_by_day_beyond_a_week(self, simulator: Simulator) -> None:
        bars = await simulator.items(NET_LIQ, ("time-back", "1m"))

        assert [(bar["time"], bar["open"], bar["close"]) for bar in bars][-3:] == [
            ("2026-03-02 21:00:00+00", "50548.78", "50548.78"),
            ("2026-03-03 21:00:00+00", "50548.78", "50647.56"),
            ("2026-03-04 21:00:00+00", "50647.56", "50695.28"),
        ]

    async def test_is_told_every_five_minutes_of_a_day(self, simulator: Simulator) -> None:
        bars = await simulator.items(NET_LIQ, ("time-back", "1d"))

        assert [bar["time"] for bar in (bars[0], bars[-1])] == ["2026-03-04 18:05:00+00", "2026-03-05 18:00:00+00"]
        assert (bars[-1]["close"], bars[-1]["total-close"]) == ("50720.14", "50720.14")

    async def test_is_told_of_a_window(self, simulator: Simulator) -> None:
        window = [("start-time", "2026-02-20T00:00:00-05:00[America/New_York]"), ("end-time", "2026-03-04T00:00:00Z")]

        assert [bar["time"][:10] for bar in await simulator.items(NET_LIQ, *window)][-2:] == [
            "2026-03-02",
            "2026-03-03",
        ]

    async def test_knows_few_spans(self, simulator: Simulator) -> None:
        assert (await simulator.get(NET_LIQ, ("time-back", "2y"))).status_code == 400


class TestInstruments:
    async def test_are_found_by_symbol(self, simulator: Simulator) -> None:
        found = await simulator.items("/instruments/equity-options", ("symbol[]", CALL), ("symbol[]", "XX"))

        assert [(each["symbol"], each["strike-price"], each["streamer-symbol"]) for each in found] == [
            (CALL, "200.0", ".AAPL260320C200")
        ]

    async def test_of_futures_say_what_a_point_is_worth(self, simulator: Simulator) -> None:
        future = await simulator.data("/instruments/futures/MESH6")

        assert (
            future["symbol"],
            future["notional-multiplier"],
            future["streamer-symbol"],
            future["expiration-date"],
        ) == (
            FUTURE,
            "5.0",
            "/MESH26:XCME",
            "2026-03-20",
        )

    async def test_of_options_on_futures_name_their_future(self, simulator: Simulator) -> None:
        found = await simulator.data(f"/instruments/future-options/{FUTURE_CALL.replace('/', '%2F')}")

        assert (found["underlying-symbol"], found["streamer-symbol"]) == ("/ESH6", "./EW3H26C6000:XCME")

    @pytest.mark.parametrize(
        ("symbol", "year", "streamed"),
        [
            ("/ESZ9", 2021, "/ESZ19:XCME"),
            ("/ESH6", 2026, "/ESH26:XCME"),
            ("/ESH0", 2029, "/ESH30:XCME"),
            ("/NGZ19", 2026, "/NGZ19:XNYM"),
            ("./ESZ9 EW4U9 190927P2975", 2026, "./EW4U19P2975:XCME"),
            ("SPXW  250911C06580500", 2026, ".SPXW250911C6580.5"),
        ],
    )
    def test_have_names_of_their_own_for_the_streamer(self, symbol: str, year: int, streamed: str) -> None:
        assert streamer_symbol(symbol, year) == streamed

    async def test_that_nobody_knows_are_not_found(self, simulator: Simulator) -> None:
        assert (await simulator.get("/instruments/equities/XX")).status_code == 404


class TestQuotes:
    async def test_are_had_for_symbols_of_several_kinds(self, simulator: Simulator) -> None:
        kinds = [("equity", "AAPL,T"), ("equity-option", CALL), ("future", FUTURE), ("equity", "XX")]

        found = await simulator.items("/market-data/by-type", *kinds)

        assert {each["symbol"]: each["mark"] for each in found} == {
            "AAPL": "195.0",
            "T": "27.0",
            CALL: "2.5",
            FUTURE: "6020.0",
        }

    async def test_are_had_for_a_hundred_symbols_at_most(self, simulator: Simulator) -> None:
        symbols = [("equity", f"A{index}") for index in range(101)]

        assert (await simulator.get("/market-data/by-type", *symbols[:100])).status_code == 200
        assert (await simulator.get("/market-data/by-type", *symbols)).status_code == 400

    async def test_of_one_symbol_are_had_by_kind(self, simulator: Simulator) -> None:
        assert (await simulator.data("/market-data/Equity/AAPL"))["bid"] == "194.99"


class TestMetrics:
    async def test_are_what_the_options_on_a_symbol_imply(self, simulator: Simulator) -> None:
        found = await simulator.items("/market-metrics", ("symbols", "AAPL,T"))

        assert [(each["symbol"], each.get("implied-volatility-index")) for each in found] == [
            ("AAPL", "0.25"),
            ("T", None),
        ]
        assert found[0]["option-expiration-implied-volatilities"][0]["expiration-date"] == "2026-03-20"

    async def test_are_of_symbols_that_were_named(self, simulator: Simulator) -> None:
        assert (await simulator.get("/market-metrics")).status_code == 400


class TestMargin:
    async def test_is_reported_by_underlying(self, simulator: Simulator) -> None:
        report = await simulator.data(f"/margin/accounts/{MARGIN}/requirements")

        assert [group["code"] for group in report["groups"]] == ["/MES", "AAPL", "SPY"]
        assert report["margin-equity"] == "50720.14"
        # Half of 19,500, 120 % of the short call's 250, a tenth of the future's 30,100; nothing for the long put.
        assert (report["margin-requirement"], report["margin-requirement-effect"]) == ("13060.0", "Debit")
