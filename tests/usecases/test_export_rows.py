"""Broker rows as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from lib.ports.figures import Amount
from lib.ports.rows import AttentionList, RowLine, RowPage
from lib.usecases.export_rows import export_rows

ROW = RowLine(
    id="r1",
    account_id="a1",
    import_id="i1",
    executed_at=datetime(2024, 3, 1, 15, 30, tzinfo=UTC),
    type="Trade",
    sub_type="Buy to Open",
    action="Buy to Open",
    symbol="AAPL",
    underlying="AAPL",
    root_symbol=None,
    instrument_type="Equity",
    description="Bought 100 AAPL @ 5.00",
    quantity=Amount("100"),
    price=Amount("5"),
    multiplier=None,
    value=Amount("-500"),
    commission=Amount("0"),
    fees=Amount("-0.08"),
    net_value=Amount("-500.08"),
    expires_on=None,
    strike=None,
    option_right=None,
    order_id=None,
    currency="USD",
    layout="D",
    broker_id=None,
    account_reference=None,
)


class TestExportRows:
    async def test_makes_cells_inert_that_a_spreadsheet_would_run(self) -> None:
        rows = PagedRows([replace(ROW, description='=HYPERLINK("http://x")', symbol="@SUM(A1)", order_id="+1")])

        [row] = await exported(rows)

        assert row["description"] == '\'=HYPERLINK("http://x")'
        assert row["symbol"] == "'@SUM(A1)"
        assert row["order_id"] == "'+1"

    async def test_keeps_negative_numbers_numbers(self) -> None:
        [row] = await exported(PagedRows([ROW]))

        assert (row["value"], row["fees"], row["net_value"]) == ("-500", "-0.08", "-500.08")

    async def test_reads_every_page_and_repeats_no_heading(self) -> None:
        rows = PagedRows([replace(ROW, id="r1")], [replace(ROW, id="r2")], [replace(ROW, id="r3")])

        assert [row["id"] for row in await exported(rows)] == ["r1", "r2", "r3"]

    async def test_is_noted_in_the_audit_log_before_a_row_leaves(self) -> None:
        rows = PagedRows([ROW])

        await export_rows(rows, "a1")

        assert rows.noted == ["a1"]


class PagedRows:
    """Implements lib.ports.rows.Rows with these pages."""

    def __init__(self, *pages: list[RowLine]) -> None:
        self._pages = pages
        self.noted: list[str | None] = []

    async def rows(
        self,
        account: str | None,  # noqa: ARG002 - the port's signature
        *,
        underlying: str | None = None,  # noqa: ARG002
        ids: Sequence[str] | None = None,  # noqa: ARG002
        after: str | None = None,
        limit: int,  # noqa: ARG002
    ) -> RowPage:
        number = int(after or 0)
        following = str(number + 1) if number + 1 < len(self._pages) else None
        return RowPage(items=tuple(self._pages[number]), next=following)

    async def attention(self, account: str | None) -> AttentionList:  # noqa: ARG002
        return AttentionList(items=())

    async def note_export(self, account: str | None) -> None:
        self.noted.append(account)


async def exported(rows: PagedRows) -> list[dict[str, str]]:
    text = "".join([part async for part in await export_rows(rows, "a1")])
    return list(csv.DictReader(io.StringIO(text)))
