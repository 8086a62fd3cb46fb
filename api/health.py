"""/api/health: is everything reachable, and what version is this."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from lib.usecases.check_health import check_health
from lib.web.create_app import create_app
from lib.wiring.probes import Probes, probes

router = APIRouter(prefix="/api/health")


STATUS = {True: HTTPStatus.OK, False: HTTPStatus.SERVICE_UNAVAILABLE}


class Health(BaseModel):
    """Which parts answer, and the version that asked; all of them: HTTP 200, otherwise 503."""

    is_healthy: bool
    version: str
    parts: dict[str, bool]


@router.get("")
async def read(response: Response, known: Annotated[Probes, Depends(probes)]) -> Health:
    """Ask every part we stand on for a sign of life."""
    parts = await check_health(known.parts)
    report = Health(is_healthy=all(parts.values()), version=known.version, parts=parts)
    response.status_code = STATUS[report.is_healthy]
    return report


app = create_app(router)
