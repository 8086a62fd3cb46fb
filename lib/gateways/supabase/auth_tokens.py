"""Access tokens, verified here with Supabase's public keys: no call per request."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import httpx
import jwt

from lib.ports.failures import SignedOutError, UnavailableError

logger = logging.getLogger(__name__)

ALGORITHM = "ES256"
AUDIENCE = "authenticated"
ROLE = "authenticated"
REQUIRED = ["exp", "iat", "iss", "aud", "sub", "role"]
CLOCKS_MAY_DIFFER = 5  # seconds
KEYS_ARE_FRESH_FOR = 600  # seconds
ASK_AT_MOST_EVERY = 30  # seconds: tokens with made-up key ids must not become requests to Supabase
ASK_AGAIN_AFTER_A_FAILURE = 3  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a verified token says."""

    user_id: str
    email: str


class TokenVerifier:
    """
    Verifies access tokens against the published keys, which it keeps.

    A key id it has not seen makes it ask again, at most every 30 seconds; when Supabase does not answer, the keys it
    has go on counting. One verifier belongs to one event loop.
    """

    def __init__(
        self, http: httpx.AsyncClient, keys_url: str, issuer: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Verify tokens of one issuer; `clock` counts seconds and never goes back."""
        self._http = http
        self._keys_url = keys_url
        self._issuer = issuer
        self._clock = clock
        self._keys: dict[str, jwt.PyJWK] = {}
        self._stale_at = -float("inf")
        self._may_ask_at = -float("inf")
        self._asking = asyncio.Lock()

    async def verify(self, token: str) -> Claims:
        """Return what the token says; raises SignedOutError, or UnavailableError while no key is known."""
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(
                token,
                await self._key(str(header.get("kid", ""))),
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                leeway=CLOCKS_MAY_DIFFER,
                options={"require": REQUIRED},
            )
            return claims_of(claims)
        except (jwt.PyJWTError, ValueError) as refused:
            # Without the cause: its text may quote the token.
            logger.info("token refused: %s", type(refused).__name__)
            raise SignedOutError("Your session has ended. Sign in again.") from None

    async def _key(self, key_id: str) -> jwt.PyJWK:
        if key_id not in self._keys or self._clock() >= self._stale_at:
            await self._ask_for_keys()
        if not self._keys:
            raise UnavailableError("Signing in cannot be checked just now. Try again in a minute.")
        if key_id not in self._keys:
            raise jwt.InvalidKeyError
        return self._keys[key_id]

    async def _ask_for_keys(self) -> None:
        async with self._asking:
            if self._clock() < self._may_ask_at:
                return
            try:
                self._keys = await self._fetch_keys()
            except (httpx.HTTPError, ValueError, KeyError, jwt.PyJWTError) as failure:
                logger.warning("the public keys could not be read: %s", type(failure).__name__)
                self._may_ask_at = self._clock() + ASK_AGAIN_AFTER_A_FAILURE
            else:
                self._may_ask_at = self._clock() + ASK_AT_MOST_EVERY
                self._stale_at = self._clock() + KEYS_ARE_FRESH_FOR

    async def _fetch_keys(self) -> dict[str, jwt.PyJWK]:
        answer = await self._http.get(self._keys_url)
        answer.raise_for_status()
        keys = [key for key in answer.json()["keys"] if key.get("kty") == "EC" and key.get("crv") == "P-256"]
        if not keys:
            raise ValueError("no key for ES256 is published")
        return {str(key["kid"]): jwt.PyJWK(key, algorithm=ALGORITHM) for key in keys}


def claims_of(claims: dict[str, object]) -> Claims:
    """Read the claims we use; raises ValueError for a token that no signed-in user carries."""
    if claims["role"] != ROLE:
        raise ValueError("the token is not a user's")
    return Claims(user_id=str(UUID(str(claims["sub"]))), email=str(claims.get("email", "")))
