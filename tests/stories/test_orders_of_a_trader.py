"""Every order of the simulated trader, as its owner reads it, against the rows that its fills became."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dev.stack import Stack
from dev.standins.tastytrade.trader import demo_account
from dev.standins.tastytrade.wire import BrokerAccount
from lib.gateways.supabase.broker_objects import order_cells
from tests.database.world import World, new_world

Line = dict[str, Any]


@pytest.fixture(scope="module")
def account() -> BrokerAccount:
    return demo_account(date(2025, 3, 31))


@pytest.fixture(scope="module")
def listed(stack: Stack, account: BrokerAccount) -> dict[str, Line]:
    """Keep the trader's orders as a sync does and read all pages; return the orders by their numbers."""
    world: World = new_world(stack)
    world.link()
    kept = [order_cells(order) for order in account.orders]
    answer = world.service.rpc("keep_orders", p_account=world.account, p_orders=kept)
    assert answer.is_success, answer.text
    lines: list[Line] = []
    after = None
    while True:
        page = world.caller.call("list_orders", p_after=after, p_limit=97)
        lines += page["items"]
        after = page["next"]
        if after is None:
            break
    assert [line["received_at"] for line in lines] == sorted((line["received_at"] for line in lines), reverse=True)
    assert len({line["broker_id"] for line in lines}) == len(lines)
    return {line["broker_id"]: line for line in lines}


class TestTheOrdersOfATrader:
    def test_are_all_there_in_every_state(self, account: BrokerAccount, listed: dict[str, Line]) -> None:
        assert listed.keys() == {str(order["id"]) for order in account.orders}
        groups = Counter(line["group"] for line in listed.values())
        assert groups["filled"] > groups["ended"] > 0
        assert groups.keys() <= {"working", "filled", "ended"}

    def test_were_filled_with_what_their_rows_say(self, account: BrokerAccount, listed: dict[str, Line]) -> None:
        quantities: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        amounts: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for row in account.transactions:
            if "order-id" in row and "price" in row:
                key = str(row["order-id"]), row["symbol"]
                quantities[key] += Decimal(row["quantity"])
                amounts[key] += Decimal(row["quantity"]) * Decimal(row["price"])

        told = {
            (number, leg["symbol"]): (Decimal(leg["filled"]), Decimal(leg["average_price"]))
            for number, line in listed.items()
            for leg in line["legs"]
            if leg["filled"] != "0"
        }

        assert len(told) > 100
        assert {key: quantity for key, (quantity, _) in told.items()} == quantities
        for key, (quantity, price) in told.items():
            assert abs(quantity * price - amounts[key]) < Decimal("0.0001"), key

    def test_paid_where_the_broker_says_debit(self, account: BrokerAccount, listed: dict[str, Line]) -> None:
        for order in account.orders:
            price = listed[str(order["id"])]["price"]
            if order.get("price") and Decimal(order["price"]):
                assert (Decimal(price) < 0) == (order["price-effect"] == "Debit"), order["id"]
