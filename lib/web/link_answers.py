"""What is asked and answered about links to the broker."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from lib.ports.broker import Grant
from lib.ports.connections import Connection, ConnectionKind, ConnectionState, SyncPhase, SyncRun, Twins
from lib.ports.ledger import Refusal
from lib.ports.secret import Secret
from lib.usecases.show_links import Followed, KnownOffer, LinkOverview

LONGEST = 4096  # a refresh token is a JWT of some hundred letters


def filled(secret: SecretStr) -> SecretStr:
    """Return a secret without the blanks that copying adds; raises ValueError for one that is nothing else."""
    trimmed = secret.get_secret_value().strip()
    if not trimmed or any(sign.isspace() or not sign.isprintable() for sign in trimmed):
        raise ValueError("Copy the whole text, without blanks in it.")
    return SecretStr(trimmed)


PastedSecret = Annotated[SecretStr, Field(min_length=1, max_length=LONGEST), AfterValidator(filled)]
AccountNumber = Annotated[str, Field(min_length=1, max_length=40)]


class PastedGrant(BaseModel):
    """What a trader copies from tastytrade's site: of an application of their own, with the scope “read”."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    client_secret: PastedSecret
    refresh_token: PastedSecret

    @property
    def grant(self) -> Grant:
        """The same in the ports' terms."""
        return Grant(
            client_secret=Secret(self.client_secret.get_secret_value()),
            refresh_token=Secret(self.refresh_token.get_secret_value()),
        )


class ComeBack(BaseModel):
    """What tastytrade's consent page sent the browser back with."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    code: Annotated[SecretStr, Field(min_length=1, max_length=LONGEST)]
    state: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class Choice(BaseModel):
    """An account at the broker to follow; `account_id` is the imported account that it is, if it is one."""

    model_config = ConfigDict(extra="forbid")

    number: AccountNumber
    account_id: UUID | None = None


class Choices(BaseModel):
    """All accounts of a link that are to be followed; none at all is fine."""

    model_config = ConfigDict(extra="forbid")

    accounts: Annotated[list[Choice], Field(max_length=100)]

    @property
    def by_number(self) -> dict[str, str | None]:
        """The imported account for each number."""
        return {one.number: None if one.account_id is None else str(one.account_id) for one in self.accounts}


class FollowedAnswer(BaseModel):
    """An account that syncs, and how that goes."""

    account_id: str
    connection_id: str
    account_number: str
    name: str
    phase: SyncPhase
    rows_expected: int | None = Field(description="About how many rows the history has; null until tastytrade said.")
    rows_seen: int
    opened_on: date
    loaded_until: date | None
    last_good_at: datetime | None
    last_tried_at: datetime | None
    next_due_at: datetime | None
    asked_at: datetime | None = Field(description="When a sync was last asked for; once a minute is possible.")
    failure: Refusal | None

    @classmethod
    def of(cls, followed: Followed) -> "FollowedAnswer":
        """Lay out one account."""
        return cls(name=followed.name, **asdict(followed.account))


class FollowedList(BaseModel):
    """What a link follows."""

    items: list[FollowedAnswer]

    @classmethod
    def of(cls, followed: Iterable[Followed]) -> "FollowedList":
        """Lay them out."""
        return cls(items=[FollowedAnswer.of(one) for one in followed])


class LinkMade(BaseModel):
    """A link that was made, or made anew."""

    id: str
    kind: ConnectionKind
    state: ConnectionState

    @classmethod
    def of(cls, link: Connection) -> "LinkMade":
        """Lay it out."""
        return cls(id=link.id, kind=link.kind, state=link.state)


class LinkAnswer(BaseModel):
    """A link: whether tastytrade still lets us read, and what it follows. It never says what opens it."""

    id: str
    kind: ConnectionKind
    state: ConnectionState
    refused_since: datetime | None
    created_at: datetime
    accounts: list[FollowedAnswer]

    @classmethod
    def of(cls, overview: LinkOverview) -> "LinkAnswer":
        """Lay out one link."""
        accounts = [FollowedAnswer.of(one) for one in overview.accounts]
        return cls(**asdict(overview.link), accounts=accounts)


class LinkList(BaseModel):
    """All links, oldest first; `can_authorize` says whether tastytrade has a consent page for us."""

    items: list[LinkAnswer]
    can_authorize: bool


class OfferedAnswer(BaseModel):
    """An account that a link opens; `account_id` is the account here that has its number, if one has."""

    number: str
    name: str
    type_name: str
    opened_on: date
    is_closed: bool
    is_followed: bool
    account_id: str | None
    twins: list[Twins]

    @classmethod
    def of(cls, known: KnownOffer) -> "OfferedAnswer":
        """Lay out one."""
        return cls(account_id=known.account_id, is_followed=known.is_followed, **asdict(known.offered))


class OfferedList(BaseModel):
    """The accounts that a link opens, as tastytrade told when it was made."""

    items: list[OfferedAnswer]


class RunList(BaseModel):
    """An account's syncs, newest first, a hundred at most."""

    items: list[SyncRun]


class AuthorizeAnswer(BaseModel):
    """Where to send the browser."""

    url: str
