"""Signs messages as the queue's documents describe it."""

import base64
import hashlib
import time
from typing import Any

import jwt


def signature_for(body: bytes, /, *, url: str, key: str, **changes: object) -> str:
    """Return the signature of a message; a claim that is changed to None is left out."""
    now = int(time.time())
    usual: dict[str, Any] = {
        "iss": "Upstash",
        "sub": url,
        "iat": now,
        "nbf": now,
        "exp": now + 300,
        "jti": "jwt_1",
        "body": base64.urlsafe_b64encode(hashlib.sha256(body).digest()).decode(),
    }
    return jwt.encode({name: value for name, value in (usual | changes).items() if value is not None}, key, "HS256")
