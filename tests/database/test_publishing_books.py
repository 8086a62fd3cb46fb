"""Books are staged beside the published ones and become visible in one step; a stale writer is refused."""

from typing import Any

import httpx
import psycopg
import pytest

from tests.database.world import World, attention, cash_event, closing, delivery, figure, open_lot, trade

Database = psycopg.Connection[dict[str, Any]]
TABLES = ["closings", "open_lots", "trades", "deliveries", "cash_events", "attention_items", "daily_rollup"]


def one_of_each(mark: str) -> dict[str, object]:
    return {
        "closings": [closing(mark)],
        "open_lots": [open_lot(mark)],
        "trades": [trade(mark)],
        "deliveries": [delivery(mark)],
        "cash_events": [cash_event(mark)],
        "attention_items": [attention(mark)],
        "daily_rollup": [figure("gross", "1", underlying=mark)],
    }


def visible(world: World) -> dict[str, int]:
    return {table: len(world.caller.select(table).json()) for table in TABLES}


def refused(answer: httpx.Response) -> bool:
    return (answer.status_code, answer.json()["message"]) == (409, "stale_books")


class TestAStagedBuild:
    def test_is_invisible_in_every_table_until_it_is_published(self, world: World) -> None:
        build = world.begin()
        world.stage(build, **one_of_each("a"))
        assert visible(world) == dict.fromkeys(TABLES, 0)

        world.publish(build)

        assert visible(world) == dict.fromkeys(TABLES, 1)

    def test_leaves_what_it_drops_and_replaces_in_place_until_then(self, world: World) -> None:
        first = world.begin()
        world.stage(first, closings=[closing("kept"), closing("changed", gross="1"), closing("dropped")])
        world.publish(first)

        second = world.begin()
        world.stage(
            second, closings=[closing("changed", gross="2"), closing("new")], died={"closings": ["changed", "dropped"]}
        )
        before = (world.closings(), gross_of(world, "changed"))
        world.publish(second)

        assert before == (["changed", "dropped", "kept"], "1")
        assert world.closings() == ["changed", "kept", "new"]
        assert gross_of(world, "changed") == "2"

    def test_counts_what_a_chunk_wrote_and_nothing_when_it_comes_again(self, world: World) -> None:
        build = world.begin()

        first = world.stage(build, closings=[closing("a"), closing("b")], open_lots=[open_lot("a")])
        again = world.stage(build, closings=[closing("a"), closing("b")], open_lots=[open_lot("a")])

        assert (first["closings"], first["open_lots"], first["died"]) == (2, 1, 0)
        assert set(again.values()) == {0}

    def test_belongs_to_the_accounts_user_whatever_the_rows_say(self, world: World, owner: World) -> None:
        build = world.begin()
        world.stage(build, closings=[closing("a", user_id=owner.user.id, account_id=owner.account, born=0)])
        world.publish(build)

        assert world.closings() == ["a"]
        assert "a" not in owner.closings()

    def test_of_an_unknown_table_is_refused(self, world: World) -> None:
        build = world.begin()

        answer = world.service.rpc("stage_books", p_account=world.account, p_build=build, p_rows={"attention": []})

        assert (answer.status_code, answer.json()["message"]) == (400, "unknown_table")

    def test_takes_at_most_five_thousand_rows_and_ids_a_chunk(self, world: World) -> None:
        build = world.begin()
        rows = {"closings": [closing(f"c{n}") for n in range(4000)], "died": {"open_lots": ["x"] * 1001}}

        answer = world.service.rpc("stage_books", p_account=world.account, p_build=build, p_rows=rows)

        assert (answer.status_code, answer.json()["message"]) == (413, "too_many_rows")


class TestAStaleBuilder:
    def test_cannot_begin_on_a_version_that_is_no_longer_published(self, world: World) -> None:
        world.publish(world.begin(0))

        assert refused(world.service.rpc("begin_books", p_account=world.account, p_expected_version=0))

    def test_cannot_stage_after_another_began(self, world: World) -> None:
        stale = world.begin()
        world.begin()

        rows = {"closings": [closing("stale")]}
        assert refused(world.service.rpc("stage_books", p_account=world.account, p_build=stale, p_rows=rows))

    def test_cannot_publish_after_another_began(self, world: World) -> None:
        stale = world.begin()
        fresh = world.begin()
        world.stage(fresh, closings=[closing("fresh")])

        assert refused(publish_of(world, stale, expected=0))
        world.publish(fresh)
        assert world.closings() == ["fresh"]

    def test_cannot_publish_twice(self, world: World) -> None:
        build = world.begin()
        world.publish(build, expected=0)

        assert refused(publish_of(world, build, expected=0))
        assert refused(publish_of(world, build, expected=build))

    def test_cannot_publish_rows_nobody_stored(self, world: World) -> None:
        build = world.begin()

        answer = publish_of(world, build, expected=0, rows_version=1)

        assert answer.status_code == 400
        assert world.version() == 0


class TestABuilderThatDiedHalfWay:
    def test_leaves_nothing_visible_and_does_not_block_the_next(self, world: World, db: Database) -> None:
        first = world.begin()
        world.stage(first, closings=[closing("kept"), closing("spared")])
        world.publish(first)
        dead = world.begin()
        world.stage(dead, **one_of_each("half"), died={"closings": ["spared"]})

        third = world.begin()
        world.stage(third, closings=[closing("new")])
        world.publish(third)

        assert world.closings() == ["kept", "new", "spared"]
        left = db.execute("select count(*) from public.open_lots where account_id = %s", [world.account])
        assert (left.fetchone() or {})["count"] == 0


class TestPurging:
    def test_deletes_in_chunks_what_no_version_shows_any_more(self, world: World, db: Database) -> None:
        first = world.begin()
        world.stage(first, closings=[closing(f"c{n}") for n in range(5)], open_lots=[open_lot("l")])
        world.publish(first)
        second = world.begin()
        world.stage(
            second,
            closings=[closing("c0", gross="2")],
            died={"closings": [f"c{n}" for n in range(4)], "open_lots": ["l"]},
        )
        assert purged(world, 10) == 0  # not while the build is unpublished
        world.publish(second)

        assert [purged(world, 3), purged(world, 3), purged(world, 3)] == [3, 2, 0]
        assert world.closings() == ["c0", "c4"]
        rows = db.execute("select id from public.closings where account_id = %s", [world.account]).fetchall()
        assert len(rows) == 2


class TestTheDigests:
    def test_are_of_the_published_rows_only(self, world: World) -> None:
        first = world.begin()
        world.stage(first, closings=[closing("a", digest="1"), closing("x", digest="1", underlying="XYZ")])
        world.publish(first)
        second = world.begin()
        world.stage(second, closings=[closing("a", digest="2")], died={"closings": ["a"]})

        everything = world.service.call("published_digests", p_account=world.account)
        of_one = world.service.call("published_digests", p_account=world.account, p_underlyings=["ABC"])

        assert everything["closings"] == {"a": "1", "x": "1"}
        assert of_one == {table: {} for table in TABLES} | {"closings": {"a": "1"}}


class TestAUser:
    @pytest.mark.parametrize(
        ("function", "arguments"),
        [
            ("begin_books", {"p_expected_version": 0}),
            ("stage_books", {"p_build": 1, "p_rows": {}}),
            ("publish_books", {"p_expected_version": 0, "p_build": 1, "p_rows_version": 0}),
            ("purge_books", {}),
            ("settle_imports", {}),
            ("books_inputs", {}),
            ("ledger_rows", {}),
            ("corporate_action_rows", {}),
            ("published_digests", {}),
        ],
    )
    def test_cannot_call_what_builds_books(self, world: World, function: str, arguments: dict[str, object]) -> None:
        answer = world.caller.rpc(function, p_account=world.account, **arguments)

        assert answer.status_code == 403


def publish_of(world: World, build: int, *, expected: int, rows_version: int = 0) -> httpx.Response:
    return world.service.rpc(
        "publish_books",
        p_account=world.account,
        p_expected_version=expected,
        p_build=build,
        p_rows_version=rows_version,
    )


def purged(world: World, limit: int) -> int:
    return int(world.service.call("purge_books", p_account=world.account, p_limit=limit))


def gross_of(world: World, identity: str) -> str:
    items = world.caller.call("pnl_closings", p_account=world.account)["items"]
    return next(str(item["gross"]) for item in items if item["id"] == identity)
