"""What a user reads: one JSON value, money as text, sums that a person can check."""

from typing import Any
from uuid import uuid4

import pytest

from dev.stack import Stack
from tests.database.callers import Caller
from tests.database.world import World, add_account, closing, figure, new_world, open_lot, row

READS: list[tuple[str, dict[str, object]]] = [
    ("pnl_summary", {}),
    ("pnl_by_underlying", {}),
    ("pnl_closings", {}),
    ("open_lots_of", {}),
    ("pnl_trades", {}),
    ("pnl_by_day", {}),
    ("pnl_equity", {}),
    ("pnl_ledger", {}),
    ("tax_year", {"p_year": 2025}),
    ("tax_lines", {"p_year": 2025}),
    ("list_transactions", {}),
    ("attention_list", {}),
]


@pytest.fixture(scope="module")
def trader(stack: Stack) -> World:
    """Publish two days of figures in two underlyings, and one open lot in a third."""
    world = new_world(stack)
    world.show(
        closings=[
            closing("late", closed_at="2025-03-05T03:30:00+00:00", gross="50.00"),  # 4 March, 22:30 in New York
            closing("early", closed_at="2025-03-03T20:00:00+00:00", gross="-20.50", underlying="XYZ"),
            closing("same time", closed_at="2025-03-03T20:00:00+00:00", gross="1.25", underlying="XYZ"),
        ],
        open_lots=[open_lot("lot", underlying="OPEN", value="310.50", fees="-2.28", quantity="-2")],
        daily_rollup=[
            figure("gross", "50.00"),
            figure("fees_open", "-1.00"),
            figure("fees_close", "-1.14"),
            figure("dividends", "7.25", instrument_type=""),
            figure("fees", "-3.00", instrument_type=""),
            *(
                figure(kind, amount, day="2025-03-03", underlying="XYZ", instrument_type="Equity Option", count=2)
                for kind, amount in (("gross", "-19.25"), ("fees_open", "-0.10"), ("fees_close", "-0.20"))
            ),
            figure("deposits", "1000.00", day="2025-03-03", underlying="", instrument_type=""),
            figure("interest", "0.03", day="2025-03-04", underlying="", instrument_type=""),
        ],
    )
    return world


class TestTheSummary:
    def test_adds_up_the_days(self, trader: World) -> None:
        answer = trader.caller.call("pnl_summary", p_account=trader.account)

        published_at = answer.pop("books_published_at")
        assert published_at is not None
        assert answer == {
            "gross": "30.75",  # 50.00 - 19.25
            "fees_open": "-1.1",
            "fees_close": "-1.34",
            "net": "28.31",
            "dividends": "7.25",
            "interest": "0.03",
            "lending": "0",
            "fees": "-3",
            "fee_adjustments": "0",
            "adjustments": "0",
            "deposits": "1000",
            "withdrawals": "0",
            "transfers": "0",
            "mark_to_market": "0",
            "unclassified": "0",
            "closings": 3,
            "open_value": "310.5",
            "open_fees": "-2.28",
            "open_lots": 1,
            "open_futures": 0,
            "first_day": "2025-03-03",
            "last_day": "2025-03-04",
        }

    def test_of_a_period_takes_both_its_days(self, trader: World) -> None:
        one_day = trader.caller.call("pnl_summary", p_start="2025-03-03", p_end="2025-03-03")

        assert (one_day["gross"], one_day["net"], one_day["deposits"], one_day["interest"]) == (
            "-19.25",
            "-19.55",
            "1000",
            "0",
        )

    def test_of_a_period_without_figures_is_zero_and_still_shows_what_is_open(self, trader: World) -> None:
        empty = trader.caller.call("pnl_summary", p_start="2020-01-01", p_end="2020-12-31")

        assert (empty["gross"], empty["closings"], empty["first_day"], empty["open_value"]) == ("0", 0, None, "310.5")

    def test_of_no_account_in_particular_is_of_all_of_the_user(self, world: World) -> None:
        second = World(world.user, world.caller, world.service, add_account(world.caller, "IRA"), world.import_id)
        world.show(daily_rollup=[figure("gross", "10.00")])
        second.show(daily_rollup=[figure("gross", "0.50")])

        assert world.caller.call("pnl_summary")["gross"] == "10.5"
        assert world.caller.call("pnl_summary", p_account=second.account)["gross"] == "0.5"


class TestTheUnderlyings:
    def test_show_where_the_money_came_from(self, trader: World) -> None:
        items = trader.caller.call("pnl_by_underlying")["items"]

        assert [item["underlying"] for item in items] == ["ABC", "OPEN", "XYZ"]
        assert items[0] == {
            "underlying": "ABC",
            "options_gross": "0",
            "options_net": "0",
            "stock_gross": "50",
            "stock_net": "47.86",
            "other_gross": "0",
            "other_net": "0",
            "dividends": "7.25",
            "fees": "-3",
            "realized": "52.11",  # 47.86 + 7.25 - 3.00
            "closings": 1,
            "open_lots": 0,
            "open_value": "0",
        }
        assert (items[1]["open_lots"], items[1]["open_value"], items[1]["realized"]) == (1, "310.5", "0")
        assert (items[2]["options_gross"], items[2]["options_net"], items[2]["closings"]) == ("-19.25", "-19.55", 2)

    def test_add_up_to_the_totals(self, trader: World) -> None:
        totals = trader.caller.call("pnl_by_underlying")["totals"]

        assert totals["realized"] == "32.56"  # 52.11 - 19.55
        assert (totals["closings"], totals["open_lots"], totals["open_value"]) == (3, 1, "310.5")

    def test_of_an_empty_account_are_none_and_the_totals_zero(self, world: World) -> None:
        answer = world.caller.call("pnl_by_underlying", p_account=world.account)

        assert answer["items"] == []
        assert (answer["totals"]["realized"], answer["totals"]["closings"]) == ("0", 0)


class TestTheClosings:
    def test_come_newest_first_with_their_net(self, trader: World) -> None:
        items = trader.caller.call("pnl_closings")["items"]

        assert [item["id"] for item in items] == ["late", "same time", "early"]
        assert (items[0]["gross"], items[0]["net"]) == ("50", "47.86")

    def test_belong_to_their_new_york_day(self, trader: World) -> None:
        fourth = trader.caller.call("pnl_closings", p_start="2025-03-04", p_end="2025-03-04")
        fifth = trader.caller.call("pnl_closings", p_start="2025-03-05")

        assert [item["id"] for item in fourth["items"]] == ["late"]
        assert fifth["items"] == []

    def test_of_one_underlying_are_its_own(self, trader: World) -> None:
        items = trader.caller.call("pnl_closings", p_underlying="XYZ")["items"]

        assert {item["id"] for item in items} == {"early", "same time"}

    def test_are_paged_without_a_gap_or_a_repetition(self, trader: World) -> None:
        assert paged(trader.caller, "pnl_closings", limit=1) == ["late", "same time", "early"]

    def test_refuse_a_cursor_that_is_none(self, trader: World) -> None:
        assert trader.caller.rpc("pnl_closings", p_after="page two").status_code == 400


class TestTheTransactions:
    def test_are_paged_newest_first_without_a_gap_or_a_repetition(self, world: World) -> None:
        rows = [row(f"r{n}", executed_at=f"2025-03-0{1 + n // 3}T15:00:00.123456+00:00") for n in range(7)]
        world.store(*rows)

        newest_first = sorted(rows, key=lambda r: (r["executed_at"], r["id"]), reverse=True)
        assert paged(world.caller, "list_transactions", limit=2) == [r["id"] for r in newest_first]

    def test_asked_for_by_id_bring_the_brokers_own_row(self, owner: World) -> None:
        listed = owner.caller.call("list_transactions")["items"]

        by_id = owner.caller.call("list_transactions", p_ids=[listed[0]["id"]])["items"]

        assert "raw" not in listed[0]
        assert by_id == [listed[0] | {"raw": {"Symbol": "ABC"}}]

    def test_without_an_underlying_are_found_by_the_empty_one(self, world: World) -> None:
        world.store(row("a"), row("b", underlying=None, description="Wire Funds Received"))

        items = world.caller.call("list_transactions", p_underlying="")["items"]

        assert [item["description"] for item in items] == ["Wire Funds Received"]

    def test_are_at_most_a_thousand_by_id(self, owner: World) -> None:
        answer = owner.caller.rpc("list_transactions", p_ids=[str(uuid4()) for _ in range(1001)])

        assert answer.status_code == 413


class TestEveryRead:
    @pytest.mark.parametrize(("function", "arguments"), READS)
    def test_gives_another_user_nothing_of_the_account(
        self, owner: World, other: Caller, function: str, arguments: dict[str, object]
    ) -> None:
        theirs = other.call(function, p_account=owner.account, **arguments)
        nobodys = other.call(function, p_account=str(uuid4()), **arguments)

        assert theirs == nobodys
        assert owner.caller.call(function, p_account=owner.account, **arguments) != nobodys

    @pytest.mark.parametrize(("function", "arguments"), READS)
    def test_says_money_and_quantities_in_strings(
        self, owner: World, function: str, arguments: dict[str, object]
    ) -> None:
        """`call` refuses floats; here whole amounts are caught too, which JSON would write without a point."""
        answer = owner.caller.call(function, p_account=owner.account, **arguments)

        assert set(numbers(answer)) <= {
            "closings",
            "open_lots",
            "open_futures",
            "days_held",
            "count",
            "sequence",
            "year",
            "open_1256",
            "unknown_basis",
        }


def paged(caller: Caller, function: str, limit: int) -> list[str]:
    """Follow the cursors to the end and return the ids in the order they came."""
    page = caller.call(function, p_limit=limit)
    ids = [item["id"] for item in page["items"]]
    while page["next"] is not None:
        page = caller.call(function, p_limit=limit, p_after=page["next"])
        ids += [item["id"] for item in page["items"]]
    return ids


def numbers(value: Any) -> list[str]:  # noqa: ANN401 - walks any JSON
    """Return the keys under which a JSON value holds numbers, at any depth."""
    if isinstance(value, list):
        return [key for item in value for key in numbers(item)]
    if isinstance(value, dict):
        found = [key for key, item in value.items() if isinstance(item, int) and not isinstance(item, bool)]
        return found + [key for item in value.values() for key in numbers(item)]
    return []
