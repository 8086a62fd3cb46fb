"""The embedded stack: Postgres, PostgREST, Redis, and stand-ins for what has no local version."""

from dev.stack.errors import StackError
from dev.stack.stack import Stack

__all__ = ["Stack", "StackError"]
