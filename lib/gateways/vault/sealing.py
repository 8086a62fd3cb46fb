"""Sealing with AES-256-GCM; what a text is sealed for is part of what the seal vouches for."""

import base64
import binascii
import json
import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lib.gateways.vault.keys import KeyRing
from lib.ports.secret import Secret
from lib.ports.vault import BrokenSealError, Place

VERSION = "v1"
NONCE = 12  # bytes; random ones are safe below 2^32 seals per key
TAG = 16  # bytes
BROKEN = "A stored secret cannot be opened here. Link the account again."


class SealingVault:
    """Implements lib.ports.vault.Vault: `v1.{key id}.{base64url(nonce, ciphertext, tag)}`."""

    def __init__(self, ring: KeyRing, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        """Seal with the ring's newest key."""
        self._ring = ring
        self._random_bytes = random_bytes

    def seal(self, secret: Secret, place: Place) -> str:
        """Return the sealed text."""
        key_id = self._ring.newest
        nonce = self._random_bytes(NONCE)
        sealed = AESGCM(self._ring.keys[key_id]).encrypt(nonce, secret.reveal().encode(), bound_to(place, key_id))
        return f"{VERSION}.{key_id}.{base64.urlsafe_b64encode(nonce + sealed).decode().rstrip('=')}"

    def open(self, sealed: str, place: Place) -> Secret:
        """Return what was sealed; raises BrokenSealError, which does not say why, for the reason is nobody's help."""
        key_id, data = parts_of(sealed)
        key = self._ring.keys.get(key_id)
        if key is None:
            raise BrokenSealError(BROKEN, code="unknown_key")
        try:
            opened = AESGCM(key).decrypt(data[:NONCE], data[NONCE:], bound_to(place, key_id))
        except InvalidTag:
            raise BrokenSealError(BROKEN) from None
        return Secret(opened.decode())

    def is_current(self, sealed: str) -> bool:
        """Whether the newest key sealed it."""
        return sealed.startswith(f"{VERSION}.{self._ring.newest}.")


def bound_to(place: Place, key_id: str) -> bytes:
    """Return the associated data: everything that a sealed text must not be moved across."""
    bound = [VERSION, key_id, place.table, place.column, place.row_id, place.user_id]
    return json.dumps(bound, separators=(",", ":")).encode()


def parts_of(sealed: str) -> tuple[str, bytes]:
    """Return the key's id and the bytes; raises BrokenSealError for a text that nobody sealed."""
    version, _, rest = sealed.partition(".")
    key_id, _, encoded = rest.partition(".")
    try:
        data = base64.b64decode(encoded.encode() + b"=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        data = b""
    if version != VERSION or len(data) < NONCE + TAG:
        raise BrokenSealError(BROKEN)
    return key_id, data
