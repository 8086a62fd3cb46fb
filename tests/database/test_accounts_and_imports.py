"""Accounts and imports: what their owner may write, and what only storing and publishing may."""

from uuid import uuid4

import pytest

from dev.stack import Stack
from tests.database.world import CLOSED, OPENED, World, add_account, new_world, row, start_import


def mine(world: World) -> dict[str, str]:
    return {"id": f"eq.{world.account}"}


class TestAnAccount:
    def test_is_added_renamed_and_deleted_by_its_owner(self, world: World) -> None:
        second = add_account(world.caller, "IRA")
        renamed = world.caller.update("tastytrade_accounts", {"name": "Roth IRA"}, id=f"eq.{second}")
        deleted = world.caller.delete("tastytrade_accounts", id=f"eq.{second}")

        assert renamed.json()[0]["name"] == "Roth IRA"
        assert deleted.json()[0]["id"] == second
        kinds = [event["kind"] for event in world.caller.select("audit_log", order="at").json()]
        assert [kind for kind in kinds if kind.startswith("account")] == [
            "account_added",
            "account_added",
            "account_changed",
            "account_deleted",
        ]

    def test_takes_the_day_from_which_its_youngest_lots_close_first(self, world: World) -> None:
        changed = world.caller.update("tastytrade_accounts", {"lifo_from": "2024-03-01"}, **mine(world))

        assert changed.json()[0]["lifo_from"] == "2024-03-01"
        assert world.inputs()["settings"] == {"lifo_from": "2024-03-01"}

    @pytest.mark.parametrize("day", ["1969-12-31", "2200-01-01", "infinity", "soon"])
    def test_takes_no_absurd_day_for_it(self, world: World, day: str) -> None:
        assert world.caller.update("tastytrade_accounts", {"lifo_from": day}, **mine(world)).status_code == 400

    def test_has_books_that_are_out_of_date_once_that_day_changed(self, world: World) -> None:
        build = world.begin()
        world.caller.update("tastytrade_accounts", {"lifo_from": "2024-03-01"}, **mine(world))
        world.publish(build, rows_version=0)  # it was begun before
        world.caller.update("tastytrade_accounts", {"lifo_from": "2024-03-01"}, **mine(world))  # no change

        inputs = world.inputs()

        assert (inputs["rows_version"], inputs["built_rows_version"]) == (1, 0)

    @pytest.mark.parametrize(
        "column",
        [
            "rows_version",
            "built_rows_version",
            "books_version",
            "building",
            "books_published_at",
            "built_with",
            "source",
        ],
    )
    def test_keeps_its_versions_to_itself(self, world: World, column: str) -> None:
        value = "tastytrade" if column == "source" else "2025-01-01" if column == "books_published_at" else 7
        before = world.caller.select("tastytrade_accounts").json()

        changed = world.caller.update("tastytrade_accounts", {column: value}, **mine(world))
        added = world.caller.insert("tastytrade_accounts", {"name": "Another", column: value})

        assert (changed.status_code, added.status_code) == (403, 403)
        assert world.caller.select("tastytrade_accounts").json() == before

    def test_cannot_be_given_to_another_user(self, stack: Stack, world: World) -> None:
        stranger = new_world(stack)

        added = world.caller.insert("tastytrade_accounts", {"name": "Gift", "user_id": stranger.user.id})
        moved = world.caller.update("tastytrade_accounts", {"user_id": stranger.user.id}, **mine(world))

        assert (added.status_code, moved.status_code) == (403, 403)

    def test_has_a_name_of_its_own_among_its_owners(self, stack: Stack, world: World) -> None:
        new_world(stack)  # its account has the same name, and another owner

        twice = world.caller.insert("tastytrade_accounts", {"name": "INDIVIDUAL"})

        assert twice.status_code == 409

    def test_has_a_number_unique_per_user_and_not_globally(self, stack: Stack, world: World) -> None:
        stranger = new_world(stack)
        numbered = {"name": "Numbered", "account_number": "5WX00001"}

        first = world.caller.insert("tastytrade_accounts", numbered)
        again = world.caller.insert("tastytrade_accounts", numbered | {"name": "Again"})
        theirs = stranger.caller.insert("tastytrade_accounts", numbered)

        assert (first.status_code, again.status_code, theirs.status_code) == (201, 409, 201)

    @pytest.mark.parametrize("values", [{"name": " "}, {"name": "x" * 81}, {"name": "y", "time_zone": "'; drop table"}])
    def test_has_a_name_and_a_zone_that_can_be_ones(self, world: World, values: dict[str, str]) -> None:
        assert world.caller.insert("tastytrade_accounts", values).status_code == 400


class TestAnImport:
    def test_moves_from_received_to_stored_by_its_owner_and_is_written_down(self, world: World) -> None:
        for state in ("read", "stored"):
            answer = world.caller.update("imports", {"state": state, "rows_new": 3}, id=f"eq.{world.import_id}")
            assert answer.json()[0]["state"] == state

        event = world.caller.select("audit_log", kind="eq.imported").json()[0]
        assert event["detail"] == {
            "account_id": world.account,
            "import_id": world.import_id,
            "rows_new": 3,
            "rows_completed": None,
        }

    def test_is_never_published_by_its_owner(self, world: World) -> None:
        changed = world.caller.update("imports", {"state": "published"}, id=f"eq.{world.import_id}")
        added = world.caller.insert(
            "imports", {"id": str(uuid4()), "account_id": world.account, "file_name": "f", "state": "published"}
        )

        assert (changed.status_code, added.status_code) == (403, 403)

    @pytest.mark.parametrize(
        "absurd",
        [
            {"first_at": "infinity", "last_at": "infinity"},
            {"first_at": "1989-12-31T23:59:59Z", "last_at": CLOSED},
            {"first_at": OPENED, "last_at": "2100-01-01T00:00:00Z"},
            {"error": {}},
            {"error": {"code": "x"}},
            {"error": {"code": "x", "message": 1}},
            {"error": {"code": "x", "message": "y", "line": "z"}},
            {"error": {"code": "x", "message": "y", "column": []}},
        ],
    )
    def test_says_nothing_that_its_page_could_not_show(self, world: World, absurd: dict[str, object]) -> None:
        answer = world.caller.update("imports", absurd, id=f"eq.{world.import_id}")

        assert answer.status_code == 400

    def test_says_why_it_failed_and_where(self, world: World) -> None:
        error = {"code": "x", "message": "y", "line": 2, "column": "Value"}

        assert world.caller.update("imports", {"error": error}, id=f"eq.{world.import_id}").json()[0]["error"] == error

    def test_is_frozen_once_published(self, world: World) -> None:
        world.caller.update("imports", {"state": "stored"}, id=f"eq.{world.import_id}")
        assert world.service.call("settle_imports", p_account=world.account) == 1

        answer = world.caller.update("imports", {"state": "failed", "rows_new": 9}, id=f"eq.{world.import_id}")

        assert answer.json() == []
        assert world.caller.select("imports").json()[0]["state"] == "published"

    def test_waits_for_books_that_contain_its_rows(self, world: World) -> None:
        version = world.store(row("a"))["rows_version"]
        world.caller.update("imports", {"state": "stored"}, id=f"eq.{world.import_id}")
        assert world.service.call("settle_imports", p_account=world.account) == 0

        world.publish(world.begin(), rows_version=version - 1)
        waiting = world.caller.select("imports").json()[0]["state"]
        world.publish(world.begin(), rows_version=version)

        assert waiting == "stored"
        assert world.caller.select("imports").json()[0]["state"] == "published"

    def test_has_its_rows_version_from_storing_only(self, world: World) -> None:
        answer = world.caller.update("imports", {"rows_version": 5}, id=f"eq.{world.import_id}")

        assert answer.status_code == 403


class TestCoverage:
    def test_is_empty_at_first(self, world: World) -> None:
        answer = world.caller.call("account_coverage", p_account=world.account)

        assert answer == {"rows": 0, "first_at": None, "last_at": None, "days": []}

    def test_merges_overlapping_files_and_leaves_a_gap_between_others(self, world: World) -> None:
        spans = [("2024-01-01", "2024-06-30"), ("2024-05-01", "2024-12-31"), ("2025-03-01", "2025-03-31")]
        for first, last in spans:
            identity = start_import(world.caller, world.account)
            world.caller.update("imports", {"state": "stored", "first_at": first, "last_at": last}, id=f"eq.{identity}")

        answer = world.caller.call("account_coverage", p_account=world.account)

        assert [(span["first_at"][:10], span["last_at"][:10]) for span in answer["days"]] == [
            ("2024-01-01", "2024-12-31"),
            ("2025-03-01", "2025-03-31"),
        ]

    def test_counts_the_rows_and_their_first_and_last_time(self, world: World) -> None:
        world.store(row("a", executed_at=OPENED), row("b", executed_at=CLOSED))

        answer = world.caller.call("account_coverage", p_account=world.account)

        assert (answer["rows"], answer["first_at"], answer["last_at"]) == (2, OPENED, CLOSED)
