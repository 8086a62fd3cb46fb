"""Orders, positions and balances: what of the broker's answers is kept, and what an older or poorer one leaves."""

from typing import Any

import pytest

from tests.database.world import World

FIRST, LATER = "2025-03-03T15:00:00Z", "2025-03-03T15:05:00Z"


@pytest.fixture
def linked(world: World) -> World:
    world.link()
    return world


def keep(world: World, function: str, **arguments: object) -> None:
    answer = world.service.rpc(function, p_account=world.account, **arguments)
    assert answer.is_success, answer.text


def kept(world: World, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = world.caller.select(table).json()
    return rows


def order(status: str, updated_at: str | None = FIRST) -> dict[str, Any]:
    return {"broker_id": "1", "status": status, "updated_at": updated_at, "raw": {"id": 1, "status": status}}


def held(symbol: str, quantity: str = "1", **changes: object) -> dict[str, Any]:
    return {"symbol": symbol, "quantity": quantity, "raw": {"symbol": symbol}, **changes}


def worth(cash: str | None, **changes: object) -> dict[str, Any]:
    told = {"cash-balance": cash} if cash else {}
    return {"cash_balance": cash, "raw": told, **changes}


def state(world: World, at: str, *positions: dict[str, Any], cash: str = "1") -> None:
    keep(world, "keep_account_state", p_at=at, p_positions=list(positions), p_balances=worth(cash))


class TestOrders:
    def test_are_kept_in_their_latest_version(self, linked: World) -> None:
        keep(linked, "keep_orders", p_orders=[order("Live")])
        keep(linked, "keep_orders", p_orders=[order("Filled", LATER), order("Routed")])
        keep(linked, "keep_orders", p_orders=[order("Live")])

        (one,) = kept(linked, "orders")

        assert (one["broker_id"], one["status"], one["raw"]) == ("1", "Filled", {"id": 1, "status": "Filled"})

    def test_without_a_time_replace_what_is_there(self, linked: World) -> None:
        keep(linked, "keep_orders", p_orders=[order("Live")])
        keep(linked, "keep_orders", p_orders=[order("Filled", None)])

        assert kept(linked, "orders")[0]["status"] == "Filled"


class TestTheState:
    def test_is_replaced_as_a_whole(self, linked: World) -> None:
        state(linked, FIRST, held("ABC"), held("XYZ"))
        state(linked, LATER, held("XYZ", "-3"), held("NEW"), cash="2")

        assert {one["symbol"]: str(one["quantity"]) for one in kept(linked, "positions")} == {
            "XYZ": "-3.0",
            "NEW": "1.0",
        }
        assert str(kept(linked, "account_balances")[0]["cash_balance"]) == "2.0"

    def test_that_is_older_than_the_one_kept_is_dropped(self, linked: World) -> None:
        state(linked, LATER, held("ABC"), cash="2")
        state(linked, FIRST, held("XYZ"), cash="1")

        assert [one["symbol"] for one in kept(linked, "positions")] == ["ABC"]
        assert str(kept(linked, "account_balances")[0]["cash_balance"]) == "2.0"

    def test_keeps_greeks_until_newer_ones_come(self, linked: World) -> None:
        state(linked, FIRST, held("ABC", greeks={"delta": "0.5", "at": FIRST}), held("XYZ"))
        state(linked, LATER, held("ABC"), held("XYZ", greeks={"delta": "0.2", "at": LATER}))

        told = {one["symbol"]: one["greeks"] for one in kept(linked, "positions")}
        assert told == {"ABC": {"delta": "0.5", "at": FIRST}, "XYZ": {"delta": "0.2", "at": LATER}}


class TestBalancesOfDays:
    def test_keep_a_field_that_a_later_answer_lacks(self, linked: World) -> None:
        keep(linked, "keep_snapshots", p_snapshots=[worth("5", day="2025-03-03"), worth("6", day="2025-03-04")])
        partial = {"day": "2025-03-03", "cash_balance": None, "raw": {"pending-cash": "0.0"}}
        keep(linked, "keep_snapshots", p_snapshots=[partial, worth("7", day="2025-03-04")])

        told = {one["day"]: (str(one["cash_balance"]), one["raw"]) for one in kept(linked, "account_balance_snapshots")}
        assert told == {
            "2025-03-03": ("5.0", {"cash-balance": "5", "pending-cash": "0.0"}),
            "2025-03-04": ("7.0", {"cash-balance": "7"}),
        }


class TestAnAccountThatDoesNotSync:
    def test_is_kept_nothing_for(self, world: World) -> None:
        for function, arguments in (
            ("keep_orders", {"p_orders": [order("Live")]}),
            ("keep_snapshots", {"p_snapshots": [worth("5", day="2025-03-03")]}),
            ("keep_account_state", {"p_at": FIRST, "p_positions": [], "p_balances": worth("1")}),
        ):
            answer = world.service.rpc(function, p_account=world.account, **arguments)
            assert (answer.status_code, answer.json()["message"]) == (404, "account_not_found")
