"""Schedules, as the vendor's client makes them."""

from datetime import UTC, datetime

import pytest
from qstash.errors import QStashError

from dev.standins.qstash.schedules import next_time
from tests.standins.queue import Queue


def utc(text: str) -> float:
    """Return a UTC time as seconds."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


class TestNextTime:
    def test_is_in_utc_unless_a_zone_is_named(self) -> None:
        assert next_time("30 9 * * *", utc("2026-01-05 09:29:59")) == utc("2026-01-05 09:30:00")

    @pytest.mark.parametrize(("day", "in_utc"), [("2026-01-05", "14:30:00"), ("2026-07-06", "13:30:00")])
    def test_follows_new_york_through_the_year(self, day: str, in_utc: str) -> None:
        opening = next_time("CRON_TZ=America/New_York 30 9 * * 1-5", utc(f"{day} 00:00:00"))

        assert opening == utc(f"{day} {in_utc}")


class TestAScheduledJob:
    async def test_is_delivered_when_its_time_comes(self, queue: Queue) -> None:
        await queue.client.schedule.create_json(
            destination=queue.url("/sync"), cron="*/5 * * * *", body={"all": True}, schedule_id="sync"
        )
        assert queue.receiver.at("/sync") == []

        queue.skip(300)

        (delivery,) = await queue.receiver.wait_for("/sync")
        queue.verify(delivery)
        assert delivery.body == '{"all": true}'
        assert delivery.headers["upstash-schedule-id"] == "sync"

    async def test_is_delivered_once_however_long_nobody_looked(self, queue: Queue) -> None:
        await queue.client.schedule.create(destination=queue.url("/sync"), cron="*/5 * * * *", schedule_id="sync")
        queue.skip(3600)
        await queue.receiver.wait_for("/sync")
        await queue.until_idle()

        assert len(queue.receiver.at("/sync")) == 1

    async def test_takes_the_place_of_the_one_with_the_same_id(self, queue: Queue) -> None:
        for cron in ("0 1 * * *", "0 2 * * *"):
            await queue.client.schedule.create(destination=queue.url("/nightly"), cron=cron, schedule_id="nightly")

        (kept,) = await queue.client.schedule.list()

        assert kept.cron == "0 2 * * *"

    async def test_rests_while_it_is_paused(self, queue: Queue) -> None:
        for path in ("/paused", "/other"):
            await queue.client.schedule.create(destination=queue.url(path), cron="* * * * *", schedule_id=path[1:])
        await queue.client.schedule.pause("paused")
        queue.skip(60)
        await queue.receiver.wait_for("/other")

        assert (await queue.client.schedule.get("paused")).paused
        assert queue.receiver.at("/paused") == []

        await queue.client.schedule.resume("paused")

        await queue.receiver.wait_for("/paused")

    async def test_ends_when_it_is_deleted(self, queue: Queue) -> None:
        schedule_id = await queue.client.schedule.create(destination=queue.url("/sync"), cron="* * * * *")

        await queue.client.schedule.delete(schedule_id)

        assert await queue.client.schedule.list() == []

    async def test_is_refused_with_an_expression_nobody_can_read(self, queue: Queue) -> None:
        with pytest.raises(QStashError, match="400"):
            await queue.client.schedule.create(destination=queue.url("/sync"), cron="every morning")
