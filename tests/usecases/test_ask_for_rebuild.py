"""The books follow what their owner says about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from lib.domain.basis import NoBasisHereError
from lib.domain.errors import DomainError
from lib.ports.failures import UnavailableError
from lib.ports.figures import Amount
from lib.ports.overrides import AcknowledgedPage, Basis
from lib.ports.rows import AttentionList, RowFilter, RowLine, RowPage
from lib.usecases.ask_for_rebuild import REBUILD, BasisPorts, RebuildAsked, keep_basis
from lib.usecases.keep_accounts import change_account
from tests.ports.memory_ledger import MemoryAccounts, MemoryMessages, World

BASIS = Basis(amount=Decimal(500))
A_ROW = RowLine(
    id="r1",
    account_id="a1",
    import_id=None,
    executed_at=datetime(2024, 1, 3, tzinfo=UTC),
    type="Trade",
    sub_type=None,
    action="Buy to Open",
    symbol="AAPL",
    underlying="AAPL",
    root_symbol=None,
    instrument_type="Equity",
    description="",
    quantity=Amount("100"),
    price=Amount("5"),
    multiplier=None,
    value=Amount("-500"),
    commission=Amount("0"),
    fees=Amount("0"),
    net_value=Amount("-500"),
    expires_on=None,
    strike=None,
    option_right=None,
    order_id=None,
    currency="USD",
    layout="D",
    broker_id=None,
    account_reference=None,
    note=None,
    basis=None,
    acquired_on=None,
    can_have_basis=True,
)


class Desk:
    """One account with one row, whose every new basis raises the account's version."""

    def __init__(self, accounts: MemoryAccounts, account: str) -> None:
        self.accounts, self.account = accounts, account
        self.messages = MemoryMessages()
        self.overrides = Words(accounts, account)
        self.rows = OneRow()

    async def say(self, basis: Basis | None) -> RebuildAsked:
        ports = BasisPorts(rows=self.rows, overrides=self.overrides, accounts=self.accounts, messages=self.messages)
        return await keep_basis(ports, "r1", basis)

    async def change(self, **changes: str | None) -> None:
        await change_account(self.accounts, self.messages, self.account, changes)


class OneRow:
    """Implements lib.ports.rows.Rows for the one row."""

    can_have_basis = True

    async def rows(self, wanted: RowFilter, *, after: str | None = None, limit: int) -> RowPage:
        assert (wanted, after, limit) == (RowFilter(ids=["r1"]), None, 1)
        line = replace(A_ROW, can_have_basis=self.can_have_basis)
        return RowPage(items=(line,), next=None)

    async def attention(self, account: str | None) -> AttentionList:
        raise NotImplementedError


class Words:
    """Implements lib.ports.overrides.Overrides for one row; an account's version is its count of changes."""

    def __init__(self, accounts: MemoryAccounts, account: str) -> None:
        self._accounts, self._account = accounts, account
        self.basis: Basis | None = None

    async def set_basis(self, transaction_id: str, basis: Basis | None) -> str:
        assert transaction_id == "r1"
        if basis != self.basis:
            other = "2024-01-01" if (await self._accounts.account(self._account)).lifo_from is None else None
            await self._accounts.change_account(self._account, {"lifo_from": other})  # any change raises the version
        self.basis = basis
        return self._account

    async def set_note(self, transaction_id: str, note: str | None) -> None:
        raise NotImplementedError

    async def acknowledge(self, code: str, transaction_ids: Sequence[str], note: str) -> None:
        raise NotImplementedError

    async def unacknowledge(self, code: str, transaction_ids: Sequence[str]) -> None:
        raise NotImplementedError

    async def acknowledged(self, *, after: str | None, limit: int) -> AcknowledgedPage:
        raise NotImplementedError


@pytest.fixture
async def desk() -> Desk:
    accounts = MemoryAccounts(World())
    return Desk(accounts, (await accounts.add_account("Margin", None, None)).id)


class TestKeepingABasis:
    async def test_asks_for_the_books_of_its_account_and_says_which_version_to_wait_for(self, desk: Desk) -> None:
        asked = await desk.say(BASIS)

        assert desk.messages.sent == [(REBUILD, {"account_id": desk.account})]
        assert asked == RebuildAsked(account_id=desk.account, rows_version=1)

    async def test_again_asks_for_nothing_more(self, desk: Desk) -> None:
        await desk.say(BASIS)
        await desk.say(BASIS)

        assert len(desk.messages.sent) == 1

    async def test_that_was_dropped_in_between_asks_every_time(self, desk: Desk) -> None:
        await desk.say(BASIS)
        await desk.say(None)
        await desk.say(BASIS)

        assert len(desk.messages.sent) == 3

    async def test_says_that_it_is_kept_when_the_queue_is_away_and_asks_again_when_told_again(self, desk: Desk) -> None:
        desk.messages.is_down = True
        with pytest.raises(UnavailableError, match="Your change is kept"):
            await desk.say(BASIS)
        desk.messages.is_down = False

        await desk.say(BASIS)

        assert (desk.overrides.basis, len(desk.messages.sent)) == (BASIS, 1)

    async def test_is_refused_where_it_would_change_nothing(self, desk: Desk) -> None:
        desk.rows.can_have_basis = False

        with pytest.raises(NoBasisHereError):
            await desk.say(BASIS)

        assert (desk.overrides.basis, desk.messages.sent) == (None, [])

    async def test_can_be_dropped_everywhere(self, desk: Desk) -> None:
        await desk.say(BASIS)
        desk.rows.can_have_basis = False

        await desk.say(None)

        assert desk.overrides.basis is None


class TestChangingAnAccount:
    async def test_asks_for_the_books_when_the_youngest_lots_are_to_close_first(self, desk: Desk) -> None:
        await desk.change(lifo_from="2024-01-01")

        assert desk.messages.sent == [(REBUILD, {"account_id": desk.account})]

    async def test_to_and_fro_within_minutes_asks_every_time(self, desk: Desk) -> None:
        for day in ("2024-01-01", None, "2024-01-01"):
            await desk.change(lifo_from=day)

        assert len(desk.messages.sent) == 3

    async def test_asks_for_nothing_when_only_its_name_changes(self, desk: Desk) -> None:
        await desk.change(name="IRA")

        assert desk.messages.sent == []

    async def test_refuses_a_time_zone_that_is_none_before_it_changes_anything(self, desk: Desk) -> None:
        with pytest.raises(DomainError, match="no time zone called Mars"):
            await desk.change(time_zone="Mars", lifo_from="2024-01-01")

        assert (await desk.accounts.account(desk.account)).lifo_from is None
