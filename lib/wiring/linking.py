"""What linking the broker is made of, for a user's own request: no package of the broker's, and nothing unsealed."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from lib.gateways.redis.once import RedisOnce
from lib.gateways.tastytrade.api import Api, Site
from lib.gateways.tastytrade.oauth import Client, TastytradeGrants
from lib.gateways.tastytrade.rows import read_row
from lib.gateways.vault.keys import KeyRing
from lib.gateways.vault.sealing import SealingVault
from lib.ports.accounts import Attempts
from lib.ports.connections import Connections
from lib.ports.ledger import Accounts, RowStore
from lib.ports.messages import Messages
from lib.ports.rows import Rows
from lib.ports.secret import Secret
from lib.usecases.compare_twins import Comparing
from lib.usecases.link_broker import LinkPorts
from lib.usecases.link_by_code import ConsentPage, Departing
from lib.wiring.process import Process
from lib.wiring.settings import BrokerSettings, broker_settings

CALLBACK = "/connections/callback"  # the page that the broker sends people back to
STATE = 32  # bytes that nobody guesses


class Linker(Protocol):
    """As much of a signed-in user as linking needs."""

    @property
    def id(self) -> str:
        """Whose links they are."""
        ...

    @property
    def email(self) -> str:
        """Whose attempts are counted."""
        ...

    @property
    def process(self) -> Process:
        """What all users share."""
        ...

    @property
    def attempts(self) -> Attempts:
        """How often they may try."""
        ...

    @property
    def connections(self) -> Connections:
        """Their links."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Their brokerage accounts."""
        ...

    @property
    def rows(self) -> Rows:
        """Their rows, to read."""
        ...

    @property
    def row_store(self) -> RowStore:
        """Their rows, to recognise."""
        ...

    @property
    def messages(self) -> Messages:
        """The queue."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """What making a link needs; `consent` is None where we are not the broker's partner."""

    ports: LinkPorts
    departing: Departing
    consent: ConsentPage | None


def linking_of(user: Linker) -> Linking:
    """Return what a user links with; raises MissingSettingError where nothing can be sealed."""
    known = broker_settings()
    vault = SealingVault(KeyRing.of(known.token_keys))
    settings = user.process.settings
    ports = LinkPorts(
        user_id=user.id,
        email=user.email,
        attempts=user.attempts,
        grants=grants_of(user, known),
        vault=vault,
        connections=user.connections,
        comparing=Comparing(accounts=user.accounts, rows=user.rows, row_store=user.row_store, read=read_row),
        messages=user.messages,
    )
    departing = Departing(
        user_id=user.id,
        vault=vault,
        once=RedisOnce(settings.redis_url, settings.redis_token),
        now=lambda: datetime.now(UTC),
        new_state=lambda: secrets.token_urlsafe(STATE),
    )
    return Linking(ports=ports, departing=departing, consent=consent_page(known, settings.app_url))


def grants_of(user: Linker, known: BrokerSettings) -> TastytradeGrants:
    """Return the broker's sign-in."""
    api = Api(user.process.http, Site(known.api_url, user.process.settings.version))
    return TastytradeGrants(api, own_client(known), lambda: datetime.now(UTC))


def own_client(known: BrokerSettings) -> Client | None:
    """Return our own OAuth client, None where we have none."""
    if known.client_id is None or known.client_secret is None:
        return None
    return Client(id=known.client_id, secret=Secret(known.client_secret))


def consent_page(known: BrokerSettings, app_url: str) -> ConsentPage | None:
    """Return where the broker asks its customers, None where it would not for us."""
    if known.client_id is None or known.client_secret is None:
        return None
    return ConsentPage(url=known.authorization_url, client_id=known.client_id, redirect_uri=f"{app_url}{CALLBACK}")
