"""Ports for somebody who is not signed in: what the sign-in routes need, with the publishable key only."""

from dataclasses import dataclass, field
from functools import cached_property

from lib.ports.accounts import Attempts, Identities, PasswordRules, Profiles
from lib.wiring.process import Process


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody we do not know (yet), and what can be asked for them."""

    client_address: str = field(repr=False)
    process: Process = field(repr=False)

    @cached_property
    def identities(self) -> Identities:
        """Passwords and sessions."""
        return identities_of(self.process)

    @cached_property
    def attempts(self) -> Attempts:
        """How often this client may try."""
        return attempts_of(self.process, self.client_address)

    @property
    def passwords(self) -> PasswordRules:
        """What a new password must be."""
        return password_rules()

    def profile_of(self, access_token: str) -> Profiles:
        """Return the profile of somebody who has just signed in, with their own rights."""
        return profile_of(self.process, access_token)


def identities_of(process: Process) -> Identities:
    """Return Supabase Auth, reached with the publishable key."""
    from lib.gateways.supabase.auth import SupabaseAuth

    settings = process.settings
    return SupabaseAuth(process.http, settings.supabase_url, settings.supabase_publishable_key)


def attempts_of(process: Process, client_address: str) -> Attempts:
    """Return the limits, counted for one client."""
    from lib.gateways.redis.attempts import CountedAttempts

    return CountedAttempts(process.limits, client_address, secret=process.settings.qstash_token)


def password_rules() -> PasswordRules:
    """Return what a new password must be."""
    from lib.gateways.passwords import KnownBadPasswords

    return KnownBadPasswords()


def profile_of(process: Process, access_token: str) -> Profiles:
    """Return one user's profile, with that user's rights."""
    from lib.gateways.supabase.profile import SupabaseProfile
    from lib.gateways.supabase.rest import Rest

    settings = process.settings
    return SupabaseProfile(Rest(process.http, settings.supabase_url, settings.supabase_publishable_key, access_token))
