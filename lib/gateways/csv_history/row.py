"""One row of a history as the file gave it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.domain.transactions import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """The row in the trade's own terms (its id is the caller's to give), the line it starts on and its cells."""

    transaction: Transaction
    line: int
    raw: Mapping[str, str]
    root_symbol: str | None
    account_reference: str | None
