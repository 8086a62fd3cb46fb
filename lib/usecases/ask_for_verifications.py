"""Have the books of every account compared with a full rebuild, once a night."""

from dataclasses import dataclass
from datetime import date

from lib.ports.books import BookStore
from lib.ports.messages import Message, Messages

VERIFY = "/api/jobs/books/verify"
NIGHTLY = "/api/jobs/books/nightly"
ACCOUNTS_PER_BATCH = 100
BATCHES_PER_CALL = 50
AT_ONCE = 5  # comparisons under way: each reads and derives a whole history beside what users ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationsAsked:
    """For how many accounts one was asked for, and after which one the next call goes on; None when all are asked."""

    accounts: int
    after: str | None = None


async def ask_for_verifications(
    store: BookStore, messages: Messages, night: date, after: str | None = None
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
            batch = [Message({"account_id": one}, deduplication_id=f"verify-{one}-{night}") for one in page]
            await messages.publish_batch(VERIFY, batch, at_once=AT_ONCE)
            asked += len(page)
            after = page[-1]
        if len(page) < ACCOUNTS_PER_BATCH:
            return VerificationsAsked(accounts=asked)
    rest = {"night": night.isoformat(), "after": str(after)}
    await messages.publish(NIGHTLY, rest, deduplication_id=f"nightly-{night}-{after}")
    return VerificationsAsked(accounts=asked, after=after)
