"""Every night the books of all accounts are compared with a full rebuild."""

from datetime import date

import pytest

from lib.usecases import ask_for_verifications as module
from lib.usecases.ask_for_verifications import VerificationsAsked, ask_for_verifications
from tests.ports.memory_books import MemoryBookStore
from tests.ports.memory_ledger import MemoryMessages

NIGHT = date(2026, 11, 26)
VERIFY, NIGHTLY = "/api/jobs/books/verify", "/api/jobs/books/nightly"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ACCOUNTS_PER_BATCH", 2)
    monkeypatch.setattr(module, "BATCHES_PER_CALL", 2)


def accounts(count: int) -> MemoryBookStore:
    return MemoryBookStore(others_with_rows=[f"a{number}" for number in range(1, count + 1)])


def verified(messages: MemoryMessages) -> list[str]:
    return [body["account_id"] for path, body in messages.sent if path == VERIFY]


class TestAskingForVerifications:
    async def test_asks_for_every_account_that_has_rows_in_batches(self) -> None:
        messages = MemoryMessages()

        asked = await ask_for_verifications(accounts(3), messages, messages, NIGHT)

        assert asked == VerificationsAsked(accounts=3)
        assert verified(messages) == ["a1", "a2", "a3"]
        assert messages.batches == [2, 1]

    async def test_leaves_the_rest_to_a_call_of_its_own(self) -> None:
        messages = MemoryMessages()
        store = accounts(5)

        asked = await ask_for_verifications(store, messages, messages, NIGHT)
        path, rest = messages.sent[-1]
        end = await ask_for_verifications(store, messages, messages, date.fromisoformat(rest["night"]), rest["after"])

        assert (asked, path) == (VerificationsAsked(accounts=4, after="a4"), NIGHTLY)
        assert rest == {"night": "2026-11-26", "after": "a4"}
        assert end == VerificationsAsked(accounts=1)
        assert verified(messages) == ["a1", "a2", "a3", "a4", "a5"]

    async def test_twice_a_night_asks_once_and_again_the_next_night(self) -> None:
        messages = MemoryMessages()
        store = accounts(2)

        for night in (NIGHT, NIGHT, date(2026, 11, 27)):
            await ask_for_verifications(store, messages, messages, night)

        assert verified(messages) == ["a1", "a2", "a1", "a2"]

    async def test_of_nobody_asks_for_nothing(self) -> None:
        messages = MemoryMessages()

        assert await ask_for_verifications(accounts(0), messages, messages, NIGHT) == VerificationsAsked(accounts=0)
        assert (messages.sent, messages.batches) == ([], [])
