"""The queue's schedules are what the list says, however often it is applied."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from qstash import QStash

from dev.stack import Stack
from dev.up import schedule
from tests.architecture.routes import functions_reached
from tools.schedules import SCHEDULES, Schedule, apply

APP = "http://127.0.0.1:3999"
HOURLY = Schedule(id="hourly", path="/api/jobs/books/verify", cron="0 * * * *")


@pytest.fixture
def queue(stack: Stack) -> Iterator[QStash]:
    queue = QStash(stack.env["QSTASH_TOKEN"], base_url=stack.env["QSTASH_URL"])
    yield queue
    for one in queue.schedule.list():
        queue.schedule.delete(one.schedule_id)


def made(queue: QStash) -> list[tuple[str, str, str]]:
    return sorted((one.schedule_id, one.destination, one.cron) for one in queue.schedule.list())


class TestApplyingSchedules:
    def test_twice_makes_each_once(self, queue: QStash) -> None:
        apply(queue, APP, SCHEDULES)
        said = apply(queue, APP, SCHEDULES)

        nightly, often = "CRON_TZ=America/New_York 30 3 * * *", "*/5 * * * *"
        assert made(queue) == [
            ("books-nightly", f"{APP}/api/jobs/books/nightly", nightly),
            ("sync-fan-out", f"{APP}/api/jobs/sync/fan-out", often),
        ]
        assert said == [
            f"books-nightly: /api/jobs/books/nightly at {nightly}",
            f"sync-fan-out: /api/jobs/sync/fan-out at {often}",
        ]

    def test_replaces_what_changed_and_deletes_what_is_gone_but_nothing_of_others(self, queue: QStash) -> None:
        queue.schedule.create(destination="http://127.0.0.1:3999/other", cron="0 0 * * *", schedule_id="another")
        apply(queue, APP, (HOURLY, Schedule(id="old", path="/api/jobs/books/rebuild", cron="0 1 * * *")))

        said = apply(queue, APP, (Schedule(id="hourly", path=HOURLY.path, cron="30 * * * *"),))

        assert [(name, cron) for name, _, cron in made(queue)] == [("another", "0 0 * * *"), ("hourly", "30 * * * *")]
        assert said[-1] == "old: deleted"


class TestTheLocalQueue:
    def test_rings_as_the_hosted_one_does(self, queue: QStash, stack: Stack) -> None:
        schedule(APP, stack)

        assert {name for name, _, _ in made(queue)} == {one.id for one in SCHEDULES}

    def test_that_is_hosted_is_left_alone(self, tmp_path: Path) -> None:
        schedule(APP, Stack(tmp_path, APP))  # one that was given is not among what the stack started


class TestTheSchedules:
    def test_call_jobs_that_exist(self) -> None:
        assert [functions_reached(one.path) != [] for one in SCHEDULES] == [True] * len(SCHEDULES)

    def test_have_ids_of_their_own(self) -> None:
        assert len({one.id for one in SCHEDULES}) == len(SCHEDULES)
