"""/api/jobs/sync/*: bring linked accounts up to date with the broker."""

import logging
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from lib.usecases.keep_grants import Resealed, reseal_grants
from lib.usecases.sync_account import SyncOutcome, sync_account
from lib.usecases.sync_failures import bury
from lib.usecases.sync_fan_out import FannedOut, fan_out
from lib.web.create_app import create_app
from lib.web.dead_messages import DeadMessageReport
from lib.web.delivered import Delivered
from lib.web.signed_job import SIGNED_JOB
from lib.wiring.as_service import Service, as_service

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/api/jobs/sync", dependencies=[SIGNED_JOB])
AsService = Annotated[Service, Depends(as_service)]


class Ring(BaseModel):
    """The clock rang; of a long list this is the page after the account `after`, and `slot` names the ring."""

    after: UUID | None = None
    slot: str | None = None


class AccountMessage(BaseModel):
    """Which account is meant."""

    account_id: UUID


class UserMessage(BaseModel):
    """Which user is meant."""

    user_id: UUID


class NextGrants(BaseModel):
    """The page of grants after this link."""

    after: UUID | None = None


class Synced(BaseModel):
    """How a call ended."""

    outcome: SyncOutcome


class Noted(BaseModel):
    """It is noted or told."""

    status: Literal["done"] = "done"


@router.post("/fan-out")
async def fan_out_due(service: AsService, ring: Ring | None = None) -> FannedOut:
    """Have every account that is due read by a message of its own."""
    asked = ring or Ring()
    after = None if asked.after is None else str(asked.after)
    now = datetime.now(UTC)
    messages = service.batches
    done = await fan_out(service.sync_store, service.messages, messages, now=now, after=after, slot=asked.slot)
    logger.info("fan-out: %s", done)
    return done


@router.post("/account")
async def account(message: AccountMessage, delivery: Delivered, service: AsService) -> Synced:
    """Read what the broker has of an account; safe to deliver twice, late or shuffled."""
    outcome = await sync_account(service.sync_ports, str(message.account_id), delivery)
    logger.info("sync of account %s: %s", message.account_id, outcome)
    return Synced(outcome=outcome)


@router.post("/failed")
async def failed(report: DeadMessageReport, service: AsService) -> Noted:
    """Keep that the queue gave a message up, and tell the owner."""
    await bury(service.sync_store, service.notices, report.dead())
    return Noted()


@router.post("/reconnect")
async def reconnect(message: UserMessage, service: AsService) -> Noted:
    """Tell a user that the broker no longer lets us in."""
    await service.notices.reconnect_needed(str(message.user_id))
    return Noted()


@router.post("/reseal")
async def reseal(service: AsService, page: NextGrants | None = None) -> Resealed:
    """Seal one page of grants with the newest key, and ask for the next page."""
    after = None if page is None or page.after is None else str(page.after)
    done = await reseal_grants(service.sync_store, service.vault, service.messages, after)
    logger.info("grants sealed anew: %s", done)
    return done


app = create_app(router)
