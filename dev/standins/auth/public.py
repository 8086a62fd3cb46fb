"""The routes that anybody may call."""

import hashlib
import uuid
from datetime import timedelta
from typing import Any

from starlette.responses import JSONResponse, Response

from dev.standins.auth import sessions, users
from dev.standins.auth.errors import AuthError
from dev.standins.auth.project import Call, Connection, Project, Row, one
from dev.standins.auth.users import TOKENS, address, as_json, by_email, by_id, checked_password, now

# The column names that a verification type looks through, in GoTrue's order.
COLUMNS = {
    "signup": ("signup",),
    "recovery": ("recovery",),
    "email": ("signup", "recovery"),
    "email_change": ("email_change",),
}


async def signup(call: Call) -> Response:
    """Add an unconfirmed user and mail a link; a confirmed address gets the same answer and no mail."""
    email = address(call.body.get("email"))
    password = checked_password(call.project, call.body.get("password"))
    user = await by_email(call.connection, email)
    if user and user["email_confirmed_at"]:
        return JSONResponse(await as_json(call.connection, _nobody(user, call.body)))
    user = user or await users.create(call.project, call.connection, email, password, call.body.get("data"))
    await users.send_token(call.project, call.connection, user, "signup")
    return JSONResponse(await as_json(call.connection, await by_id(call.connection, user["id"])))


async def token(call: Call) -> Response:
    """Grant a session for a password or for a refresh token."""
    match call.request.query_params.get("grant_type"):
        case "password":
            user = await _by_password(call.connection, call.body)
            return JSONResponse(await sessions.begin(call.project, call.connection, user, "password", call.request))
        case "refresh_token":
            return JSONResponse(
                await sessions.refresh(call.project, call.connection, str(call.body.get("refresh_token") or ""))
            )
        case _:
            raise AuthError(400, "invalid_credentials", "unsupported_grant_type")


async def verify(call: Call) -> Response:
    """Spend a one-time token and begin a session."""
    if bool(call.body.get("token")) == bool(call.body.get("token_hash")):
        raise AuthError(400, "validation_failed", "Verify requires either a token or a token hash")
    token_hash = call.body.get("token_hash")
    words = "Email link is invalid or has expired"
    if not token_hash:
        token_hash = hashlib.sha224((address(call.body.get("email")) + call.body["token"]).encode()).hexdigest()
        words = "Token has expired or is invalid"
    user, kind = await _by_token(call.project, call.connection, str(call.body.get("type")), token_hash, words)
    await _spend(call.connection, user, kind)
    fresh = await by_id(call.connection, user["id"])
    return JSONResponse(await sessions.begin(call.project, call.connection, fresh, "otp", call.request))


async def recover(call: Call) -> Response:
    """Mail a recovery link to an address that is known; say the same for one that is not."""
    user = await by_email(call.connection, address(call.body.get("email")))
    if user:
        await users.send_token(call.project, call.connection, user, "recovery")
    return JSONResponse({})


async def resend(call: Call) -> Response:
    """Mail the last link again."""
    kind = call.body.get("type")
    if kind not in {"signup", "email_change"}:
        words = "Missing one of these types: signup, email_change, sms, phone_change"
        raise AuthError(400, "validation_failed", words)
    user = await by_email(call.connection, address(call.body.get("email")))
    if user and kind == "signup" and not user["email_confirmed_at"]:
        await users.send_token(call.project, call.connection, user, "signup")
    if user and kind == "email_change" and user["email_change"]:
        await users.send_token(call.project, call.connection, user, "email_change", to=user["email_change"])
    return JSONResponse({})


async def logout(call: Call) -> Response:
    """End this session, the others, or all."""
    claims, user = await sessions.caller(call.project, call.connection, call.request)
    scope = call.request.query_params.get("scope") or "global"
    mine = claims.get("session_id")
    match scope:
        case "global":
            await call.connection.execute("delete from sessions where user_id = %s", (user["id"],))
        case "local":
            await call.connection.execute("delete from sessions where id = %s", (mine,))
        case "others":
            await call.connection.execute("delete from sessions where user_id = %s and id <> %s", (user["id"], mine))
        case _:
            raise AuthError(400, "validation_failed", f'Unsupported logout scope "{scope}"')
    return Response(status_code=204)


async def read_user(call: Call) -> Response:
    """Show the caller."""
    _, user = await sessions.caller(call.project, call.connection, call.request)
    return JSONResponse(await as_json(call.connection, user))


async def change_user(call: Call) -> Response:
    """Change the caller's password (ending the other sessions) or begin a change of address."""
    claims, user = await sessions.caller(call.project, call.connection, call.request)
    if call.body.get("password"):
        await _change_password(call.project, call.connection, user, claims, call.body)
    if call.body.get("email") and address(call.body["email"]) != user["email"]:
        await _change_address(call.project, call.connection, user, address(call.body["email"]))
    return JSONResponse(await as_json(call.connection, await by_id(call.connection, user["id"])))


async def _change_password(
    project: Project, connection: Connection, user: Row, claims: dict[str, Any], body: Row
) -> None:
    password = checked_password(project, body["password"])
    if await users.is_password(user, password):
        raise AuthError(422, "same_password", "New password should be different from the old password.")
    await connection.execute(
        "update users set encrypted_password = %s, updated_at = now() where id = %s",
        (await users.hashed(project, password), user["id"]),
    )
    await connection.execute("delete from sessions where user_id = %s and id <> %s", (user["id"], claims["session_id"]))


async def _change_address(project: Project, connection: Connection, user: Row, email: str) -> None:
    if await by_email(connection, email):
        words = "A user with this email address has already been registered"
        raise AuthError(422, "email_exists", words)
    await connection.execute("update users set email_change = %s where id = %s", (email, user["id"]))
    await users.send_token(project, connection, user, "email_change", to=email)


async def _by_password(connection: Connection, body: Row) -> Row:
    user = await by_email(connection, str(body.get("email") or "").strip().lower())
    if user is None or not await users.is_password(user, str(body.get("password") or "")):
        raise AuthError(400, "invalid_credentials", "Invalid login credentials")
    if user["banned_until"] and user["banned_until"] > now():
        raise AuthError(400, "user_banned", "User is banned")
    if not user["email_confirmed_at"]:
        raise AuthError(400, "email_not_confirmed", "Email not confirmed")
    return user


async def _by_token(
    project: Project, connection: Connection, kind: str, token_hash: str, words: str
) -> tuple[Row, str]:
    if kind not in COLUMNS:
        raise AuthError(400, "validation_failed", "Unsupported verification type")
    life = timedelta(seconds=project.settings.otp_expiry)
    for name in COLUMNS[kind]:
        column, sent_column, _ = TOKENS[name]
        user = await one(
            connection,
            "select * from users where to_jsonb(users) ->> %s = %s and deleted_at is null",
            *(column, token_hash),
        )
        if token_hash and user and now() < user[sent_column] + life:
            return user, name
    raise AuthError(403, "otp_expired", words)


async def _spend(connection: Connection, user: Row, kind: str) -> None:
    if kind == "email_change":
        await connection.execute(
            """
            update users set email = email_change, email_change = '', email_change_token_new = '',
              email_confirmed_at = coalesce(email_confirmed_at, now()), updated_at = now()
            where id = %s
            """,
            (user["id"],),
        )
        return
    if kind == "recovery":
        await connection.execute("update users set recovery_token = '' where id = %s", (user["id"],))
    if kind == "signup" or not user["email_confirmed_at"]:
        await users.confirm(connection, user)


def _nobody(user: Row, body: Row) -> Row:
    """Return the made-up user that hides that an address is taken."""
    blank = dict.fromkeys((*users.TIMES, "email_change"))
    provider = {"provider": "email", "providers": ["email"]}
    return {
        **user,
        **blank,
        "id": uuid.uuid4(),
        "role": "",
        "created_at": now(),
        "updated_at": now(),
        "confirmation_sent_at": now(),
        "raw_app_meta_data": provider,
        "raw_user_meta_data": body.get("data") or {},
    }
