"""Export broker rows as CSV, page by page, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import AsyncIterator, Iterable
from dataclasses import fields

from lib.ports.rows import RowLine, Rows

ROWS_PER_PAGE = 1_000
# What a spreadsheet would run when a cell starts with it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
OURS = {"account_id", "import_id", "layout", "raw"}
COLUMNS = [field.name for field in fields(RowLine) if field.name not in OURS]
NUMBERS = {"quantity", "price", "multiplier", "value", "commission", "fees", "net_value", "strike"}


async def export_rows(rows: Rows, account: str | None) -> AsyncIterator[str]:
    """
    Return the CSV text of all rows, newest first, one page at a time.

    The first page is read and the export noted before anything is returned, so that a failure there is still an
    answer and not a torn file.
    """
    page = await rows.rows(account, limit=ROWS_PER_PAGE)
    await rows.note_export(account)

    async def pages() -> AsyncIterator[str]:
        current = page
        yield csv_text([COLUMNS]) + csv_text(map(cells, current.items))
        while current.next:
            current = await rows.rows(account, after=current.next, limit=ROWS_PER_PAGE)
            yield csv_text(map(cells, current.items))

    return pages()


def cells(row: RowLine) -> list[str]:
    """Write one row's cells in the order of the columns."""
    return [cell(name, getattr(row, name)) for name in COLUMNS]


def cell(name: str, value: object) -> str:
    """Write one cell; text that a spreadsheet would run is made inert by an apostrophe, numbers stay numbers."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and name not in NUMBERS else text


def csv_text(rows: Iterable[list[str]]) -> str:
    """Write rows as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
