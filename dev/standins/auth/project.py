"""One project's Auth: its settings, its database and its outbox."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString, Self

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool
from starlette.requests import Request

from dev.standins.keys import Keys
from dev.standins.outbox import Outbox

Connection = psycopg.AsyncConnection[DictRow]
Row = dict[str, Any]


@dataclass(frozen=True)
class AuthSettings:
    """The settings of config.toml that matter here; times in seconds."""

    site_url: str
    jwt_expiry: int = 3600
    reuse_interval: int = 10
    otp_expiry: int = 3600
    max_frequency: int = 1
    minimum_password_length: int = 6
    bcrypt_cost: int = 10

    @classmethod
    def of(cls, config: Path, site_url: str, **overrides: int) -> Self:
        """Read `config.toml` as the Supabase CLI does; the site's address is where we serve it."""
        auth = tomllib.loads(config.read_text())["auth"]
        email = auth.get("email", {})
        given = {
            "jwt_expiry": auth.get("jwt_expiry"),
            "reuse_interval": auth.get("refresh_token_reuse_interval"),
            "minimum_password_length": auth.get("minimum_password_length"),
            "otp_expiry": email.get("otp_expiry"),
            "max_frequency": seconds(email["max_frequency"]) if "max_frequency" in email else None,
        }
        return cls(site_url, **{name: value for name, value in given.items() if value is not None} | overrides)


@dataclass(frozen=True)
class Project:
    """What every route needs."""

    settings: AuthSettings
    keys: Keys
    public_url: str
    outbox: Outbox
    pool: AsyncConnectionPool[Connection]


@dataclass(frozen=True)
class Call:
    """One request to Auth: its body parsed, and a connection that is one transaction."""

    project: Project
    connection: Connection
    request: Request
    body: Row


def open_pool(dsn: str) -> AsyncConnectionPool[Connection]:
    """Return a pool on the auth schema; its owner opens and closes it."""
    options = {"row_factory": dict_row, "options": "-c search_path=auth"}
    return AsyncConnectionPool(dsn, min_size=1, max_size=8, open=False, kwargs=options)


async def one(connection: Connection, query: LiteralString, *values: object) -> Row | None:
    """Return the first row."""
    return await (await connection.execute(query, values)).fetchone()


async def all_of(connection: Connection, query: LiteralString, *values: object) -> Sequence[Row]:
    """Return every row."""
    return await (await connection.execute(query, values)).fetchall()


def seconds(text: str) -> int:
    """Read a Go duration of one unit, such as `1s` or `1m`."""
    return int(text[:-1]) * {"s": 1, "m": 60, "h": 3600}[text[-1]]
