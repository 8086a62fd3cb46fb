"""Files on their way into an account, over the running stack."""

import gzip
import zlib
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from tests.api.histories import HEADINGS, cash, history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

BOUGHT = stock("2024-01-03", "Buy to Open", 100, "5.00")
SOLD = stock("2024-01-04", "Sell to Close", 100, "6.50")
LAYOUT_A = (
    "Date/Time,Transaction Code,Transaction Subcode,Symbol,Buy/Sell,Open/Close,Quantity,Expiration Date,Strike,"
    "Call/Put,Price,Fees,Amount,Description,Account Reference\n"
    "{day} 10:30 AM,Trade,Buy to Open,AAPL,Buy,Open,100,,,,5.00,0.08,-500,Bought 100 AAPL @ 5.00,{reference}\n"
)


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


@pytest.fixture
async def account(trader: Trader) -> str:
    return await trader.add_account("Margin")


class TestImport:
    async def test_stores_a_file_and_publishes_its_books(self, trader: Trader, account: str) -> None:
        done = await trader.import_file(account, history(BOUGHT, SOLD))

        assert (done["layout"], done["rows_read"], done["rows_stored"], done["rows_new"]) == ("D", 2, 2, 2)
        assert (done["first_at"], done["last_at"]) == ("2024-01-03T15:30:00Z", "2024-01-04T15:30:00Z")
        summary = await trader.get("/api/pnl/summary")
        assert (summary["gross"], summary["fees_open"], summary["fees_close"]) == ("150", "-0.08", "-0.08")

    async def test_takes_a_plain_file_as_well_as_a_compressed_one(self, trader: Trader, account: str) -> None:
        answer = await trader.http.put(
            f"/api/connections/imports/{uuid4()}",
            params={"account_id": account, "file_name": "history.csv"},
            content=history(BOUGHT),
            headers={"Content-Type": "text/csv"},
        )

        assert (answer.status_code, answer.json()["rows_new"]) == (202, 1)

    async def test_of_the_same_file_again_adds_nothing(self, trader: Trader, account: str) -> None:
        await trader.import_file(account, history(BOUGHT, SOLD))

        again = await trader.import_file(account, history(BOUGHT, SOLD))

        assert (again["rows_new"], again["rows_completed"], again["rows_known"]) == (0, 0, 2)
        assert len(await trader.every("/api/transactions")) == 2

    async def test_under_the_same_id_again_answers_with_what_was_done(self, trader: Trader, account: str) -> None:
        done = await trader.import_file(account, history(BOUGHT, SOLD))

        again = await trader.upload(account, history(BOUGHT, SOLD), import_id=done["id"])

        assert (again.status_code, again.json()) == (202, done)

    async def test_keeps_identical_rows_apart(self, trader: Trader, account: str) -> None:
        await trader.import_file(account, history(BOUGHT, BOUGHT))

        longer = await trader.import_file(account, history(BOUGHT, BOUGHT, BOUGHT))

        assert (longer["rows_new"], longer["rows_known"]) == (1, 2)
        [lots] = [(await trader.get("/api/pnl/open-lots"))["items"]]
        assert [lot["quantity"] for lot in lots] == ["100", "100", "100"]

    async def test_of_a_longer_export_adds_exactly_the_new_rows(self, trader: Trader, account: str) -> None:
        await trader.import_file(account, history(BOUGHT))

        longer = await trader.import_file(account, history(SOLD, BOUGHT))

        assert (longer["rows_new"], longer["rows_known"]) == (1, 1)
        assert (await trader.get("/api/pnl/summary"))["gross"] == "150"

    async def test_is_listed_with_the_account(self, trader: Trader, account: str) -> None:
        first = await trader.import_file(account, history(BOUGHT))
        second = await trader.import_file(account, history(SOLD))

        listed = await trader.get("/api/connections/imports", account_id=account)

        assert [one["id"] for one in listed["items"]] == [second["id"], first["id"]]

    async def test_into_an_account_that_does_not_exist_is_not_found(self, trader: Trader) -> None:
        answer = await trader.upload(str(uuid4()), history(BOUGHT))

        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "account_not_found")

    async def test_id_cannot_serve_two_accounts(self, trader: Trader, account: str) -> None:
        done = await trader.import_file(account, history(BOUGHT))
        other = await trader.add_account("IRA")

        answer = await trader.upload(other, history(BOUGHT), import_id=done["id"])

        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "import_id_in_use")

    async def test_books_can_be_asked_for_again(self, trader: Trader, account: str) -> None:
        done = await trader.import_file(account, history(BOUGHT))

        answer = await trader.http.post(f"/api/connections/imports/{done['id']}/publish")

        assert (answer.status_code, answer.json()["state"]) == (202, "published")


class TestQueueAway:
    async def test_leaves_the_rows_stored_and_a_retry_publishes_them(
        self, trader: Trader, account: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import_id = str(uuid4())
        monkeypatch.setenv("QSTASH_URL", "http://127.0.0.1:1")
        answer = await trader.upload(account, history(BOUGHT, SOLD), import_id=import_id)
        stored = await trader.get(f"/api/connections/imports/{import_id}")
        monkeypatch.undo()

        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "queue_unavailable")
        assert "Your rows are stored" in answer.json()["error"]["message"]
        assert (stored["state"], stored["rows_stored"]) == ("stored", 2)
        await trader.http.post(f"/api/connections/imports/{import_id}/publish")
        assert (await trader.published(import_id))["rows_new"] == 2


class TestRefusedFile:
    async def test_stores_nothing_and_says_where_and_why(self, trader: Trader, account: str) -> None:
        import_id = str(uuid4())
        not_a_number = SOLD.replace(",650.00,", ",NaN,")

        answer = await trader.upload(account, history(BOUGHT, not_a_number), import_id=import_id)

        error = answer.json()["error"]
        assert (answer.status_code, error["line"]) == (422, 3)
        assert await trader.every("/api/transactions") == []
        kept = await trader.get(f"/api/connections/imports/{import_id}")
        assert kept["state"] == "failed"
        assert kept["error"] == {key: error.get(key) for key in ("code", "message", "line", "column")}

    async def test_can_be_corrected_under_the_same_import(self, trader: Trader, account: str) -> None:
        import_id = str(uuid4())
        await trader.upload(account, b"not a history", import_id=import_id)

        done = await trader.import_file(account, history(BOUGHT), import_id=import_id)

        assert (done["state"], done["error"], done["rows_new"]) == ("published", None, 1)

    async def test_may_be_a_bomb(self, trader: Trader, account: str) -> None:
        answer = await trader.http.put(
            f"/api/connections/imports/{uuid4()}",
            params={"account_id": account, "file_name": "bomb.csv"},
            content=gzipped_zeros(megabytes=1024),
        )

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "file_too_large")

    async def test_may_be_larger_than_the_platform_takes(self, trader: Trader, account: str) -> None:
        answer = await trader.http.put(
            f"/api/connections/imports/{uuid4()}",
            params={"account_id": account, "file_name": "large.csv"},
            content=b"x" * 4_500_001,
        )

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "file_too_large")

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7", HEADINGS.encode()[:40], gzip.compress(b"x" * 99)[:-9]])
    async def test_is_answered_with_a_sentence(self, trader: Trader, account: str, data: bytes) -> None:
        answer = await trader.upload(account, data)

        assert answer.status_code == 422
        assert answer.json()["error"]["message"].endswith(".")


class TestOldestLayout:
    async def test_needs_a_time_zone(self, trader: Trader, account: str) -> None:
        answer = await trader.upload(account, layout_a())

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "time_zone_needed")

    async def test_is_read_in_the_time_zone_given_which_the_account_remembers(
        self, trader: Trader, account: str
    ) -> None:
        done = await trader.import_file(account, layout_a(), time_zone="Europe/Berlin")

        assert done["first_at"] == "2021-02-03T09:30:00Z"
        [found] = (await trader.get("/api/connections/accounts"))["items"]
        assert found["time_zone"] == "Europe/Berlin"
        later = await trader.import_file(account, layout_a(day="02/04/2021"))
        assert later["first_at"] == "2021-02-04T09:30:00Z"

    async def test_cannot_bring_another_account_into_this_one(self, trader: Trader, account: str) -> None:
        await trader.import_file(account, layout_a(reference="Individual...39"), time_zone="America/New_York")

        answer = await trader.upload(account, layout_a(reference="Roth IRA...77"))

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "other_account")
        assert "Individual...39" in answer.json()["error"]["message"]

    async def test_is_completed_in_place_by_a_richer_copy(self, trader: Trader, account: str) -> None:
        await trader.import_file(account, layout_a(day="01/03/2024"), time_zone="America/New_York")
        [poor] = await trader.every("/api/transactions")

        done = await trader.import_file(account, history(BOUGHT))

        [rich] = await trader.every("/api/transactions")
        assert (done["rows_new"], done["rows_completed"]) == (0, 1)
        assert rich["id"] == poor["id"]
        assert (poor["layout"], rich["layout"], rich["order_id"]) == ("A", "D", "20240103")
        assert rich["account_reference"] == "Individual...39"


class TestAttention:
    async def test_lists_an_unknown_row_type_and_counts_its_cash(self, trader: Trader, account: str) -> None:
        await trader.import_file(account, history(cash("2024-01-03", "Lottery", "12.34", kind="Windfall")))

        listed = (await trader.get("/api/transactions/attention", account=account))["items"]

        [row] = await trader.every("/api/transactions")
        assert [item["transaction_ids"] for item in listed] == [[row["id"]]]
        assert (await trader.get("/api/pnl/summary"))["unclassified"] == "12.34"

    async def test_lists_another_currency_and_leaves_it_out_of_totals(self, trader: Trader, account: str) -> None:
        await trader.import_file(account, history(cash("2024-01-03", "Deposit", "1000.00", currency="EUR")))

        listed = (await trader.get("/api/transactions/attention", account=account))["items"]

        [row] = await trader.every("/api/transactions")
        assert (row["currency"], row["net_value"]) == ("EUR", "1000")
        assert [item["transaction_ids"] for item in listed] == [[row["id"]]]
        assert (await trader.get("/api/pnl/summary"))["deposits"] == "0"


def layout_a(*, day: str = "02/03/2021", reference: str = "Individual...39") -> bytes:
    return LAYOUT_A.format(day=day, reference=reference).encode()


def gzipped_zeros(*, megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(2**20)
    return b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()
