"""Say at an account's imports that their books could not be built, however often it was tried."""

import logging

from lib.ports.books import BookStore
from lib.ports.ledger import Refusal

logger = logging.getLogger(__name__)

BOOKS_FAILED = Refusal(
    code="books_failed",
    message=(
        "Your rows are stored and safe, but the books could not be built from them. Try again; if it fails once more, "
        "write to us: the fault is ours, and your file need not be sent again."
    ),
)


async def give_up_books(store: BookStore, account_id: str) -> None:
    """
    Write it at the imports that still wait; the next rebuild that succeeds takes it back.

    Safe to deliver twice, and late: what is published by then is left alone. An account that is gone has none.
    """
    waiting = await store.note_failure(account_id, BOOKS_FAILED)
    logger.error("the books of %s were given up; %d imports wait for them", account_id, waiting)
