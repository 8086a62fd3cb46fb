"""Sign-in accounts: who somebody is, what they may spend on trying, and what is kept about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from lib.ports.failures import PortError

SignOutScope = Literal["local", "global", "others"]
LinkKind = Literal["signup", "email", "email_change", "recovery"]
Action = Literal[
    "register", "sign_in", "verify", "refresh", "resend", "recover", "reset", "check_password", "change_email", "link"
]


class WrongCredentialsError(PortError):
    """No confirmed account has this address and password; which of the three is wrong stays unsaid (HTTP 401)."""

    code = "wrong_credentials"


class LinkSpentError(PortError):
    """The link of a mail was used before, is too old or never existed (HTTP 410)."""

    code = "link_spent"


class TooManyAttemptsError(PortError):
    """A limit is reached; `retry_after` says in how many whole seconds trying makes sense again (HTTP 429)."""

    code = "too_many_attempts"

    def __init__(self, message: str, *, retry_after: int) -> None:
        """Keep the sentence and the seconds to wait."""
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Session:
    """A session that was just opened or renewed; `expires_in` is the access token's life in seconds."""

    user_id: str
    email: str
    access_token: str
    refresh_token: str
    expires_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the application knows about a user; `email` is the present address, which a token may not know yet."""

    email: str
    role: str
    is_active: bool
    preferences: Mapping[str, Any]
    trial_ends_at: datetime | None
    last_login_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One fact of the audit log: what kind, with which particulars, when."""

    kind: str
    detail: Mapping[str, Any]
    at: datetime


class Identities(Protocol):
    """
    The part that knows passwords and sessions.

    Every method raises UnavailableError when it does not answer and TooManyAttemptsError when it says so itself.
    """

    async def sign_up(self, email: str, password: str) -> None:
        """Have a confirmation mailed to a new address; a known one is answered alike."""
        ...

    async def sign_in(self, email: str, password: str) -> Session:
        """Open a session; raises WrongCredentialsError, or ForbiddenError for a banned account."""
        ...

    async def refresh(self, refresh_token: str) -> Session:
        """Exchange a refresh token for a new session's tokens; raises SignedOutError when it no longer counts."""
        ...

    async def spend_link(self, token_hash: str, kind: LinkKind) -> Session:
        """Open a session with what a mailed link carries, once; raises LinkSpentError."""
        ...

    async def resend_confirmation(self, email: str) -> None:
        """Mail the confirmation again where one is due; otherwise do nothing, and answer alike."""
        ...

    async def mail_recovery(self, email: str) -> None:
        """Mail a link to choose a new password where the address is known; otherwise nothing, and answer alike."""
        ...

    async def set_password(self, access_token: str, password: str) -> None:
        """Change the password of the session's user; raises DomainError when it is refused, SignedOutError."""
        ...

    async def change_address(self, access_token: str, email: str) -> None:
        """Mail a link to the user's new address; one that is taken gets none, and the same answer; SignedOutError."""
        ...

    async def sign_out(self, access_token: str, scope: SignOutScope) -> None:
        """End this session, all sessions or all others; a session that has ended already is fine."""
        ...


class Profiles(Protocol):
    """One user's profile and audit log, with that user's own rights."""

    async def read(self) -> Profile:
        """Return the profile; raises SignedOutError when the account no longer exists."""
        ...

    async def save_preferences(self, preferences: Mapping[str, Any]) -> Profile:
        """Replace the preferences and return the profile; raises SignedOutError as `read` does."""
        ...

    async def happenings(self) -> list[Happening]:
        """Return what happened on the account, latest first, at most 200."""
        ...

    async def note(self, kind: str, detail: Mapping[str, str] | None = None) -> None:
        """Add a fact to the audit log that the database cannot see by itself, with particulars that are not private."""
        ...


class OpenProfile(Protocol):
    """How to reach the profile of somebody who has only just signed in."""

    def __call__(self, access_token: str) -> Profiles:
        """Return the profile port with that user's rights."""
        ...


class Attempts(Protocol):
    """How often one client, and the owner of one mail address, may try something."""

    async def spend(self, action: Action, email: str | None = None) -> None:
        """
        Count one attempt of this client, and of this address where one is named.

        Raises TooManyAttemptsError when either limit is reached, UnavailableError when nothing could be counted:
        an attempt that is not counted is not made.
        """
        ...


class PasswordRules(Protocol):
    """What a new password must be."""

    async def check(self, password: str, email: str | None = None) -> None:
        """Raise DomainError (`weak_password`) with a sentence that says what to change."""
        ...


class Users(Protocol):
    """All users, for the service only."""

    async def delete(self, user_id: str) -> None:
        """Delete the user with everything that belongs to them; one who is gone already is fine."""
        ...

    async def address(self, user_id: str) -> str | None:
        """Return the user's mail address, None for one who is gone; raises UnavailableError."""
        ...
