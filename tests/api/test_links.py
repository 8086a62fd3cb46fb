"""Links to the broker over HTTP: by a pasted grant, with the broker's stand-in at the other end."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from dev.stack import Stack
from tests.api.histories import history, stock
from tests.api.linkers import AtBroker, chosen, clear_texts, customer_with, linked, links, until_synced
from tests.api.people import network_address, run_sql
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

BOUGHT = stock("2025-01-06", "Buy to Open", 100, "5.00")
SOLD = stock("2025-02-03", "Sell to Close", 100, "6.00")
KEPT = stock("2025-02-04", "Buy to Open", 10, "7.00", symbol="MSFT")


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        trader.http.headers["X-Forwarded-For"] = network_address()
        yield trader


@pytest.fixture
async def other(functions: str, stranger: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, stranger) as other:
        other.http.headers["X-Forwarded-For"] = network_address()
        yield other


@pytest.fixture
def at(stack: Stack) -> AtBroker:
    """Somebody with two accounts at the broker."""
    return customer_with(stack.broker, history(BOUGHT, SOLD), history(KEPT))


class TestLinking:
    async def test_starts_with_nothing(self, trader: Trader) -> None:
        assert await trader.get("/api/connections/links") == {"items": [], "can_authorize": True}

    async def test_shows_the_link_and_never_what_opens_it(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        answer = await trader.http.post("/api/connections/links", json=at.pasted)

        link = answer.json()["id"]
        assert answer.json() == {"id": link, "kind": "personal", "state": "linked"}
        shown = await trader.http.get("/api/connections/links")
        [found] = shown.json()["items"]
        assert (found["id"], found["state"], found["accounts"]) == (link, "linked", [])
        kept = run_sql(stack, "select s::text from public.broker_secrets as s where connection_id = %s", link)
        assert len(kept) == 1
        for text in clear_texts(at):
            assert text not in answer.text + shown.text + str(kept)

    async def test_takes_secrets_with_the_blanks_that_copying_adds(self, trader: Trader, at: AtBroker) -> None:
        padded = {name: f"  {text}\n" for name, text in at.pasted.items()}

        answer = await trader.http.post("/api/connections/links", json=padded)

        assert answer.status_code == 201

    @pytest.mark.parametrize("which", ["client_secret", "refresh_token"])
    @pytest.mark.parametrize("text", ["", "   ", "two words", "x" * 5000, "nul\0", None])
    async def test_refuses_what_is_no_secret_and_does_not_repeat_it(
        self, trader: Trader, at: AtBroker, which: str, text: str | None
    ) -> None:
        answer = await trader.http.post("/api/connections/links", json=at.pasted | {which: text})

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")
        assert all(clear not in answer.text for clear in clear_texts(at))
        assert not text or text.strip() == "" or text not in answer.text

    async def test_refuses_what_the_broker_does_not_take(self, trader: Trader, at: AtBroker) -> None:
        answer = await trader.http.post("/api/connections/links", json=at.pasted | {"client_secret": "wrong"})

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "grant_refused")
        assert await links(trader) == []

    async def test_says_so_when_the_broker_does_not_answer(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        stack.broker.faults.add("server_error", "/oauth/token")

        answer = await trader.http.post("/api/connections/links", json=at.pasted)

        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "broker_unavailable")

    async def test_is_tried_ten_times_in_an_hour_at_most(self, trader: Trader, at: AtBroker) -> None:
        wrong = at.pasted | {"client_secret": "wrong"}

        answers = [await trader.http.post("/api/connections/links", json=wrong) for _ in range(11)]

        assert [one.status_code for one in answers] == [422] * 10 + [429]
        assert int(answers[-1].headers["retry-after"]) > 0


class TestChoosingAccounts:
    async def test_shows_what_the_link_opens(self, trader: Trader, at: AtBroker) -> None:
        link = await linked(trader, at)

        offered = (await trader.get(f"/api/connections/links/{link}/accounts"))["items"]

        assert [(one["number"], one["name"], one["is_followed"], one["account_id"]) for one in offered] == [
            (at.numbers[0], "Account 1", False, None),
            (at.numbers[1], "Account 2", False, None),
        ]

    async def test_reads_the_history_without_a_page_open(self, trader: Trader, at: AtBroker) -> None:
        [followed] = await chosen(trader, await linked(trader, at), at.numbers[0])

        sync = await until_synced(trader, followed["account_id"])

        assert (sync["phase"], sync["rows_seen"], sync["failure"]) == ("live", 2, None)
        summary = await trader.get("/api/pnl/summary", account=followed["account_id"])
        assert summary["net"] == "99.84"  # 600 - 500, and two fees of 0.08
        [account] = (await trader.get("/api/connections/accounts"))["items"]
        assert (account["name"], account["account_number"], account["source"]) == (
            "Account 1",
            at.numbers[0],
            "tastytrade",
        )

    async def test_says_what_came_in(self, trader: Trader, at: AtBroker) -> None:
        [followed] = await chosen(trader, await linked(trader, at), at.numbers[0])
        await until_synced(trader, followed["account_id"])

        runs = (await trader.get(f"/api/connections/accounts/{followed['account_id']}/runs"))["items"]

        done = [run for run in runs if run["kind"] == "backfill"]
        assert [(run["state"], run["rows_new"], run["underlyings"]) for run in done] == [("done", 2, ["AAPL"])]

    async def test_stops_following_what_is_not_chosen_any_more(self, trader: Trader, at: AtBroker) -> None:
        link = await linked(trader, at)
        first, second = await chosen(trader, link, *at.numbers)
        await until_synced(trader, first["account_id"])
        await until_synced(trader, second["account_id"])

        left = await chosen(trader, link, at.numbers[1])

        assert [one["account_number"] for one in left] == [at.numbers[1]]
        assert len((await trader.get("/api/connections/accounts"))["items"]) == 2
        assert len(await trader.every("/api/transactions", account=first["account_id"])) == 2

    async def test_refuses_a_number_that_the_link_does_not_open(self, trader: Trader, at: AtBroker) -> None:
        link = await linked(trader, at)

        answer = await trader.http.put(
            f"/api/connections/links/{link}/accounts", json={"accounts": [{"number": "5WT77777"}]}
        )

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "account_not_offered")

    @pytest.mark.parametrize(
        "body",
        [{}, {"accounts": None}, {"accounts": [{}]}, {"accounts": [{"number": ""}]}, {"accounts": [], "more": 1}],
    )
    async def test_refuses_what_is_no_choice(self, trader: Trader, at: AtBroker, body: dict[str, object]) -> None:
        link = await linked(trader, at)

        answer = await trader.http.put(f"/api/connections/links/{link}/accounts", json=body)

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")


class TestFilesFirst:
    async def test_are_compared_and_then_completed_in_place(self, trader: Trader, at: AtBroker) -> None:
        extra = stock("2025-01-20", "Buy to Open", 1, "9.00", symbol="OLD")
        account = await trader.add_account("My files")
        await trader.import_file(account, history(BOUGHT, extra, SOLD))
        rows = {row["symbol"]: row["id"] for row in await trader.every("/api/transactions", account=account)}
        link = await linked(trader, at)

        offered = (await trader.get(f"/api/connections/links/{link}/accounts"))["items"]
        await chosen(trader, link, {"number": at.numbers[0], "account_id": account})
        await until_synced(trader, account)

        [twins] = offered[0]["twins"]
        assert (twins["account_id"], twins["matched"], twins["only_imported"], twins["only_at_broker"]) == (
            account,
            2,
            1,
            0,
        )
        after = await trader.every("/api/transactions", account=account)
        assert sorted(row["layout"] for row in after if row["symbol"] == "AAPL") == ["api", "api"]
        assert len(after) == 3
        assert rows["OLD"] in {row["id"] for row in after}


class TestAskingForASync:
    async def test_reads_now_and_says_when_it_may_be_asked_again(self, trader: Trader, at: AtBroker) -> None:
        [followed] = await chosen(trader, await linked(trader, at), at.numbers[1])
        await until_synced(trader, followed["account_id"])

        first = await trader.http.post(f"/api/connections/accounts/{followed['account_id']}/sync")
        second = await trader.http.post(f"/api/connections/accounts/{followed['account_id']}/sync")

        assert first.status_code == 202
        assert first.json()["asked_at"] is not None
        assert (second.status_code, second.json()["error"]["code"]) == (429, "too_many_attempts")
        assert int(second.headers["retry-after"]) <= 60

    async def test_watching_brings_the_next_one_forward(self, trader: Trader, at: AtBroker) -> None:
        [followed] = await chosen(trader, await linked(trader, at), at.numbers[1])
        before = await until_synced(trader, followed["account_id"])

        answer = await trader.http.post(f"/api/connections/accounts/{followed['account_id']}/watch")

        assert answer.status_code == 200
        assert answer.json()["next_due_at"] < before["next_due_at"]


class TestLinkingAgain:
    async def test_keeps_the_accounts(self, trader: Trader, at: AtBroker) -> None:
        link = await linked(trader, at)
        [followed] = await chosen(trader, link, at.numbers[0])

        answer = await trader.http.put(f"/api/connections/links/{link}", json=at.another_grant().pasted)

        assert (answer.status_code, answer.json()["id"]) == (200, link)
        [found] = await links(trader)
        assert [one["account_id"] for one in found["accounts"]] == [followed["account_id"]]

    async def test_refuses_the_grant_of_another_login(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        link = await linked(trader, at)
        await chosen(trader, link, at.numbers[0])
        somebody = customer_with(stack.broker, history(KEPT))

        answer = await trader.http.put(f"/api/connections/links/{link}", json=somebody.pasted)

        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "other_login")


class TestUnlinking:
    async def test_forgets_the_secrets_and_keeps_the_books(self, stack: Stack, trader: Trader, at: AtBroker) -> None:
        link = await linked(trader, at)
        [followed] = await chosen(trader, link, at.numbers[0])
        await until_synced(trader, followed["account_id"])

        answer = await trader.http.delete(f"/api/connections/links/{link}")

        assert answer.status_code == 204
        assert await links(trader) == []
        assert run_sql(stack, "select 1 from public.broker_secrets where connection_id = %s", link) == []
        assert len(await trader.every("/api/transactions", account=followed["account_id"])) == 2
        summary = await trader.get("/api/pnl/summary", account=followed["account_id"])
        assert summary["net"] == "99.84"


class TestAStranger:
    async def test_finds_none_of_it(self, trader: Trader, other: Trader, at: AtBroker) -> None:
        link = await linked(trader, at)
        [followed] = await chosen(trader, link, at.numbers[1])
        account = followed["account_id"]

        assert await links(other) == []
        asked = [
            await other.http.put(f"/api/connections/links/{link}", json=at.pasted),
            await other.http.delete(f"/api/connections/links/{link}"),
            await other.http.get(f"/api/connections/links/{link}/accounts"),
            await other.http.put(f"/api/connections/links/{link}/accounts", json={"accounts": []}),
            await other.http.post(f"/api/connections/accounts/{account}/sync"),
            await other.http.post(f"/api/connections/accounts/{account}/watch"),
            await other.http.get(f"/api/connections/accounts/{account}/runs"),
        ]

        assert [one.status_code for one in asked] == [404] * 7
        [found] = await links(trader)
        assert [one["account_id"] for one in found["accounts"]] == [account]

    async def test_cannot_follow_into_the_account(self, stack: Stack, trader: Trader, other: Trader) -> None:
        theirs = customer_with(stack.broker, history(KEPT))
        account = await trader.add_account("Mine")
        link = await linked(other, theirs)

        answer = await other.http.put(
            f"/api/connections/links/{link}/accounts",
            json={"accounts": [{"number": theirs.numbers[0], "account_id": account}]},
        )

        assert answer.status_code == 404

    @pytest.mark.parametrize("path", ["links/{id}/accounts", "accounts/{id}/runs"])
    async def test_of_nothing_is_told_that_there_is_nothing(self, trader: Trader, path: str) -> None:
        answer = await trader.http.get(f"/api/connections/{path.format(id=uuid4())}")

        assert answer.status_code == 404
