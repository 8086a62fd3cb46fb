"""/api/auth: registering, signing in and out, renewing a session, and the links of our mails."""

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field, ValidationInfo, field_validator

from lib.usecases.confirm_address import confirm_address
from lib.usecases.refresh_session import refresh_session
from lib.usecases.register_user import register_user
from lib.usecases.reset_password import reset_password
from lib.usecases.send_link import send_confirmation_again, send_recovery
from lib.usecases.sign_in import sign_in
from lib.web.create_app import create_app
from lib.web.mail_answer import MailIsOnItsWay
from lib.web.parameters import MailAddress, PasswordText, TokenHash
from lib.web.sessions import BrowserCookies, RefreshToken, SessionAnswer, SessionHandover
from lib.web.sign_in import AnyVisitor, SignedInUser

router = APIRouter(prefix="/api/auth")


class Credentials(BaseModel):
    """A mail address and its password."""

    email: MailAddress
    password: PasswordText


class Address(BaseModel):
    """A mail address."""

    email: MailAddress


class Confirmation(BaseModel):
    """What the link of a confirmation mail carries and, for a new account, the password that is to count."""

    token_hash: TokenHash
    type: Literal["signup", "email", "email_change"] = "signup"
    password: PasswordText | None = Field(
        None, description="Replaces the one given at registration, which may have been a stranger's: always send it."
    )

    @field_validator("password")
    @classmethod
    def belongs_to_a_new_account(cls, password: str | None, others: ValidationInfo) -> str | None:
        """Refuse one beside a change of address: it would seem to be set, and would not be."""
        if password is not None and others.data.get("type") == "email_change":
            message = "A change of address leaves the password as it is."
            raise ValueError(message)
        return password


class NewPassword(BaseModel):
    """What the link of a recovery mail carries, and the password chosen."""

    token_hash: TokenHash
    password: PasswordText


class SignOut(BaseModel):
    """Which sessions to end: this one, or all of them."""

    scope: Literal["local", "global"] = "local"


@router.post("/register", status_code=HTTPStatus.ACCEPTED)
async def register(visitor: AnyVisitor, wanted: Credentials) -> MailIsOnItsWay:
    """Ask for an account; a mail with a link confirms the address."""
    await register_user(
        visitor.identities, visitor.attempts, visitor.passwords, email=wanted.email, password=wanted.password
    )
    return MailIsOnItsWay()


@router.post("/verify", response_model_exclude_unset=True)
async def verify(visitor: AnyVisitor, delivery: SessionHandover, link: Confirmation) -> SessionAnswer:
    """Confirm an address with the link that was mailed to it, decide the password, and sign in."""
    signed_in = await confirm_address(
        visitor.identities,
        visitor.attempts,
        visitor.passwords,
        visitor.profile_of,
        token_hash=link.token_hash,
        kind=link.type,
        password=link.password,
    )
    return delivery.hand_over(signed_in)


@router.post("/login", response_model_exclude_unset=True)
async def login(visitor: AnyVisitor, delivery: SessionHandover, given: Credentials) -> SessionAnswer:
    """Sign in with a password."""
    signed_in = await sign_in(
        visitor.identities, visitor.attempts, visitor.profile_of, email=given.email, password=given.password
    )
    return delivery.hand_over(signed_in)


@router.post("/refresh-token", response_model_exclude_unset=True)
async def refresh_token(visitor: AnyVisitor, delivery: SessionHandover, token: RefreshToken) -> SessionAnswer:
    """Renew a session; the refresh token that was used is worth nothing afterwards."""
    signed_in = await refresh_session(visitor.identities, visitor.attempts, visitor.profile_of, refresh_token=token)
    return delivery.hand_over(signed_in)


@router.post("/logout", status_code=HTTPStatus.NO_CONTENT)
async def logout(user: SignedInUser, cookies: BrowserCookies, which: SignOut) -> None:
    """End this session or all of them, and have the browser forget it."""
    await user.identities.sign_out(user.access_token, which.scope)
    cookies.forget()


@router.post("/resend", status_code=HTTPStatus.ACCEPTED)
async def resend(visitor: AnyVisitor, to: Address) -> MailIsOnItsWay:
    """Have the confirmation mailed again, where one is due."""
    await send_confirmation_again(visitor.identities, visitor.attempts, to.email)
    return MailIsOnItsWay()


@router.post("/recover", status_code=HTTPStatus.ACCEPTED)
async def recover(visitor: AnyVisitor, to: Address) -> MailIsOnItsWay:
    """Have a link to choose a new password mailed, where there is an account."""
    await send_recovery(visitor.identities, visitor.attempts, to.email)
    return MailIsOnItsWay()


@router.post("/reset", response_model_exclude_unset=True)
async def reset(visitor: AnyVisitor, delivery: SessionHandover, chosen: NewPassword) -> SessionAnswer:
    """Choose a new password with the link that was mailed, and sign in."""
    signed_in = await reset_password(
        visitor.identities,
        visitor.attempts,
        visitor.passwords,
        visitor.profile_of,
        token_hash=chosen.token_hash,
        password=chosen.password,
    )
    return delivery.hand_over(signed_in)


app = create_app(router)
