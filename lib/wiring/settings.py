"""The settings, typed; read from the environment and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


class MissingSettingError(RuntimeError):
    """A setting that the functions cannot do without is not set; the message names it, never a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What every function needs to know about where it runs.

    The key that bypasses row security is not here: only lib.wiring.as_service reads it.
    """

    app_url: str
    supabase_url: str
    supabase_publishable_key: str = field(repr=False)
    supabase_jwks_url: str
    redis_url: str
    redis_token: str = field(repr=False)
    qstash_url: str
    qstash_token: str = field(repr=False)
    qstash_signing_keys: tuple[str, str] = field(repr=False)
    client_address_header: str
    version: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; raises MissingSettingError naming the first one that is not set."""
        supabase_url = setting(environment, "SUPABASE_URL").rstrip("/")
        return cls(
            app_url=origin_of(setting(environment, "APP_URL")),
            supabase_url=supabase_url,
            supabase_publishable_key=setting(environment, "SUPABASE_PUBLISHABLE_KEY"),
            supabase_jwks_url=environment.get("SUPABASE_JWKS_URL") or f"{supabase_url}/auth/v1/.well-known/jwks.json",
            redis_url=setting(environment, "UPSTASH_REDIS_REST_URL"),
            redis_token=setting(environment, "UPSTASH_REDIS_REST_TOKEN"),
            qstash_url=setting(environment, "QSTASH_URL"),
            qstash_token=setting(environment, "QSTASH_TOKEN"),
            qstash_signing_keys=(
                setting(environment, "QSTASH_CURRENT_SIGNING_KEY"),
                setting(environment, "QSTASH_NEXT_SIGNING_KEY"),
            ),
            client_address_header=environment.get("CLIENT_ADDRESS_HEADER") or "x-vercel-forwarded-for",
            version=environment.get("VERCEL_GIT_COMMIT_SHA") or "local",
        )

    @property
    def is_secure(self) -> bool:
        """Whether the pages are reached over https, which decides the cookies' attributes."""
        return self.app_url.startswith("https://")

    @property
    def token_issuer(self) -> str:
        """Who signs the access tokens."""
        return f"{self.supabase_url}/auth/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerSettings:
    """
    Where the broker is, who we are to it, and the keys that seal what it gives.

    Without a client of our own there is no consent page to send people to, only grants that they paste.
    """

    api_url: str
    authorization_url: str
    client_id: str | None
    client_secret: str | None = field(repr=False)
    token_keys: str = field(repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "BrokerSettings":
        """Read the settings; raises MissingSettingError naming the first one that is not set."""
        return cls(
            api_url=(environment.get("TASTYTRADE_API_URL") or "https://api.tastyworks.com").rstrip("/"),
            authorization_url=environment.get("TASTYTRADE_AUTHORIZATION_URL") or "https://my.tastytrade.com/auth.html",
            client_id=environment.get("TASTYTRADE_CLIENT_ID") or None,
            client_secret=environment.get("TASTYTRADE_CLIENT_SECRET") or None,
            token_keys=setting(environment, "TOKEN_KEYS"),
        )

    @property
    def is_partner(self) -> bool:
        """Whether the broker knows us by a client of our own."""
        return self.client_id is not None and self.client_secret is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """By what mails leave, whom they come from, and who runs this installation."""

    api_url: str
    api_key: str = field(repr=False)
    sender: str
    owner: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "MailSettings":
        """Read the settings; raises MissingSettingError naming the first one that is not set."""
        return cls(
            api_url=environment.get("SENDGRID_API_URL") or "https://api.sendgrid.com",
            api_key=setting(environment, "SENDGRID_API_KEY"),
            sender=setting(environment, "MAIL_FROM"),
            owner=setting(environment, "OWNER_MAIL"),
        )


def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.of(os.environ)


def broker_settings() -> BrokerSettings:
    """Return what this process knows of the broker."""
    return BrokerSettings.of(os.environ)


def mail_settings() -> MailSettings:
    """Return how this process sends mails."""
    return MailSettings.of(os.environ)


def setting(environment: Mapping[str, str], name: str) -> str:
    """Return one setting; raises MissingSettingError when it is absent or empty."""
    value = environment.get(name, "").strip()
    if not value:
        raise MissingSettingError(f"{name} is not set")
    return value


def origin_of(url: str) -> str:
    """Return scheme and host of a URL as a browser writes them in `Origin`: no path, no default port."""
    parts = urlsplit(url)
    standard_port = {"https": 443, "http": 80}.get(parts.scheme)
    port = "" if parts.port in (None, standard_port) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"
