"""The key that grants are sealed with at home: made once, so that what was linked yesterday opens today."""

import base64
import secrets
from pathlib import Path

KEY = 32  # bytes


def token_keys(home: Path) -> str:
    """Return the home's ring of keys, made when it is missing."""
    file = home / "token_keys"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"k1:{base64.b64encode(secrets.token_bytes(KEY)).decode()}")
    return file.read_text()
