"""The routes for the service's key: list, add, show, change and delete users."""

import re
import uuid
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dev.standins.auth import users
from dev.standins.auth.errors import AuthError
from dev.standins.auth.project import Call, Connection, Project, Row, all_of, one
from dev.standins.auth.sessions import require_service
from dev.standins.auth.users import address, as_json, by_email, by_id, checked_password, now


async def list_users(call: Call) -> Response:
    """Show a page of users."""
    require_service(call.project, call.request)
    page, size = (
        int(call.request.query_params.get(name) or fallback) for name, fallback in (("page", 1), ("per_page", 50))
    )
    found = await all_of(
        call.connection, "select * from users order by created_at desc limit %s offset %s", size, (page - 1) * size
    )
    counted = await one(call.connection, "select count(*) as total from users")
    total = counted["total"] if counted else 0
    headers = {"x-total-count": str(total), "link": f'</admin/users?page={max(1, -(-total // size))}>; rel="last"'}
    shown = [await as_json(call.connection, user) for user in found]
    return JSONResponse({"users": shown, "aud": "authenticated"}, headers=headers)


async def add_user(call: Call) -> Response:
    """Add a user, confirmed when asked."""
    require_service(call.project, call.request)
    email = address(call.body.get("email"))
    if await by_email(call.connection, email):
        raise AuthError(422, "email_exists", "A user with this email address has already been registered")
    user = await users.create(
        call.project,
        call.connection,
        email,
        str(call.body.get("password") or ""),
        call.body.get("user_metadata"),
        is_confirmed=bool(call.body.get("email_confirm")),
    )
    return JSONResponse(await as_json(call.connection, user))


async def read_user(call: Call) -> Response:
    """Show one user."""
    return JSONResponse(await as_json(call.connection, await _target(call.project, call.connection, call.request)))


async def change_user(call: Call) -> Response:
    """Set a password, confirm an address, or ban for a while (`24h`, or `none` to lift it)."""
    user = await _target(call.project, call.connection, call.request)
    if call.body.get("password"):
        password = await users.hashed(call.project, checked_password(call.project, call.body["password"]))
        await call.connection.execute("update users set encrypted_password = %s where id = %s", (password, user["id"]))
    if call.body.get("email_confirm"):
        await users.confirm(call.connection, user)
    if call.body.get("ban_duration"):
        hours = re.fullmatch(r"(\d+)h", call.body["ban_duration"])
        until = now() + timedelta(hours=int(hours[1])) if hours else None
        await call.connection.execute("update users set banned_until = %s where id = %s", (until, user["id"]))
    return JSONResponse(await as_json(call.connection, await by_id(call.connection, user["id"])))


async def delete_user(call: Call) -> Response:
    """Delete a user with everything that refers to it."""
    user = await _target(call.project, call.connection, call.request)
    await call.connection.execute("delete from users where id = %s", (user["id"],))
    return JSONResponse({})


async def _target(project: Project, connection: Connection, request: Request) -> Row:
    require_service(project, request)
    try:
        user_id = uuid.UUID(request.path_params["id"])
    except ValueError as invalid:
        raise AuthError(404, "validation_failed", "user_id must be an UUID") from invalid
    user = await one(connection, "select * from users where id = %s", user_id)
    if user is None:
        raise AuthError(404, "user_not_found", "User not found")
    return user
