"""A sync that is killed anywhere ends, when its message comes again, where an undisturbed one ends."""

from pathlib import Path

from dev.stack import Stack
from tests.crash.runner import AFTER, everything
from tests.crash.world import a_crash_world

FEWEST_CALLS = 60  # of a back-fill of two years in pages, the next sync, and both rebuilds


async def test_a_sync_may_die_at_any_call(stack: Stack, functions: str, tmp_path: Path) -> None:
    lines: list[str] = []
    async with a_crash_world(stack, functions, tmp_path) as world:
        totals = await everything(world, AFTER, lines.append)

    table = "\n".join(lines)
    assert (totals.lost, totals.doubled, totals.different) == (0, 0, 0), table
    assert totals.calls == totals.kills > FEWEST_CALLS
    assert all(f" {service} " in table for service in ("broker", "database", "queue", "redis")), table
