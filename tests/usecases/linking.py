"""Somebody who links, and a broker that answers as it is told to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from lib.domain.identity import identity_of
from lib.domain.new_york import new_york_day
from lib.domain.transactions import Transaction
from lib.gateways.vault.keys import KeyRing
from lib.gateways.vault.sealing import SealingVault
from lib.ports.accounts import Action
from lib.ports.broker import Access, AccountAtBroker, Days, Grant, Page, Raw, ReadRow
from lib.ports.failures import PortError
from lib.ports.ledger import Account, NewRow
from lib.ports.rows import AttentionList, RowFilter, RowLine, RowPage
from lib.ports.secret import Secret
from lib.usecases.compare_twins import Comparing
from lib.usecases.link_broker import LinkPorts
from tests.ports.memory_ledger import LONG_AGO, MemoryAccounts, MemoryMessages, MemoryRowStore, World
from tests.ports.memory_links import LinkedWorld, MemoryConnections

USER = "11111111-1111-4111-8111-111111111111"
GRANT = Grant(client_secret=Secret("canary-secret"), refresh_token=Secret("canary-refresh"))
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
KEYS = "k1:" + "A" * 43 + "="


def at_broker(number: str, name: str = "Individual", opened_on: date = date(2020, 1, 2)) -> AccountAtBroker:
    return AccountAtBroker(number=number, nickname=name, type_name=name, opened_on=opened_on, is_closed=False)


@dataclass
class ScriptedGrants:
    """Implements lib.ports.broker.Grants; what is an error is raised."""

    accounts_there: Sequence[AccountAtBroker] = (at_broker("5WT00001"), at_broker("5WT00002", "Roth IRA"))
    scopes: frozenset[str] | None = None
    refuses: PortError | None = None
    rows: Mapping[str, Sequence[Raw]] = field(default_factory=dict)
    page_is_last: bool = True
    redeemed: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, Days]] = field(default_factory=list)

    async def redeem(self, code: str, redirect_uri: str) -> Grant:
        if self.refuses:
            raise self.refuses
        self.redeemed.append((code, redirect_uri))
        return GRANT

    async def check(self, grant: Grant) -> Access:
        if self.refuses:
            raise self.refuses
        assert grant == GRANT
        return Access(token=Secret("access"), expires_at=NOW + timedelta(minutes=15), scopes=self.scopes)

    async def accounts(self, access: Access) -> Sequence[AccountAtBroker]:
        assert access.token == Secret("access")
        return self.accounts_there

    async def transactions(self, access: Access, number: str, days: Days) -> Page:
        assert access.token == Secret("access")
        self.asked.append((number, days))
        if number not in self.rows:
            raise PortError("The broker does not say.")
        rows = self.rows[number]
        return Page(items=rows, total=len(rows), is_last=self.page_is_last)


@dataclass
class CountedAttempts:
    """Implements lib.ports.accounts.Attempts."""

    spent: list[tuple[Action, str | None]] = field(default_factory=list)

    async def spend(self, action: Action, email: str | None = None) -> None:
        self.spent.append((action, email))


def told(raw: Raw) -> ReadRow:
    """Implement lib.ports.broker.ReadsRows for rows that come as they are."""
    row: Transaction = raw["row"]
    return ReadRow(transaction=row, broker_id=row.id, day=new_york_day(row.executed_at), digest=row.id)


class MemoryRows:
    """As much of lib.ports.rows.Rows as comparing needs: ids of a period, `per_page` at a time."""

    def __init__(self, world: World, per_page: int) -> None:
        self._world = world
        self._per_page = per_page

    async def rows(self, wanted: RowFilter, *, after: str | None = None, limit: int) -> RowPage:
        first, last = wanted.period.start or date.min, wanted.period.end or date.max
        found = [
            row.transaction
            for row in self._world.rows_of(wanted.account or "")
            if first <= new_york_day(row.transaction.executed_at) <= last
        ]
        start, size = int(after or 0), min(limit, self._per_page)
        lines = tuple(line_of(row) for row in found[start : start + size])
        return RowPage(items=lines, next=str(start + size) if start + size < len(found) else None)

    async def attention(self, account: str | None) -> AttentionList:
        raise NotImplementedError(account)


def line_of(row: Transaction) -> RowLine:
    """Return a row as it is listed, as far as anybody here looks."""
    fields = dict.fromkeys(RowLine.__dataclass_fields__)
    return RowLine(**(fields | {"id": row.id}))  # type: ignore[arg-type]  # only the id is looked at


class Linker:
    """One user with what is linked, imported and asked for."""

    def __init__(self) -> None:
        self.links = LinkedWorld(user_id=USER)
        self.ledger = World()
        self.grants = ScriptedGrants()
        self.attempts = CountedAttempts()
        self.messages = MemoryMessages()
        self.rows_per_page = 1_000
        self.vault = SealingVault(KeyRing.of(KEYS))
        self.accounts = MemoryAccounts(self.ledger)
        self.connections = MemoryConnections(self.links)

    @property
    def ports(self) -> LinkPorts:
        return LinkPorts(
            user_id=USER,
            email="dana@example.com",
            attempts=self.attempts,
            grants=self.grants,
            vault=self.vault,
            connections=self.connections,
            comparing=Comparing(
                accounts=self.accounts,
                rows=MemoryRows(self.ledger, self.rows_per_page),
                row_store=MemoryRowStore(self.ledger),
                read=told,
            ),
            messages=self.messages,
        )

    def imported(self, name: str, number: str | None = None) -> str:
        """Add an account that files fed; return its id."""
        holding = self.links.add(name, number)
        self.ledger.accounts[holding.id] = Account(
            id=holding.id,
            name=name,
            account_number=number,
            source="csv",
            time_zone=None,
            lifo_from=None,
            rows_version=1,
            built_rows_version=1,
            books_published_at=None,
            created_at=LONG_AGO,
        )
        return holding.id

    def stored(self, account_id: str, *rows: Transaction) -> None:
        """Keep rows as a file brought them."""
        for row in rows:
            alike = [key for key in self.ledger.rows if key[:2] == (account_id, identity_of(row))]
            key = (account_id, identity_of(row), len(alike))
            self.ledger.rows[key] = NewRow(
                transaction=row,
                identity=key[1],
                nth=key[2],
                layout="D",
                richness=50,
                root_symbol=None,
                account_reference=None,
                raw={},
            )

    @property
    def asked_for(self) -> list[str]:
        """The accounts that somebody asked to read."""
        return [body["account_id"] for path, body in self.messages.sent if path == "/api/jobs/sync/account"]
