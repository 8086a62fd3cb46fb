"""/api/jobs/books/*: rebuild an account's books, and compare them with a full rebuild."""

import logging
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from lib.usecases.give_up_books import give_up_books
from lib.usecases.rebuild_books import Rebuilt, rebuild_books
from lib.usecases.verify_books import Verdict, Verification, verify_books
from lib.web.create_app import create_app
from lib.web.given_up import GivenUp
from lib.web.signed_job import SIGNED_JOB
from lib.wiring.as_service import Service, as_service

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/api/jobs/books", dependencies=[SIGNED_JOB])
AsService = Annotated[Service, Depends(as_service)]


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
async def given_up(report: GivenUp[BooksMessage], service: AsService) -> None:
    """Say at the account's imports that their books could not be built; the queue calls once it stops trying."""
    await give_up_books(service.books, str(report.message.account_id))


@router.post("/verify")
async def verify(message: BooksMessage, service: AsService) -> Verification:
    """Compare a full rebuild with what is published; a difference is logged as an error, with the rows' ids."""
    found = await verify_books(service.books, str(message.account_id))
    level = logging.ERROR if found.verdict is Verdict.DIFFERENT else logging.INFO
    logger.log(level, "verified the books of %s: %s", message.account_id, found)
    return found


app = create_app(router)
