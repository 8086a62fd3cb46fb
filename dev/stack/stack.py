"""The stack as one thing: start it, read its settings, stop it."""

import json
import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from starlette.types import ASGIApp

from dev.stack import brokerage, migrations, postgres, postgrest, redis
from dev.stack.processes import Processes
from dev.stack.serving import Server
from dev.stack.token_keys import token_keys
from dev.standins import auth, gateway, qstash, sendgrid, upstash
from dev.standins.auth.project import open_pool
from dev.standins.keys import Keys, load_keys
from dev.standins.outbox import Mail, Outbox
from dev.standins.tastytrade.app import make_app
from dev.standins.tastytrade.broker import Broker

CONFIG = Path(__file__).resolve().parents[2] / "supabase/config.toml"


@dataclass
class Stack:
    """
    Everything behind the product, on free ports of 127.0.0.1, with its data below `home`.

    `app_url` is the origin that mails link to and messages are delivered to. `time_scale` shortens the pauses between
    the deliveries of a message; `bcrypt_cost` is low in tests only. A part whose address is `given` (SUPABASE_URL,
    UPSTASH_REDIS_REST_URL, QSTASH_URL, TASTYTRADE_API_URL, SENDGRID_API_KEY) is used, not started. Use as a context
    manager, or start and stop it, from the main thread. Starting raises StackError.
    """

    home: Path
    app_url: str
    time_scale: float = 1.0
    bcrypt_cost: int = 10
    real_redis: bool | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    keys: Keys = field(init=False, repr=False)
    mail: Outbox = field(init=False, repr=False)
    broker: Broker = field(init=False, repr=False)
    queue: qstash.QStash = field(init=False, repr=False)
    is_new: bool = False
    _processes: Processes = field(default_factory=Processes)
    _servers: list[Server] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start every part; what was started is stopped again when one fails."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop every part."""
        for server in reversed(self._servers):
            server.stop()
        self._servers.clear()
        self._processes.stop()

    @property
    def supabase_url(self) -> str:
        """The address of the API gateway."""
        return self.env["SUPABASE_URL"]

    @property
    def publishable_key(self) -> str:
        """The key that anybody may know."""
        return self.keys.publishable

    @property
    def secret_key(self) -> str:
        """The key that bypasses row security."""
        return self.keys.secret

    @property
    def database_url(self) -> str:
        """The address of the database for the role that owns the schema."""
        return self.env["DATABASE_URL"]

    def outbox(self, to: str | None = None) -> list[Mail]:
        """Return the mails that were sent, the latest first."""
        return self.mail.mails(to)

    def mint(self, subject: str, *, forged: bool = False, **overrides: object) -> str:
        """Return a token for tests, its claims as asked for; a forged one bears our key's name only."""
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": f"{self.supabase_url}/auth/v1",
            "sub": subject,
            "aud": "authenticated",
            "role": "authenticated",
            "email": "somebody@example.com",
            "session_id": str(uuid.uuid4()),
            "iat": now,
            "exp": now + 600,
        }
        keys = self.keys.imitated() if forged else self.keys
        return keys.sign(claims | overrides)

    def _start(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.env = {"APP_URL": self.app_url, "CLIENT_ADDRESS_HEADER": "x-forwarded-for"}
        self.env["TOKEN_KEYS"] = token_keys(self.home)
        self.mail = Outbox(self.home / "outbox", CONFIG, self.app_url)
        needs_cache = "UPSTASH_REDIS_REST_URL" not in self.given
        # Programs first: to fork while servers run in other threads is asking for trouble.
        redis_url = redis.start(self.home, self._processes, real=self.real_redis) if needs_cache else None
        if "SUPABASE_URL" not in self.given:
            self._start_supabase()
        if redis_url:
            self._serve_cache(redis_url)
        if "QSTASH_URL" not in self.given:
            self._serve_queue()
        if "TASTYTRADE_API_URL" not in self.given:
            self._serve_broker()
        if "SENDGRID_API_KEY" not in self.given:
            self._serve_mail()

    def _serve_cache(self, redis_url: str) -> None:
        token = secrets.token_urlsafe(24)
        face = self._serve(upstash.build(redis_url, token))
        self.env |= {"UPSTASH_REDIS_REST_URL": face.url, "UPSTASH_REDIS_REST_TOKEN": token}

    def _serve_queue(self) -> None:
        token, current, following = (f"{kind}_{secrets.token_hex(16)}" for kind in ("local", "sig", "sig"))
        self.queue = qstash.QStash(token, current, following, time_scale=self.time_scale)
        self.env |= {
            "QSTASH_URL": self._serve(qstash.build(self.queue)).url,
            "QSTASH_TOKEN": token,
            "QSTASH_CURRENT_SIGNING_KEY": current,
            "QSTASH_NEXT_SIGNING_KEY": following,
        }

    def _serve_broker(self) -> None:
        self.broker = brokerage.make_broker(self.home)
        product = brokerage.product(self.broker, self.app_url)
        url = self._serve(make_app(self.broker)).url
        self.env |= {
            "TASTYTRADE_API_URL": url,
            "TASTYTRADE_AUTHORIZATION_URL": f"{url}/auth.html",
            "TASTYTRADE_CLIENT_ID": product.id,
            "TASTYTRADE_CLIENT_SECRET": product.secret,
        }

    def _serve_mail(self) -> None:
        key = f"SG.{secrets.token_urlsafe(24)}"
        self.env |= {
            "SENDGRID_API_URL": self._serve(sendgrid.build(self.mail, key)).url,
            "SENDGRID_API_KEY": key,
            "MAIL_FROM": "notices@tracker.example",
            "OWNER_MAIL": "owner@tracker.example",
            "DEV_OUTBOX": str(self.mail.folder),
        }

    def _start_supabase(self) -> None:
        self.keys = load_keys(self.home / "keys.json")
        database = postgres.start(self.home, self._processes)
        self.is_new = database.is_new
        migrations.migrate(database, self.keys)
        tables = postgrest.start(
            database.dsn("authenticator", self.keys.authenticator_password),
            json.dumps(self.keys.key_set),
            self.home / "postgrest.log",
            self._processes,
        )
        gate = self._serve_supabase(database, tables)
        tables.wait()
        self.env |= {
            "SUPABASE_URL": gate.url,
            "SUPABASE_PUBLISHABLE_KEY": self.keys.publishable,
            "SUPABASE_SECRET_KEY": self.keys.secret,
            "SUPABASE_JWKS_URL": f"{gate.url}/auth/v1/.well-known/jwks.json",
            "DATABASE_URL": database.dsn("postgres"),
            "DEV_OUTBOX": str(self.mail.folder),
        }

    def _serve_supabase(self, database: postgres.Postgres, tables: postgrest.Postgrest) -> Server:
        """Serve Auth and the tables; tokens name the gateway's own address, so its port is bound first."""
        settings = auth.AuthSettings.of(CONFIG, self.app_url, bcrypt_cost=self.bcrypt_cost)
        pool = open_pool(database.dsn("supabase_auth_admin", self.keys.auth_password))
        server = Server()
        project = auth.Project(settings, self.keys, f"{server.url}/auth/v1", self.mail, pool)
        return self._serve(gateway.build(project, tables.url), server)

    def _serve(self, app: ASGIApp, server: Server | None = None) -> Server:
        running = (server or Server()).serve(app)
        self._servers.append(running)
        return running
