"""Orders over HTTP: those of an account that was linked and read."""

import csv
import io
from collections.abc import AsyncIterator

import httpx
import pytest

from dev.stack import Stack
from tests.api.histories import history, put, stock
from tests.api.linkers import chosen, customer_with, linked, until_synced
from tests.api.people import network_address
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

SOLD_PUT = "PCG   240119P00010000"
HISTORY = history(
    stock("2024-01-02", "Buy to Open", 100, "5.00"),  # order 20240102
    stock("2024-01-03", "Sell to Close", 60, "6.00"),  # one order with two fills
    stock("2024-01-03", "Sell to Close", 40, "6.10", at="10:31:00"),
    put("2024-01-04", "Sell to Open", SOLD_PUT, "150.00", order="371"),
)
PATHS = ("/api/transactions/orders", "/api/transactions/orders/export")


@pytest.fixture
async def trader(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        trader.http.headers["X-Forwarded-For"] = network_address()
        yield trader


@pytest.fixture
async def account(trader: Trader, stack: Stack) -> str:
    """Link an account at the broker and wait until it was read."""
    at = customer_with(stack.broker, HISTORY)
    [followed] = await chosen(trader, await linked(trader, at), *at.numbers)
    account = str(followed["account_id"])
    await until_synced(trader, account)
    return account


class TestOrders:
    async def test_of_a_linked_account_are_listed_and_narrowed_in_the_list_and_its_file_alike(
        self, trader: Trader, account: str
    ) -> None:
        for narrowed, numbers in (
            ({}, ["371", "20240103", "20240102"]),
            ({"account": account}, ["371", "20240103", "20240102"]),
            ({"underlying": "AAPL"}, ["20240103", "20240102"]),
            ({"group": "filled", "start": "2024-01-03", "end": "2024-01-03"}, ["20240103"]),
            ({"group": "working"}, []),
            ({"search": "pcg"}, ["371"]),
            ({"order": "20240102"}, ["20240102"]),
            ({"order": "2024010"}, []),
        ):
            listed = await trader.every("/api/transactions/orders", **narrowed)
            answer = await trader.http.get("/api/transactions/orders/export", params=narrowed)

            assert [order["broker_id"] for order in listed] == numbers, narrowed
            lines = list(csv.DictReader(io.StringIO(answer.text)))
            assert [line["broker_id"] for line in lines] == numbers, narrowed  # each has one leg

    async def test_have_a_signed_price_and_legs_with_what_was_filled(self, trader: Trader, account: str) -> None:
        put_sold, stock_sold, bought = await trader.every("/api/transactions/orders")

        assert [one["price"] for one in (put_sold, stock_sold, bought)] == ["1.5", "6.04", "-5"]  # (360 + 244) / 100
        assert [one["account_id"] for one in (put_sold, bought)] == [account, account]
        [leg] = stock_sold["legs"]
        assert (leg["action"], leg["symbol"], leg["filled"], leg["remaining"]) == ("Sell to Close", "AAPL", "100", "0")
        assert leg["average_price"] == "6.04"
        assert [(fill["quantity"], fill["price"]) for fill in leg["fills"]] == [("60", "6"), ("40", "6.1")]
        assert put_sold["legs"][0]["symbol"] == SOLD_PUT

    async def test_lead_to_their_rows_and_back(self, trader: Trader, account: str) -> None:
        rows = await trader.every("/api/transactions", account=account, order="20240103")

        assert [row["quantity"] for row in rows] == ["40", "60"]
        assert {row["order_id"] for row in rows} == {"20240103"}

    async def test_come_page_by_page(self, trader: Trader, account: str) -> None:
        first = await trader.get("/api/transactions/orders", limit=2, account=account)
        second = await trader.get("/api/transactions/orders", limit=2, account=account, after=first["next"])

        assert [one["broker_id"] for one in first["items"]] == ["371", "20240103"]
        assert ([one["broker_id"] for one in second["items"]], second["next"]) == (["20240102"], None)

    async def test_of_somebody_else_are_not_there(self, functions: str, stranger: User, account: str) -> None:
        async with trader_of(functions, stranger) as other:
            assert await other.get("/api/transactions/orders", account=account) == {"items": [], "next": None}
            assert await other.get("/api/transactions/orders", order="371") == {"items": [], "next": None}
            file = await other.http.get("/api/transactions/orders/export", params={"account": account})
            assert len(file.text.splitlines()) == 1  # the headings


class TestAsking:
    async def test_needs_a_sign_in(self, functions: str) -> None:
        async with httpx.AsyncClient(base_url=functions) as nobody:
            for path in PATHS:
                assert (await nobody.get(path)).status_code == 401, path

    async def test_of_somebody_without_a_link_gives_an_empty_list(self, trader: Trader) -> None:
        assert await trader.get("/api/transactions/orders") == {"items": [], "next": None}

    @pytest.mark.parametrize(
        "narrowed",
        [
            {"group": "open"},
            {"search": "x" * 101},
            {"search": "  "},
            {"search": "a\x00b"},
            {"order": "a\x00b"},
            {"order": ""},
            {"underlying": "a\x00b"},
            {"account": "mine"},
            {"start": "2024-02-01", "end": "2024-01-01"},
        ],
        ids=str,
    )
    async def test_for_what_nothing_can_be_found_by_is_refused(self, trader: Trader, narrowed: dict[str, str]) -> None:
        for path in PATHS:
            answer = await trader.http.get(path, params=narrowed)

            assert answer.status_code == 422, path
            assert answer.json()["error"]["message"]

    @pytest.mark.parametrize(
        "after", ["x", "2024-01-02T15:30:00.000000Z|x|1", "2024-13-99T15:30:00.000000Z|" + "a" * 36 + "|1"]
    )
    async def test_for_a_page_that_is_none_is_refused(self, trader: Trader, after: str) -> None:
        answer = await trader.http.get("/api/transactions/orders", params={"after": after})

        assert answer.status_code == 422
