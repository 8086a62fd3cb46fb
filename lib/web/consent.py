"""The ticket of somebody who went to the broker's consent page: a cookie that only coming back can use."""

from typing import Annotated

from fastapi import Depends, Request, Response

from lib.wiring.settings import Settings, settings

BACK_PATH = "/api/connections/callback"
LIFE = 600  # seconds


class ConsentCookie:
    """The cookie of one browser; scripts cannot read it, and it is sent to the one path that uses it."""

    def __init__(self, request: Request, response: Response, known: Settings) -> None:
        """Read from the request, write to the response."""
        self._request = request
        self._response = response
        self._known = known

    @property
    def name(self) -> str:
        """With the prefix that keeps a plain connection from setting it, over https."""
        return "__Secure-consent" if self._known.is_secure else "consent"

    @property
    def ticket(self) -> str | None:
        """What the browser kept."""
        return self._request.cookies.get(self.name)

    def keep(self, ticket: str) -> None:
        """Have the browser keep it."""
        self._set(ticket, LIFE)

    def forget(self) -> None:
        """Have the browser forget it."""
        self._set("", 0)

    def _set(self, value: str, life: int) -> None:
        secure = self._known.is_secure
        self._response.set_cookie(
            self.name, value, max_age=life, path=BACK_PATH, secure=secure, httponly=True, samesite="lax"
        )


async def consent_cookie(request: Request, response: Response) -> ConsentCookie:
    """Return the cookie of whoever asks."""
    return ConsentCookie(request, response, settings())


Consent = Annotated[ConsentCookie, Depends(consent_cookie)]
