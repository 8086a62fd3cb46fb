"""Links and syncs: whose they are, who may write them, and when an account is due."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest

from tests.database.callers import Caller
from tests.database.linkable import SEALED_SECRET, SEALED_TOKEN
from tests.database.world import World, add_account

Database = psycopg.Connection[dict[str, Any]]
SEALED = {"p_client_secret": SEALED_SECRET, "p_refresh_token": SEALED_TOKEN}
REFUSED = {401, 403}


def links(world: World) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = world.caller.select("tastytrade_connections").json()
    return answer


def sync(world: World) -> dict[str, Any]:
    (answer,) = world.caller.select("account_syncs").json()
    told: dict[str, Any] = answer
    return told


class TestSecrets:
    def test_are_told_to_the_service_and_in_no_answer_to_their_owner(self, world: World) -> None:
        connection = str(uuid4())

        kept = world.caller.rpc("keep_connection", p_connection=connection, p_kind="personal", **SEALED)

        assert SEALED_SECRET not in kept.text
        assert SEALED_TOKEN not in kept.text
        assert world.caller.rpc("broker_grant", p_connection=connection).status_code in REFUSED
        assert world.service.call("broker_grant", p_connection=connection) == {
            "client_secret": SEALED_SECRET,
            "refresh_token": SEALED_TOKEN,
        }

    @pytest.mark.parametrize("clear", [{"p_client_secret": "s3cret"}, {"p_refresh_token": "eyJhbGciOi.J9"}])
    def test_in_the_clear_are_not_taken(self, world: World, clear: dict[str, str]) -> None:
        kept = world.caller.rpc("keep_connection", p_connection=str(uuid4()), p_kind="personal", **{**SEALED, **clear})

        assert kept.status_code == 400
        assert links(world) == []

    def test_go_with_the_link(self, world: World, db: Database) -> None:
        connection = world.link()

        world.caller.delete("tastytrade_connections", id=f"eq.{connection}")

        left = db.execute("select from public.broker_secrets where user_id = %s", [world.user.id]).fetchall()
        assert left == []


OFFERED = {
    "number": "5WT00002",
    "name": "Roth IRA",
    "type_name": "Roth IRA",
    "opened_on": "2024-01-02",
    "is_closed": False,
    "twins": [],
}


class TestOfferedAccounts:
    def test_are_their_owners_alone(self, world: World, other: Caller) -> None:
        connection = world.link()
        world.offer(connection, "5WT00002")

        for function, more in (("list_offered_accounts", {}), ("offer_accounts", {"p_accounts": [OFFERED]})):
            answer = other.rpc(function, p_connection=connection, **more)
            assert (answer.status_code, answer.json()["message"]) == (404, "connection_not_found")
        assert (
            other.insert(
                "offered_accounts", {"connection_id": connection, "user_id": world.user.id, **OFFERED}
            ).status_code
            in REFUSED
        )
        assert [one["number"] for one in world.caller.select("offered_accounts").json()] == ["5WT00002"]

    def test_go_with_the_link(self, world: World, db: Database) -> None:
        connection = world.link()
        world.offer(connection, "5WT00002")

        world.caller.delete("tastytrade_connections", id=f"eq.{connection}")

        left = db.execute("select from public.offered_accounts where user_id = %s", [world.user.id]).fetchall()
        assert left == []

    def test_are_a_hundred_at_most(self, world: World) -> None:
        many = [{**OFFERED, "number": f"5WT{number:05d}"} for number in range(101)]

        answer = world.caller.rpc("offer_accounts", p_connection=world.link(), p_accounts=many)

        assert answer.status_code == 413

    def test_have_names_that_fit(self, world: World) -> None:
        connection = world.link()
        nameless, endless = {**OFFERED, "name": " "}, {**OFFERED, "number": "5WT00003", "name": "x" * 200}

        kept = world.caller.rpc("offer_accounts", p_connection=connection, p_accounts=[nameless, endless])

        assert kept.is_success
        told = world.caller.call("list_offered_accounts", p_connection=connection)
        assert [one["name"] for one in told] == ["5WT00002", "x" * 80]


class TestSomebodyElse:
    def test_cannot_keep_a_grant_under_a_known_id(self, world: World, other: Caller) -> None:
        connection = world.link()

        taken = other.rpc(
            "keep_connection", p_connection=connection, p_kind="partner", p_client_secret="v1.x", p_refresh_token="v1.x"
        )

        assert (taken.status_code, taken.json()["message"]) == (404, "connection_not_found")
        assert world.service.call("broker_grant", p_connection=connection)["client_secret"] == SEALED_SECRET
        assert links(world)[0]["kind"] == "personal"

    def test_cannot_follow_through_the_link_or_into_the_account(self, world: World, other: Caller) -> None:
        connection = world.link()
        mine = str(uuid4())
        other.call("keep_connection", p_connection=mine, p_kind="personal", **SEALED)
        chosen = {"number": "5WT00009", "name": "Mine", "opened_on": "2024-01-02", "account_id": None}

        through = other.rpc("follow_accounts", p_connection=connection, p_accounts=[chosen])
        into = other.rpc("follow_accounts", p_connection=mine, p_accounts=[{**chosen, "account_id": world.account}])
        emptied = other.rpc("follow_accounts", p_connection=connection, p_accounts=[])

        assert (through.status_code, into.status_code, emptied.status_code) == (404, 404, 404)
        assert sync(world)["connection_id"] == connection

    def test_cannot_unlink_watch_ask_or_see_the_syncs(self, world: World, other: Caller) -> None:
        connection = world.link()
        world.begin_sync()

        assert other.delete("tastytrade_connections", id=f"eq.{connection}").json() == []
        for function in ("watch_account", "ask_for_sync", "list_sync_runs"):
            answer = other.rpc(function, p_account=world.account)
            assert (answer.status_code, answer.json()["message"]) == (404, "account_not_found")
        assert len(links(world)) == 1
        assert (sync(world)["asked_at"], sync(world)["watched_until"]) == (None, None)

    def test_may_have_an_account_of_the_same_number(self, world: World, other: Caller) -> None:
        world.link("5WT00001")
        theirs = str(uuid4())
        other.call("keep_connection", p_connection=theirs, p_kind="personal", **SEALED)
        account = add_account(other, f"Theirs {uuid4()}")
        chosen = {"number": "5WT00001", "name": "Same", "opened_on": "2024-01-02", "account_id": account}

        assert other.rpc("follow_accounts", p_connection=theirs, p_accounts=[chosen]).is_success


class TestTheOwner:
    @pytest.mark.parametrize(
        ("table", "changes"),
        [
            ("tastytrade_connections", {"state": "linked"}),
            ("account_syncs", {"next_due_at": "2020-01-01T00:00:00Z"}),
            ("account_syncs", {"account_number": "5WT00002"}),
            ("sync_runs", {"next_offset": 9}),
        ],
    )
    def test_writes_links_and_syncs_through_functions_only(
        self, world: World, table: str, changes: dict[str, object]
    ) -> None:
        world.link()
        world.begin_sync()

        assert world.caller.update(table, changes, user_id=f"eq.{world.user.id}").status_code in REFUSED
        assert world.caller.insert(table, {**changes, "user_id": world.user.id}).status_code in REFUSED

    def test_reads_in_the_log_what_happened_to_a_link(self, world: World) -> None:
        connection = world.link()
        world.service.call("revoke_connection", p_connection=connection)
        world.service.call("revoke_connection", p_connection=connection)
        world.caller.call("keep_connection", p_connection=connection, p_kind="personal", **SEALED)
        world.caller.delete("tastytrade_connections", id=f"eq.{connection}")

        log = world.caller.select("audit_log", kind="like.broker_*", order="at").json()

        assert [one["kind"] for one in log] == ["broker_linked", "broker_refused", "broker_linked", "broker_unlinked"]
        assert {one["detail"]["connection_id"] for one in log} == {connection}

    def test_deletes_an_account_and_with_it_its_sync_but_not_the_link(self, world: World, db: Database) -> None:
        world.link()
        world.begin_sync()

        world.caller.delete("tastytrade_accounts", id=f"eq.{world.account}")

        assert len(links(world)) == 1
        assert db.execute("select from public.sync_runs where user_id = %s", [world.user.id]).fetchall() == []
        assert world.account not in world.service.call("due_accounts", p_before="2199-01-01T00:00:00Z", p_limit=5000)

    def test_of_a_linked_account_sees_that_it_is(self, world: World) -> None:
        world.link("5WT00001")

        (account,) = world.caller.select("tastytrade_accounts").json()

        assert (account["source"], account["account_number"]) == ("tastytrade", "5WT00001")


class TestTheNextSync:
    @pytest.mark.parametrize(
        ("now", "morning"),
        [
            ("2025-03-03T09:00:00-05:00", "2025-03-04"),
            ("2025-03-03T05:00:00-05:00", "2025-03-03"),
            ("2025-03-08T12:00:00-05:00", "2025-03-09"),  # the clocks go forward that morning, at two
            ("2025-11-01T12:00:00-04:00", "2025-11-02"),  # and back on this one
        ],
    )
    def test_is_in_the_morning_at_a_second_of_the_accounts_own(self, db: Database, now: str, morning: str) -> None:
        times = [next_sync(db, str(uuid4()), now) for _ in range(200)]

        earliest, latest = timedelta(hours=6, minutes=30), timedelta(hours=7, minutes=39)
        assert {at.date().isoformat() for at in times} == {morning}
        assert all(earliest <= since_midnight(at) < latest for at in times)
        assert len(set(times)) > 150

    def test_is_the_same_second_every_morning_and_not_within_the_hour(self, db: Database) -> None:
        account = str(uuid4())
        today = next_sync(db, account, "2025-03-03T05:00:00-05:00")

        later = next_sync(db, account, (today - timedelta(minutes=59)).isoformat())

        assert later == today + timedelta(days=1)

    def test_of_a_failed_try_is_an_hour_later_or_five_minutes_while_looked_at(self, world: World) -> None:
        world.link()

        waits = []
        for is_watched in (False, True):
            if is_watched:
                world.caller.call("watch_account", p_account=world.account)
            world.service.rpc("fail_sync", p_account=world.account, p_error={"code": "x", "message": "x"})
            waits.append(datetime.fromisoformat(sync(world)["next_due_at"]) - datetime.now(UTC))

        assert timedelta(minutes=59) < waits[0] <= timedelta(hours=1)
        assert timedelta(minutes=4) < waits[1] <= timedelta(minutes=5)


class TestRuns:
    def test_are_one_at_a_time_however_many_begin(self, world: World) -> None:
        world.link()

        assert world.begin_sync() == world.begin_sync("incremental")

    def test_are_kept_two_hundred_of_an_account(self, world: World, db: Database) -> None:
        world.link()
        db.execute(
            "insert into public.sync_runs (account_id, user_id, kind, state, first_day, last_day, window_first,"
            " window_last, version_before, started_at, ended_at) select %s, %s, 'incremental', 'done', '2025-01-01',"
            " '2025-01-02', '2025-01-01', '2025-01-02', 0, now() - n * interval '1 hour', now()"
            " from generate_series(1, 250) as n",
            [world.account, world.user.id],
        )

        run = world.begin_sync()
        world.service.rpc("finish_sync", p_run=run, p_loaded_until="2025-01-02")

        kept = db.execute("select id from public.sync_runs where account_id = %s", [world.account]).fetchall()
        assert len(kept) == 200
        assert run in {str(one["id"]) for one in kept}
        assert len(world.caller.call("list_sync_runs", p_account=world.account)) == 100


def next_sync(db: Database, account: str, now: str) -> datetime:
    """Return when an account that nobody looks at is due after `now`, in New York time."""
    query = "select public.next_sync_at(%s::uuid, null, %s::timestamptz) as at"
    at: datetime = (db.execute(query, [account, now]).fetchone() or {})["at"]
    return at.astimezone(ZoneInfo("America/New_York"))


def since_midnight(at: datetime) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
