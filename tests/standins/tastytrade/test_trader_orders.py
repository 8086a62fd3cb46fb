"""The demo account's orders: filled ones agree with their rows, the others never traded."""

import json
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dev.standins.tastytrade.wire import Wire
from tests.parts import where
from tests.standins.tastytrade.replaying import ORDERS, ROWS

RECORDED = {"ext-exchange-order-number", "ext-client-order-id", "ext-global-order-number"}
"""Fields of recorded orders that the published document leaves out."""
BY_ID = {str(order["id"]): order for order in ORDERS}


def with_status(status: str) -> list[Wire]:
    return [order for order in ORDERS if order["status"] == status]


def quantities(order: Wire) -> dict[str, Decimal]:
    return {
        leg["symbol"]: sum((Decimal(fill["quantity"]) for fill in leg["fills"]), Decimal(0)) for leg in order["legs"]
    }


class TestOrders:
    @pytest.mark.parametrize(
        ("status", "least"), [("Filled", 1000), ("Cancelled", 50), ("Rejected", 5), ("Expired", 5)]
    )
    def test_end_as(self, status: str, least: int) -> None:
        assert len(with_status(status)) >= least

    def test_have_ids_that_only_grow(self) -> None:
        ids = [order["id"] for order in ORDERS]

        assert ids == sorted(set(ids))

    def test_have_ended_after_they_were_received(self) -> None:
        lives = [(order["received-at"], order["terminal-at"]) for order in ORDERS]

        assert all(datetime.fromisoformat(start) <= datetime.fromisoformat(end) for start, end in lives)

    @pytest.mark.needs("shared")
    def test_have_only_fields_of_the_published_api_and_of_recorded_orders(self) -> None:
        published = Path(where("shared")) / "data/tastytrade/openapi/orders.json"
        fields = json.loads(published.read_text())["definitions"]["Order"]["properties"]
        leg = fields["legs"]["items"]["properties"]

        assert {name for order in ORDERS for name in order} <= fields.keys() | RECORDED
        assert {name for order in ORDERS for one in order["legs"] for name in one} <= leg.keys()
        fills = {name for order in ORDERS for one in order["legs"] for fill in one["fills"] for name in fill}
        assert fills <= leg["fills"]["items"]["properties"].keys()


class TestAFilledOrder:
    def test_has_the_fills_that_its_rows_show(self) -> None:
        rows: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for row in ROWS:
            if "order-id" in row:
                rows[row["order-id"]][row["symbol"]] += Decimal(row["quantity"])

        assert {order["id"]: quantities(order) for order in with_status("Filled")} == rows

    def test_has_nothing_left(self) -> None:
        assert {leg["remaining-quantity"] for order in with_status("Filled") for leg in order["legs"]} == {0}

    def test_shares_its_executions_numbers_with_the_rows(self) -> None:
        rows = {row["ext-exec-id"]: row for row in ROWS if "ext-exec-id" in row}
        fills = [fill for order in with_status("Filled") for leg in order["legs"] for fill in leg["fills"]]

        assert all(rows[fill["ext-exec-id"]]["executed-at"] == fill["filled-at"] for fill in fills[:200])

    def test_costs_per_unit_what_its_legs_cost(self) -> None:
        order = next(order for order in with_status("Filled") if len(order["legs"]) == 4)

        units = [
            (-1 if leg["action"].startswith("Buy") else 1) * Decimal(leg["fills"][0]["fill-price"]) * leg["quantity"]
            for leg in order["legs"]
        ]

        assert abs(sum(units)) / order["size"] == Decimal(order["price"])
        assert order["price-effect"] == ("Credit" if sum(units) > 0 else "Debit")


class TestAnUnfilledOrder:
    def test_has_no_fills_and_everything_left(self) -> None:
        unfilled = [order for order in ORDERS if order["status"] != "Filled"]

        assert all(leg["fills"] == [] for order in unfilled for leg in order["legs"])
        assert all(leg["remaining-quantity"] == leg["quantity"] for order in unfilled for leg in order["legs"])

    def test_that_was_replaced_names_the_one_that_followed(self) -> None:
        replaced = [order for order in with_status("Cancelled") if "replacing-order-id" in order]

        assert len(replaced) >= 20
        assert all(
            BY_ID[order["replacing-order-id"]]["replaces-order-id"] == str(order["id"]) and order["edited"]
            for order in replaced
        )

    def test_of_a_bracket_shares_its_complex_order_with_the_one_that_filled(self) -> None:
        brackets: dict[str, set[str]] = defaultdict(set)
        for order in ORDERS:
            if "complex-order-id" in order:
                assert order["complex-order-tag"] == "OCO::order"
                brackets[order["complex-order-id"]].add(order["status"])

        assert len(brackets) >= 5
        assert all(statuses == {"Filled", "Cancelled"} for statuses in brackets.values())

    def test_that_was_rejected_says_why(self) -> None:
        assert all(order["reject-reason"] for order in with_status("Rejected"))
