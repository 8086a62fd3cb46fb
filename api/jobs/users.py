"""/api/jobs/users: what the queue asks for about users."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from lib.web.create_app import create_app
from lib.web.signed_job import SIGNED_JOB
from lib.wiring.as_service import Service, as_service

router = APIRouter(prefix="/api/jobs/users", dependencies=[SIGNED_JOB])


class Deletion(BaseModel):
    """Whom to delete."""

    user_id: UUID


class Done(BaseModel):
    """The work is done, now or by an earlier delivery of the same message."""

    status: Literal["done"] = "done"


@router.post("/delete")
async def delete(service: Annotated[Service, Depends(as_service)], order: Deletion) -> Done:
    """Delete a user with everything of theirs; the database keeps the bare fact."""
    await service.users.delete(str(order.user_id))
    return Done()


app = create_app(router)
