"""Ports with the key that bypasses row-level security; for signed machine calls only."""

import os
from dataclasses import dataclass, field
from functools import cached_property

from lib.gateways.supabase.rest import Rest
from lib.ports.accounts import Users
from lib.ports.books import BookStore
from lib.ports.messages import Messages
from lib.wiring.process import Process, process
from lib.wiring.settings import setting


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

    @property
    def messages(self) -> Messages:
        """The queue that calls our own jobs."""
        return self.process.messages


async def as_service() -> Service:
    """Return the service's ports; async so that it runs on the loop whose connections it shares."""
    return Service(process=process(), secret_key=setting(os.environ, "SUPABASE_SECRET_KEY"))
