"""The keys that seal: the first one seals, all of them open."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

KEY = 32  # bytes: AES-256
KEY_ID = re.compile(r"[a-z0-9]{1,16}")


class BadKeysError(RuntimeError):
    """The setting is no ring of keys; the message says what is wrong, never a key."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by id; `newest` is the id of the one that seals."""

    newest: str
    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def of(cls, setting: str) -> "KeyRing":
        """
        Read `k2:<base64>,k1:<base64>`, 32 bytes each, the newest first.

        Raises BadKeysError for anything else, a second key under the same id included.
        """
        keys: dict[str, bytes] = {}
        for number, entry in enumerate(setting.split(","), start=1):
            key_id, _, encoded = entry.strip().partition(":")
            if not KEY_ID.fullmatch(key_id) or key_id in keys:
                raise BadKeysError(f"TOKEN_KEYS: key {number} has no id of its own (small letters and digits)")
            keys[key_id] = decoded(encoded, number)
        return cls(next(iter(keys)), keys)


def decoded(encoded: str, number: int) -> bytes:
    """Read one key; raises BadKeysError."""
    try:
        key = base64.b64decode(encoded.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY:
        raise BadKeysError(f"TOKEN_KEYS: key {number} is not {KEY} bytes in base64")
    return key
