"""Requests from our own queue: the signature is checked before anything acts as the service."""

from fastapi import Depends, Request

from lib.gateways.qstash.signature import verify_signature
from lib.ports.failures import SignedOutError
from lib.wiring.settings import settings


async def signed_job(request: Request) -> str:
    """
    Return the id of a delivery of our own queue; raises SignedOutError (401) for anybody else.

    The signed address is built from our public origin: behind the platform's proxy the request's own host may differ.
    """
    signature = request.headers.get("upstash-signature")
    if not signature:
        raise SignedOutError("This address is called by our own queue only.", code="bad_signature")
    known = settings()
    query = f"?{request.url.query}" if request.url.query else ""
    url = f"{known.app_url}{request.url.path}{query}"
    return verify_signature(signature, known.qstash_signing_keys, url=url, body=await request.body())


# Given to a router, so that no route of it can be forgotten: APIRouter(prefix=…, dependencies=[SIGNED_JOB]).
SIGNED_JOB = Depends(signed_job)
