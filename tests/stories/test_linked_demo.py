"""The demo trader's account, two years of everything the broker offers, is read completely and booked to the cent."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, localcontext
from typing import Any

import httpx
import pytest

from dev.demo.linked import LINKS
from dev.residual import cash_residual, kept
from dev.stack import Stack
from dev.stack.brokerage import trader_s_grant
from dev.standins.tastytrade.trader import NUMBER
from dev.standins.tastytrade.wire import Wire
from lib.domain.books import Books
from lib.domain.ledger import build_books
from lib.domain.money import EXACT, ZERO
from lib.domain.transactions import Transaction
from lib.domain.views import Rules, View
from lib.gateways.supabase.rest import Rest
from lib.gateways.supabase.service_tables import SupabaseBookStore
from tests.api.linkers import AtBroker, chosen, linked, until_synced
from tests.api.trader import Trader, trader_of
from tests.local_stack import new_user

SIGNS = {"Long": 1, "Short": -1, "Zero": 0}


@dataclass
class Synced:
    """The account once it was read: as the broker has it, as it is stored, and what the engine makes of that."""

    trader: Trader
    id: str
    state: Mapping[str, Any]
    at_broker: list[Wire]
    rows: list[Transaction]
    books: Books
    folded: Books


@pytest.fixture(scope="module")
async def synced(stack: Stack, functions: str) -> AsyncIterator[Synced]:
    """Link the account as `make dev` does, through the endpoints and the queue; the broker's clock stands still."""
    broker = stack.broker
    broker.clock.freeze()
    grant = trader_s_grant(broker)
    broker.welcome(grant.customer)
    async with trader_of(functions, new_user(stack)) as trader, httpx.AsyncClient() as http:
        link = await linked(trader, AtBroker(broker, grant.customer, grant))
        [followed] = await chosen(trader, link, NUMBER)
        state = await until_synced(trader, followed["account_id"])
        store = SupabaseBookStore(Rest(http, stack.supabase_url, stack.secret_key))
        rows = list(await store.rows(followed["account_id"], None))
        with localcontext(EXACT):
            books, folded = build_books(rows), build_books(rows, Rules(view=View.FOLD))
        at_broker = broker.transactions(grant.customer.accounts[0])
        yield Synced(trader, followed["account_id"], state, at_broker, rows, books, folded)
        await trader.http.delete(f"{LINKS}/{link}")
    broker.clock.run(datetime.now(UTC))


async def asked(stack: Stack, path: str) -> Any:  # noqa: ANN401 - JSON of any route
    """Ask the broker itself, as the trader."""
    grant = trader_s_grant(stack.broker)
    headers = {"Authorization": f"Bearer {stack.broker.people.issue_access(grant)}", "User-Agent": "tests/1.0"}
    async with httpx.AsyncClient(base_url=stack.env["TASTYTRADE_API_URL"], headers=headers) as http:
        answer = await http.get(f"/accounts/{NUMBER}/{path}")
    return answer.raise_for_status().json()["data"]


def by_symbol(quantities: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Add quantities up, those of nothing left out."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for symbol, quantity in quantities:
        sums[symbol] += quantity
    return {symbol: quantity for symbol, quantity in sums.items() if quantity}


class TestTheLinkedDemoAccount:
    async def test_is_stored_row_by_row_as_the_broker_has_it(self, synced: Synced) -> None:
        stored = {row["broker_id"] for row in await synced.trader.every("/api/transactions", account=synced.id)}

        assert len(synced.at_broker) > 1_000
        assert len(synced.rows) == synced.state["rows_seen"] == len(synced.at_broker)
        assert stored == {str(row["id"]) for row in synced.at_broker}

    def test_loses_no_cent_of_cash_in_either_view(self, synced: Synced) -> None:
        with localcontext(EXACT):
            residual = cash_residual(synced.rows, synced.books)
            folded = residual + kept(synced.books) - kept(synced.folded)

        assert [residual, folded] == [ZERO, ZERO]

    def test_closes_nothing_that_was_not_open(self, synced: Synced) -> None:
        codes = {item.code for item in (*synced.books.attention, *synced.folded.attention)}

        assert "unmatched_close" not in codes

    async def test_has_open_what_the_broker_says_is_open(self, synced: Synced, stack: Stack) -> None:
        items = (await asked(stack, "positions"))["items"]
        positions = by_symbol(
            (one["symbol"], Decimal(str(one["quantity"])) * SIGNS[one["quantity-direction"]]) for one in items
        )

        lots = (await synced.trader.get("/api/pnl/open-lots", account=synced.id))["items"]

        assert len(positions) > 5
        assert by_symbol((lot["symbol"], Decimal(lot["quantity"])) for lot in lots) == positions

    async def test_has_the_cash_that_the_broker_says_it_has(self, synced: Synced, stack: Stack) -> None:
        balance = await asked(stack, "balances/USD")

        assert sum((row.net_value for row in synced.rows), ZERO) == Decimal(balance["cash-balance"])
