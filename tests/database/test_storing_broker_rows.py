"""store_broker_rows and withdraw_broker_rows: what they leave in the tables, and what a reader then sees."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from tests.database.broker_rows import from_broker
from tests.database.world import World, closing, row, start_import

Database = psycopg.Connection[dict[str, Any]]


@pytest.fixture
def run(world: World) -> str:
    """Begin a run on an empty account that is linked."""
    world.link()
    return world.begin_sync()


def stored(world: World) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = world.caller.select("transactions", order="identity,nth").json()
    return answer


def listed(world: World) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = world.caller.call("list_transactions")["items"]
    return items


class TestABrokersRow:
    def test_says_where_it_came_from(self, world: World, run: str) -> None:
        world.sync(run, from_broker("7"))

        (told,) = stored(world)
        assert (told["layout"], told["richness"], told["broker_id"], told["import_id"]) == ("api", 100, "7", None)
        assert (told["run_id"], told["broker_day"], told["digest"]) == (run, "2025-03-03", "one")
        assert (told["user_id"], told["account_id"]) == (world.user.id, world.account)

    def test_keeps_fees_of_three_decimals(self, world: World, run: str) -> None:
        world.sync(run, from_broker("7"))

        assert (listed(world)[0]["fees"], listed(world)[0]["net_value"]) == ("-1.142", "-101.142")

    def test_shows_the_text_of_what_the_broker_sent(self, world: World, run: str) -> None:
        world.sync(run, from_broker("7"))

        (told,) = world.caller.call("list_transactions", p_ids=[stored(world)[0]["id"]])["items"]

        assert told["raw"] == {"id": "7", "symbol": "ABC", "lots": '[{"id": "a"}]', "reverses-id": ""}

    def test_under_a_new_id_that_is_taken_gets_another(self, world: World, run: str, owner: World) -> None:
        taken = owner.caller.select("transactions", limit="1").json()[0]["id"]

        world.sync(run, from_broker("7", new_id=taken))

        assert [one["broker_id"] for one in stored(world)] == ["7"]
        assert stored(world)[0]["id"] != taken

    def test_is_not_told_twice_when_two_runs_store_at_once(self, world: World, run: str, db: Database) -> None:
        rows = [from_broker(str(n), "same") for n in range(300)]

        with ThreadPoolExecutor(2) as pool:
            counts = list(pool.map(lambda part: world.sync(run, *part), [rows, rows[100:], rows[:200], rows]))

        assert sum(count["new"] for count in counts) == 300
        query = "select count(*), count(distinct nth) as nths, max(nth) from public.transactions where account_id = %s"
        assert db.execute(query, [world.account]).fetchone() == {"count": 300, "nths": 300, "max": 299}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"digest": None},
            {"broker_day": None},
            {"value": "NaN"},
            {"raw": []},
            {"executed_at": "1969-12-31T00:00:00Z"},
        ],
    )
    def test_that_is_wrong_stores_nothing_and_moves_nothing(
        self, world: World, run: str, wrong: dict[str, Any]
    ) -> None:
        page = [from_broker("1"), from_broker("2", **wrong)]

        answer = world.service.rpc("store_broker_rows", p_run=run, p_rows=page, p_offset=4)

        assert answer.status_code == 400
        assert stored(world) == []
        assert world.caller.call("list_sync_runs", p_account=world.account)[0]["next_offset"] == 0


class TestACursor:
    def test_is_kept_with_the_rows(self, world: World, run: str) -> None:
        cursor = {"p_window_first": "2025-01-01", "p_window_last": "2025-12-31", "p_offset": 2, "p_expected": 40}

        world.sync(run, from_broker("1"), **cursor)

        (told,) = world.caller.call("list_sync_runs", p_account=world.account)
        assert (told["window_first"], told["window_last"], told["next_offset"]) == ("2025-01-01", "2025-12-31", 2)
        assert world.caller.select("account_syncs").json()[0]["rows_expected"] == 40

    def test_of_a_run_that_has_ended_stays_where_it_was(self, world: World, run: str) -> None:
        world.service.rpc("finish_sync", p_run=run, p_loaded_until="2025-03-31")
        cursor = {"p_window_first": "2025-01-01", "p_window_last": "2025-12-31", "p_offset": 2}

        counts = world.sync(run, from_broker("1"), **cursor)  # a slower reader's page: the rows count all the same

        assert counts["new"] == 1
        assert world.caller.call("list_sync_runs", p_account=world.account)[0]["next_offset"] == 0


class TestARowThatAFileBrought:
    def test_keeps_id_import_note_and_basis_when_the_broker_completes_it(self, world: World, run: str) -> None:
        file_row = row("a", nth=0, account_reference="Individual...39", root_symbol="ABC", multiplier="1")
        world.store(file_row)
        world.caller.call("set_basis", p_transaction=file_row["id"], p_basis="95.50")
        world.caller.rpc("set_note", p_transaction=file_row["id"], p_note="A gift.")

        counts = world.sync(run, from_broker("7", "a", id=file_row["id"]))

        assert (counts["new"], counts["changed"]) == (0, 1)
        (told,) = listed(world)
        assert (told["id"], told["import_id"], told["note"], told["basis"]) == (
            file_row["id"], world.import_id, "A gift.", "95.5",
        )  # fmt: skip
        assert (told["fees"], told["root_symbol"], told["multiplier"]) == ("-1.142", "ABC", "1")
        assert told["account_reference"] == "Individual...39"

    def test_is_not_touched_when_the_account_is_another_users(self, world: World, run: str, owner: World) -> None:
        theirs = owner.caller.select("transactions", limit="1").json()[0]

        world.sync(run, from_broker("7", theirs["identity"], id=theirs["id"]))

        assert owner.caller.select("transactions", id=f"eq.{theirs['id']}").json() == [theirs]

    def test_that_comes_after_the_brokers_is_known(self, world: World, run: str) -> None:
        world.sync(run, from_broker("7", "a"))
        before = stored(world)

        counts = world.store(row("a", nth=0, richness=50))

        assert (counts["new"], counts["completed"], counts["known"]) == (0, 0, 1)
        assert stored(world) == before
        (known,) = world.caller.call("known_rows", p_account=world.account, p_identities=["a"])
        assert (known["layout"], known["richness"], known["nth"]) == ("api", 100, 0)

    @pytest.mark.parametrize(
        "forged",
        [
            {"richness": 100},
            {"richness": 30_000},
            {"layout": "api", "richness": 100, "broker_id": "9"},
            {"layout": "api", "richness": 100, "broker_id": "9", "digest": "x", "broker_day": "2025-03-03"},
        ],
    )
    def test_cannot_pass_for_the_brokers(self, world: World, run: str, forged: dict[str, object]) -> None:
        world.sync(run, from_broker("7", "a"))

        refused = world.caller.rpc(
            "store_rows", p_account=world.account, p_import=world.import_id, p_rows=[row("b", **forged)]
        )

        assert (refused.status_code, refused.json()["code"]) == (400, "23514")


class TestTheBooks:
    def test_are_out_of_date_for_the_old_and_the_new_underlying_of_a_changed_row(self, world: World, run: str) -> None:
        version = world.sync(run, from_broker("7", underlying="OLD"))["rows_version"]
        build = world.begin()
        world.stage(build, closings=[closing(opening_id=stored(world)[0]["id"], underlying="OLD")])
        world.publish(build, rows_version=version)
        assert world.inputs()["touched"] == []

        counts = world.sync(run, from_broker("7", underlying="NEW", digest="two"))

        assert counts["underlyings"] == ["NEW", "OLD"]
        assert world.inputs()["touched"] == ["NEW", "OLD"]

    def test_lose_a_withdrawn_row_and_get_it_back(self, world: World, run: str) -> None:
        delivered = from_broker("7", type="Receive Deliver", sub_type="Symbol Change")
        world.publish(world.begin(), rows_version=world.sync(run, delivered)["rows_version"])

        assert world.service.call("withdraw_broker_rows", p_run=run, p_broker_ids=["7"]) == 1

        assert world.inputs()["touched"] == ["ABC"]
        assert world.service.call("ledger_rows", p_account=world.account) == []
        assert world.service.call("corporate_action_rows", p_account=world.account) == []
        assert listed(world)[0]["withdrawn_at"] is not None
        world.publish(world.begin(), rows_version=world.inputs()["rows_version"])

        world.sync(run, delivered)

        assert world.inputs()["touched"] == ["ABC"]
        assert len(world.service.call("ledger_rows", p_account=world.account)) == 1
        assert listed(world)[0]["withdrawn_at"] is None

    def test_stay_up_to_date_when_nothing_changed(self, world: World, run: str) -> None:
        world.publish(world.begin(), rows_version=world.sync(run, from_broker("7"))["rows_version"])

        world.sync(run, from_broker("7"))

        inputs = world.inputs()
        assert (inputs["rows_version"], inputs["built_rows_version"]) == (1, 1)


class TestCoverage:
    def test_counts_what_syncs_read_beside_what_files_brought(self, world: World, run: str) -> None:
        span = {"first_at": "2023-06-01T12:00:00+00:00", "last_at": "2023-07-01T12:00:00+00:00", "state": "stored"}
        world.caller.update("imports", span, id=f"eq.{world.import_id}")
        world.store(row("old", executed_at="2023-06-01T12:00:00+00:00"))
        world.sync(run, from_broker("1"), from_broker("2"))
        world.service.call("withdraw_broker_rows", p_run=run, p_broker_ids=["2"])
        world.service.rpc("finish_sync", p_run=run, p_loaded_until="2025-03-31")

        coverage = world.caller.call("account_coverage", p_account=world.account)

        assert coverage["rows"] == 2
        assert coverage["days"] == [
            {"first_at": span["first_at"], "last_at": span["last_at"]},
            {"first_at": "2024-01-02T05:00:00+00:00", "last_at": "2025-04-01T04:00:00+00:00"},  # New York's midnights
        ]

    def test_outlives_the_link(self, world: World) -> None:
        link = world.link()
        world.service.rpc("finish_sync", p_run=world.begin_sync(), p_loaded_until="2025-03-31")

        world.caller.delete("tastytrade_connections", id=f"eq.{link}")

        assert len(world.caller.call("account_coverage", p_account=world.account)["days"]) == 1


class TestAnImportAfterASync:
    def test_adds_only_what_the_broker_did_not_tell(self, world: World, run: str) -> None:
        world.sync(run, from_broker("7", "a"))
        later = start_import(world.caller, world.account)

        counts = world.caller.call(
            "store_rows", p_account=world.account, p_import=later, p_rows=[row("a", nth=0), row("b", nth=0)]
        )

        assert (counts["new"], counts["known"]) == (1, 1)
