"""What the database answers is what the ports promise, field by field; refusals become the ports' own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import uuid4

import httpx
import pytest

from dev.stack import Stack
from lib.domain.errors import DomainError
from lib.domain.views import View
from lib.gateways.supabase.ledger_accounts import SupabaseAccounts
from lib.gateways.supabase.ledger_days import SupabaseDays
from lib.gateways.supabase.ledger_figures import SupabaseFigures
from lib.gateways.supabase.ledger_overrides import ROWS_PER_CALL, SupabaseOverrides
from lib.gateways.supabase.ledger_rows import SupabaseRows
from lib.gateways.supabase.ledger_taxes import SupabaseTaxes
from lib.gateways.supabase.ledger_trades import SupabaseTrades
from lib.gateways.supabase.rest import Rest
from lib.gateways.supabase.service_tables import SupabaseBookStore
from lib.ports.books import BookSettings
from lib.ports.failures import NotFoundError
from lib.ports.figures import Period, Scope
from lib.ports.overrides import Basis
from lib.ports.rows import RowFilter
from lib.ports.taxes import Term
from lib.ports.trades import TradeStatus
from tests.database.world import World, seeded_world

EVERYTHING = Scope()
MARCH = Scope(period=Period(start=date(2025, 3, 1), end=date(2025, 3, 31)), view=View.FOLD)


@dataclass
class Trader:
    """A user with a row in every table, as the database sees them, and the service."""

    world: World
    rest: Rest
    service: Rest


@pytest.fixture(scope="module")
def seeded(stack: Stack) -> World:
    return seeded_world(stack)


@pytest.fixture
async def trader(stack: Stack, seeded: World) -> AsyncIterator[Trader]:
    async with httpx.AsyncClient() as http:
        own = Rest(http, stack.supabase_url, stack.publishable_key, seeded.user.access_token)
        yield Trader(seeded, own, Rest(http, stack.supabase_url, stack.secret_key))


@pytest.fixture
def overrides(trader: Trader) -> SupabaseOverrides:
    return SupabaseOverrides(trader.rest)


class TestFigures:
    @pytest.mark.parametrize("scope", [EVERYTHING, MARCH])
    async def test_are_read_in_either_view_and_any_period(self, trader: Trader, scope: Scope) -> None:
        figures = SupabaseFigures(trader.rest)

        summary = await figures.summary(scope)
        page = await figures.closings(scope, underlying="ABC", after=None, limit=10)

        assert (summary.net, summary.open_value, summary.open_futures) == ("47.86", "310.5", 0)
        assert [(line.net, line.value_open, line.trade_id) for line in page.items] == [("47.86", "-100", "trade")]
        assert (await figures.by_underlying(scope)).totals.realized == "47.86"
        lots = await figures.open_lots(None, None, scope.view)
        assert [(lot.expires_on, lot.multiplier) for lot in lots.items] == [(date(2199, 1, 15), "100")]

    async def test_refuse_a_cursor_that_is_none(self, trader: Trader) -> None:
        with pytest.raises(DomainError):
            await SupabaseFigures(trader.rest).closings(EVERYTHING, underlying=None, after="page two", limit=10)


class TestTrades:
    @pytest.mark.parametrize("scope", [EVERYTHING, MARCH])
    async def test_are_read_in_pages_and_one_by_one(self, trader: Trader, scope: Scope) -> None:
        trades = SupabaseTrades(trader.rest)

        page = await trades.trades(scope, underlying=None, status=TradeStatus.CLOSED, after=None, limit=10)
        detail = await trades.trade(page.items[0].id, scope.view)

        assert (page.count, page.next, page.items[0].status) == (1, None, TradeStatus.CLOSED)
        assert detail.trade == page.items[0]
        assert [(leg.symbol, leg.opened) for leg in detail.legs] == [("XYZ", "-2"), ("ABC", "100")]
        assert (len(detail.closings), len(detail.open_lots), len(detail.deliveries), len(detail.rows)) == (1, 1, 1, 2)
        assert detail.deliveries[0].stock_trades == ("trade",)

    async def test_that_are_not_there_are_not_found(self, trader: Trader) -> None:
        with pytest.raises(NotFoundError):
            await SupabaseTrades(trader.rest).trade("no such trade", View.BROKER)


class TestDays:
    @pytest.mark.parametrize("scope", [EVERYTHING, MARCH])
    async def test_are_read_with_their_curve_and_ledger(self, trader: Trader, scope: Scope) -> None:
        days = SupabaseDays(trader.rest)

        by_day = await days.by_day(scope, underlying="ABC")
        ledger = await days.ledger(scope, underlying=None, kind=None, after=None, limit=10)

        assert [(one.day, one.total) for one in by_day.items] == [(date(2025, 3, 4), "47.86")]
        assert by_day.totals.closings == 1
        assert (await days.equity(scope)).items[0].running == "47.86"
        assert [(event.kind, event.amount) for event in ledger.items] == [("closing", "47.86"), ("dividends", "7.25")]


class TestTaxes:
    async def test_are_read_by_the_year(self, trader: Trader) -> None:
        taxes = SupabaseTaxes(trader.rest)

        year = await taxes.year(trader.world.account, 2025)
        lines = await taxes.lines(None, 2025, after=None, limit=10)

        assert [(totals.term, totals.gain) for totals in year.terms] == [
            (Term.SHORT, "47.86"),
            (Term.LONG, "0"),
            (Term.SECTION_1256, "0"),
        ]
        assert [(line.proceeds, line.cost, line.gain) for line in lines.items] == [("148.86", "101", "47.86")]


class TestRows:
    async def test_are_found_with_what_their_owner_says(self, trader: Trader) -> None:
        wanted = RowFilter(period=MARCH.period, instrument_type="Equity", kind="Trade", search="a GIFT")

        page = await SupabaseRows(trader.rest).rows(wanted, limit=10)

        assert [(line.note, line.basis) for line in page.items] == [("A gift.", "95.5")]

    async def test_that_need_a_look_say_what_was_acknowledged(self, trader: Trader) -> None:
        items = (await SupabaseRows(trader.rest).attention(None)).items

        assert [(item.code, item.amount, item.acknowledged_at is not None) for item in items] == [
            ("orphan_close", "150", True)
        ]
        assert items[0].actions == ("enter_basis", "acknowledge")


class TestWhatTheirOwnerSays:
    async def test_reaches_the_engine_and_the_account_is_named(
        self, trader: Trader, overrides: SupabaseOverrides
    ) -> None:
        row_id = (await SupabaseRows(trader.rest).rows(RowFilter(), limit=1)).items[0].id

        account = await overrides.set_basis(row_id, Basis(amount=Decimal("0.00000001"), acquired_on=date(2020, 2, 29)))

        told = {row.id: row for row in await SupabaseBookStore(trader.service).rows(account, None)}[row_id]
        assert account == trader.world.account
        assert (told.basis, told.acquired_on) == (Decimal("0.00000001"), date(2020, 2, 29))
        assert await overrides.set_basis(row_id, None) == account

    async def test_is_refused_where_it_can_be_nothing(self, trader: Trader, overrides: SupabaseOverrides) -> None:
        row_id = (await SupabaseRows(trader.rest).rows(RowFilter(), limit=1)).items[0].id

        with pytest.raises(DomainError):
            await overrides.set_basis(row_id, Basis(amount=Decimal(-1)))
        with pytest.raises(DomainError):
            await overrides.set_note(row_id, "x" * 2001)

    async def test_of_no_row_is_not_found(self, overrides: SupabaseOverrides) -> None:
        nothing = str(uuid4())

        with pytest.raises(NotFoundError):
            await overrides.set_basis(nothing, Basis(amount=Decimal(1)))
        with pytest.raises(NotFoundError):
            await overrides.set_note(nothing, "A note.")
        with pytest.raises(NotFoundError):
            await overrides.acknowledge("unknown_type", [nothing], "")
        with pytest.raises(NotFoundError):
            await overrides.unacknowledge("unknown_type", [nothing])

    async def test_is_told_in_as_many_calls_as_the_rows_need(
        self, trader: Trader, overrides: SupabaseOverrides
    ) -> None:
        row_id = (await SupabaseRows(trader.rest).rows(RowFilter(), limit=1)).items[0].id
        many = [row_id] * (ROWS_PER_CALL + 1)

        await overrides.acknowledge("orphan_close", many, "Twice.")
        await overrides.unacknowledge("unknown_type", many)

        page = await overrides.acknowledged(after=None, limit=100)
        assert [one.note for one in page.items if one.transaction_id == row_id] == ["Twice."]
        assert page.next is None


class TestSettings:
    async def test_reach_the_builder_of_books(self, trader: Trader) -> None:
        accounts, books = SupabaseAccounts(trader.rest), SupabaseBookStore(trader.service)
        before = await accounts.account(trader.world.account)

        changed = await accounts.change_account(trader.world.account, {"lifo_from": "2024-03-01"})

        inputs = await books.inputs(trader.world.account)
        assert (changed.lifo_from, changed.rows_version) == (date(2024, 3, 1), before.rows_version + 1)
        assert inputs.settings == BookSettings(lifo_from=date(2024, 3, 1))
        assert not inputs.are_current("1|")
        build = await books.begin(trader.world.account, inputs.books_version)
        await books.publish(trader.world.account, inputs.books_version, build, inputs.rows_version, "1|2024-03-01")
        after = await books.inputs(trader.world.account)
        assert after.built_with == "1|2024-03-01"
