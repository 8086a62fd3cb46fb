"""The published exports, and an account that keeps their rows as the database does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from lib.domain.books import Books
from lib.domain.identity import match_rows
from lib.domain.ledger import build_books
from lib.domain.transactions import Transaction
from lib.gateways.csv_history import HistoryRow, read_history
from tests.parts import where

BERLIN = "Europe/Berlin"
CENT = Decimal("0.01")
RICHNESS = {"A": 0, "B0": 1, "B": 2, "C": 3, "D": 4}
TRADING = {"Trade", "Receive Deliver"}


def history(name: str) -> Path:
    return Path(where("shared")) / "data" / "tastytrade" / "history" / name


D = "avion23_2018_2025.csv"
C = "avion23_2018_2024.csv"
A = "avion23_legacy_2018_2021.csv"
B0 = "tastyware_2020_2021.csv"


def read(name: str) -> tuple[HistoryRow, ...]:
    return read_history(history(name).read_bytes(), time_zone=BERLIN if name == A else None).rows


@dataclass
class StoredRow:
    """A row as an account keeps it."""

    id: str
    identity: str
    nth: int
    richness: int
    transaction: Transaction

    @property
    def sub_type(self) -> str | None:
        return self.transaction.sub_type

    @property
    def action(self) -> str | None:
        return self.transaction.action

    @property
    def executed_at(self) -> datetime:
        return self.transaction.executed_at

    @property
    def net_value(self) -> Decimal:
        return self.transaction.net_value

    @property
    def order_id(self) -> str | None:
        return self.transaction.order_id

    @property
    def is_to_the_second(self) -> bool:
        return self.richness > RICHNESS["A"]


class Account:
    """Keeps rows as the database does: what is new is added, what is poorer is completed, the rest is left."""

    def __init__(self) -> None:
        self.stored: dict[str, StoredRow] = {}

    def take(self, layout: str, rows: Sequence[HistoryRow]) -> int:
        """Return how many rows were new."""
        before = len(self.stored)
        transactions = [row.transaction for row in rows]
        matches = match_rows(transactions, self.stored.values(), to_the_second=layout != "A")
        for transaction, match in zip(transactions, matches, strict=True):
            row_id = match.known_id or f"{match.identity}#{match.nth}"
            known = self.stored.get(row_id)
            if known is None or known.richness < RICHNESS[layout]:
                kept = replace(transaction, id=row_id)
                self.stored[row_id] = StoredRow(row_id, match.identity, match.nth, RICHNESS[layout], kept)
        return len(self.stored) - before

    def books(self) -> Books:
        return build_books(row.transaction for row in self.stored.values())

    def figures(self) -> list[tuple[datetime, str | None, Decimal, Decimal]]:
        """Return what is stored, but for the ids."""
        rows = (row.transaction for row in self.stored.values())
        return sorted((row.executed_at, row.symbol or "", row.value, row.net_value) for row in rows)
