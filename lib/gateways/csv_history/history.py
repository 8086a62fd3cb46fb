"""A whole file, read or refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lib.domain.transactions import Transaction
from lib.gateways.csv_history.checks import check
from lib.gateways.csv_history.layouts import ACCOUNT, Columns, Layout, columns_of
from lib.gateways.csv_history.record import Record
from lib.gateways.csv_history.refusals import HistoryError
from lib.gateways.csv_history.row import HistoryRow
from lib.gateways.csv_history.table import table_of
from lib.gateways.csv_history.text import HOW_TO_EXPORT, text_of
from lib.gateways.csv_history.translate import transaction_of
from lib.gateways.csv_history.translate_a import expiry_shift, transaction_of_a, with_adjusted_roots


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A file's layout, its rows in the file's order, and what it calls the account, where it says."""

    layout: str
    rows: tuple[HistoryRow, ...]
    account_reference: str | None


def read_history(data: bytes, *, time_zone: str | None = None) -> History:
    """
    Read a whole export of a tastytrade account's transactions.

    `time_zone` is the IANA name of the zone of the file's clock, for layout A, which gives none. A file with any error
    is refused whole: raises HistoryError with a sentence for the trader, the line and the column.
    """
    table = table_of(text_of(data))
    columns = columns_of(table.headings)
    records = [Record(line, cells, columns) for line, cells in table.records()]
    if not records:
        raise HistoryError(f"The file has headings and no rows. {HOW_TO_EXPORT}", code="empty_file", line=1)
    reference = account_of(records)
    zone = zone_named(time_zone)
    return History(
        layout=columns.layout.value,
        rows=tuple(rows_of(records, transactions_of(records, columns, zone), reference)),
        account_reference=reference,
    )


def transactions_of(records: Sequence[Record], columns: Columns, zone: tzinfo | None) -> list[Transaction]:
    """Read and check every record."""
    if columns.layout is Layout.A:
        shift = expiry_shift(records)
        read = [transaction_of_a(record, zone, shift) for record in records]
    else:
        read = [transaction_of(record, zone) for record in records]
    for row, record in zip(read, records, strict=True):
        check(row, record)
    return with_adjusted_roots(read) if columns.layout is Layout.A else read


def rows_of(
    records: Sequence[Record], transactions: Sequence[Transaction], reference: str | None
) -> Iterator[HistoryRow]:
    """Put each transaction beside what the file said."""
    for record, transaction in zip(records, transactions, strict=True):
        yield HistoryRow(
            transaction=transaction,
            line=record.line,
            raw=record.raw,
            root_symbol=record.text("Root Symbol") or None,
            account_reference=reference,
        )


def account_of(records: Sequence[Record]) -> str | None:
    """Return what the file calls its account; raises HistoryError when it names more than one."""
    named: str | None = None
    for record in records:
        reference = record.text(ACCOUNT) or None
        if named and reference and reference != named:
            raise record.refusal(
                "more_than_one_account",
                ACCOUNT,
                f'the file holds rows of "{named}" and of "{reference}". Export each account by itself',
            )
        named = named or reference
    return named


def zone_named(name: str | None) -> tzinfo | None:
    """Return the zone of an IANA name."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:  # OSError: a folder of zones, such as Europe
        raise HistoryError(
            f'"{name[:60]}" is not a time zone. Choose one such as Europe/Berlin.', code="time_zone_unknown"
        ) from unknown
