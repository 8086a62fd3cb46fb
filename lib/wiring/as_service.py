"""Ports with the key that bypasses row-level security; for signed machine calls only."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lib.gateways.supabase.rest import Rest
from lib.ports.accounts import Users
from lib.ports.books import BookStore
from lib.ports.messages import Batches, Messages
from lib.ports.notices import Notices
from lib.ports.sync import SyncStore
from lib.ports.vault import Vault
from lib.wiring.process import Process, process
from lib.wiring.settings import setting

if TYPE_CHECKING:
    from lib.usecases.sync_account import SyncPorts


@dataclass(frozen=True, kw_only=True)
class Service:
    """The service itself, acting for no user in particular."""

    process: Process = field(repr=False)
    secret_key: str = field(repr=False)

    @cached_property
    def rest(self) -> Rest:
        """The database without row security."""
        return Rest(self.process.http, self.process.settings.supabase_url, self.secret_key)

    @cached_property
    def books(self) -> BookStore:
        """The books of every account."""
        from lib.gateways.supabase.service_tables import SupabaseBookStore

        return SupabaseBookStore(self.rest)

    @cached_property
    def users(self) -> Users:
        """All users."""
        from lib.gateways.supabase.auth_admin import SupabaseUsers

        return SupabaseUsers(self.process.http, self.process.settings.supabase_url, self.secret_key)

    @cached_property
    def sync_store(self) -> SyncStore:
        """Every account that syncs."""
        from lib.gateways.supabase.sync_store import SupabaseSyncStore

        return SupabaseSyncStore(self.rest)

    @cached_property
    def sync_ports(self) -> "SyncPorts":
        """Everything a sync needs; the broker's package is loaded when a session is opened."""
        from lib.wiring.syncing import sync_ports_of

        return sync_ports_of(self.process, self.sync_store)

    @cached_property
    def vault(self) -> Vault:
        """What opens stored grants."""
        from lib.wiring.syncing import vault

        return vault()

    @property
    def notices(self) -> Notices:
        """Mails to users and to the owner."""
        from lib.wiring.notices import notices_of

        return notices_of(self.process, self.users)

    @property
    def messages(self) -> Messages:
        """The queue that calls our own jobs."""
        return self.process.messages

    @property
    def batches(self) -> Batches:
        """The same queue, for many messages at once."""
        return self.process.batches


async def as_service() -> Service:
    """Return the service's ports; async so that it runs on the loop whose connections it shares."""
    return Service(process=process(), secret_key=setting(os.environ, "SUPABASE_SECRET_KEY"))
