"""Handing a session over: to a browser as cookies no script can read, to an API client as tokens in the answer."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Body, Depends, Header, Request, Response
from pydantic import BaseModel, Field

from lib.ports.failures import SignedOutError
from lib.usecases.open_session import SignedIn
from lib.web.cookies import SessionCookies, require_our_origin
from lib.web.user_answer import UserAnswer
from lib.wiring.settings import settings


class SessionAnswer(BaseModel):
    """Who has signed in; the tokens only for a client that asked for them with `X-Session: bearer`."""

    user: UserAnswer
    access_token: str | None = None
    refresh_token: str | None = None
    expires_in: int | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """How this caller receives a session."""

    request: Request
    response: Response
    cookies: SessionCookies
    wants_tokens: bool

    def hand_over(self, signed_in: SignedIn) -> SessionAnswer:
        """Give the session to the caller."""
        session = signed_in.session
        user = UserAnswer.of(session.user_id, signed_in.profile)
        if not self.wants_tokens:
            self.cookies.set(self.response, session)
            return SessionAnswer(user=user)
        return SessionAnswer(
            user=user,
            access_token=session.access_token,
            refresh_token=session.refresh_token,
            expires_in=session.expires_in,
        )


async def handover(
    request: Request,
    response: Response,
    x_session: Annotated[Literal["bearer"] | None, Header(description="`bearer`: tokens instead of cookies.")] = None,
) -> Handover:
    """
    Return how the caller receives a session.

    Cookies go to our own pages only: another site could otherwise have a browser sign in as somebody else. The
    header that asks for tokens cannot be sent by a page of another site. Raises ForbiddenError (403).
    """
    known = settings()
    if x_session is None:
        require_our_origin(request, known)
    return Handover(request, response, SessionCookies(known), wants_tokens=x_session is not None)


SessionHandover = Annotated[Handover, Depends(handover)]


@dataclass(frozen=True, slots=True)
class HeldCookies:
    """The cookies a browser may hold."""

    response: Response

    def forget(self) -> None:
        """Have the browser forget its session; without effect on a client that holds none."""
        SessionCookies(settings()).clear(self.response)


async def held_cookies(response: Response) -> HeldCookies:
    """Return the cookies that this answer may take back."""
    return HeldCookies(response)


BrowserCookies = Annotated[HeldCookies, Depends(held_cookies)]


class RefreshOrder(BaseModel):
    """What an API client sends to renew its session; a browser's cookie takes its place."""

    refresh_token: Annotated[str, Field(min_length=1, max_length=500)]


async def presented_refresh_token(
    delivery: SessionHandover, order: Annotated[RefreshOrder | None, Body()] = None
) -> str:
    """Return the refresh token, from the body or the cookie; raises SignedOutError where there is none."""
    cookie = delivery.request.cookies.get(delivery.cookies.refresh)
    token = (order.refresh_token if order else None) if delivery.wants_tokens else cookie
    if not token:
        raise SignedOutError("Sign in first.")
    return token


RefreshToken = Annotated[str, Depends(presented_refresh_token)]
