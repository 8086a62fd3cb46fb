"""Worked cases as the engine takes them: rows, instruments, and the rules of each mode."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lib.domain.books import Books
from lib.domain.ledger import build_books
from lib.domain.transactions import Transaction
from lib.domain.views import Rules, View
from lib.gateways.tastytrade.translate import transaction_of

Json = dict[str, Any]
ONE = Decimal(1)
MODES = {"broker": Rules(), "fold": Rules(view=View.FOLD), "lifo": Rules(lifo_from=date(1970, 1, 1))}


class UnreadableRowError(Exception):
    """A row that is no transaction of the broker's."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case in one mode: what the engine made of its rows, and how marks become money."""

    rows: tuple[Transaction, ...]
    books: Books
    marks: Mapping[str, Decimal]
    multipliers: Mapping[str, Decimal]

    @classmethod
    def of(cls, vector: Json, rows: tuple[Transaction, ...], books: Books) -> "Case":
        """Put rows and the books made of them beside the marks and multipliers of the case they are from."""
        marks = {symbol: Decimal(mark) for symbol, mark in (vector.get("marks") or {}).items()}
        return cls(rows, books, marks, multipliers_of(vector))


def case_of(vector: Json, rules: Rules) -> Case:
    """Translate a case's rows and build the books."""
    rows = rows_of(vector)
    return Case.of(vector, rows, build_books(rows, rules))


def rows_of(vector: Json) -> tuple[Transaction, ...]:
    """Translate a case's rows; a repeated id is the same row again, the last one counts."""
    multipliers = multipliers_of(vector)
    return tuple({row.id: row for row in (row_of(sent, multipliers) for sent in vector["transactions"])}.values())


def multipliers_of(vector: Json) -> Mapping[str, Decimal]:
    """Return what a case's instruments are multiplied by, where it says."""
    named = (vector.get("instruments") or {}).items()
    return {symbol: Decimal(its["multiplier"]) for symbol, its in named if "multiplier" in its}


def row_of(sent: Any, multipliers: Mapping[str, Decimal]) -> Transaction:  # noqa: ANN401 - whatever a file holds
    """Translate one row; raises UnreadableRowError."""
    try:
        return transaction_of(sent, multiplier=multipliers.get(sent.get("symbol", "")))
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as malformed:
        named = sent.get("id") if isinstance(sent, dict) else sent
        raise UnreadableRowError(f"row {named} cannot be read: {malformed!r}") from malformed
