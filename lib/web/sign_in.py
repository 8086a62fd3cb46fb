"""Who is asking: `SignedInUser` for a route that needs to know, `AnyVisitor` for one that does not."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from lib.ports.failures import SignedOutError
from lib.web.client_address import client_address
from lib.web.cookies import SAFE_METHODS, SessionCookies, require_our_origin
from lib.wiring.as_user import User, as_user
from lib.wiring.as_visitor import Visitor
from lib.wiring.process import process
from lib.wiring.settings import Settings

bearer = HTTPBearer(auto_error=False, description="An access token; browsers send a cookie instead.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def signed_in_user(request: Request, authorization: Bearer) -> User:
    """
    Return the user whose verified token came as a bearer or as the access cookie.

    A cookie goes along with whatever a browser sends, so a request that changes something must then come from our
    own origin. Raises SignedOutError (401), ForbiddenError (403).
    """
    shared = process()
    token = authorization.credentials if authorization else token_from_cookie(request, shared.settings)
    claims = await shared.tokens.verify(token)
    address = client_address(request, shared.settings.client_address_header)
    return as_user(shared, user_id=claims.user_id, email=claims.email, access_token=token, client_address=address)


def token_from_cookie(request: Request, settings: Settings) -> str:
    """Return the access token of the cookie; raises SignedOutError, or ForbiddenError for a foreign origin."""
    token = request.cookies.get(SessionCookies(settings).access)
    if not token:
        raise SignedOutError("Sign in first.")
    if request.method not in SAFE_METHODS:
        require_our_origin(request, settings)
    return token


async def any_visitor(request: Request) -> Visitor:
    """Return whoever is calling, with the ports that need no sign-in."""
    shared = process()
    address = client_address(request, shared.settings.client_address_header)
    return Visitor(process=shared, client_address=address)


SignedInUser = Annotated[User, Depends(signed_in_user)]
AnyVisitor = Annotated[Visitor, Depends(any_visitor)]
