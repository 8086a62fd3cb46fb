"""The signature that every message carries when it reaches us."""

import base64
import hashlib
import hmac
import logging
from collections.abc import Sequence

import jwt

from lib.ports.failures import SignedOutError

logger = logging.getLogger(__name__)

ISSUER = "Upstash"
REQUIRED = ["iss", "sub", "exp", "nbf", "iat", "jti", "body"]
CLOCKS_MAY_DIFFER = 10  # seconds


def verify_signature(signature: str, keys: Sequence[str], *, url: str, body: bytes) -> str:
    """
    Return the id of the delivery that this signature vouches for.

    Our own check rather than the vendor's Receiver, which crashes on a token without a body claim and takes the
    address as optional. `keys` are the current and the next one, so that a rotation refuses no message; `url` is
    the full public address the queue was told to call. Raises SignedOutError for anything else.
    """
    digest = base64.urlsafe_b64encode(hashlib.sha256(body).digest()).decode().rstrip("=")
    for key in keys:
        try:
            claims = jwt.decode(
                signature,
                key,
                algorithms=["HS256"],
                issuer=ISSUER,
                leeway=CLOCKS_MAY_DIFFER,
                options={"require": REQUIRED},
            )
        except jwt.InvalidTokenError as refused:
            logger.info("signature refused: %s", type(refused).__name__)
            continue
        if claims["sub"] == url and hmac.compare_digest(str(claims["body"]).rstrip("=").encode(), digest.encode()):
            return str(claims["jti"])
    raise SignedOutError("This address is called by our own queue only.", code="bad_signature")
