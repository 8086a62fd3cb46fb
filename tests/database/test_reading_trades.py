"""Trades in pages, and one trade with everything it is made of."""

from typing import Any
from uuid import uuid4

import pytest

from dev.stack import Stack
from tests.database.callers import Caller
from tests.database.world import World, closing, delivery, new_world, open_lot, row, trade

OPEN: dict[str, Any] = {"status": "open", "closed_at": None, "days_held": None}


@pytest.fixture(scope="module")
def trader(stack: Stack) -> World:
    """Publish three closed trades, an open one, a partly closed one, and one that only the folded view has."""
    world = new_world(stack)
    world.show(
        trades=[
            trade("jan", opened_at="2025-01-10T15:00:00Z", closed_at="2025-01-20T15:00:00Z"),
            trade("feb", opened_at="2025-01-15T15:00:00Z", closed_at="2025-02-03T15:00:00Z"),
            trade("mar", opened_at="2025-03-01T15:00:00Z", closed_at="2025-04-01T03:30:00Z", underlying="XYZ"),
            trade("open", opened_at="2025-02-20T15:00:00Z", **OPEN),
            trade("partly", opened_at="2025-02-10T15:00:00Z", **OPEN | {"status": "partly_closed"}),
            trade("fold", opened_at="2025-01-01T15:00:00Z", view="fold"),
        ]
    )
    return world


def ids(world: World, **arguments: object) -> list[str]:
    page = world.caller.call("pnl_trades", **arguments)
    assert page["count"] == len(page["items"])
    return [item["id"] for item in page["items"]]


class TestTheTrades:
    def test_come_newest_opening_first(self, trader: World) -> None:
        assert ids(trader) == ["mar", "open", "partly", "feb", "jan"]

    def test_of_the_folded_view_are_those_of_both_and_its_own(self, trader: World) -> None:
        assert ids(trader, p_view="fold") == ["mar", "open", "partly", "feb", "jan", "fold"]

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            ("2025-01-01", "2025-01-31", ["jan"]),
            ("2025-02-01", "2025-02-28", ["open", "partly", "feb"]),
            ("2025-03-31", "2025-03-31", ["mar", "open", "partly"]),  # 23:30 in New York
            ("2025-04-01", None, ["open", "partly"]),
            (None, "2025-02-19", ["partly", "feb", "jan"]),
        ],
    )
    def test_of_a_period_were_closed_in_it_or_are_open_and_opened_by_its_end(
        self, trader: World, start: str | None, end: str | None, expected: list[str]
    ) -> None:
        assert ids(trader, p_start=start, p_end=end) == expected

    @pytest.mark.parametrize(
        ("status", "expected"),
        [("open", ["open"]), ("partly_closed", ["partly"]), ("closed", ["mar", "feb", "jan"])],
    )
    def test_of_a_status_are_its_own(self, trader: World, status: str, expected: list[str]) -> None:
        assert ids(trader, p_status=status) == expected

    def test_of_an_underlying_are_its_own(self, trader: World) -> None:
        assert ids(trader, p_underlying="XYZ") == ["mar"]
        assert ids(trader, p_underlying="ABC", p_status="closed") == ["feb", "jan"]

    def test_are_paged_without_a_gap_and_counted_on_every_page(self, trader: World) -> None:
        first = trader.caller.call("pnl_trades", p_limit=3)
        second = trader.caller.call("pnl_trades", p_limit=3, p_after=first["next"])

        assert [item["id"] for item in first["items"]] == ["mar", "open", "partly"]
        assert [item["id"] for item in second["items"]] == ["feb", "jan"]
        assert (first["count"], second["count"], second["next"]) == (5, 5, None)

    def test_refuse_a_cursor_or_a_view_that_is_none(self, trader: World) -> None:
        assert trader.caller.rpc("pnl_trades", p_after="page two").status_code == 400
        assert trader.caller.rpc("pnl_trades", p_view="both").status_code == 400


@pytest.fixture(scope="module")
def assigned(stack: Stack) -> tuple[World, dict[str, str]]:
    """
    Publish a short put spread whose short leg was assigned, and the shares that were delivered.

    One put sold for 200 and assigned at 50, one put bought for 80 and still open; 100 shares for 5,000.
    """
    world = new_world(stack)
    rows = {
        "sold": row("sold", **put("50")),
        "bought": row("bought", **put("45")),
        "removed": row("removed", **put("50"), executed_at="2025-03-21T21:00:00+00:00"),
        "delivered": row("delivered", executed_at="2025-03-21T21:00:00+00:00"),
    }
    world.store(*rows.values())
    its = {name: str(one["id"]) for name, one in rows.items()}
    shares = {"trade_id": "shares", "opening_id": its["delivered"]}
    world.show(
        trades=[
            trade(f"{name} {view}", trade_id=name, view=view, **OPEN)
            for name in ("spread", "shares")
            for view in ("broker", "fold")
        ],
        closings=[short_put(opening_id=its["sold"], closing_id=its["removed"])],
        open_lots=[
            open_lot("long put", **put("45", in_books=True), opening_id=its["bought"], quantity="1", value="-80"),
            open_lot("shares", view="broker", value="-5000", **shares),
            open_lot("folded", view="fold", value="-4800", **shares),
        ],
        deliveries=[
            delivery("d", option_row=its["removed"], stock_row=its["delivered"]),
            delivery("of others", underlying="XYZ"),
        ],
    )
    return world, its


def put(strike: str, *, in_books: bool = False) -> dict[str, Any]:
    """Name a put of the spread, as rows or as lots do."""
    named = {"symbol": f"ABC   250321P000{strike}000", "underlying": "ABC", "instrument_type": "Equity Option"}
    contract = {"strike": strike, "option_right": "P"}
    return named | {"expires_on": "2025-03-21"} | ({"trade_id": "spread"} if in_books else contract)


def short_put(**rows: str) -> dict[str, Any]:
    """Build the assignment of the put sold for 200, as only the broker books it."""
    named = {name: value for name, value in put("50", in_books=True).items() if name != "expires_on"}
    return closing(
        "assigned", view="broker", is_short=True, quantity="1", gross="200", value_open="200", **named, **rows
    )


class TestATrade:
    def test_has_legs_by_expiry_and_strike_that_add_up(self, assigned: tuple[World, dict[str, str]]) -> None:
        legs = assigned[0].caller.call("pnl_trade", p_id="spread")["legs"]

        assert [(leg["strike"], leg["option_right"], leg["expires_on"]) for leg in legs] == [
            ("45", "P", "2025-03-21"),
            ("50", "P", "2025-03-21"),
        ]
        assert [(leg["opened"], leg["closed"], leg["open"]) for leg in legs] == [("1", "0", "1"), ("-1", "1", "0")]
        assert [(leg["opening_value"], leg["gross"], leg["net"]) for leg in legs] == [
            ("-80", "0", "0"),
            ("200", "200", "197.86"),  # 200 - 1 - 1.14
        ]

    def test_links_the_delivery_with_the_trades_on_either_side(self, assigned: tuple[World, dict[str, str]]) -> None:
        world, its = assigned

        of_option = world.caller.call("pnl_trade", p_id="spread")["deliveries"]
        of_shares = world.caller.call("pnl_trade", p_id="shares")["deliveries"]

        assert of_option == of_shares
        assert [(d["id"], d["option_trades"], d["stock_trades"]) for d in of_option] == [("d", ["spread"], ["shares"])]
        assert (of_option[0]["option_row"], of_option[0]["stock_row"]) == (its["removed"], its["delivered"])

    def test_keeps_the_link_in_the_folded_view_where_the_option_has_no_closing(
        self, assigned: tuple[World, dict[str, str]]
    ) -> None:
        folded = assigned[0].caller.call("pnl_trade", p_id="shares", p_view="fold")

        assert [lot["value"] for lot in folded["open_lots"]] == ["-4800"]
        assert [d["option_trades"] for d in folded["deliveries"]] == [["spread"]]
        assert assigned[0].caller.call("pnl_trade", p_id="spread", p_view="fold")["closings"] == []

    def test_has_its_rows_newest_first(self, assigned: tuple[World, dict[str, str]]) -> None:
        world, its = assigned

        rows = world.caller.call("pnl_trade", p_id="spread")["rows"]

        assert rows[0]["id"] == its["removed"]
        assert {one["id"] for one in rows} == {its["sold"], its["bought"], its["removed"]}

    def test_counts_no_cash_for_the_opening_of_an_outright_future(self, world: World) -> None:
        future = {"symbol": "/ESZ5", "underlying": "/ES", "instrument_type": "Future", "trade_id": "f"}
        world.show(
            trades=[trade("f", underlying="/ES")],
            closings=[closing(value_open="-250000", gross="500", **future)],
            open_lots=[open_lot(value="-251000", quantity="1", **future)],
        )

        legs = world.caller.call("pnl_trade", p_id="f")["legs"]

        assert [(leg["opened"], leg["opening_value"], leg["gross"]) for leg in legs] == [("101", "0", "500")]

    def test_brings_at_most_a_thousand_rows(self, world: World) -> None:
        rows = [row(f"r{n}") for n in range(1001)]
        world.store(*rows)
        lots = [open_lot(f"l{n}", opening_id=one["id"]) for n, one in enumerate(rows)]
        world.show(trades=[trade(**OPEN)], open_lots=lots)

        detail = world.caller.call("pnl_trade", p_id="trade")

        assert (len(detail["rows"]), len(detail["open_lots"])) == (1000, 1000)
        assert [leg["open"] for leg in detail["legs"]] == ["-2002"]  # all 1,001 lots of -2

    @pytest.mark.parametrize("view", ["broker", "fold"])
    def test_of_somebody_else_or_of_no_one_is_not_found(self, owner: World, other: Caller, view: str) -> None:
        assert owner.caller.call("pnl_trade", p_id="trade", p_view=view)["trade"]["id"] == "trade"

        answers = [other.rpc("pnl_trade", p_id=trade_id, p_view=view) for trade_id in ("trade", str(uuid4()))]

        assert [not_found(answer.json()) for answer in answers] == [True, True]


def not_found(body: dict[str, Any]) -> bool:
    return (body["code"], body["message"]) == ("PT404", "trade_not_found")
