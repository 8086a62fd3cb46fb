"""Sessions: access tokens, refresh tokens that rotate, and who a request's token belongs to."""

import secrets
import time
import uuid
from datetime import timedelta
from typing import Any

import jwt
from starlette.requests import Request

from dev.standins.auth.errors import AuthError
from dev.standins.auth.project import Connection, Project, Row, all_of, one
from dev.standins.auth.users import as_json, by_id, now


async def begin(project: Project, connection: Connection, user: Row, method: str, request: Request) -> dict[str, Any]:
    """Start a session and return its tokens."""
    session_id, refresh_token = uuid.uuid4(), _refresh_token()
    await connection.execute(
        """
        insert into sessions (id, user_id, created_at, updated_at, aal, user_agent)
        values (%s, %s, now(), now(), 'aal1', %s)
        """,
        (session_id, user["id"], request.headers.get("user-agent")),
    )
    await connection.execute(
        """
        insert into mfa_amr_claims (session_id, created_at, updated_at, authentication_method)
        values (%s, now(), now(), %s)
        """,
        (session_id, method),
    )
    await _keep(connection, refresh_token, user["id"], session_id, parent=None)
    await connection.execute(
        "update users set last_sign_in_at = now(), updated_at = now() where id = %s", (user["id"],)
    )
    return await _grant(project, connection, user["id"], session_id, refresh_token)


async def refresh(project: Project, connection: Connection, token: str) -> dict[str, Any]:
    """
    Swap a refresh token for the next one.

    A token used again within the reuse interval, or while its child is still the session's current one, is a client
    that lost our answer. Later than that it is theft, and the whole family ends. Raises AuthError.
    """
    known = await one(connection, "select * from refresh_tokens where token = %s for update", token)
    if known is None:
        raise AuthError(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found")
    session = await one(connection, "select * from sessions where id = %s for update", known["session_id"])
    if session is None:
        raise AuthError(400, "session_not_found", "Invalid Refresh Token: No Valid Session Found")
    following = await _lost_child(project, connection, known) if known["revoked"] else None
    if following is None:
        following = _refresh_token()
        await connection.execute(
            "update refresh_tokens set revoked = true, updated_at = now() where id = %s", (known["id"],)
        )
        await _keep(connection, following, known["user_id"], session["id"], parent=token)
    await connection.execute(
        "update sessions set refreshed_at = now() at time zone 'utc', updated_at = now() where id = %s",
        (session["id"],),
    )
    return await _grant(project, connection, session["user_id"], session["id"], following)


async def caller(project: Project, connection: Connection, request: Request) -> tuple[dict[str, Any], Row]:
    """Return the claims and the user of a request's token. Raises AuthError."""
    claims = _claims(project, request)
    if not claims.get("sub"):
        raise AuthError(403, "bad_jwt", "invalid claim: missing sub claim")
    user = await one(connection, "select * from users where id = %s and deleted_at is null", claims["sub"])
    if user is None:
        raise AuthError(403, "user_not_found", "User from sub claim in JWT does not exist")
    if await one(connection, "select 1 from sessions where id = %s", claims.get("session_id")) is None:
        raise AuthError(403, "session_not_found", "Session from session_id claim in JWT does not exist")
    return claims, user


def require_service(project: Project, request: Request) -> None:
    """Let only the service through. Raises AuthError."""
    if _claims(project, request).get("role") != "service_role":
        raise AuthError(403, "not_admin", "User not allowed")


def _claims(project: Project, request: Request) -> dict[str, Any]:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token")
    try:
        public = project.keys.private.public_key()
        return jwt.decode(token, public, algorithms=["ES256"], options={"verify_aud": False})
    except jwt.InvalidTokenError as invalid:
        words = f"invalid JWT: unable to parse or verify signature, {invalid}"
        raise AuthError(403, "bad_jwt", words) from invalid


async def _lost_child(project: Project, connection: Connection, used: Row) -> str | None:
    """Return the token that a lost answer carried, or None to make another; raises AuthError for a stolen one."""
    current = await one(
        connection,
        "select * from refresh_tokens where session_id = %s and not revoked order by id desc limit 1",
        used["session_id"],
    )
    if current and current["parent"] == used["token"]:
        return str(current["token"])
    if now() <= used["updated_at"] + timedelta(seconds=project.settings.reuse_interval):
        return None
    await connection.execute(
        "update refresh_tokens set revoked = true, updated_at = now() where session_id = %s and not revoked",
        (used["session_id"],),
    )
    await connection.commit()
    raise AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used")


async def _grant(
    project: Project, connection: Connection, user_id: object, session_id: uuid.UUID, refresh_token: str
) -> dict[str, Any]:
    user = await by_id(connection, user_id)
    life, issued = project.settings.jwt_expiry, int(time.time())
    methods = await all_of(
        connection,
        """
        select authentication_method as method, extract(epoch from updated_at)::int as timestamp
        from mfa_amr_claims where session_id = %s
        """,
        session_id,
    )
    claims = {
        "iss": project.public_url,
        "sub": str(user["id"]),
        "aud": user["aud"],
        "exp": issued + life,
        "iat": issued,
        "email": user["email"] or "",
        "phone": "",
        "app_metadata": user["raw_app_meta_data"] or {},
        "user_metadata": user["raw_user_meta_data"] or {},
        "role": user["role"],
        "aal": "aal1",
        "amr": methods,
        "session_id": str(session_id),
        "is_anonymous": user["is_anonymous"],
    }
    return {
        "access_token": project.keys.sign(claims),
        "token_type": "bearer",
        "expires_in": life,
        "expires_at": issued + life,
        "refresh_token": refresh_token,
        "user": await as_json(connection, user),
    }


async def _keep(
    connection: Connection, token: str, user_id: object, session_id: uuid.UUID, *, parent: str | None
) -> None:
    await connection.execute(
        """
        insert into refresh_tokens (token, user_id, revoked, session_id, parent, created_at, updated_at)
        values (%s, %s, false, %s, %s, now(), now())
        """,
        (token, str(user_id), session_id, parent),
    )


def _refresh_token() -> str:
    return secrets.token_urlsafe(9).replace("-", "a").replace("_", "b")
