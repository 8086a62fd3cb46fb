"""The user's broker rows: read in pages, stored in chunks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from lib.domain.transactions import Transaction
from lib.gateways.supabase.rest import Rest, reading
from lib.gateways.supabase.stored_rows import with_rules
from lib.ports.ledger import KnownRow, NewRow, Stored
from lib.ports.rows import AttentionList, RowFilter, RowPage


class SupabaseRows:
    """Implements lib.ports.rows.Rows."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def rows(self, wanted: RowFilter, *, after: str | None = None, limit: int) -> RowPage:
        """Return one page of rows."""
        asked = {
            "p_account": wanted.account,
            "p_start": wanted.period.start and wanted.period.start.isoformat(),
            "p_end": wanted.period.end and wanted.period.end.isoformat(),
            "p_underlying": wanted.underlying,
            "p_instrument_type": wanted.instrument_type,
            "p_kind": wanted.kind,
            "p_search": wanted.search,
            "p_order": wanted.order,
            "p_ids": None if wanted.ids is None else list(wanted.ids),
            "p_after": after,
            "p_limit": limit,
        }
        page = await self._rest.call("list_transactions", asked)
        return reading(RowPage).validate_python(page | {"items": with_rules(page["items"])})

    async def attention(self, account: str | None) -> AttentionList:
        """Return what needs a look."""
        return await self._rest.read("attention_list", {"p_account": account}, AttentionList)


class SupabaseRowStore:
    """Implements lib.ports.ledger.RowStore."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def known_rows(self, account_id: str, identities: Sequence[str]) -> Sequence[KnownRow]:
        """Return what is stored under these identities."""
        asked = {"p_account": account_id, "p_identities": list(identities)}
        return await self._rest.read("known_rows", asked, tuple[KnownRow, ...])

    async def account_reference(self, account_id: str) -> str | None:
        """Return what files of this account call it."""
        query = {
            "select": "account_reference",
            "account_id": f"eq.{account_id}",
            "account_reference": "not.is.null",
            "limit": "1",
        }
        found = await self._rest.select("transactions", query)
        return str(found[0]["account_reference"]) if found else None

    async def store_rows(self, account_id: str, import_id: str, rows: Sequence[NewRow]) -> Stored:
        """Add the absent, complete the poorer, leave the rest, all in one step."""
        asked = {"p_account": account_id, "p_import": import_id, "p_rows": [columns(row) for row in rows]}
        return await self._rest.read("store_rows", asked, Stored)


def columns(row: NewRow) -> Mapping[str, object]:
    """Lay one row out as the table has it."""
    return cells(row.transaction) | {
        "identity": row.identity,
        "nth": row.nth,
        "root_symbol": row.root_symbol,
        "layout": row.layout,
        "richness": row.richness,
        "account_reference": row.account_reference,
        "raw": row.raw,
    }


def cells(its: Transaction) -> dict[str, object]:
    """Lay out what a row says, whoever told it; decimals travel as text."""
    return {
        "id": its.id,
        "executed_at": its.executed_at.isoformat(),
        "type": its.type,
        "sub_type": its.sub_type,
        "action": its.action,
        "symbol": its.symbol,
        "underlying": its.underlying,
        "instrument_type": its.instrument_type,
        "description": its.description,
        "quantity": text(its.quantity),
        "price": text(its.price),
        "multiplier": text(its.multiplier),
        "value": text(its.value),
        "commission": text(its.commission),
        "fees": text(its.fees),
        "net_value": text(its.net_value),
        "expires_on": its.expires_on and its.expires_on.isoformat(),
        "strike": text(its.strike),
        "option_right": its.right,
        "order_id": its.order_id,
        "currency": its.currency,
        "sequence": its.sequence,
        "broker_id": its.broker_id,
        "reverses": its.reverses,
    }


def text(number: Decimal | None) -> str | None:
    """Write a decimal without an exponent."""
    return None if number is None else format(number, "f")
