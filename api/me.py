"""/api/me: the profile, the password, the address, what happened on the account, taking all away, and deleting it."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, StringConstraints

from lib.usecases.change_address import change_address
from lib.usecases.change_password import change_password
from lib.usecases.export_everything import export_everything
from lib.usecases.request_deletion import request_deletion
from lib.web.create_app import create_app
from lib.web.downloads import ZIP, ZipDownload
from lib.web.mail_answer import MailIsOnItsWay
from lib.web.parameters import MailAddress, PasswordText
from lib.web.sessions import BrowserCookies
from lib.web.sign_in import SignedInUser
from lib.web.user_answer import Activity, HappeningAnswer, UserAnswer

router = APIRouter(prefix="/api/me")

Name = Annotated[str, StringConstraints(min_length=1, max_length=50)]
Choice = Annotated[str, StringConstraints(max_length=200)] | bool | int | None


class Changes(BaseModel):
    """What a user may change about the profile: the preferences, all of them at once."""

    preferences: Annotated[dict[Name, Choice], Field(max_length=50)]


class PasswordChange(BaseModel):
    """The present password and the new one."""

    current_password: PasswordText
    password: PasswordText


class AddressChange(BaseModel):
    """The new mail address, and the password as the proof that it is really the owner who wants it."""

    email: MailAddress
    password: PasswordText


class Farewell(BaseModel):
    """The password, as the proof that it is really the owner who wants to go."""

    password: PasswordText


class DeletionIsUnderWay(BaseModel):
    """The answer to a wish to be deleted."""

    status: Literal["deleting"] = "deleting"


@router.get("")
async def read(user: SignedInUser) -> UserAnswer:
    """Return who is signed in."""
    return UserAnswer.of(user.id, await user.profile.read())


@router.patch("")
async def change(user: SignedInUser, changes: Changes) -> UserAnswer:
    """Replace the preferences."""
    return UserAnswer.of(user.id, await user.profile.save_preferences(changes.preferences))


@router.post("/password", status_code=HTTPStatus.NO_CONTENT)
async def password(user: SignedInUser, change: PasswordChange) -> None:
    """Set a new password and end every other session."""
    await change_password(
        user.identities,
        user.attempts,
        user.passwords,
        email=(await user.profile.read()).email,
        access_token=user.access_token,
        current=change.current_password,
        new=change.password,
    )


@router.post("/email", status_code=HTTPStatus.ACCEPTED)
async def email(user: SignedInUser, change: AddressChange) -> MailIsOnItsWay:
    """Ask for another mail address; the link mailed to it makes the change."""
    await change_address(
        user.identities,
        user.attempts,
        email=(await user.profile.read()).email,
        access_token=user.access_token,
        new=change.email,
        password=change.password,
    )
    return MailIsOnItsWay()


@router.get("/activity")
async def activity(user: SignedInUser) -> Activity:
    """Return what happened on the account."""
    return Activity(items=[HappeningAnswer.of(happening) for happening in await user.profile.happenings()])


@router.get("/export", response_class=StreamingResponse, responses=ZIP)
async def export(user: SignedInUser) -> StreamingResponse:
    """Return everything we keep about the user: a ZIP of CSV files."""
    return ZipDownload("tastytrade-tracker", await export_everything(user))


@router.delete("", status_code=HTTPStatus.ACCEPTED)
async def delete(user: SignedInUser, cookies: BrowserCookies, farewell: Farewell) -> DeletionIsUnderWay:
    """Delete the account with everything in it, and sign out everywhere."""
    await request_deletion(
        user.identities,
        user.attempts,
        user.profile,
        user.messages,
        user_id=user.id,
        email=(await user.profile.read()).email,
        access_token=user.access_token,
        password=farewell.password,
    )
    cookies.forget()
    return DeletionIsUnderWay()


app = create_app(router)
