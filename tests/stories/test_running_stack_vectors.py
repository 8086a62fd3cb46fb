"""The worked cases through the whole product: rows stored as their owner, books made by the job, figures over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

import httpx
import pytest

from dev.stack import Stack
from dev.vector_cases import MODES, Case, Json, rows_of
from dev.vectors import differences_from
from lib.domain.books import Attention, Books, CashEvent, Closing, OpenLot
from lib.domain.transactions import InstrumentType, Transaction
from lib.gateways.supabase.ledger_imports import SupabaseImports
from lib.gateways.supabase.ledger_rows import SupabaseRowStore
from lib.gateways.supabase.rest import Rest
from lib.ports.ledger import Import, ImportState, NewRow
from tests.api.trader import Trader, trader_of
from tests.local_stack import new_user
from tests.parts import SHARED

PUBLISHED = SHARED / "data/vectors/pnl_vectors.json"
OURS = Path(__file__).with_name("further_cases.json")
AT_ONCE = 4
Ids = Mapping[str, str]  # what the product calls a row, to what the case calls it


@dataclass(frozen=True)
class Desk:
    """A trader, and the tables their rows go to as they are."""

    trader: Trader
    rest: Rest

    async def figures_of(self, vector: Json, mode: str) -> Case:
        """Give the case an account of its own, have its books made, and read them back."""
        rows = rows_of(vector)
        ids = {str(uuid5(NAMESPACE_URL, f"{vector['id']}/{mode}/{row.id}")): row.id for row in rows}
        account = await self.trader.add_account(f"{vector['id']} {mode}")
        if MODES[mode].lifo_from:
            await self.trader.patch(f"/api/connections/accounts/{account}", lifo_from="1970-01-01")
        await self._store(account, rows, {ours: its for its, ours in ids.items()})
        return await self._read(account, vector, mode, rows, ids)

    async def _store(self, account: str, rows: tuple[Transaction, ...], ids: Ids) -> None:
        imports, store = SupabaseImports(self.rest), SupabaseRowStore(self.rest)
        started = await imports.start_import(
            Import(id=str(uuid4()), account_id=account, file_name="case.json", state=ImportState.READ)
        )
        new = [
            NewRow(
                transaction=replace(row, id=ids[row.id]),
                identity=row.id,
                nth=0,
                layout="broker",
                richness=90,
                root_symbol=None,
                account_reference=None,
                raw={},
            )
            for row in rows
        ]
        stored = await store.store_rows(account, started.id, new)
        await imports.change_import(replace(started, state=ImportState.STORED, rows_version=stored.rows_version))
        answer = await self.trader.http.post(f"/api/connections/imports/{started.id}/publish")
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        await self.trader.published(started.id)

    async def _read(self, account: str, vector: Json, mode: str, rows: tuple[Transaction, ...], ids: Ids) -> Case:
        scope = {"account": account, "view": MODES[mode].view.value}
        closings = await self.trader.every("/api/pnl/closings", **scope)
        lots = (await self.trader.get("/api/pnl/open-lots", **scope))["items"]
        events = await self.trader.every("/api/pnl/ledger", **scope)
        attention = (await self.trader.get("/api/transactions/attention", account=account))["items"]
        named = {row.id: row for row in rows}
        by_id = {ours: named[its] for ours, its in ids.items()}
        books = Books(
            view=MODES[mode].view,
            closings=tuple(closing(one, ids) for one in closings),
            open_lots=tuple(open_lot(one, ids) for one in lots),
            cash_events=tuple(cash_event(one, by_id) for one in events if one["kind"] != "closing"),
            attention=tuple(item(one, ids) for one in attention if one["code"] != "missing_expiration"),
            deliveries=(),
        )
        return Case.of(vector, rows, books)


def closing(line: Json, ids: Ids) -> Closing:
    return Closing(
        id=line["id"],
        symbol=line["symbol"],
        underlying=line["underlying"],
        instrument_type=InstrumentType(line["instrument_type"]),
        opening_id=ids[line["opening_id"]],
        closing_id=ids[line["closing_id"]],
        is_short=line["is_short"],
        quantity=Decimal(line["quantity"]),
        opened_at=datetime.fromisoformat(line["opened_at"]),
        closed_at=datetime.fromisoformat(line["closed_at"]),
        gross=Decimal(line["gross"]),
        value_open=Decimal(line["value_open"]),
        fees_open=Decimal(line["fees_open"]),
        fees_close=Decimal(line["fees_close"]),
        reason=line["reason"],
    )


def open_lot(line: Json, ids: Ids) -> OpenLot:
    return OpenLot(
        id=line["id"],
        symbol=line["symbol"],
        underlying=line["underlying"],
        instrument_type=InstrumentType(line["instrument_type"]),
        opening_id=ids[line["opening_id"]],
        quantity=Decimal(line["quantity"]),
        value=Decimal(line["value"]),
        fees=Decimal(line["fees"]),
        opened_at=datetime.fromisoformat(line["opened_at"]),
        basis_source=line["basis_source"],
    )


def cash_event(line: Json, rows: Mapping[str, Transaction]) -> CashEvent:
    row = rows[line["transaction_id"]]
    return CashEvent(
        id=line["id"],
        transaction_id=row.id,
        kind=line["kind"],
        sub_type=row.sub_type,
        symbol=line["symbol"],
        underlying=line["underlying"],
        amount=Decimal(line["amount"]),
        at=datetime.fromisoformat(line["at"]),
    )


def item(line: Json, ids: Ids) -> Attention:
    return Attention(
        id=line["id"],
        code=line["code"],
        transaction_ids=tuple(ids[one] for one in line["transaction_ids"]),
        symbol=line["symbol"],
        message=line["message"],
        amount=Decimal(line["amount"]),
        actions=tuple(line["actions"]),
    )


def read(file: Path) -> list[Json]:
    cases: list[Json] = json.loads(file.read_text())["vectors"]
    return cases


@pytest.fixture
async def desk(functions: str, stack: Stack) -> AsyncIterator[Desk]:
    person = new_user(stack)
    async with trader_of(functions, person) as trader, httpx.AsyncClient() as http:
        yield Desk(trader, Rest(http, stack.supabase_url, stack.publishable_key, person.access_token))


@pytest.mark.parametrize(
    "file", [pytest.param(PUBLISHED, marks=pytest.mark.needs("shared"), id="published"), pytest.param(OURS, id="ours")]
)
async def test_every_case_comes_out_of_the_whole_product_as_it_was_worked_by_hand(desk: Desk, file: Path) -> None:
    turns = asyncio.Semaphore(AT_ONCE)

    async def failures(vector: Json, mode: str, expected: Any) -> list[str]:  # noqa: ANN401 - JSON
        async with turns:
            case = await desk.figures_of(vector, mode)
        return [f"{vector['id']} {mode}: {one}" for one in differences_from(case, vector, mode, expected)]

    cases = [(vector, mode, its) for vector in read(file) for mode, its in vector["expected"].items()]
    found = await asyncio.gather(*(failures(*case) for case in cases))

    assert [line for lines in found for line in lines] == []
    assert len(found) >= 22
