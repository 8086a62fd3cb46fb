"""The keys of one local project: made once, kept beside its data, so that sessions outlive a restart."""

import json
import secrets
import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from jwt.algorithms import ECAlgorithm

ROLE_TOKEN_LIFE = 600  # seconds


@dataclass(frozen=True)
class Keys:
    """
    What a project's API gateway and Auth sign and accept.

    `publishable` and `secret` are API keys, no tokens; the two passwords are those of database roles.
    """

    private_jwk: dict[str, str]
    publishable: str
    secret: str
    authenticator_password: str
    auth_password: str

    @property
    def private(self) -> EllipticCurvePrivateKey:
        """The key that signs access tokens."""
        key = ECAlgorithm.from_jwk(self.private_jwk)
        assert isinstance(key, EllipticCurvePrivateKey)  # noqa: S101 - a fact for the type checker
        return key

    @property
    def public_jwk(self) -> dict[str, Any]:
        """The key that verifies them, as it is published."""
        return {name: value for name, value in self.private_jwk.items() if name != "d"}

    @property
    def key_set(self) -> dict[str, Any]:
        """The published key set."""
        return {"keys": [self.public_jwk]}

    def sign(self, claims: dict[str, Any]) -> str:
        """Return a token of these claims."""
        return jwt.encode(claims, self.private, "ES256", headers={"kid": self.private_jwk["kid"]})

    def imitated(self) -> Self:
        """Return keys that bear the same name but are not ours."""
        other = ECAlgorithm.to_jwk(generate_private_key(SECP256R1()), as_dict=True)
        return replace(self, private_jwk={**self.private_jwk, **other})

    def role_token(self, role: str) -> str:
        """Return the short-lived token that stands for an API key behind the gateway."""
        now = int(time.time())
        return self.sign({"iss": "supabase", "role": role, "iat": now, "exp": now + ROLE_TOKEN_LIFE})


def load_keys(file: Path) -> Keys:
    """Read the keys, or make and keep them."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps(_new()))
    return Keys(**json.loads(file.read_text()))


def _new() -> dict[str, Any]:
    jwk = ECAlgorithm.to_jwk(generate_private_key(SECP256R1()), as_dict=True)
    return {
        "private_jwk": {**jwk, "kid": str(uuid.uuid4()), "alg": "ES256", "use": "sig"},
        "publishable": f"sb_publishable_{secrets.token_urlsafe(16)}",
        "secret": f"sb_secret_{secrets.token_urlsafe(24)}",
        "authenticator_password": secrets.token_hex(16),
        "auth_password": secrets.token_hex(16),
    }
