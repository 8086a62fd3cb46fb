"""Link by the broker's consent page: to it with a state, back from it with a code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from lib.domain.errors import DomainError
from lib.ports.broker import AccessRevokedError
from lib.ports.connections import Connection, ConnectionKind
from lib.ports.failures import NotFoundError
from lib.ports.once import Once
from lib.ports.secret import Secret
from lib.ports.vault import BrokenSealError, Place, Vault
from lib.usecases.link_broker import LinkPorts, kept_again, kept_new, opened

LIFE = timedelta(minutes=10)
SCOPE = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage:
    """Where the broker asks its customers, as which client we come, and where it sends them back to."""

    url: str
    client_id: str
    redirect_uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where to send the browser, and what it keeps to itself until it is back."""

    url: str
    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Departing:
    """What states are made and checked with; `new_state` returns a text that nobody can guess."""

    user_id: str
    vault: Vault
    once: Once
    now: Callable[[], datetime]
    new_state: Callable[[], str]


def depart(departing: Departing, consent: ConsentPage | None, connection_id: str | None) -> Departure:
    """
    Return where to ask for consent, for a new link or in the place of one.

    The state goes through the broker, the ticket stays in the browser: sealed to the state and the user, so that only
    the browser that left, and only its user, comes back with both. Raises NotFoundError where no page is for us.
    """
    page = offered(consent)
    state = departing.new_state()
    ends_at = departing.now().astimezone(UTC) + LIFE
    note = Secret(f"{ends_at.isoformat()} {connection_id or ''}")
    asked = {
        "client_id": page.client_id,
        "redirect_uri": page.redirect_uri,
        "response_type": "code",
        "scope": SCOPE,
        "state": state,
    }
    return Departure(
        url=f"{page.url}?{urlencode(asked)}", ticket=departing.vault.seal(note, place_of(state, departing.user_id))
    )


async def arrive(
    ports: LinkPorts, departing: Departing, consent: ConsentPage | None, *, code: str, state: str, ticket: str | None
) -> Connection:
    """
    Link with the code that the broker sent the browser back with.

    Raises DomainError for a state that is not this browser's and user's, is too old or was used, and for a code that
    the broker does not take; TooManyAttemptsError, BrokerUnavailableError, UnavailableError.
    """
    connection_id = await intended(departing, state, ticket)
    await ports.attempts.spend("link", ports.email)
    try:
        grant = await ports.grants.redeem(code, offered(consent).redirect_uri)
    except AccessRevokedError as refused:
        raise DomainError(
            "tastytrade does not take this consent any more. Start again from the connections page.",
            code="code_refused",
        ) from refused
    new = await opened(ports.grants, grant)
    if connection_id is None:
        return await kept_new(ports, ConnectionKind.PARTNER, new)
    return await kept_again(ports, connection_id, ConnectionKind.PARTNER, new)


async def intended(departing: Departing, state: str, ticket: str | None) -> str | None:
    """Return the link that is to be made anew, None for a new one; raises DomainError."""
    try:
        note = departing.vault.open(ticket or "", place_of(state, departing.user_id)).reveal()
    except BrokenSealError:
        raise lost() from None
    ends_at, _, connection_id = note.partition(" ")
    if datetime.fromisoformat(ends_at) <= departing.now():
        raise lost()
    if not await departing.once.use(state, int(LIFE.total_seconds())):
        raise lost()
    return connection_id or None


def offered(consent: ConsentPage | None) -> ConsentPage:
    """Return the broker's page for us; raises NotFoundError where we have none."""
    if consent is None:
        raise NotFoundError("Linking by tastytrade's own page is not offered here yet.", code="consent_not_offered")
    return consent


def lost() -> DomainError:
    """Say that nobody of this browser is awaited."""
    return DomainError(
        "This consent was not asked for here, or too long ago. Start again from the connections page.",
        code="state_unknown",
    )


def place_of(state: str, user_id: str) -> Place:
    """Return what a ticket is bound to; it is kept in no table."""
    return Place(table="tickets", column="consent", row_id=state, user_id=user_id)
