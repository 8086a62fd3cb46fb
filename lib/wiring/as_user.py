"""Ports with the caller's own rights: every request to the database carries the user's own token."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lib.gateways.supabase.rest import Rest
from lib.ports.accounts import Attempts, Identities, PasswordRules, Profiles
from lib.ports.connections import Connections
from lib.ports.days import Days
from lib.ports.figures import Figures
from lib.ports.ledger import Accounts, Imports, RowStore
from lib.ports.messages import Messages
from lib.ports.orders import Orders
from lib.ports.overrides import Overrides
from lib.ports.rows import Rows
from lib.ports.taxes import Taxes
from lib.ports.trades import Trades
from lib.wiring.as_visitor import attempts_of, identities_of, password_rules, profile_of
from lib.wiring.process import Process
from lib.wiring.settings import broker_settings

if TYPE_CHECKING:
    from lib.usecases.ask_for_rebuild import BasisPorts
    from lib.usecases.import_history import ImportPorts
    from lib.wiring.linking import Linking


@dataclass(frozen=True, kw_only=True)
class User:
    """
    Somebody who is signed in, and what can be asked in their name.

    Row security sees the same token that was verified, so no port here can reach another user's rows. A port's
    module is imported when it is first used: a function pays at its cold start for what it answers with, only.
    """

    id: str
    email: str = field(repr=False)
    access_token: str = field(repr=False)
    client_address: str = field(repr=False)
    process: Process = field(repr=False)

    @cached_property
    def rest(self) -> Rest:
        """The database as this user sees it."""
        settings = self.process.settings
        return Rest(self.process.http, settings.supabase_url, settings.supabase_publishable_key, self.access_token)

    @cached_property
    def profile(self) -> Profiles:
        """The user's profile and audit log."""
        return profile_of(self.process, self.access_token)

    @cached_property
    def identities(self) -> Identities:
        """Passwords and sessions."""
        return identities_of(self.process)

    @cached_property
    def attempts(self) -> Attempts:
        """How often this client may try a password."""
        return attempts_of(self.process, self.client_address)

    @property
    def passwords(self) -> PasswordRules:
        """What a new password must be."""
        return password_rules()

    @cached_property
    def accounts(self) -> Accounts:
        """The user's brokerage accounts."""
        from lib.gateways.supabase.ledger_accounts import SupabaseAccounts

        return SupabaseAccounts(self.rest)

    @cached_property
    def imports(self) -> Imports:
        """The user's imports."""
        from lib.gateways.supabase.ledger_imports import SupabaseImports

        return SupabaseImports(self.rest)

    @cached_property
    def rows(self) -> Rows:
        """The user's broker rows, to read."""
        from lib.gateways.supabase.ledger_rows import SupabaseRows

        return SupabaseRows(self.rest)

    @cached_property
    def orders(self) -> Orders:
        """The user's orders."""
        from lib.gateways.supabase.ledger_orders import SupabaseOrders

        return SupabaseOrders(self.rest)

    @cached_property
    def row_store(self) -> RowStore:
        """The user's broker rows, to add to."""
        from lib.gateways.supabase.ledger_rows import SupabaseRowStore

        return SupabaseRowStore(self.rest)

    @property
    def import_ports(self) -> "ImportPorts":
        """Everything an import needs."""
        from lib.usecases.import_history import ImportPorts
        from lib.wiring.histories import read_upload

        return ImportPorts(
            accounts=self.accounts,
            imports=self.imports,
            rows=self.row_store,
            read=read_upload,
            messages=self.messages,
        )

    @cached_property
    def figures(self) -> Figures:
        """The user's published figures."""
        from lib.gateways.supabase.ledger_figures import SupabaseFigures

        return SupabaseFigures(self.rest)

    @cached_property
    def trades(self) -> Trades:
        """The user's trades."""
        from lib.gateways.supabase.ledger_trades import SupabaseTrades

        return SupabaseTrades(self.rest)

    @cached_property
    def days(self) -> Days:
        """The user's figures over time."""
        from lib.gateways.supabase.ledger_days import SupabaseDays

        return SupabaseDays(self.rest)

    @cached_property
    def taxes(self) -> Taxes:
        """The user's tax preview."""
        from lib.gateways.supabase.ledger_taxes import SupabaseTaxes

        return SupabaseTaxes(self.rest)

    @cached_property
    def overrides(self) -> Overrides:
        """The user's own words on rows."""
        from lib.gateways.supabase.ledger_overrides import SupabaseOverrides

        return SupabaseOverrides(self.rest)

    @cached_property
    def connections(self) -> Connections:
        """The user's links to the broker."""
        from lib.gateways.supabase.connections import SupabaseConnections

        return SupabaseConnections(self.rest)

    @cached_property
    def linking(self) -> "Linking":
        """Everything that making a link needs."""
        from lib.wiring.linking import linking_of

        return linking_of(self)

    @property
    def can_consent(self) -> bool:
        """Whether the broker has a consent page for us."""
        return broker_settings().is_partner

    @property
    def basis_ports(self) -> "BasisPorts":
        """Everything that keeping a basis needs."""
        from lib.usecases.ask_for_rebuild import BasisPorts

        return BasisPorts(rows=self.rows, overrides=self.overrides, accounts=self.accounts, messages=self.messages)

    @property
    def messages(self) -> Messages:
        """The queue that calls our own jobs."""
        return self.process.messages


def as_user(process: Process, *, user_id: str, email: str, access_token: str, client_address: str) -> User:
    """Return the ports of the user whose token was verified."""
    return User(id=user_id, email=email, access_token=access_token, client_address=client_address, process=process)
