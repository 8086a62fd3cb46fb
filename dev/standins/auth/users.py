"""Users: the rows, the JSON, passwords and one-time tokens."""

import asyncio
import hashlib
import re
import secrets
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

import bcrypt
from psycopg.types.json import Jsonb

from dev.standins.auth.errors import AuthError
from dev.standins.auth.project import Connection, Project, Row, all_of, one

LONGEST_PASSWORD = 72  # bytes; bcrypt reads no more
TIMES = (
    *("email_confirmed_at", "confirmed_at", "confirmation_sent_at", "recovery_sent_at", "invited_at"),
    *("email_change_sent_at", "last_sign_in_at", "banned_until", "deleted_at"),
)
# GoTrue's name for a token's column, by the type a client verifies.
TOKENS: dict[str, tuple[str, str, str]] = {
    "signup": ("confirmation_token", "confirmation_sent_at", "confirmation"),
    "recovery": ("recovery_token", "recovery_sent_at", "recovery"),
    "email_change": ("email_change_token_new", "email_change_sent_at", "email_change"),
}


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def address(value: object) -> str:
    """Return a mail address as it is kept. Raises AuthError."""
    text = str(value or "").strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise AuthError(400, "validation_failed", "Unable to validate email address: invalid format")
    return text


def checked_password(project: Project, value: object) -> str:
    """Return a password that may be used. Raises AuthError."""
    password = str(value or "")
    least = project.settings.minimum_password_length
    if len(password) < least:
        words = f"Password should be at least {least} characters."
        raise AuthError(422, "weak_password", words, weak_password={"reasons": ["length"]})
    if len(password.encode()) > LONGEST_PASSWORD:
        raise AuthError(400, "validation_failed", "Password cannot be longer than 72 characters")
    return password


async def hashed(project: Project, password: str) -> str:
    """Return the bcrypt hash of a password."""
    salt = bcrypt.gensalt(project.settings.bcrypt_cost)
    return (await asyncio.to_thread(bcrypt.hashpw, password.encode(), salt)).decode()


async def is_password(user: Row, password: str) -> bool:
    """Whether it is this user's password."""
    known = user["encrypted_password"]
    given = password.encode()[:LONGEST_PASSWORD]
    return bool(known) and await asyncio.to_thread(bcrypt.checkpw, given, known.encode())


async def by_email(connection: Connection, email: str) -> Row | None:
    """Return the user of an address."""
    query = "select * from users where email = %s and not is_sso_user and deleted_at is null"
    return await one(connection, query, email)


async def by_id(connection: Connection, user_id: object) -> Row:
    """Return a user that is known to exist."""
    found = await one(connection, "select * from users where id = %s", user_id)
    assert found is not None  # noqa: S101 - a fact for the type checker
    return found


async def create(
    project: Project,
    connection: Connection,
    email: str,
    password: str,
    data: dict[str, Any] | None = None,
    *,
    is_confirmed: bool = False,
) -> Row:
    """Add a user and the identity that goes with an address."""
    user_id = uuid.uuid4()
    await connection.execute(
        """
        insert into users (instance_id, id, aud, role, email, encrypted_password, raw_app_meta_data, raw_user_meta_data,
          created_at, updated_at, email_confirmed_at, confirmation_token, recovery_token, email_change_token_new,
          email_change)
        values ('00000000-0000-0000-0000-000000000000', %s, 'authenticated', 'authenticated', %s, %s, %s, %s,
          now(), now(), %s, '', '', '', '')
        """,
        (
            user_id,
            email,
            await hashed(project, password) if password else "",
            Jsonb({"provider": "email", "providers": ["email"]}),
            Jsonb(data or {}),
            now() if is_confirmed else None,
        ),
    )
    identity = {"sub": str(user_id), "email": email, "email_verified": is_confirmed, "phone_verified": False}
    identity |= data or {}
    await connection.execute("update users set raw_user_meta_data = %s where id = %s", (Jsonb(identity), user_id))
    await connection.execute(
        """
        insert into identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
        values (%s, %s, %s, 'email', now(), now(), now())
        """,
        (str(user_id), user_id, Jsonb(identity)),
    )
    return await by_id(connection, user_id)


async def confirm(connection: Connection, user: Row) -> None:
    """Note that the address is the user's own."""
    verified = Jsonb({"email_verified": True})
    await connection.execute(
        """
        update users set email_confirmed_at = coalesce(email_confirmed_at, now()), confirmation_token = '',
          raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || %s, updated_at = now()
        where id = %s
        """,
        (verified, user["id"]),
    )
    await connection.execute(
        "update identities set identity_data = identity_data || %s where user_id = %s and provider = 'email'",
        (verified, user["id"]),
    )


async def send_token(project: Project, connection: Connection, user: Row, kind: str, to: str | None = None) -> None:
    """Make a one-time token, keep its hash on the user, and mail it. Raises AuthError when asked again too soon."""
    column, sent_column, template = TOKENS[kind]
    to = to or user["email"]
    again = timedelta(seconds=project.settings.max_frequency)
    if user[sent_column] and now() < user[sent_column] + again:
        left = int((user[sent_column] + again - now()).total_seconds()) + 1
        words = f"For security purposes, you can only request this after {left} seconds."
        raise AuthError(429, "over_email_send_rate_limit", words)
    token = f"{secrets.randbelow(10**6):06d}"
    token_hash = hashlib.sha224((to + token).encode()).hexdigest()
    await connection.execute(_keep_token(column, sent_column), (token_hash, user["id"]))
    project.outbox.send(to=to, kind=kind, template=template, token=token, token_hash=token_hash)


def _keep_token(column: str, sent_column: str) -> bytes:
    return f"update users set {column} = %s, {sent_column} = now(), updated_at = now() where id = %s".encode()  # noqa: S608


async def as_json(connection: Connection, user: Row) -> dict[str, Any]:
    """Return a user as GoTrue shows one."""
    columns: LiteralString = "id as identity_id, provider_id as id, user_id, identity_data, provider, email"
    identities = await all_of(
        connection,
        f"select {columns}, last_sign_in_at, created_at, updated_at from identities where user_id = %s",  # noqa: S608
        user["id"],
    )
    shown = {
        "id": user["id"],
        "aud": user["aud"],
        "role": user["role"] or "",
        "email": user["email"] or "",
        "phone": "",
        "app_metadata": user["raw_app_meta_data"] or {},
        "user_metadata": user["raw_user_meta_data"] or {},
        "identities": [_plain(identity) for identity in identities],
        "created_at": user["created_at"],
        "updated_at": user["updated_at"],
        "is_anonymous": user["is_anonymous"],
    }
    shown |= {name: user[name] for name in TIMES if user[name]}
    if user["email_change"]:
        shown["new_email"] = user["email_change"]
    return _plain(shown)


def _plain(row: Row) -> dict[str, Any]:
    return {name: _text(value) if isinstance(value, datetime | uuid.UUID) else value for name, value in row.items()}


def _text(value: datetime | uuid.UUID) -> str:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else str(value)
