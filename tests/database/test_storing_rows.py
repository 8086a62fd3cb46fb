"""store_rows: idempotent, completing in place, refusing what is not the caller's, and safe with two at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.database.callers import Caller
from tests.database.world import World, add_account, row, start_import

Database = psycopg.Connection[dict[str, Any]]


def stored(world: World) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = world.caller.select("transactions", order="identity,nth").json()
    return answer


class TestStoringRows:
    def test_adds_what_is_not_there(self, world: World) -> None:
        assert world.store(row("a"), row("b")) == {"new": 2, "completed": 0, "known": 0, "rows_version": 1}

    def test_adds_nothing_the_second_time(self, world: World) -> None:
        rows = [row("a"), row("b")]
        world.store(*rows)
        before = stored(world)

        assert world.store(*rows) == {"new": 0, "completed": 0, "known": 2, "rows_version": 1}
        assert stored(world) == before

    def test_keeps_identical_rows_apart_by_their_number(self, world: World) -> None:
        counts = world.store(row("a", nth=1), row("a", nth=2))

        assert counts["new"] == 2
        assert [r["nth"] for r in stored(world)] == [1, 2]

    def test_takes_one_row_named_twice_in_a_chunk_once_and_the_richer_one(self, world: World) -> None:
        counts = world.store(row("a", richness=1), row("a", richness=4, description="richer"))

        assert counts == {"new": 1, "completed": 0, "known": 1, "rows_version": 1}
        assert stored(world)[0]["description"] == "richer"

    def test_completes_a_poorer_row_in_place_and_keeps_its_id(self, world: World) -> None:
        poor = row("a", richness=1, fees="0", sub_type=None, raw={"short": "yes"})
        rich = row("a", richness=4, fees="-1.14", sub_type="Buy to Open", raw={"long": "yes"})
        world.store(poor)
        first = stored(world)[0]

        assert world.store(rich) == {"new": 0, "completed": 1, "known": 0, "rows_version": 2}

        completed = stored(world)[0]
        kept = ("id", "identity", "nth", "created_at", "user_id", "account_id")
        assert [completed[key] for key in kept] == [first[key] for key in kept]
        assert (completed["sub_type"], completed["raw"], completed["changed_in"]) == ("Buy to Open", {"long": "yes"}, 2)
        assert world.caller.call("list_transactions")["items"][0]["fees"] == "-1.14"

    def test_keeps_names_of_the_brokers_that_only_the_poorer_copy_knew(self, world: World) -> None:
        world.store(row("a", richness=1, account_reference="Individual...39", broker_id="7"))

        world.store(row("a", richness=4, account_reference=None, broker_id=None))

        assert (stored(world)[0]["account_reference"], stored(world)[0]["broker_id"]) == ("Individual...39", "7")

    def test_keeps_the_brokers_numbering_and_what_a_row_takes_back(self, world: World) -> None:
        world.store(row("a", richness=1, sequence=17, broker_id="8", reverses="7"), row("b"))

        world.store(row("a", richness=4))

        told = world.service.call("ledger_rows", p_account=world.account)
        assert sorted((one["sequence"], one["broker_id"], one["reverses"]) for one in told if one["broker_id"]) == [
            (17, "8", "7")
        ]
        assert [one["sequence"] for one in told if one["broker_id"] is None] == [0]

    def test_leaves_a_richer_row_alone(self, world: World) -> None:
        world.store(row("a", richness=4))
        before = stored(world)

        assert world.store(row("a", richness=1, fees="0"))["known"] == 1
        assert stored(world) == before

    def test_says_what_it_added_and_completed_when_a_longer_export_overlaps(self, world: World) -> None:
        world.store(row("a", richness=1), row("b"))

        counts = world.store(row("a", richness=4), row("b"), row("c"))

        assert counts == {"new": 1, "completed": 1, "known": 1, "rows_version": 2}
        assert [r["changed_in"] for r in stored(world)] == [2, 1, 2]

    def test_stores_types_currencies_and_symbols_it_has_never_heard_of(self, world: World) -> None:
        counts = world.store(row("a", type="Tulip Swap", sub_type="?", currency="NLG", symbol="🌷", action="Plant"))

        assert counts["new"] == 1

    def test_keeps_eight_decimals_exactly(self, world: World) -> None:
        world.store(row("a", quantity="0.02703492", value="-123456789012.12345678"))

        item = world.caller.call("list_transactions")["items"][0]

        assert (item["quantity"], item["value"]) == ("0.02703492", "-123456789012.12345678")

    def test_remembers_on_the_import_which_version_its_rows_are_in(self, world: World) -> None:
        world.store(row("a"))
        second = start_import(world.caller, world.account)

        world.caller.call("store_rows", p_account=world.account, p_import=second, p_rows=[row("a")])

        versions = {i["id"]: i["rows_version"] for i in world.caller.select("imports").json()}
        assert versions == {world.import_id: 1, second: 1}


class TestAChunk:
    def test_of_five_thousand_rows_is_stored(self, world: World) -> None:
        assert world.store(*(row(f"r{n}") for n in range(5000)))["new"] == 5000

    def test_of_one_more_is_refused_whole(self, world: World) -> None:
        answer = rpc(world, world.caller, [row(f"r{n}") for n in range(5001)])

        assert answer == (413, "too_many_rows")
        assert stored(world) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"value": "NaN"},
            {"price": "NaN"},
            {"value": None},
            {"raw": []},
            {"option_right": "X"},
            {"nth": -1},
            {"executed_at": "1969-12-31T23:59:59Z"},
            {"executed_at": "1989-12-31T23:59:59Z"},
            {"executed_at": "2100-01-01T00:00:00Z"},
            {"executed_at": "2200-01-01T00:00:00Z"},
            {"expires_on": "1969-12-31"},
            {"expires_on": "2200-01-01"},
            {"expires_on": "infinity"},
            {"raw": {"Value": 1}},
            {"raw": {"Value": ["1"]}},
            {"executed_at": "infinity"},
            {"symbol": "X" * 201},
            {"broker_id": "1" * 201},
            {"description": "x" * 2001},
            {"sequence": "first"},
        ],
    )
    def test_with_one_wrong_row_stores_nothing(self, world: World, wrong: dict[str, object]) -> None:
        status, _ = rpc(world, world.caller, [row("a"), row("b", **wrong)])

        assert status == 400
        assert stored(world) == []
        assert world.inputs()["rows_version"] == 0


class TestSomebodyElse:
    def test_cannot_store_into_the_account(self, world: World, other: Caller) -> None:
        assert rpc(world, other, [row("a")]) == (404, "account_not_found")
        assert stored(world) == []

    def test_cannot_store_under_the_import(self, world: World, other: Caller) -> None:
        theirs = add_account(other, f"Theirs {uuid4()}")
        answer = other.rpc("store_rows", p_account=theirs, p_import=world.import_id, p_rows=[row("a")])

        assert (answer.status_code, answer.json()["message"]) == (404, "import_not_found")

    def test_is_not_the_owner_by_naming_another_user_or_account_in_the_row(self, world: World, other: Caller) -> None:
        theirs = add_account(other, f"Theirs {uuid4()}")
        their_import = start_import(other, theirs)
        smuggled = row("a", user_id=world.user.id, account_id=world.account, changed_in=99)

        other.call("store_rows", p_account=theirs, p_import=their_import, p_rows=[smuggled])

        assert stored(world) == []
        assert {r["account_id"] for r in other.select("transactions", account_id=f"eq.{theirs}").json()} == {theirs}

    def test_cannot_learn_which_rows_are_known(self, owner: World, other: Caller) -> None:
        arguments = {"p_account": owner.account, "p_identities": ["buy", "sell"]}

        assert len(owner.caller.call("known_rows", **arguments)) == 2
        assert other.call("known_rows", **arguments) == []


class TestTheOwner:
    def test_reaches_rows_through_store_rows_only(self, world: World) -> None:
        world.store(row("a"))
        mine = {"account_id": f"eq.{world.account}"}

        assert world.caller.update("transactions", {"value": "1"}, **mine).status_code == 403
        assert world.caller.update("transactions", {"identity": "b"}, **mine).status_code == 403
        assert world.caller.delete("transactions", **mine).status_code == 403
        assert world.caller.insert("transactions", row("b")).status_code == 403


class TestTwoWritersAtOnce:
    def test_store_every_row_once_and_count_it_once(self, world: World, db: Database) -> None:
        rows = [row(f"r{n}") for n in range(400)]
        again = [r | {"id": str(uuid4())} for r in rows]

        with ThreadPoolExecutor(2) as pool:
            counts = list(pool.map(lambda chunk: world.store(*chunk), [rows, again, rows, again]))

        assert sum(count["new"] for count in counts) == 400
        assert sum(count["known"] for count in counts) == 1200
        count = db.execute("select count(*) from public.transactions where account_id = %s", [world.account])
        assert (count.fetchone() or {})["count"] == 400

    def test_raise_the_version_once_for_every_chunk_that_changed_something(self, world: World) -> None:
        chunks = [[row(f"{part}{n}") for n in range(100)] for part in "abcdef"]

        with ThreadPoolExecutor(3) as pool:
            versions = list(pool.map(lambda chunk: world.store(*chunk)["rows_version"], chunks))

        assert sorted(versions) == [1, 2, 3, 4, 5, 6]
        assert world.inputs()["rows_version"] == 6


class TestKnownRows:
    def test_tell_what_matching_needs(self, world: World) -> None:
        stored_row = row("a", nth=2)
        world.store(stored_row, row("b"))

        answer = world.caller.call("known_rows", p_account=world.account, p_identities=["a", "z"])

        assert answer == [
            {
                "identity": "a",
                "nth": 2,
                "sub_type": "Buy to Open",
                "action": "Buy to Open",
                "id": stored_row["id"],
                "executed_at": stored_row["executed_at"],
                "net_value": "-101",
                "order_id": None,
                "layout": stored_row["layout"],
                "richness": 4,
            }
        ]


def rpc(world: World, caller: Caller, rows: list[dict[str, Any]]) -> tuple[int, str]:
    answer = caller.rpc("store_rows", p_account=world.account, p_import=world.import_id, p_rows=rows)
    return answer.status_code, answer.json()["message"]
