"""A grant that no longer counts is told to its user, wherever the sync that finds it out is killed."""

from pathlib import Path

from dev.stack import Stack
from tests.crash.database import Kept
from tests.crash.orders import Kill
from tests.crash.runner import BEFORE_AND_AFTER, recorded
from tests.crash.world import CrashWorld, a_crash_world

RECONNECT = "/api/jobs/sync/reconnect"
TWICE = (
    "update tastytrade_connections set refusals = 2, refused_since = now(),"
    " last_refused_at = now() - interval '11 minutes' where id = %s"
)


def refused_twice(world: CrashWorld) -> Kept:
    """Return the state before the third refusal, which counts."""
    world.stack.broker.people.revoke([world.follower.grant])
    world.database.run(TWICE, world.follower.connection_id)
    return world.database.keep()


async def test_no_mail_is_lost_and_at_most_one_is_sent_twice(stack: Stack, functions: str, tmp_path: Path) -> None:
    async with a_crash_world(stack, functions, tmp_path) as world:
        start = refused_twice(world)
        undisturbed = await recorded(world, "Refused", start)
        assert world.platform.answers[RECONNECT] == [200]

        for path, place, call in undisturbed.calls:
            for is_after in BEFORE_AND_AFTER:
                end = await world.attempt(start, Kill(path=path, call=place, is_after=is_after))

                assert world.platform.has_killed, call
                [link] = end.rows["tastytrade_connections"]
                assert link["state"] == "reconnect_needed", call
                assert world.platform.answers[RECONNECT] in ([200], [200, 200], [0, 200]), call
