"""Rows by every filter, and what needs a look, options past their expiry included."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from dev.stack import Stack
from tests.database.world import World, attention, new_world, open_lot, row

PUT = "SPY   250321P00500000"


@pytest.fixture(scope="module")
def trader(stack: Stack) -> World:
    """Store five rows that differ in everything a filter can name."""
    world = new_world(stack)
    world.store(
        row("stock", executed_at="2025-01-02T15:00:00Z", order_id="371_004", description="Bought 100 ABC @ 1.00"),
        row("put", executed_at="2025-01-03T15:00:00Z", symbol=PUT, underlying="SPY", instrument_type="Equity Option"),
        row(
            "dividend",
            executed_at="2025-02-03T15:00:00Z",
            type="Money Movement",
            sub_type="Dividend",
            instrument_type=None,
            symbol="ABC",
            description="ABC INC. 50% special",
        ),
        row(
            "wire",
            executed_at="2025-04-01T03:30:00Z",  # 31 March, 23:30 in New York
            type="Money Movement",
            sub_type="Deposit",
            instrument_type=None,
            symbol=None,
            underlying=None,
            description="Wire Funds Received",
        ),
        row("sold", executed_at="2025-05-01T15:00:00Z", sub_type="Sell to Close", description="Sold 100 ABC @ 1.50"),
    )
    return world


def found(world: World, **filters: object) -> list[str]:
    """Return the identities of the rows a filter finds, newest first."""
    names = {one["id"]: one["identity"] for one in world.caller.select("transactions", select="id,identity").json()}
    return [names[item["id"]] for item in world.caller.call("list_transactions", **filters)["items"]]


class TestTheRows:
    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"p_start": "2025-02-03", "p_end": "2025-03-31"}, ["wire", "dividend"]),
            ({"p_start": "2025-04-01"}, ["sold"]),
            ({"p_instrument_type": "Equity Option"}, ["put"]),
            ({"p_instrument_type": ""}, ["wire", "dividend"]),
            ({"p_kind": "Money Movement"}, ["wire", "dividend"]),
            ({"p_kind": "Dividend"}, ["dividend"]),
            ({"p_kind": "Trade", "p_underlying": "ABC"}, ["sold", "stock"]),
            ({"p_search": "spy"}, ["put"]),
            ({"p_search": "250321P"}, ["put"]),
            ({"p_search": "FUNDS"}, ["wire"]),
            ({"p_search": "371_"}, ["stock"]),
            ({"p_search": "50%"}, ["dividend"]),
            ({"p_search": "%"}, ["dividend"]),
            ({"p_search": "_"}, ["stock"]),
            ({"p_search": "\\"}, []),
            ({"p_search": "sold", "p_start": "2026-01-01"}, []),
        ],
    )
    def test_are_found_by(self, trader: World, filters: dict[str, object], expected: list[str]) -> None:
        assert found(trader, **filters) == expected

    def test_are_paged_within_a_filter(self, trader: World) -> None:
        first = trader.caller.call("list_transactions", p_kind="Trade", p_limit=2)
        second = trader.caller.call("list_transactions", p_kind="Trade", p_limit=2, p_after=first["next"])

        assert [item["sub_type"] for item in first["items"]] == ["Sell to Close", "Buy to Open"]
        assert ([item["order_id"] for item in second["items"]], second["next"]) == (["371_004"], None)

    def test_refuse_a_search_for_more_than_a_line(self, trader: World) -> None:
        assert trader.caller.rpc("list_transactions", p_search="x" * 201).status_code == 400


def expired(days: int, **changes: object) -> dict[str, Any]:
    """Build an open put that expired so many New York days ago."""
    day = datetime.now(ZoneInfo("America/New_York")).date() - timedelta(days=days)
    return open_lot(f"expired {days}", symbol=PUT, underlying="SPY", expires_on=day.isoformat(), **changes)


class TestWhatNeedsALook:
    def test_says_what_it_did_to_cash_and_what_helps(self, owner: World) -> None:
        item = owner.caller.call("attention_list")["items"][0]

        assert (item["amount"], item["actions"]) == ("150", ["enter_basis", "acknowledge"])

    def test_is_by_code_and_underlying(self, world: World) -> None:
        world.show(
            attention_items=[
                attention("1", code="b", underlying="XYZ"),
                attention("2", code="b", underlying="ABC"),
                attention("3", code="a", underlying="XYZ"),
            ]
        )

        assert [item["id"] for item in world.caller.call("attention_list")["items"]] == ["3", "2", "1"]


class TestAnOptionThatIsOpenAfterItsExpiry:
    def test_is_missing_its_expiration_from_the_fourth_day_on(self, world: World) -> None:
        world.show(open_lots=[expired(3)])
        assert world.caller.call("attention_list")["items"] == []

        world.show(open_lots=[expired(4)])

        assert [item["code"] for item in world.caller.call("attention_list")["items"]] == ["missing_expiration"]

    def test_is_one_item_with_all_its_rows_and_their_cash(self, world: World) -> None:
        first, second = row("a", net_value="150.25"), row("b", net_value="-20.00")
        world.store(first, second)
        world.show(
            rows_version=1,
            open_lots=[
                expired(10, opening_id=first["id"]),
                expired(10, opening_id=second["id"], quantity="1") | {"id": "other"},
                expired(10, opening_id=first["id"], view="fold") | {"id": "folded"},
            ],
        )

        item = world.caller.call("attention_list")["items"][0]

        assert sorted(item["transaction_ids"]) == sorted([first["id"], second["id"]])
        assert (item["amount"], item["actions"]) == ("130.25", ["import_more", "acknowledge"])
        assert item["message"].startswith("3 of SPY 250321P00500000 expired on ")  # 2 short and 1 long
        assert (item["symbol"], item["underlying"], item["account_id"]) == (PUT, "SPY", world.account)

    def test_keeps_its_id_and_can_be_acknowledged(self, world: World) -> None:
        opened = row("a")
        world.store(opened)
        world.show(rows_version=1, open_lots=[expired(10, opening_id=opened["id"])])
        before = world.caller.call("attention_list")["items"][0]

        world.caller.rpc("acknowledge", p_code="missing_expiration", p_transactions=[opened["id"]], p_note="Expired.")

        after = world.caller.call("attention_list")["items"][0]
        assert (after["id"], after["note"], before["acknowledged_at"]) == (before["id"], "Expired.", None)
        assert after["acknowledged_at"] is not None

    def test_is_no_stock_future_or_option_without_a_known_expiry(self, world: World) -> None:
        world.show(
            open_lots=[
                expired(10, instrument_type="Future"),
                open_lot("unknown", expires_on=None),
                open_lot("stock", instrument_type="Equity", expires_on=None),
            ]
        )

        assert world.caller.call("attention_list")["items"] == []

    def test_is_its_owners_business_only(self, world: World, owner: World) -> None:
        world.show(open_lots=[expired(10)])

        assert world.caller.call("attention_list", p_account=owner.account)["items"] == []
        assert world.caller.call("attention_list", p_account=str(uuid4()))["items"] == []
        assert len(world.caller.call("attention_list", p_account=world.account)["items"]) == 1
