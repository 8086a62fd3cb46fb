"""What goes wrong when it is asked to, and only as often."""

import time

import httpx
import pytest

from tests.standins.tastytrade.serving import Served
from tests.standins.tastytrade.simulator import MARGIN, Simulator

ROWS = f"/accounts/{MARGIN}/transactions"
SNAPSHOTS = f"/accounts/{MARGIN}/balance-snapshots?time-of-day=EOD&start-date=2026-03-02"


async def ids(simulator: Simulator, path: str = ROWS) -> list[int]:
    return [row["id"] for row in await simulator.items(path)]


class TestAFault:
    async def test_ends_after_the_calls_it_was_asked_for(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("server_error", "transactions", 2)

        statuses = [(await simulator.get(path)).status_code for path in (ROWS, "/customers/me", ROWS, ROWS)]

        assert statuses == [502, 200, 502, 200]

    async def test_meets_the_calls_of_its_pattern_and_method_only(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("too_many", "^/oauth", method="GET")

        assert (await simulator.refresh()).status_code == 200

    def test_must_be_one_of_those_there_are(self, simulator: Simulator) -> None:
        with pytest.raises(ValueError, match="There is no fault 'fire'"):
            simulator.broker.faults.add("fire")


class TestAnswersThatFail:
    async def test_too_many_with_and_without_a_time_to_wait(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("too_many", ROWS, retry_after=7)
        simulator.broker.faults.add("too_many", "customers")

        told, untold = await simulator.get(ROWS), await simulator.get("/customers/me")

        assert (told.status_code, told.headers["retry-after"]) == (429, "7")
        assert (untold.status_code, untold.headers.get("retry-after")) == (429, None)

    async def test_a_server_error_may_come_as_a_web_page(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("server_error", ROWS, status=503, html=True)

        answer = await simulator.get(ROWS)

        assert (answer.status_code, answer.text) == (503, "<html><body><h1>503</h1></body></html>")

    async def test_slowly(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("slow", ROWS, seconds=0.2)
        began = time.monotonic()

        answer = await simulator.get(ROWS)

        assert answer.status_code == 200
        assert time.monotonic() - began >= 0.2

    async def test_with_a_grant_that_was_just_deleted(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("revoke", ROWS)

        assert (await simulator.get(ROWS)).status_code == 401
        assert (await simulator.refresh()).json()["error_code"] == "invalid_grant"

    async def test_with_a_grant_that_is_gone_when_a_token_is_asked_for(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("revoke", "/oauth/token")

        answers = [(await simulator.refresh()).status_code for _ in range(2)]

        assert answers == [400, 400]


class TestConnectionsThatBreak:
    def test_before_anything_is_done(self, serving: Served) -> None:
        serving.broker.faults.add("drop_before", "/oauth/token")

        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            serving.client.post("/oauth/token", json={})

    def test_within_the_answer_when_all_was_done(self, serving: Served) -> None:
        client = serving.broker.people.add_client("Tracker", "https://app.example/callback")
        code = serving.broker.people.issue_code(
            client, serving.grant.customer, "https://app.example/callback", ("read",)
        )
        body = {"grant_type": "authorization_code", "code": code, "client_id": client.id}
        body |= {"client_secret": client.secret, "redirect_uri": "https://app.example/callback"}
        serving.broker.faults.add("drop_after", "/oauth/token")

        with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
            serving.client.post("/oauth/token", json=body)
        again = serving.client.post("/oauth/token", json=body)

        assert again.json()["error_code"] == "invalid_grant"  # the code was spent


class TestRowsThatMove:
    async def test_come_twice(self, simulator: Simulator) -> None:
        before = await ids(simulator)
        simulator.broker.faults.add("repeat", ROWS)

        assert await ids(simulator) == [*before, before[0]]

    async def test_come_in_another_order(self, simulator: Simulator) -> None:
        before = await ids(simulator)
        simulator.broker.faults.add("reorder", ROWS)
        after = await ids(simulator)

        assert after != before
        assert sorted(after) == sorted(before)

    async def test_come_late_but_at_their_own_time(self, simulator: Simulator) -> None:
        before = await ids(simulator)
        simulator.broker.faults.add("late", ROWS, ids=[before[3]])

        assert await ids(simulator) == [*before[:3], *before[4:]]
        assert await ids(simulator) == before

    async def test_are_withdrawn_every_third_unless_named(self, simulator: Simulator) -> None:
        before = await ids(simulator)
        simulator.broker.faults.add("withdrawn", ROWS)

        answer = await simulator.get(ROWS)

        assert [row["id"] for row in answer.json()["data"]["items"]] == [before[i] for i in (1, 2, 4, 5)]
        assert answer.json()["pagination"]["total-items"] == 4

    async def test_shift_the_pages_under_the_reader(self, simulator: Simulator) -> None:
        before = await ids(simulator)
        simulator.broker.faults.add("shift", ROWS, 2)

        pages = [await ids(simulator, f"{ROWS}?per-page=3&page-offset={page}") for page in range(2)]

        assert pages == [before[:3], before[2:5]]  # the third row is read twice


class TestFieldsThatSurprise:
    async def test_an_unknown_value(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("unknown_value", ROWS, field="instrument-type", value="Perpetual")

        kinds = [row.get("instrument-type") for row in await simulator.items(ROWS)]

        assert kinds[:2] == ["Perpetual", "Equity Option"]

    async def test_a_field_that_is_missing(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("missing_field", f"{ROWS}/", field="executed-at")
        row = (await simulator.items(ROWS))[0]

        marred = await simulator.data(f"{ROWS}/{row['id']}")

        assert row.keys() - marred.keys() == {"executed-at"}

    async def test_a_snapshot_that_has_little_more_than_its_day(self, simulator: Simulator) -> None:
        simulator.broker.faults.add("partial", "balance-snapshots")

        partial, whole = await simulator.items(SNAPSHOTS), await simulator.items(SNAPSHOTS)

        assert "net-liquidating-value" not in partial[0]
        assert partial[0]["snapshot-date"] == whole[0]["snapshot-date"]
        assert "net-liquidating-value" in whole[0]
