"""Which message a job is called by, as the queue's own headers say."""

from typing import Annotated

from fastapi import Depends, Header

from lib.usecases.sync_failures import Delivery


def delivered(
    upstash_message_id: Annotated[str, Header()] = "unnamed", upstash_retried: Annotated[int, Header(ge=0)] = 0
) -> Delivery:
    """Return the message's name and how often it came before; only as true as its sender, who signs the body alone."""
    return Delivery(message_id=upstash_message_id, retried=upstash_retried)


Delivered = Annotated[Delivery, Depends(delivered)]
