"""`make crash`: print the table of every kill, and what was lost."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from dev.functions import build
from dev.stack import Stack
from dev.stack.serving import Server
from tests.crash.runner import BEFORE_AND_AFTER, everything
from tests.crash.world import a_crash_world


async def told(stack: Stack, functions: str, folder: Path) -> bool:
    """Kill everywhere; whether nothing came of it."""
    async with a_crash_world(stack, functions, folder) as world:
        totals = await everything(world, BEFORE_AND_AFTER, lambda line: print(line, flush=True))  # noqa: T201 - the table
    print(totals)  # noqa: T201
    return (totals.lost, totals.doubled, totals.different) == (0, 0, 0)


def main() -> int:
    """Start a stack of its own; 1 when something was lost, doubled or different."""
    with tempfile.TemporaryDirectory() as home:
        origin = Server()
        with Stack(Path(home) / "stack", origin.url, bcrypt_cost=4) as stack:
            os.environ.update(stack.env)
            try:
                return 0 if asyncio.run(told(stack, origin.serve(build()).url, Path(home))) else 1
            finally:
                origin.stop()


if __name__ == "__main__":
    sys.exit(main())
