"""Who may be asked for: customers and their accounts, OAuth clients, and what customers granted them."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dev.standins.tastytrade.clock import Clock
from dev.standins.tastytrade.wire import BrokerAccount

TOKEN_LIFE = timedelta(seconds=900)
CODE_LIFE = timedelta(seconds=60)
SCOPES = ("read", "trade", "openid")


@dataclass(kw_only=True)
class Customer:
    """
    A customer. `authorities` says for which accounts, by number, they are something else than the owner.

    An account that takes long to make may come `late`: when somebody first asks for one of this customer's.
    """

    id: str
    first_name: str
    last_name: str
    email: str
    accounts: list[BrokerAccount] = field(default_factory=list)
    authorities: dict[str, str] = field(default_factory=dict)
    late: Callable[[], BrokerAccount] | None = None

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def account_count(self) -> int:
        """How many accounts there are, with one that comes late."""
        return len(self.accounts) + (self.late is not None)


@dataclass(kw_only=True)
class Client:
    """A registered OAuth application. One without redirect addresses is a customer's own, for personal grants."""

    id: str
    secret: str
    name: str
    redirect_uris: tuple[str, ...] = ()
    scopes: tuple[str, ...] = SCOPES


@dataclass(kw_only=True)
class Grant:
    """What a customer allowed a client; its refresh token never expires and never changes."""

    refresh_token: str
    client: Client
    customer: Customer
    scopes: tuple[str, ...]
    is_revoked: bool = False


@dataclass(kw_only=True)
class Code:
    """An authorization code on its way through the customer's browser."""

    client: Client
    customer: Customer
    redirect_uri: str
    scopes: tuple[str, ...]
    ends_at: datetime


@dataclass(kw_only=True)
class Access:
    """A short-lived access token's meaning."""

    grant: Grant
    ends_at: datetime


@dataclass
class People:
    """Everybody the simulator knows, and every token it gave out; `on_change` hears of new clients and grants."""

    clock: Clock
    customers: dict[str, Customer] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    on_change: Callable[[], None] = lambda: None
    _accesses: dict[str, Access] = field(default_factory=dict)

    def add_customer(
        self, first_name: str, last_name: str, accounts: Iterable[BrokerAccount] = (), *, email: str | None = None
    ) -> Customer:
        """Make a customer with these accounts."""
        identity = f"me{len(self.customers) + 1:07d}"
        address = email or f"{first_name}.{last_name}@example.com".lower()
        made = Customer(id=identity, first_name=first_name, last_name=last_name, email=address, accounts=list(accounts))
        return self.customers.setdefault(identity, made)

    def add_client(
        self, name: str, *redirect_uris: str, client_id: str | None = None, secret: str | None = None
    ) -> Client:
        """Register an OAuth application."""
        made = Client(
            id=client_id or secrets.token_hex(16),
            secret=secret or secrets.token_hex(20),
            name=name,
            redirect_uris=redirect_uris,
        )
        self.clients[made.id] = made
        self.on_change()
        return made

    def grant(self, client: Client, customer: Customer, scopes: tuple[str, ...] = ("read",)) -> Grant:
        """Let a client act for a customer."""
        made = Grant(refresh_token=opaque_token(), client=client, customer=customer, scopes=scopes)
        self.grants[made.refresh_token] = made
        self.on_change()
        return made

    def personal_grant(self, customer: Customer, scopes: tuple[str, ...] = ("read",)) -> Grant:
        """Return a grant of a customer to an application of their own."""
        return self.grant(self.add_client(f"{customer.name}'s own"), customer, scopes)

    def revoke(self, grants: Iterable[Grant]) -> int:
        """Delete grants as their customer does on the website; access tokens end with them. Return how many."""
        revoked = [grant for grant in grants if not grant.is_revoked]
        for grant in revoked:
            grant.is_revoked = True
        self.on_change()
        return len(revoked)

    def issue_code(self, client: Client, customer: Customer, redirect_uri: str, scopes: tuple[str, ...]) -> str:
        """Return a code that can be exchanged once, soon."""
        code = secrets.token_urlsafe(24)
        ends_at = self.clock.now() + CODE_LIFE
        self.codes[code] = Code(
            client=client, customer=customer, redirect_uri=redirect_uri, scopes=scopes, ends_at=ends_at
        )
        return code

    def spend_code(self, code: str) -> Code | None:
        """Return what a code stands for, once; None when it is unknown, spent or too old."""
        found = self.codes.pop(code, None)
        return found if found and found.ends_at > self.clock.now() else None

    def issue_access(self, grant: Grant) -> str:
        """Return a new access token."""
        token = opaque_token()
        self._accesses[token] = Access(grant=grant, ends_at=self.clock.now() + TOKEN_LIFE)
        return token

    def access(self, token: str) -> Grant | None:
        """Return the grant behind an access token, None when the token is unknown, expired or revoked."""
        found = self._accesses.get(token)
        if found is None or found.ends_at <= self.clock.now() or found.grant.is_revoked:
            return None
        return found.grant

    def account(self, number: str) -> BrokerAccount | None:
        """Return an account by its number, whoever owns it."""
        accounts = (account for customer in self.customers.values() for account in customer.accounts)
        return next((account for account in accounts if account.number == number), None)


def opaque_token() -> str:
    """Return a token that looks like the broker's: three parts, as of a JWT."""
    return ".".join(secrets.token_urlsafe(length) for length in (24, 96, 48))
