"""Figures over time: days, and the curve with its deepest drawdown."""

from typing import Any

import pytest

from dev.stack import Stack
from tests.database.world import World, figure, new_world

NO_CASH = {"instrument_type": "", "underlying": ""}


@pytest.fixture(scope="module")
def trader(stack: Stack) -> World:
    """Publish two trading days, a deposit, and what belongs to no day's total."""
    world = new_world(stack)
    world.show(
        daily_rollup=[
            figure("gross", "50.00", day="2025-03-03", count=2),
            figure("fees_open", "-1.00", day="2025-03-03", count=2),
            figure("fees_close", "-1.50", day="2025-03-03", count=2),
            figure("dividends", "7.25", day="2025-03-03", instrument_type=""),
            figure("interest", "0.03", day="2025-03-04", **NO_CASH),
            figure("deposits", "1000.00", day="2025-03-04", **NO_CASH),
            figure("withdrawals", "-200.00", day="2025-03-04", **NO_CASH),
            figure("gross", "-20.00", day="2025-03-05", underlying="XYZ", view="broker"),
            figure("gross", "-30.00", day="2025-03-05", underlying="XYZ", view="fold"),
            figure("tax_net", "-30.00", day="2025-03-05", underlying="XYZ", instrument_type="short", view="fold"),
            figure("mark_to_market", "99.00", day="2025-03-06", underlying="/ES", instrument_type=""),
        ]
    )
    return world


class TestTheDays:
    def test_show_what_each_of_them_brought(self, trader: World) -> None:
        items = trader.caller.call("pnl_by_day")["items"]

        assert [item["day"] for item in items] == ["2025-03-03", "2025-03-04", "2025-03-05"]
        assert items[0] == {
            "day": "2025-03-03",
            "gross": "50",
            "fees_open": "-1",
            "fees_close": "-1.5",
            "net": "47.5",
            "dividends": "7.25",
            "interest": "0",
            "lending": "0",
            "fees": "0",
            "fee_adjustments": "0",
            "adjustments": "0",
            "total": "54.75",  # 47.50 + 7.25
            "deposits": "0",
            "withdrawals": "0",
            "transfers": "0",
            "closings": 2,
        }
        assert (items[1]["total"], items[1]["deposits"], items[1]["withdrawals"]) == ("0.03", "1000", "-200")

    def test_add_up_to_the_totals(self, trader: World) -> None:
        totals = trader.caller.call("pnl_by_day")["totals"]

        assert (totals["gross"], totals["total"], totals["closings"]) == ("30", "34.78", 3)  # 54.75 + 0.03 - 20

    def test_of_the_folded_view_take_its_lines_and_not_the_brokers(self, trader: World) -> None:
        items = trader.caller.call("pnl_by_day", p_view="fold")["items"]

        assert [item["total"] for item in items] == ["54.75", "0.03", "-30"]

    def test_of_an_underlying_leave_out_cash_that_belongs_to_none(self, trader: World) -> None:
        of_abc = trader.caller.call("pnl_by_day", p_underlying="ABC")

        assert [item["day"] for item in of_abc["items"]] == ["2025-03-03"]
        assert (of_abc["totals"]["total"], of_abc["totals"]["deposits"]) == ("54.75", "0")

    def test_of_a_period_take_both_its_days(self, trader: World) -> None:
        some = trader.caller.call("pnl_by_day", p_start="2025-03-04", p_end="2025-03-05")

        assert [item["day"] for item in some["items"]] == ["2025-03-04", "2025-03-05"]

    def test_of_an_empty_account_are_none_and_the_totals_zero(self, world: World) -> None:
        empty = world.caller.call("pnl_by_day")

        assert empty["items"] == []
        assert (empty["totals"]["total"], empty["totals"]["closings"]) == ("0", 0)


def curve(world: World, *changes: str) -> dict[str, Any]:
    world.show(
        daily_rollup=[figure("gross", change, day=f"2025-03-{day:02}") for day, change in enumerate(changes, start=1)]
    )
    answer: dict[str, Any] = world.caller.call("pnl_equity")
    return answer


class TestTheCurve:
    def test_runs_on_from_day_to_day_and_leaves_flows_out(self, trader: World) -> None:
        answer = trader.caller.call("pnl_equity")

        assert [(item["change"], item["running"], item["drawdown"], item["flows"]) for item in answer["items"]] == [
            ("54.75", "54.75", "0", "0"),
            ("0.03", "54.78", "0", "800"),
            ("-20", "34.78", "-20", "0"),
        ]
        assert (answer["total"], answer["flows"]) == ("34.78", "800")
        assert (answer["max_drawdown"], answer["peak_day"], answer["bottom_day"]) == ("-20", "2025-03-04", "2025-03-05")

    def test_of_a_period_begins_at_zero(self, trader: World) -> None:
        later = trader.caller.call("pnl_equity", p_start="2025-03-05")

        assert [(item["running"], item["drawdown"]) for item in later["items"]] == [("-20", "-20")]

    def test_finds_the_deepest_drawdown_and_its_first_bottom(self, world: World) -> None:
        answer = curve(world, "10", "-4", "6", "-9", "9", "-9", "1")

        assert [item["running"] for item in answer["items"]] == ["10", "6", "12", "3", "12", "3", "4"]
        assert (answer["max_drawdown"], answer["peak_day"], answer["bottom_day"]) == ("-9", "2025-03-03", "2025-03-04")

    def test_that_never_rose_falls_from_the_zero_it_began_at(self, world: World) -> None:
        answer = curve(world, "-5", "-1", "2")

        assert (answer["max_drawdown"], answer["peak_day"], answer["bottom_day"]) == ("-6", None, "2025-03-02")

    def test_that_only_rose_has_no_drawdown(self, world: World) -> None:
        answer = curve(world, "5", "1")

        assert (answer["max_drawdown"], answer["peak_day"], answer["bottom_day"]) == ("0", None, None)

    def test_of_nothing_is_flat(self, world: World) -> None:
        assert world.caller.call("pnl_equity") == {
            "items": [],
            "total": "0",
            "flows": "0",
            "max_drawdown": "0",
            "peak_day": None,
            "bottom_day": None,
        }
