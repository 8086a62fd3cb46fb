"""Ids of derived things: a hash of what they are derived from, so that a rebuild gives the same ones."""

import hashlib

BROKER_VIEW = "broker"


def derived_id(*parts: str) -> str:
    """Return 32 hexadecimal digits that depend on every part and their order."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
