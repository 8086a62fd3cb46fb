"""The two session cookies: their names, where they are sent, and who may act with them."""

from dataclasses import dataclass

from fastapi import Request, Response

from lib.ports.accounts import Session
from lib.ports.failures import ForbiddenError
from lib.wiring.settings import Settings

REFRESH_PATH = "/api/auth/refresh-token"
REFRESH_LIFE = 30 * 24 * 3600  # seconds
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class SessionCookies:
    """
    The cookies of one deployment.

    Over https their names carry the prefixes with which a browser refuses a cookie that was set without `Secure`, or
    by a sibling host; over plain http (a developer's machine) browsers would refuse the prefixes themselves.
    """

    settings: Settings

    @property
    def access(self) -> str:
        """Name of the cookie with the access token, sent to every path."""
        return "__Host-access" if self.settings.is_secure else "access"

    @property
    def refresh(self) -> str:
        """Name of the cookie with the refresh token, sent to the one path that refreshes."""
        return "__Secure-refresh" if self.settings.is_secure else "refresh"

    def set(self, response: Response, session: Session) -> None:
        """Hand a session to a browser; scripts cannot read either cookie."""
        self._set(response, self.access, session.access_token, "/", session.expires_in)
        self._set(response, self.refresh, session.refresh_token, REFRESH_PATH, REFRESH_LIFE)

    def clear(self, response: Response) -> None:
        """Take a session back from a browser."""
        self._set(response, self.access, "", "/", 0)
        self._set(response, self.refresh, "", REFRESH_PATH, 0)

    def _set(self, response: Response, name: str, value: str, path: str, life: int) -> None:
        secure = self.settings.is_secure
        response.set_cookie(name, value, max_age=life, path=path, secure=secure, httponly=True, samesite="lax")


def require_our_origin(request: Request, settings: Settings) -> None:
    """Refuse a request that another site had a browser send; raises ForbiddenError."""
    if request.headers.get("origin") != settings.app_url:
        raise ForbiddenError("This request did not come from our own pages.", code="foreign_origin")
