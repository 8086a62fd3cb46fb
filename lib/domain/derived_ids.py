"""Ids of derived things: a hash of what they are derived from, so that a rebuild gives the same ones."""

from hashlib import blake2b

BROKER_VIEW = "broker"
SEPARATOR = "\x1f"
NOTHING = blake2b(digest_size=16)  # copied, because making one takes longer than hashing a short text


def derived_id(*parts: str) -> str:
    """Return 32 hexadecimal digits that depend on every part and their order."""
    hashed = NOTHING.copy()
    hashed.update(SEPARATOR.join(parts).encode())
    return hashed.hexdigest()
