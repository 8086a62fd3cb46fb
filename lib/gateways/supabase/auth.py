"""Supabase Auth over HTTP, with the publishable key and, where there is one, the user's own token."""

import logging
from collections.abc import Mapping
from typing import Any

import httpx

from lib.domain.errors import DomainError
from lib.gateways.supabase.auth_refusals import AuthRefusedError, refusal, unreachable
from lib.ports.accounts import LinkKind, Session, SignOutScope
from lib.ports.failures import SignedOutError

logger = logging.getLogger(__name__)

# Asks for refusals as {"code", "message"}; without it the codes depend on the server's version.
API_VERSION = {"X-Supabase-Api-Version": "2024-01-01"}
# Said of an address that is known (one that waits for its confirmation gets one mail a minute) and of no other: passing
# these on would tell which addresses exist.
TELLS_OF_AN_ACCOUNT = {"user_already_exists", "email_exists", "over_email_send_rate_limit"}
Body = Mapping[str, Any]


class SupabaseAuth:
    """
    The routes of Supabase Auth that we use.

    Called with httpx rather than the vendor's client: that one holds a single session in memory, so it cannot serve
    many people at once, and takes longer to import than everything else in a function.
    """

    def __init__(self, http: httpx.AsyncClient, url: str, key: str) -> None:
        """Speak to the project at `url` with its publishable key."""
        self._http = http
        self._base = f"{url.rstrip('/')}/auth/v1"
        self._key = key

    async def sign_up(self, email: str, password: str) -> None:
        """Have a confirmation mailed to a new address; a known one is answered alike."""
        await self._ask_quietly("/signup", {"email": email, "password": password})

    async def sign_in(self, email: str, password: str) -> Session:
        """Open a session; raises WrongCredentialsError, ForbiddenError."""
        body = {"email": email, "password": password}
        return session_of(await self._post("/token", body, query={"grant_type": "password"}))

    async def refresh(self, refresh_token: str) -> Session:
        """Exchange a refresh token for new ones; raises SignedOutError when it no longer counts."""
        body = {"refresh_token": refresh_token}
        return session_of(await self._post("/token", body, query={"grant_type": "refresh_token"}))

    async def spend_link(self, token_hash: str, kind: LinkKind) -> Session:
        """Open a session with what a mailed link carries, once; raises LinkSpentError."""
        return session_of(await self._post("/verify", {"token_hash": token_hash, "type": kind}))

    async def resend_confirmation(self, email: str) -> None:
        """Mail the confirmation again where one is due."""
        await self._ask_quietly("/resend", {"email": email, "type": "signup"})

    async def mail_recovery(self, email: str) -> None:
        """Mail a link to choose a new password where the address is known."""
        await self._ask_quietly("/recover", {"email": email})

    async def set_password(self, access_token: str, password: str) -> None:
        """Change the password of the session's user; raises DomainError when it is refused, SignedOutError."""
        await self._ask("PUT", "/user", {"password": password}, token=access_token)

    async def change_address(self, access_token: str, email: str) -> None:
        """Mail a link to the user's new address; one that is taken is answered alike; raises SignedOutError."""
        await self._ask_quietly("/user", {"email": email}, method="PUT", token=access_token)

    async def sign_out(self, access_token: str, scope: SignOutScope) -> None:
        """End this session, all sessions or all others; a session that has ended already is fine."""
        try:
            await self._ask("POST", "/logout", {}, token=access_token, query={"scope": scope})
        except SignedOutError:
            logger.info("signed out of a session that had ended already")

    async def _ask_quietly(self, path: str, body: Body, *, method: str = "POST", token: str | None = None) -> None:
        try:
            await self._ask(method, path, body, token=token)
        except AuthRefusedError as refused:
            if refused.code not in TELLS_OF_AN_ACCOUNT:
                raise
            logger.info("%s answered %s, which is kept from the caller", path, refused.code)

    async def _post(self, path: str, body: Body, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        answer = await self._ask("POST", path, body, query=query)
        parsed: dict[str, Any] = answer.json()
        return parsed

    async def _ask(
        self, method: str, path: str, body: Body, *, token: str | None = None, query: Mapping[str, str] | None = None
    ) -> httpx.Response:
        headers = {"apikey": self._key, "Authorization": f"Bearer {token or self._key}", **API_VERSION}
        try:
            answer = await self._http.request(method, self._base + path, params=query, json=body, headers=headers)
        except httpx.TransportError as failure:
            raise unreachable() from failure
        if answer.is_error:
            raise refusal(answer)
        return answer


def session_of(answer: dict[str, Any]) -> Session:
    """Read a session; raises DomainError where Auth wants another confirmation first and sends none."""
    if "access_token" not in answer:
        raise DomainError("Open the link in the other mail too; then sign in.", code="confirm_both_addresses")
    return Session(
        user_id=answer["user"]["id"],
        email=answer["user"]["email"],
        access_token=answer["access_token"],
        refresh_token=answer["refresh_token"],
        expires_in=int(answer["expires_in"]),
    )
