"""/api/jobs/books/*: rebuild an account's books, and compare them with a full rebuild."""

import logging
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from lib.usecases.ask_for_verifications import VerificationsAsked, ask_for_verifications
from lib.usecases.give_up_books import give_up_books
from lib.usecases.rebuild_books import Rebuilt, rebuild_books
from lib.usecases.sync_failures import tell_owner
from lib.usecases.verify_books import Verdict, Verification, verify_books
from lib.web.create_app import create_app
from lib.web.dead_messages import DeadMessageReport
from lib.web.signed_job import SIGNED_JOB
from lib.wiring.as_service import Service, as_service

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/api/jobs/books", dependencies=[SIGNED_JOB])
AsService = Annotated[Service, Depends(as_service)]


class NightMessage(BaseModel):
    """Which night is meant, by default this one, and after which account to go on."""

    night: date | None = None
    after: UUID | None = None


class BooksMessage(BaseModel):
    """Which account's books are meant."""

    account_id: UUID


@router.post("/rebuild")
async def rebuild(message: BooksMessage, service: AsService) -> Rebuilt:
    """Bring the account's published books up to date; safe to deliver twice, late or shuffled."""
    done = await rebuild_books(service.books, str(message.account_id))
    logger.info("books of %s: %s", message.account_id, done)
    return done


@router.post("/given-up", status_code=HTTPStatus.NO_CONTENT)
async def given_up(report: DeadMessageReport, service: AsService) -> None:
    """Say at the account's imports that their books could not be built, and tell the owner."""
    dead = report.dead()
    if dead.account_id is not None:
        await give_up_books(service.books, dead.account_id)
    await tell_owner(service.notices, dead)


@router.post("/verify")
async def verify(message: BooksMessage, service: AsService) -> Verification:
    """Compare a full rebuild with what is published; a difference is logged as an error, with the rows' ids."""
    found = await verify_books(service.books, str(message.account_id))
    level = logging.ERROR if found.verdict is Verdict.DIFFERENT else logging.INFO
    logger.log(level, "verified the books of %s: %s", message.account_id, found)
    return found


@router.post("/nightly")
async def nightly(message: NightMessage, service: AsService) -> VerificationsAsked:
    """Have every account's books verified; what one call does not reach is left to the next."""
    night = message.night or datetime.now(UTC).date()
    after = str(message.after) if message.after else None
    done = await ask_for_verifications(service.books, service.messages, service.batches, night, after)
    logger.info("asked for the verifications of %s: %s", night, done)
    return done


app = create_app(router)
