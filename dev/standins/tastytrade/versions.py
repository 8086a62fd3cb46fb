"""
Which version of a service answers: `Accept-Version: YYYYMMDD` asks for the highest one not above it.

Documented are the order service's versions (20261012 made a start mandatory in order searches; 20250813, served where
nothing is asked for, ends on 2027-04-12) and 406 for what is too old. The other services' oldest known change is of
20240501. The limits of positions do not take the header at all (tastyware/tastytrade#284).
"""

import re
from datetime import date

from dev.standins.tastytrade.errors import unsupported_version

ORDERS = re.compile(r"/(complex-)?orders(/|$)")
WITHOUT_VERSIONS = re.compile(r"/position-limit$")
FIRST, SECOND = 20250813, 20261012
FIRST_ENDS = date(2027, 4, 12)
OLDEST_ELSEWHERE = 20240501


def served(path: str, asked: str | None, today: date) -> int | None:
    """Return the order service's version that answers a call, None for other services. Raises RefusedError."""
    if asked is not None and (not re.fullmatch(r"\d{8}", asked) or WITHOUT_VERSIONS.search(path)):
        raise unsupported_version()
    if not ORDERS.search(path):
        if asked is not None and int(asked) < OLDEST_ELSEWHERE:
            raise unsupported_version()
        return None
    version = max((each for each in (FIRST, SECOND) if each <= int(asked or FIRST)), default=None)
    if version is None or (version == FIRST and today >= FIRST_ENDS):
        raise unsupported_version()
    return version
