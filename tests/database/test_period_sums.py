"""The sums beside the rollup are its lines' sums, whatever builds added, changed and dropped."""

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from tests.database.world import World, figure, trade

Database = psycopg.Connection[dict[str, Any]]
KINDS = ["gross", "fees_open", "fees_close", "dividends", "deposits", "mark_to_market", "unclassified"]


def a_line(rng: random.Random) -> dict[str, Any]:
    """Draw a line of the rollup out of few days and underlyings, so that many share a period."""
    day = date(2019, 12, 20) + timedelta(days=rng.choice([0, 5, 11, 12, 13, 40, 41, 380, 400]))
    view = rng.choice(["both", "both", "broker", "fold"])
    amount = f"{rng.randint(-99999, 99999)}.{rng.randint(0, 99):02}"
    if rng.random() < 0.2:
        kind = {"kind": "tax_net", "instrument_type": rng.choice(["short", "long", "1256"]), "view": "fold"}
    else:
        kind = {"kind": rng.choice(KINDS), "instrument_type": rng.choice(["", "Equity", "Future"]), "view": view}
    line = figure(amount=amount, day=day.isoformat(), underlying=rng.choice(["", "ABC", "XYZ"]), **kind)
    return line | {"count": rng.randint(1, 4)}


def kept(db: Database, world: World) -> dict[tuple[Any, ...], tuple[Decimal, int]]:
    found = db.execute("select * from public.period_sums where account_id = %s", [world.account])
    return {
        (r["view"], r["scope"], r["grain"], r["starts"], r["underlying"], r["instrument_type"], r["kind"]): (
            r["amount"],
            r["count"],
        )
        for r in found
        if r["kind"] != "trades"
    }


def expected(lines: dict[str, dict[str, Any]]) -> dict[tuple[Any, ...], tuple[Decimal, int]]:
    """Add the lines up once more, in the plainest way."""
    amounts: dict[tuple[Any, ...], Decimal] = {}
    counts: Counter[tuple[Any, ...]] = Counter()
    for line in lines.values():
        day = date.fromisoformat(line["day"])
        month, year = day.replace(day=1), day.replace(month=1, day=1)
        is_tax = line["kind"].startswith("tax_")
        term = line["instrument_type"] if is_tax else ""
        keys: list[tuple[Any, ...]] = [
            (line["view"], "all", grain, starts, "", term, line["kind"])
            for grain, starts in (("day", day), ("month", month), ("year", year))
        ]
        if line["underlying"] and not is_tax:
            keys += [
                (line["view"], "underlying", grain, starts, line["underlying"], line["instrument_type"], line["kind"])
                for grain, starts in (("year", year), ("ever", date(1969, 1, 1)))
            ]
        for key in keys:
            amounts[key] = amounts.get(key, Decimal(0)) + Decimal(line["amount"])
            counts[key] += line["count"]
    return {key: (amount, counts[key]) for key, amount in amounts.items()}


class TestTheSums:
    @pytest.mark.parametrize("seed", range(4))
    def test_are_those_of_the_published_lines_after_every_build(self, world: World, db: Database, seed: int) -> None:
        rng = random.Random(seed)  # noqa: S311 - a draw of examples
        published: dict[str, dict[str, Any]] = {}
        for _ in range(4):
            drawn = {line["id"]: line for line in (a_line(rng) for _ in range(40))}
            dropped = [line_id for line_id in published if line_id in drawn or rng.random() < 0.4]
            world.show(daily_rollup=list(drawn.values()), died={"daily_rollup": dropped})
            published = {k: line for k, line in published.items() if k not in dropped} | drawn

            assert kept(db, world) == expected(published)

    def test_are_gone_with_the_last_line(self, world: World, db: Database) -> None:
        line = figure("gross", "50.00")
        world.show(daily_rollup=[line])

        world.show(died={"daily_rollup": [line["id"]]})

        assert kept(db, world) == {}

    def test_know_nothing_of_a_build_that_is_not_published(self, world: World, db: Database) -> None:
        world.show(daily_rollup=[figure("gross", "50.00")])
        before = kept(db, world)
        dead = world.begin()
        world.stage(dead, daily_rollup=[figure("fees", "-9.00")], died={"daily_rollup": [figure("gross", "")["id"]]})
        assert kept(db, world) == before

        world.publish(world.begin())

        assert kept(db, world) == before

    def test_count_the_trades_closed_on_every_new_york_day(self, world: World, db: Database) -> None:
        world.show(
            trades=[
                trade("a"),
                trade("b"),
                trade("open", status="open", closed_at=None, days_held=None),
            ]
        )
        world.show(died={"trades": ["a"]})

        found = db.execute(
            "select grain, starts, count from public.period_sums where account_id = %s and kind = 'trades'"
            " order by grain",
            [world.account],
        ).fetchall()

        assert [(r["grain"], str(r["starts"]), r["count"]) for r in found] == [
            ("day", "2025-03-04", 1),
            ("month", "2025-03-01", 1),
            ("year", "2025-01-01", 1),
        ]


class TestPeriods:
    @pytest.mark.parametrize("months", [True, False])
    @pytest.mark.parametrize(
        ("start", "end"),
        [
            ("2023-11-15", "2025-02-10"),
            ("2024-01-01", "2024-12-31"),
            ("2024-01-01", "2024-01-31"),
            ("2024-02-03", "2024-02-03"),
            ("2024-02-03", "2024-03-02"),
            ("2024-12-31", "2025-01-01"),
            ("2024-02-01", "2024-02-28"),  # a leap year: one day is missing
            ("2024-02-03", "2024-02-02"),  # nothing
        ],
    )
    def test_cover_every_day_once_and_no_other(self, db: Database, start: str, end: str, *, months: bool) -> None:
        spans = db.execute("select * from public.periods(%s, %s, %s)", [start, end, months]).fetchall()

        days = [
            span["starts"] + timedelta(days=n) for span in spans for n in range((span["ends"] - span["starts"]).days)
        ]
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        assert sorted(days) == [first + timedelta(days=n) for n in range((last - first).days + 1)]
        assert all(s["starts"].day == 1 == s["ends"].day for s in spans if s["grain"] == "month" and covers(s))
        assert all((s["starts"].month, s["starts"].day) == (1, 1) for s in spans if s["grain"] == "year" and covers(s))
        assert months or not any(covers(s) for s in spans if s["grain"] == "month")

    def test_of_no_bounds_are_years_alone(self, db: Database) -> None:
        spans = db.execute("select * from public.periods(null, null, true)").fetchall()

        assert {span["grain"] for span in spans if covers(span)} == {"year"}


def covers(span: dict[str, Any]) -> bool:
    return bool(span["starts"] < span["ends"])
