"""Schedules: messages that are published by the clock."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from croniter import croniter

from dev.standins.qstash.messages import FORWARD, Message, as_lists

TIME_ZONE = "CRON_TZ="


@dataclass
class Schedule:
    """One schedule; header names in lower case, times in seconds since 1970."""

    id: str
    destination: str
    cron: str
    headers: dict[str, str]
    body: bytes
    created_at: float
    due_at: float
    last_at: float | None = None
    is_paused: bool = False

    @classmethod
    def of(cls, destination: str, headers: Mapping[str, str], body: bytes, now: float) -> Self:
        """Read what was asked for. Raises ValueError with QStash's words."""
        lowered = {name.lower(): value for name, value in headers.items()}
        cron = lowered.get("upstash-cron", "")
        Message(destination, lowered, body)  # what could not be published cannot be scheduled either
        schedule_id = lowered.get("upstash-schedule-id") or f"scd_{secrets.token_hex(14)}"
        return cls(schedule_id, destination, cron, lowered, body, now, next_time(cron, now))

    def as_json(self) -> dict[str, Any]:
        """Return the schedule as the API shows it."""
        message = Message(self.destination, self.headers, self.body)
        shown = {
            "scheduleId": self.id,
            "destination": self.destination,
            "cron": self.cron,
            "createdAt": int(self.created_at * 1000),
            "method": message.method,
            "header": as_lists(message.starting_with(FORWARD)),
            "body": self.body.decode("utf-8", "replace"),
            "retries": message.most_retries,
            "isPaused": self.is_paused,
            "nextScheduleTime": int(self.due_at * 1000),
            "lastScheduleTime": int(self.last_at * 1000) if self.last_at else None,
        }
        return {name: value for name, value in shown.items() if value is not None}


@dataclass
class Schedules:
    """The schedules of one account, by id: creating one under a known id replaces it."""

    by_id: dict[str, Schedule] = field(default_factory=dict)

    def due(self, now: float) -> Iterator[Schedule]:
        """Yield what is due, each once, however long nobody looked."""
        for schedule in list(self.by_id.values()):
            if schedule.is_paused or now < schedule.due_at:
                continue
            schedule.last_at, schedule.due_at = now, next_time(schedule.cron, now)
            yield schedule


def next_time(cron: str, after: float) -> float:
    """Return the first time after `after` that `cron` names, which may begin with a zone. Raises ValueError."""
    zone = ZoneInfo("UTC")
    expression = cron
    if cron.startswith(TIME_ZONE):
        name, _, expression = cron.removeprefix(TIME_ZONE).partition(" ")
        zone = ZoneInfo(name)
    following: datetime = croniter(expression, datetime.fromtimestamp(after, zone)).get_next(datetime)
    return following.timestamp()
