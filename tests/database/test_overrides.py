"""What users say about rows: a basis moves the books, a note and an acknowledgement move nothing; all last."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.database.callers import Caller
from tests.database.world import World, attention, open_lot, row

Database = psycopg.Connection[dict[str, Any]]


def basis_of(world: World, transaction: str) -> dict[str, Any]:
    found = world.caller.call("list_transactions", p_ids=[transaction])["items"]
    return {name: found[0][name] for name in ("basis", "acquired_on", "note")}


def set_basis(caller: Caller, transaction: str, basis: object, acquired_on: object = None) -> dict[str, Any]:
    answer: dict[str, Any] = caller.call(
        "set_basis", p_transaction=transaction, p_basis=basis, p_acquired_on=acquired_on
    )
    return answer


@pytest.fixture
def bought(world: World) -> str:
    """Store one row whose books are published; return its id."""
    one = row("a")
    world.store(one)
    world.show(rows_version=1, open_lots=[open_lot(opening_id=one["id"])])
    return str(one["id"])


class TestABasis:
    def test_is_told_to_the_reader_and_to_the_engine(self, world: World, bought: str) -> None:
        set_basis(world.caller, bought, "95.50", "2019-03-01")

        assert basis_of(world, bought) == {"basis": "95.5", "acquired_on": "2019-03-01", "note": None}
        engine = world.service.call("ledger_rows", p_account=world.account)[0]
        assert (engine["basis"], engine["acquired_on"]) == ("95.5", "2019-03-01")

    def test_names_the_account_to_rebuild_and_the_version_its_rows_are_at(self, world: World, bought: str) -> None:
        assert set_basis(world.caller, bought, "95.50") == {"account_id": world.account, "rows_version": 2}

    def test_puts_the_rows_underlying_on_the_list_of_what_to_rebuild(self, world: World, bought: str) -> None:
        assert world.inputs()["touched"] == []

        set_basis(world.caller, bought, "95.50")

        inputs = world.inputs()
        assert (inputs["rows_version"], inputs["built_rows_version"]) == (2, 1)
        assert inputs["touched"] == ["ABC", "XYZ"]  # XYZ is where the published lot of the row stands

    def test_is_taken_back_and_that_is_a_change_too(self, world: World, bought: str) -> None:
        set_basis(world.caller, bought, "95.50")

        assert set_basis(world.caller, bought, None)["rows_version"] == 3
        assert basis_of(world, bought)["basis"] is None

    @pytest.mark.parametrize("again", ["95.5", None])
    def test_that_is_no_change_rebuilds_nothing(self, world: World, bought: str, again: str | None) -> None:
        before = set_basis(world.caller, bought, again)

        assert set_basis(world.caller, bought, again) == before

    def test_of_nothing_is_a_basis(self, world: World, bought: str) -> None:
        set_basis(world.caller, bought, "0")

        assert basis_of(world, bought)["basis"] == "0"

    @pytest.mark.parametrize(
        ("basis", "acquired_on"),
        [
            ("-0.01", None),
            ("NaN", None),
            ("Infinity", None),
            ("1000000000000", None),
            ("ten", None),
            ("10", "1899-12-31"),
            ("10", "2200-01-01"),
            ("10", "infinity"),
            ("10", "31 February"),
        ],
    )
    def test_that_can_be_none_is_refused(self, world: World, bought: str, basis: str, acquired_on: str | None) -> None:
        answer = world.caller.rpc("set_basis", p_transaction=bought, p_basis=basis, p_acquired_on=acquired_on)

        assert answer.status_code == 400
        assert (basis_of(world, bought)["basis"], world.inputs()["rows_version"]) == (None, 1)

    def test_set_while_books_are_built_leaves_them_out_of_date(self, world: World, bought: str) -> None:
        build = world.begin()
        set_basis(world.caller, bought, "95.50")

        world.publish(build, rows_version=1)

        inputs = world.inputs()
        assert (inputs["rows_version"], inputs["built_rows_version"]) == (2, 1)
        assert "ABC" in inputs["touched"]

    def test_stays_when_the_row_is_imported_again_and_completed(self, world: World, bought: str) -> None:
        set_basis(world.caller, bought, "95.50")

        world.store(row("a", richness=5))

        assert basis_of(world, bought)["basis"] == "95.5"

    def test_of_two_writers_at_once_counts_every_change(self, world: World) -> None:
        rows = [row(f"r{n}") for n in range(8)]
        world.store(*rows)

        with ThreadPoolExecutor(4) as pool:
            versions = list(pool.map(lambda one: set_basis(world.caller, one["id"], "1")["rows_version"], rows))

        assert sorted(versions) == [2, 3, 4, 5, 6, 7, 8, 9]

    def test_is_written_by_no_other_way(self, world: World, bought: str) -> None:
        set_basis(world.caller, bought, "95.50")
        mine = {"transaction_id": f"eq.{bought}"}

        assert world.caller.update("row_overrides", {"basis": "1"}, **mine).status_code == 403
        assert world.caller.delete("row_overrides", **mine).status_code == 403


class TestANote:
    def test_is_kept_replaced_found_and_dropped(self, world: World, bought: str) -> None:
        for note in ("First.", "A gift from grandmother."):
            assert world.caller.rpc("set_note", p_transaction=bought, p_note=note).is_success
        found = world.caller.call("list_transactions", p_search="GRANDMOTHER")["items"]
        assert [(item["id"], item["note"]) for item in found] == [(bought, "A gift from grandmother.")]

        assert world.caller.rpc("set_note", p_transaction=bought).is_success

        assert basis_of(world, bought)["note"] is None

    def test_stays_when_the_row_is_imported_again(self, world: World, bought: str) -> None:
        world.caller.rpc("set_note", p_transaction=bought, p_note="Mine.")

        world.store(row("a", richness=5))

        assert basis_of(world, bought)["note"] == "Mine."

    def test_rebuilds_nothing(self, world: World, bought: str) -> None:
        world.caller.rpc("set_note", p_transaction=bought, p_note="Mine.")

        assert (world.inputs()["rows_version"], world.inputs()["touched"]) == (1, [])

    @pytest.mark.parametrize(("note", "status"), [("x" * 2000, 204), ("x" * 2001, 400), ("", 400), ("  ", 400)])
    def test_has_at_most_two_thousand_characters_and_is_not_empty(
        self, world: World, bought: str, note: str, status: int
    ) -> None:
        assert world.caller.rpc("set_note", p_transaction=bought, p_note=note).status_code == status


class TestAnAcknowledgement:
    def test_is_of_an_item_once_all_its_rows_are_acknowledged_for_its_code(self, world: World) -> None:
        first, second = row("a"), row("b")
        world.store(first, second)
        ids = [first["id"], second["id"]]
        world.show(attention_items=[attention(transaction_ids=ids, code="orphan_close")])

        def acknowledge(code: str, *transactions: str) -> tuple[bool, str | None]:
            answer = world.caller.rpc("acknowledge", p_code=code, p_transactions=list(transactions), p_note="Seen.")
            assert answer.is_success
            item = world.caller.call("attention_list")["items"][0]
            return item["acknowledged_at"] is not None, item["note"]

        assert acknowledge("orphan_close", ids[0]) == (False, None)
        assert acknowledge("unknown_type", ids[1]) == (False, None)
        assert acknowledge("orphan_close", ids[1]) == (True, "Seen.")
        assert acknowledge("orphan_close", *ids) == (True, "Seen.")

    def test_is_taken_back(self, world: World, bought: str) -> None:
        world.show(rows_version=1, attention_items=[attention(transaction_ids=[bought], code="orphan_close")])
        named = {"p_code": "orphan_close", "p_transactions": [bought]}
        world.caller.rpc("acknowledge", **named)

        assert world.caller.rpc("unacknowledge", **named).is_success

        assert world.caller.call("attention_list")["items"][0]["acknowledged_at"] is None

    def test_does_not_cover_a_row_that_comes_later(self, world: World, bought: str) -> None:
        world.caller.rpc("acknowledge", p_code="orphan_close", p_transactions=[bought])
        later = row("later")
        world.store(later)
        ids = [bought, later["id"]]
        world.show(rows_version=2, attention_items=[attention(transaction_ids=ids, code="orphan_close")])

        assert world.caller.call("attention_list")["items"][0]["acknowledged_at"] is None

    def test_is_listed_by_row_and_code_page_by_page_to_its_owner(self, world: World, other: Caller) -> None:
        rows = sorted(str(row(name)["id"]) for name in "abc")
        world.store(*(row(one, id=one) for one in rows))
        for code in ("z|z", "a"):
            world.caller.rpc("acknowledge", p_code=code, p_transactions=rows, p_note="Seen.")

        seen: list[tuple[str, str]] = []
        page = world.caller.call("list_acknowledgements", p_limit=1)
        seen += [(item["transaction_id"], item["code"]) for item in page["items"]]
        while page["next"]:
            page = world.caller.call("list_acknowledgements", p_limit=1, p_after=page["next"])
            seen += [(item["transaction_id"], item["code"]) for item in page["items"]]

        assert seen == [(one, code) for one in rows for code in ("a", "z|z")]
        assert other.call("list_acknowledgements") == {"items": [], "next": None}
        assert other.rpc("list_acknowledgements", p_after="page two").status_code == 400

    def test_of_an_item_without_rows_there_is_none(self, world: World) -> None:
        world.show(attention_items=[attention(transaction_ids=[])])

        assert world.caller.call("attention_list")["items"][0]["acknowledged_at"] is None

    @pytest.mark.parametrize("wrong", [{"p_code": ""}, {"p_code": "x" * 101}, {"p_note": "x" * 2001}])
    def test_with_a_code_or_a_note_that_can_be_none_is_refused(
        self, world: World, bought: str, wrong: dict[str, str]
    ) -> None:
        answer = world.caller.rpc("acknowledge", **({"p_code": "x", "p_transactions": [bought]} | wrong))

        assert answer.status_code == 400

    def test_names_at_most_five_thousand_rows(self, world: World) -> None:
        answer = world.caller.rpc("acknowledge", p_code="x", p_transactions=[str(uuid4()) for _ in range(5001)])

        assert answer.status_code == 413


class TestARowOfSomebodyElse:
    @pytest.mark.parametrize(
        ("function", "arguments"),
        [
            ("set_basis", {"p_transaction": "?", "p_basis": "1"}),
            ("set_basis", {"p_transaction": "?"}),
            ("set_note", {"p_transaction": "?", "p_note": "Mine now."}),
            ("set_note", {"p_transaction": "?"}),
            ("acknowledge", {"p_transactions": ["?"], "p_code": "orphan_close"}),
            ("unacknowledge", {"p_transactions": ["?"], "p_code": "orphan_close"}),
        ],
    )
    def test_looks_like_one_that_is_not_there(
        self, owner: World, other: Caller, db: Database, function: str, arguments: dict[str, Any]
    ) -> None:
        theirs = owner.caller.call("list_transactions")["items"][-1]["id"]
        before = said_by(db, owner)

        answers = [
            other.rpc(function, **{name: filled(value, row_id) for name, value in arguments.items()})
            for row_id in (theirs, str(uuid4()))
        ]

        assert [(answer.status_code, answer.json()["message"]) for answer in answers] == [
            (404, "transaction_not_found")
        ] * 2
        assert said_by(db, owner) == before

    @pytest.mark.parametrize("table", ["row_notes", "acknowledgements"])
    def test_cannot_be_pointed_at_under_ones_own_name(self, owner: World, world: World, table: str) -> None:
        """Foreign-key checks bypass row security; the key names account and owner."""
        theirs = owner.caller.call("list_transactions")["items"][0]["id"]
        said = {"transaction_id": theirs, "account_id": world.account, "user_id": world.user.id, "note": "Mine."}

        answer = world.caller.insert(table, said | ({"code": "x"} if table == "acknowledgements" else {}))

        assert (answer.status_code, answer.json()["code"]) == (409, "23503")


def filled(value: Any, row_id: str) -> Any:  # noqa: ANN401 - an argument of any function
    """Put a row's id where the question mark is."""
    return row_id if value == "?" else [row_id] if value == ["?"] else value


def said_by(db: Database, world: World) -> list[dict[str, Any]]:
    """Return what is stored of a user's words, as it is stored."""
    query = "select * from public.{} where user_id = %s"
    return [
        found
        for table in ("row_overrides", "row_notes", "acknowledgements")
        for found in db.execute(query.format(table), [world.user.id]).fetchall()
    ]
