"""Orders as the broker told them, whatever they lack, by every filter, and to their owner only."""

from typing import Any

import pytest

from dev.stack import Stack
from tests.database.callers import Caller, nobody
from tests.database.world import World, new_world, row

PUT, CALL = "SPY   250321P00500000", "SPY   250321C00600000"


def fill(quantity: object, price: object) -> dict[str, Any]:
    return {"quantity": quantity, "fill-price": price, "filled-at": "2025-03-03T15:00:01.000+00:00"}


def leg(*fills: dict[str, Any], symbol: str = PUT, **more: object) -> dict[str, Any]:
    """Build a leg that sells three puts."""
    sold = {"symbol": symbol, "action": "Sell to Open", "instrument-type": "Equity Option", "quantity": 3}
    return {**sold, "remaining-quantity": 0, "fills": list(fills), **more}


def order(broker_id: str, *legs: object, at: str | None = "2025-03-03T15:00:00Z", **raw: object) -> dict[str, Any]:
    """Build a filled order on SPY for a credit of 1.25, as keep_orders takes it; `raw` with underscores for dashes."""
    told = {
        "id": int(broker_id),
        "order-type": "Limit",
        "time-in-force": "Day",
        "size": 3,
        "price": "1.25",
        "price-effect": "Credit",
        "legs": list(legs),
        **{name.replace("_", "-"): value for name, value in raw.items()},
    }
    status, underlying = told.pop("status", "Filled"), told.pop("underlying", "SPY")
    return {"broker_id": broker_id, "underlying": underlying, "status": status, "received_at": at, "raw": told}


def keep(world: World, *orders: dict[str, Any]) -> None:
    answer = world.service.rpc("keep_orders", p_account=world.account, p_orders=list(orders))
    assert answer.is_success, answer.text


def read(world: World, kept: dict[str, Any]) -> dict[str, Any]:
    """Keep one order and read it as its owner."""
    keep(world, kept)
    found: dict[str, Any]
    [found] = world.caller.call("list_orders", p_order=kept["broker_id"])["items"]
    return found


@pytest.fixture
def linked(world: World) -> World:
    world.link()
    return world


@pytest.fixture(scope="module")
def trader(stack: Stack) -> World:
    """Keep five orders that differ in everything a filter can name."""
    world = new_world(stack)
    world.link()
    keep(
        world,
        order("11", leg(fill(3, "1.25")), at="2025-01-02T15:00:00Z"),
        order("12", leg(symbol=CALL), at="2025-02-03T15:00:00Z", status="Live"),
        order("13", at="2025-04-01T03:30:00Z", status="Rejected", underlying="ABC", reject_reason="No 50% margin_"),
        order("14", at="2025-05-01T15:00:00Z", status="Cancelled", complex_order_id=900),
        order("15", at=None, status="Brand New", order_type="Stop"),
    )
    return world


def found(world: World, **filters: object) -> list[str]:
    return [item["broker_id"] for item in world.caller.call("list_orders", **filters)["items"]]


class TestAnOrder:
    def test_has_its_price_signed_and_its_numbers_as_text(self, linked: World) -> None:
        told = read(linked, order("1", terminal_at="2025-03-03T15:00:05.123+00:00", complex_order_id=7))

        assert (told["price"], told["price_effect"], told["size"]) == ("1.25", "Credit", "3")
        assert (told["group"], told["type"], told["time_in_force"]) == ("filled", "Limit", "Day")
        assert (told["terminal_at"], told["complex_order_id"]) == ("2025-03-03T15:00:05.123+00:00", "7")

    @pytest.mark.parametrize(
        ("price", "effect", "expected"),
        [
            ("1.250", "Credit", "1.25"),
            ("1.25", "Debit", "-1.25"),
            ("-1.25", "Debit", "-1.25"),
            (0.35, "Debit", "-0.35"),
            ("0.0", "None", "0"),
            ("2", None, "2"),
            ("NaN", "Credit", None),
            ("1e5", "Credit", None),
            (None, "Debit", None),
            ({"odd": 1}, "Debit", None),
        ],
    )
    def test_is_paid_for_with_a_minus(self, linked: World, price: object, effect: object, expected: object) -> None:
        assert read(linked, order("1", price=price, price_effect=effect))["price"] == expected

    def test_that_says_nothing_but_its_number_is_shown(self, linked: World) -> None:
        told = read(linked, {"broker_id": "1", "raw": {}})

        assert (told["account_id"], told["legs"]) == (linked.account, [])
        assert {name for name, value in told.items() if value is not None} == {"account_id", "broker_id", "legs"}

    @pytest.mark.parametrize("legs", [None, "two", {"symbol": "SPY"}, 3])
    def test_whose_legs_are_no_list_has_none(self, linked: World, legs: object) -> None:
        assert read(linked, {"broker_id": "1", "raw": {"legs": legs}})["legs"] == []

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            (1741014005123, "2025-03-03T15:00:05.123+00:00"),
            ("2025-13-45T00:00:00Z", None),
            ("soon", None),
            ("infinity", None),
        ],
    )
    def test_ends_when_the_broker_says_if_that_is_a_time(
        self, linked: World, written: object, expected: str | None
    ) -> None:
        assert read(linked, order("1", terminal_at=written))["terminal_at"] == expected


class TestALeg:
    def test_says_how_much_was_filled_and_at_which_price_on_average(self, linked: World) -> None:
        [told] = read(linked, order("1", leg(fill(1, "1.30"), fill("2.0", "1.24"))))["legs"]

        assert (told["filled"], told["average_price"]) == ("3", "1.26")  # (1.30 + 2 x 1.24) / 3
        assert [(one["quantity"], one["price"]) for one in told["fills"]] == [("1", "1.3"), ("2", "1.24")]
        assert (told["symbol"], told["action"], told["quantity"], told["remaining"]) == (PUT, "Sell to Open", "3", "0")

    def test_rounds_an_average_that_has_no_end(self, linked: World) -> None:
        [told] = read(linked, order("1", leg(fill(1, "1.00"), fill(2, "1.01"))))["legs"]

        assert told["average_price"] == "1.00666667"

    def test_that_is_not_filled_has_no_average(self, linked: World) -> None:
        [told] = read(linked, order("1", leg()))["legs"]

        assert (told["filled"], told["average_price"], told["fills"]) == ("0", None, [])

    @pytest.mark.parametrize("odd", [{}, {"quantity": "1"}, {"quantity": "NaN", "fill-price": "1"}, "odd", None])
    def test_with_a_fill_that_lacks_a_number_has_no_average(self, linked: World, odd: Any) -> None:  # noqa: ANN401 - whatever the broker sends
        [told] = read(linked, order("1", leg(fill(2, "1.24"), odd)))["legs"]

        assert told["average_price"] is None
        assert len(told["fills"]) == 2

    @pytest.mark.parametrize("odd", ["odd", None, 5, {}, {"fills": "none"}, {"quantity": [1]}])
    def test_may_lack_anything(self, linked: World, odd: object) -> None:
        [told] = read(linked, order("1", odd))["legs"]

        assert told["fills"] == []
        assert {told["symbol"], told["filled"], told["average_price"]} == {None}


class TestTheOrders:
    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({}, ["14", "13", "12", "11", "15"]),
            ({"p_group": "working"}, ["12"]),
            ({"p_group": "filled"}, ["11"]),
            ({"p_group": "ended"}, ["14", "13"]),
            ({"p_underlying": "ABC"}, ["13"]),
            ({"p_order": "14"}, ["14"]),
            ({"p_order": "1"}, []),
            ({"p_start": "2025-02-03", "p_end": "2025-03-31"}, ["13", "12"]),  # 31 March, 23:30 in New York
            ({"p_start": "2025-04-01"}, ["14"]),
            ({"p_search": "250321c"}, ["12"]),
            ({"p_search": "900"}, ["14"]),
            ({"p_search": "50%"}, ["13"]),
            ({"p_search": "_"}, ["13"]),
            ({"p_search": "brand"}, ["15"]),
            ({"p_search": "stop"}, ["15"]),
            ({"p_search": "sell to"}, ["12", "11"]),
            ({"p_search": "1", "p_start": "2026-01-01"}, []),
        ],
    )
    def test_are_found_by(self, trader: World, filters: dict[str, object], expected: list[str]) -> None:
        assert found(trader, **filters) == expected

    def test_show_a_status_that_is_new_as_it_is(self, trader: World) -> None:
        [told] = trader.caller.call("list_orders", p_order="15")["items"]

        assert (told["status"], told["group"], told["received_at"]) == ("Brand New", None, None)

    def test_are_paged_without_losing_one_of_the_same_moment(self, linked: World) -> None:
        keep(linked, *(order(str(number)) for number in range(1, 6)), order("9", at=None))

        pages, after = [], None
        while True:
            page = linked.caller.call("list_orders", p_limit=2, p_after=after)
            pages.append([item["broker_id"] for item in page["items"]])
            after = page["next"]
            if after is None:
                break

        assert pages == [["5", "4"], ["3", "2"], ["1", "9"], []]

    @pytest.mark.parametrize("asked", [{"p_search": "x" * 201}, {"p_after": "page two"}, {"p_after": "2025-01-01|x"}])
    def test_refuse_what_is_no_question(self, trader: World, asked: dict[str, object]) -> None:
        assert trader.caller.rpc("list_orders", **asked).status_code == 400

    def test_are_their_owners_business_only(self, trader: World, other: Caller, stack: Stack) -> None:
        for asked in ({}, {"p_account": trader.account}, {"p_order": "11"}):
            assert other.call("list_orders", **asked) == {"items": [], "next": None}
        assert nobody(stack).rpc("list_orders").status_code == 401


class TestTheRowsOfAnOrder:
    def test_are_those_with_its_number(self, world: World) -> None:
        world.store(row("one", order_id="371"), row("two", order_id="371"), row("more", order_id="3710"), row("none"))

        items = world.caller.call("list_transactions", p_order="371")["items"]

        assert [item["order_id"] for item in items] == ["371", "371"]
