"""
Tables without an owner, and tables that their owner must not see, and why.

A table of public that has no user_id column must be named here with how it is closed: "service" refuses users and
visitors altogether; "read" may be read by every signed-in user and written by none of them.
"""

from typing import Literal

OWNERLESS: dict[str, Literal["service", "read"]] = {}

SEALED: dict[str, str] = {
    "broker_secrets": "what opens the broker never expires; a stolen session must not be worth it",
}
