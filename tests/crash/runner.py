"""Kill a function at every call it makes, and see whether anybody could tell afterwards."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.crash.database import Difference, Kept, compared
from tests.crash.orders import Conditions, Kill
from tests.crash.platform import Call
from tests.crash.world import CrashWorld

Tell = Callable[[str], None]
Sides = tuple[bool, ...]
# Nothing happens between a call and the next one, so that right after is as good as right before the next.
AFTER: Sides = (True,)
BEFORE_AND_AFTER: Sides = (False, True)


@dataclass(frozen=True)
class Recorded:
    """An undisturbed run: where it began, what it called by the path of the job, and how it ended."""

    name: str
    start: Kept
    end: Kept
    calls: tuple[tuple[str, int, Call], ...]
    conditions: Conditions


@dataclass(frozen=True)
class Killed:
    """What became of one kill."""

    kill: Kill
    call: Call
    difference: Difference

    def __str__(self) -> str:
        """Write one line of the table."""
        when = "after" if self.kill.is_after else "before"
        outcome = "same" if not self.difference else str(self.difference)
        return f"{self.kill.call:4} {when:6} {self.call.service:8} {self.call.method:4} {self.call.path:62} {outcome}"


@dataclass
class Totals:
    """What `make crash` ends with."""

    calls: int = 0
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    different: int = 0

    def count(self, recorded: Recorded, killed: list[Killed], sides: Sides) -> None:
        """Add one run's kills; raises AssertionError when a call of it was not killed at, on each of the sides."""
        wanted = {(path, place, is_after) for path, place, _ in recorded.calls for is_after in sides}
        covered = {(one.kill.path, one.kill.call, one.kill.is_after) for one in killed}
        assert covered == wanted, sorted(wanted - covered)
        self.calls += len(recorded.calls)
        self.kills += len(killed)
        self.lost += sum(one.difference.lost for one in killed)
        self.doubled += sum(one.difference.doubled for one in killed)
        self.different += sum(bool(one.difference) for one in killed)

    def __str__(self) -> str:
        """Write the last line."""
        return (
            f"CALLS {self.calls} KILLS {self.kills} LOST {self.lost} DOUBLED {self.doubled} DIFFERENT {self.different}"
        )


async def recorded(world: CrashWorld, name: str, start: Kept, conditions: Conditions | None = None) -> Recorded:
    """Run undisturbed; raises AssertionError when the broker was called otherwise than by what was written down."""
    conditions = conditions or Conditions()
    world.stack.broker.calls.clear()
    end = await world.attempt(start, conditions=conditions)
    calls = [(path, place, call) for path, made in world.platform.calls.items() for place, call in enumerate(made, 1)]
    at_the_broker = [(call["method"], call["path"]) for call in world.stack.broker.calls]
    written_down = [(call.method, call.path.split("?")[0]) for _, _, call in calls if call.service == "broker"]
    assert written_down == at_the_broker
    return Recorded(name, start, end, tuple(calls), conditions)


async def killed_everywhere(world: CrashWorld, undisturbed: Recorded, sides: Sides, tell: Tell) -> list[Killed]:
    """Kill at each call, on each of the sides, each time from the start; tell a line for each."""
    tell(f"{undisturbed.name}: {len(undisturbed.calls)} calls")
    job, done = "", list[Killed]()
    for path, place, call in undisturbed.calls:
        if path != job:
            tell(job := path)
        for is_after in sides:
            done.append(await killed_once(world, undisturbed, Kill(path=path, call=place, is_after=is_after), call))
            tell(str(done[-1]))
    return done


async def killed_once(world: CrashWorld, undisturbed: Recorded, kill: Kill, call: Call) -> Killed:
    """Kill at one call; raises AssertionError when the process did not die there."""
    end = await world.attempt(undisturbed.start, kill, undisturbed.conditions)
    assert world.platform.has_killed, kill
    assert world.platform.calls[kill.path][kill.call - 1] == call, kill
    return Killed(kill, call, compared(end, undisturbed.end))


async def everything(world: CrashWorld, sides: Sides, tell: Tell) -> Totals:
    """Kill at every call of a first sync and of the next one."""
    totals = Totals()
    full = await recorded(world, "Back-fill", world.states["followed"])
    totals.count(full, await killed_everywhere(world, full, sides, tell), sides)
    world.history.has_changed()
    incremental = await recorded(world, "Incremental sync", full.end)
    totals.count(incremental, await killed_everywhere(world, incremental, sides, tell), sides)
    return totals
