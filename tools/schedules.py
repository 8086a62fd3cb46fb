"""
Make the queue's schedules what this file says: `make schedules`, after a deployment that changes them.

Reads APP_URL, QSTASH_URL and QSTASH_TOKEN. A schedule's id is stable, so making it again replaces it; one that calls
a job of ours and is not listed here any more is deleted. Running it twice changes nothing.
"""

import os
from dataclasses import dataclass

from qstash import QStash

from lib.wiring.settings import origin_of, setting

JOBS = "/api/jobs/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When one of our jobs is called (cron, with its time zone), and with which JSON."""

    id: str
    path: str
    cron: str
    body: str = "{}"


SCHEDULES = (
    # After the broker's nightly files, before anybody in America is up.
    Schedule(id="books-nightly", path="/api/jobs/books/nightly", cron="CRON_TZ=America/New_York 30 3 * * *"),
    # Whose accounts are due is asked every five minutes: that is how often a page that is open is brought up to date.
    Schedule(id="sync-fan-out", path="/api/jobs/sync/fan-out", cron="*/5 * * * *"),
)


def main() -> int:
    """Apply the list and say what was done. Returns an exit code."""
    queue = QStash(setting(os.environ, "QSTASH_TOKEN"), base_url=setting(os.environ, "QSTASH_URL"))
    for line in apply(queue, origin_of(setting(os.environ, "APP_URL")), SCHEDULES):
        print(line)
    return 0


def apply(queue: QStash, app_url: str, schedules: tuple[Schedule, ...]) -> list[str]:
    """Make every schedule, delete ours that are not among them, and return a line for each."""
    for one in schedules:
        queue.schedule.create(
            destination=app_url + one.path,
            cron=one.cron,
            body=one.body,
            content_type="application/json",
            schedule_id=one.id,
        )
    listed = {one.id for one in schedules}
    ours = [found for found in queue.schedule.list() if found.destination.startswith(app_url + JOBS)]
    stale = [found.schedule_id for found in ours if found.schedule_id not in listed]
    for schedule_id in stale:
        queue.schedule.delete(schedule_id)
    return [f"{one.id}: {one.path} at {one.cron}" for one in schedules] + [f"{one}: deleted" for one in stale]


if __name__ == "__main__":
    raise SystemExit(main())
