"""The ledger: closings and cash in the order of time, which add up to the stored sums."""

import random
from calendar import monthrange
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dev.stack import Stack
from tests.database.world import World, cash_event, closing, figure, new_world

NEW_YORK = ZoneInfo("America/New_York")


class TestTheLedger:
    def test_tells_closings_and_cash_newest_first(self, owner: World) -> None:
        items = owner.caller.call("pnl_ledger")["items"]

        assert [(item["kind"], item["day"], item["amount"]) for item in items] == [
            ("closing", "2025-03-04", "47.86"),
            ("dividends", "2025-03-03", "7.25"),
        ]
        assert (items[0]["quantity"], items[0]["gross"], items[0]["fees"]) == ("100", "50", "-2.14")
        assert (items[0]["reason"], items[0]["trade_id"]) == ("trade", "trade")
        assert [items[1][name] for name in ("quantity", "gross", "fees", "reason", "trade_id")] == [None] * 5

    @pytest.mark.parametrize("kind", ["closing", "dividends"])
    def test_of_one_kind_is_its_own(self, owner: World, kind: str) -> None:
        items = owner.caller.call("pnl_ledger", p_kind=kind)["items"]

        assert [item["kind"] for item in items] == [kind]

    def test_of_one_underlying_and_period_is_its_own(self, world: World) -> None:
        world.show(
            closings=[closing("a"), closing("b", underlying="XYZ")],
            cash_events=[cash_event("c"), cash_event("d", underlying="")],
        )

        def events(**arguments: object) -> list[str]:
            return [item["id"] for item in world.caller.call("pnl_ledger", **arguments)["items"]]

        assert events(p_underlying="ABC") == ["a", "c"]
        assert events(p_underlying="") == ["d"]
        assert events(p_start="2025-03-04", p_end="2025-03-04") == ["b", "a"]
        assert events(p_start="2025-03-05") == []

    def test_is_paged_through_both_its_sources_without_a_gap_or_a_repetition(self, world: World) -> None:
        at = datetime(2025, 3, 3, 15, tzinfo=UTC)
        moments = [(at + timedelta(minutes=n // 3)).isoformat() for n in range(12)]
        world.show(
            closings=[closing(f"x{n}", closed_at=moment) for n, moment in enumerate(moments) if n % 2],
            cash_events=[cash_event(f"x{n}", at=moment) for n, moment in enumerate(moments) if n % 2 == 0],
        )

        seen: list[str] = []
        page = world.caller.call("pnl_ledger", p_limit=1)
        seen += [item["id"] for item in page["items"]]
        while page["next"]:
            page = world.caller.call("pnl_ledger", p_limit=1, p_after=page["next"])
            seen += [item["id"] for item in page["items"]]

        in_order = sorted(range(12), key=lambda n: (moments[n], f"x{n}"), reverse=True)
        assert seen == [f"x{n}" for n in in_order]

    def test_refuses_a_cursor_that_is_none(self, owner: World) -> None:
        assert owner.caller.rpc("pnl_ledger", p_after="page two").status_code == 400


@pytest.fixture(scope="module")
def busy(stack: Stack) -> World:
    """Publish a year and a half of closings and cash in both views, with the rollup that is their sum."""
    rng = random.Random(7)  # noqa: S311 - a draw of examples
    at = datetime(2024, 1, 1, tzinfo=UTC)
    moments = [at + timedelta(minutes=rng.randint(0, 540 * 24 * 60)) for _ in range(300)]
    closings, cash = [], []
    for n, moment in enumerate(moments):
        view, underlying = rng.choice(["both", "both", "broker", "fold"]), rng.choice(["ABC", "XYZ"])
        amount = f"{rng.randint(-9999, 9999)}.{rng.randint(0, 9999):04}"
        if n % 3:
            closings.append(
                closing(f"{n}", view=view, closed_at=moment.isoformat(), gross=amount, underlying=underlying)
            )
        else:
            kind = rng.choice(["dividends", "interest", "fees", "deposits", "withdrawals"])
            cash.append(cash_event(f"{n}", at=moment.isoformat(), kind=kind, amount=amount, underlying=underlying))
    world = new_world(stack)
    world.show(closings=closings, cash_events=cash, daily_rollup=rolled_up(closings, cash))
    return world


def rolled_up(closings: list[dict[str, Any]], cash: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str, str, str], Decimal] = defaultdict(Decimal)
    counts: dict[tuple[str, str, str, str], int] = defaultdict(int)
    amounts = [
        ((one["view"], day_of(one["closed_at"]), one["underlying"], kind), one[kind])
        for one in closings
        for kind in ("gross", "fees_open", "fees_close")
    ] + [((one["view"], day_of(one["at"]), one["underlying"], one["kind"]), one["amount"]) for one in cash]
    for key, amount in amounts:
        sums[key] += Decimal(amount)
        counts[key] += 1
    return [
        figure(kind, str(sums[key]), view=view, day=day, underlying=underlying, count=counts[key])
        for key in sums
        for view, day, underlying, kind in [key]
    ]


def day_of(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(NEW_YORK).date().isoformat()


def listed(world: World, **arguments: object) -> dict[str, Decimal]:
    """Add up what the ledger lists, page by page, per kind; closings as their parts."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    page = world.caller.call("pnl_ledger", p_limit=40, **arguments)
    while True:
        for item in page["items"]:
            sums[item["kind"]] += Decimal(item["amount"])
            if item["kind"] == "closing":
                sums["gross"] += Decimal(item["gross"])
        if page["next"] is None:
            return sums
        page = world.caller.call("pnl_ledger", p_limit=40, p_after=page["next"], **arguments)


class TestTheLedgerAndTheSums:
    """One truth, read in three ways: events, days, and a period's sums."""

    MONTHS = tuple((2024 + n // 12, n % 12 + 1) for n in range(18))
    KINDS = ("gross", "dividends", "interest", "fees", "deposits", "withdrawals")

    @pytest.mark.parametrize("view", ["broker", "fold"])
    def test_agree_in_every_month_and_the_months_add_up_to_the_range(self, busy: World, view: str) -> None:
        months: dict[str, Decimal] = defaultdict(Decimal)
        for year, month in self.MONTHS:
            period = {
                "p_start": f"{year}-{month:02}-01",
                "p_end": f"{year}-{month:02}-{monthrange(year, month)[1]}",
                "p_view": view,
            }
            events, sums = listed(busy, **period), busy.caller.call("pnl_summary", **period)
            days = busy.caller.call("pnl_by_day", **period)["totals"]
            assert events["closing"] == Decimal(sums["net"]) == Decimal(days["net"])
            for kind in self.KINDS:
                assert events[kind] == Decimal(sums[kind]) == Decimal(days[kind])
                months[kind] += events[kind]

        everything = busy.caller.call("pnl_summary", p_view=view, p_start="2024-01-01", p_end="2025-06-30")
        assert {kind: Decimal(everything[kind]) for kind in self.KINDS} == months

    def test_agree_over_periods_that_begin_and_end_anywhere(self, busy: World) -> None:
        rng = random.Random(11)  # noqa: S311 - a draw of examples
        for _ in range(12):
            start = datetime(2023, 12, 20, tzinfo=UTC) + timedelta(days=rng.randint(0, 550))
            end = start + timedelta(days=rng.choice([0, 3, 30, 200, 420]))
            period = {"p_start": f"{start:%Y-%m-%d}", "p_end": f"{end:%Y-%m-%d}"}
            sums = busy.caller.call("pnl_summary", **period)
            days = busy.caller.call("pnl_by_day", **period)
            of_underlyings = busy.caller.call("pnl_by_underlying", **period)["totals"]

            assert {kind: sums[kind] for kind in self.KINDS} == {kind: days["totals"][kind] for kind in self.KINDS}
            assert sums["closings"] == of_underlyings["closings"]
            assert Decimal(of_underlyings["stock_net"]) == Decimal(sums["net"])
            shown = [item["day"] for item in days["items"]] or [None]
            assert (sums["first_day"], sums["last_day"]) == (shown[0], shown[-1])

    def test_agree_per_underlying_with_its_days(self, busy: World) -> None:
        items = busy.caller.call("pnl_by_underlying")["items"]

        for item in items:
            days = busy.caller.call("pnl_by_day", p_underlying=item["underlying"])["totals"]
            assert (item["stock_net"], item["dividends"], item["closings"]) == (
                days["net"],
                days["dividends"],
                days["closings"],
            )
