"""
Tables without an owner, and why.

A table of public that has no user_id column must be named here with how it is closed: "service" refuses users and
visitors altogether; "read" may be read by every signed-in user and written by none of them.
"""

from typing import Literal

OWNERLESS: dict[str, Literal["service", "read"]] = {}
