"""An account's rows, and what follows from them: pages, filters, positions, balances."""

from datetime import timedelta
from decimal import Decimal

import pytest

from dev.standins.tastytrade.wire import Wire
from tests.standins.tastytrade.simulator import CALL, CASH, FUTURE, IRA, MARGIN, NOW, PUT, Simulator

TRANSACTIONS = f"/accounts/{MARGIN}/transactions"
POSITIONS = f"/accounts/{MARGIN}/positions"


def symbols(rows: list[Wire]) -> list[str | None]:
    return [row.get("symbol") for row in rows]


class TestTransactions:
    async def test_come_with_the_latest_first(self, simulator: Simulator) -> None:
        rows = await simulator.items(TRANSACTIONS)

        assert symbols(rows) == [PUT, PUT, FUTURE, FUTURE, CALL, "AAPL", None]

    async def test_are_written_as_recorded(self, simulator: Simulator) -> None:
        row = (await simulator.items(TRANSACTIONS, ("symbol", CALL)))[0]

        assert row == {
            "id": row["id"],
            "account-number": MARGIN,
            "symbol": CALL,
            "instrument-type": "Equity Option",
            "underlying-symbol": "AAPL",
            "transaction-type": "Trade",
            "transaction-sub-type": "Sell to Open",
            "description": "Sold 1 AAPL 03/20/26 Call 200.00 @ 3.00",
            "action": "Sell to Open",
            "quantity": "1.0",
            "price": "3.0",
            "executed-at": "2026-03-02T15:30:00.000+00:00",
            "transaction-date": "2026-03-02",
            "value": "300.0",
            "value-effect": "Credit",
            "regulatory-fees": "0.04",
            "regulatory-fees-effect": "Debit",
            "clearing-fees": "0.1",
            "clearing-fees-effect": "Debit",
            "commission": "1.0",
            "commission-effect": "Debit",
            "proprietary-index-option-fees": "0.0",
            "proprietary-index-option-fees-effect": "None",
            "net-value": "298.86",
            "net-value-effect": "Credit",
            "is-estimated-fee": True,
            "currency": "USD",
            "order-id": 7002,
            "leg-count": 1,
            "exec-id": row["exec-id"],
            "ext-exec-id": row["ext-exec-id"],
            "ext-group-fill-id": "7002",
            "destination-venue": "SIMULATOR_A",
        }

    async def test_come_in_pages(self, simulator: Simulator) -> None:
        answer = await simulator.get(TRANSACTIONS, ("sort", "Asc"), ("per-page", 3), ("page-offset", 2))

        body = answer.json()
        assert symbols(body["data"]["items"]) == [PUT]
        assert body["context"] == TRANSACTIONS
        assert body["pagination"] == {
            "per-page": 3,
            "page-offset": 2,
            "item-offset": 6,
            "total-items": 7,
            "total-pages": 3,
            "current-item-count": 1,
            "previous-link": None,
            "next-link": None,
            "paging-link-template": None,
        }

    async def test_have_250_to_a_page_unless_asked_otherwise(self, simulator: Simulator) -> None:
        assert (await simulator.get(TRANSACTIONS)).json()["pagination"]["per-page"] == 250

    @pytest.mark.parametrize(
        ("name", "value"),
        [("per-page", 2001), ("per-page", 0), ("sort", "Up"), ("start-date", "March"), ("end-at", "x")],
    )
    async def test_are_not_searched_for_nonsense(self, simulator: Simulator, name: str, value: object) -> None:
        answer = await simulator.get(TRANSACTIONS, (name, value))

        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "validation_error"
        assert answer.json()["error"]["errors"][0]["domain"] == name

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ([("type", "Money Movement")], [FUTURE, None]),
            ([("types[]", "Money Movement"), ("types[]", "Receive Deliver")], [FUTURE, None]),
            ([("sub-type[]", "Deposit")], [None]),
            ([("action", "Sell to Close")], [PUT]),
            ([("instrument-type", "Future")], [FUTURE, FUTURE]),
            ([("underlying-symbol", "AAPL")], [CALL, "AAPL"]),
            ([("futures-symbol", FUTURE)], [FUTURE, FUTURE]),
            ([("start-date", "2026-03-04")], [PUT, PUT]),
            ([("end-date", "2026-03-02")], [CALL, "AAPL", None]),
            ([("start-at", "2026-03-02T15:30:00Z"), ("end-at", "2026-03-03 16:00:00+00:00")], [FUTURE, CALL]),
        ],
    )
    async def test_can_be_searched(
        self, simulator: Simulator, query: list[tuple[str, str]], found: list[str | None]
    ) -> None:
        assert symbols(await simulator.items(TRANSACTIONS, *query)) == found

    async def test_of_the_future_are_not_there_yet(self, simulator: Simulator) -> None:
        before = await simulator.items(TRANSACTIONS)
        simulator.broker.clock.advance(timedelta(days=2))
        after = await simulator.items(TRANSACTIONS)

        assert [row["transaction-sub-type"] for row in after[:1]] == ["Expiration"]
        assert after[1:] == before

    async def test_that_were_written_down_later_are_there_from_then_on(self, simulator: Simulator) -> None:
        account = simulator.grant.customer.accounts[0]
        account.transactions[0] = account.transactions[0] | {"created-at": "2026-03-05T18:00:01.000+00:00"}
        before = len(await simulator.items(TRANSACTIONS))
        simulator.broker.clock.advance(timedelta(seconds=1))
        rows = await simulator.items(TRANSACTIONS)

        assert (before, len(rows), rows[-1]["transaction-sub-type"]) == (6, 7, "Deposit")

    async def test_have_ids_that_grow_with_time(self, simulator: Simulator) -> None:
        ids = [row["id"] for row in await simulator.items(TRANSACTIONS, ("sort", "Asc"))]

        assert ids == list(range(ids[0], ids[0] + 7))

    async def test_can_be_asked_for_one_by_one(self, simulator: Simulator) -> None:
        row = (await simulator.items(TRANSACTIONS))[0]

        assert await simulator.data(f"{TRANSACTIONS}/{row['id']}") == row
        assert (await simulator.get(f"{TRANSACTIONS}/1")).status_code == 404

    async def test_have_their_fees_of_a_day_summed(self, simulator: Simulator) -> None:
        fees = await simulator.data(f"{TRANSACTIONS}/total-fees", ("date", "2026-03-02"))

        assert fees == {"total-fees": "1.22", "total-fees-effect": "Debit"}  # 0.08 + 1.14


class TestPositions:
    async def test_follow_from_the_rows(self, simulator: Simulator) -> None:
        held = {
            row["symbol"]: (row["quantity"], row["quantity-direction"], row["average-open-price"], row["multiplier"])
            for row in await simulator.items(POSITIONS)
        }

        assert held == {
            "AAPL": (100, "Long", "190.0", 1),
            CALL: (1, "Short", "3.0", 100),
            FUTURE: (1, "Long", "6000.0", 5),
            PUT: (1, "Long", "1.5", 100),
        }

    async def test_are_marked_when_asked(self, simulator: Simulator) -> None:
        plain = (await simulator.items(POSITIONS, ("symbol", CALL)))[0]
        marked = (await simulator.items(POSITIONS, ("symbol", CALL), ("include-marks", "true")))[0]

        assert "mark-price" not in plain
        assert (marked["mark-price"], marked["mark"], marked["cost-effect"]) == ("2.5", "250.0", "Debit")

    async def test_know_what_was_realized_today(self, simulator: Simulator) -> None:
        row = (await simulator.items(POSITIONS, ("symbol", PUT)))[0]

        assert (row["realized-today"], row["realized-today-effect"]) == ("50.0", "Credit")  # (2.00 - 1.50) x 100

    async def test_count_the_days_profit_from_the_last_close_or_from_todays_opening(self, simulator: Simulator) -> None:
        overnight = (await simulator.items(POSITIONS, ("symbol", PUT)))[0]
        simulator.broker.clock.freeze(NOW - timedelta(days=1))  # the day it was opened
        opened = (await simulator.items(POSITIONS, ("symbol", PUT)))[0]

        marks = [each["average-daily-market-close-price"] for each in (overnight, opened)]
        assert marks == ["1.75", "1.5"]

    async def test_that_are_closed_stay_until_night_for_who_asks(self, simulator: Simulator) -> None:
        simulator.broker.clock.advance(timedelta(days=1, hours=4))  # the evening after the last put expired

        everything = await simulator.items(POSITIONS, ("include-closed-positions", "true"), ("symbol", PUT))
        opened = await simulator.items(POSITIONS, ("symbol", PUT))
        simulator.broker.clock.advance(timedelta(days=1))
        later = await simulator.items(POSITIONS, ("include-closed-positions", "true"), ("symbol", PUT))

        assert [(row["quantity"], row["quantity-direction"]) for row in everything] == [(0, "Zero")]
        assert (opened, later) == ([], [])

    async def test_can_be_searched(self, simulator: Simulator) -> None:
        underlying = await simulator.items(POSITIONS, ("underlying-symbol[]", "AAPL"), ("underlying-symbol[]", "T"))
        futures = await simulator.items(POSITIONS, ("underlying-product-code", "MES"))

        assert (symbols(underlying), symbols(futures)) == (["AAPL", CALL], [FUTURE])


class TestBalances:
    async def test_are_the_sum_of_the_rows_and_what_positions_are_worth(self, simulator: Simulator) -> None:
        balance = await simulator.data(f"/accounts/{MARGIN}/balances/USD")

        assert {
            name: balance[name] for name in balance if name.startswith(("cash-b", "long-", "short-", "net-", "intra"))
        } == {
            **dict.fromkeys((name for name in balance if name.startswith(("long-", "short-"))), "0.0"),
            "cash-balance": f"{CASH}",
            "long-equity-value": "19500.0",
            "long-margineable-value": "19500.0",
            "long-derivative-value": "175.0",
            "short-derivative-value": "250.0",
            "intraday-futures-cash-amount": "50.0",  # (6020 - 6010) x 5: what was settled is cash already
            "intraday-futures-cash-effect": "Credit",
            "intraday-futures-cash-effective-date": "2026-03-05",
            "net-liquidating-value": "50720.14",
        }
        assert Decimal("50720.14") == CASH + 19500 + 175 - 250 + 50

    async def test_come_as_a_list_too(self, simulator: Simulator) -> None:
        listed = await simulator.items(f"/accounts/{IRA}/balances")

        assert [(each["currency"], each["cash-balance"]) for each in listed] == [("USD", "50000.0")]

    async def test_are_in_dollars_only(self, simulator: Simulator) -> None:
        assert (await simulator.get(f"/accounts/{IRA}/balances/EUR")).status_code == 404
