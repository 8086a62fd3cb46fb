"""Have the books of every account compared with a full rebuild, once a night."""

from dataclasses import dataclass
from datetime import date

from lib.ports.books import BookStore
from lib.ports.messages import Batches, Message, Messages

VERIFY = "/api/jobs/books/verify"
NIGHTLY = "/api/jobs/books/nightly"
ACCOUNTS_PER_BATCH = 100
BATCHES_PER_CALL = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationsAsked:
    """For how many accounts one was asked for, and after which one the next call goes on; None when all are asked."""

    accounts: int
    after: str | None = None


async def ask_for_verifications(
    store: BookStore, messages: Messages, batches: Batches, night: date, after: str | None = None
) -> VerificationsAsked:
    """
    Publish one message for each account that has rows, after `after`, in batches.

    What one call does not reach goes into a message to itself, so that memory and time stay small however many
    accounts there are. Safe to deliver twice: the same night's message of an account goes out once. Raises
    UnavailableError; the accounts before are asked for by then.
    """
    asked = 0
    for _ in range(BATCHES_PER_CALL):
        page = await store.accounts_with_rows(after, ACCOUNTS_PER_BATCH)
        if page:
            await batches.publish_all([message_for(one, night) for one in page])
            asked += len(page)
            after = page[-1]
        if len(page) < ACCOUNTS_PER_BATCH:
            return VerificationsAsked(accounts=asked)
    rest = {"night": night.isoformat(), "after": str(after)}
    await messages.publish(NIGHTLY, rest, deduplication_id=f"nightly-{night}-{after}")
    return VerificationsAsked(accounts=asked, after=after)


def message_for(account_id: str, night: date) -> Message:
    """Return the message that has an account's books verified."""
    return Message(path=VERIFY, body={"account_id": account_id}, deduplication_id=f"verify-{account_id}-{night}")
