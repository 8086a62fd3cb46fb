"""People who use the vendor's Python client, and how to be one."""

import secrets
from dataclasses import dataclass

from dev.stack import Stack
from dev.standins.outbox import Mail
from supabase import Client, ClientOptions, create_client

PASSWORD = "a quiet harbour at dawn 41"
NEW_PASSWORD = "a louder harbour at dusk 14"


@dataclass(frozen=True)
class Person:
    """Somebody with an address and a browser of their own."""

    stack: Stack
    email: str
    client: Client

    def mail(self) -> Mail:
        """Return the latest mail."""
        return self.stack.outbox(self.email)[0]

    def sign_up(self) -> None:
        """Ask for an account."""
        self.client.auth.sign_up({"email": self.email, "password": PASSWORD})

    def confirm(self) -> None:
        """Spend the token that was mailed."""
        self.client.auth.verify_otp({"type": "signup", "token_hash": self.mail().token_hash})

    def sign_in(self, password: str = PASSWORD) -> None:
        """Sign in."""
        self.client.auth.sign_in_with_password({"email": self.email, "password": password})

    def tokens(self) -> tuple[str, str]:
        """Return the access and the refresh token of the session."""
        session = self.client.auth.get_session()
        assert session is not None
        return session.access_token, session.refresh_token

    def elsewhere(self) -> "Person":
        """Return the same person at another browser."""
        return Person(self.stack, self.email, browser(self.stack))


def browser(stack: Stack, key: str | None = None) -> Client:
    """Return a client of its own: one holds one session."""
    options = ClientOptions(auto_refresh_token=False, flow_type="implicit")
    return create_client(stack.supabase_url, key or stack.publishable_key, options)


def newcomer(stack: Stack) -> Person:
    """Return somebody who has no account yet."""
    return Person(stack, f"{secrets.token_hex(8)}@example.com", browser(stack))


def member(stack: Stack) -> Person:
    """Return somebody who is confirmed and signed in."""
    person = newcomer(stack)
    person.sign_up()
    person.confirm()
    return person
