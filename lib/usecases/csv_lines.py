"""Lines as CSV, safe to open in a spreadsheet: text cannot run there, and numbers stay numbers."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from lib.ports.figures import Amount

# What a spreadsheet would run when a cell starts with it, in half and in full width.
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """One column: its heading, and what a line has there, written out."""

    heading: str
    write: Callable[[Line], str]


def columns_of(kind: type[Any], *, names: Mapping[str, str], without: Iterable[str] = ()) -> list[Column[Any]]:
    """
    Return a column per field of a read model; `account_id` becomes the account's name, as `names` has it.

    What is no number by its type is text, and made inert.
    """
    hints = get_type_hints(kind)
    left_out = set(without)
    return [
        account_column(names) if field.name == "account_id" else column(field.name, hints[field.name])
        for field in fields(kind)
        if field.name not in left_out
    ]


def column(name: str, hint: object) -> Column[Any]:
    """Return the column of one field."""
    write = number if Amount in (hint, *get_args(hint)) else text
    return Column(name, lambda line: write(getattr(line, name)))


def account_column(names: Mapping[str, str]) -> Column[Any]:
    """Return the column with the account's name; its id where it has none any more."""
    return Column("account", lambda line: text(names.get(line.account_id, line.account_id)))


def number(value: object) -> str:
    """Write a number; nothing where there is none."""
    return "" if value is None else str(value)


def text(value: object) -> str:
    """Write anything else; what a spreadsheet would run is made inert by an apostrophe."""
    match value:
        case str():
            return inert(str(value))
        case None:
            return ""
        case bool() | int():
            return str(value).lower()
        case tuple():
            return inert(" ".join(map(str, value)))
        case Mapping():
            return inert(json.dumps(value, ensure_ascii=False, sort_keys=True))
        case _:
            return inert(str(value))


def inert(words: str) -> str:
    """Return text that no spreadsheet runs."""
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def heading(columns: Sequence[Column[Any]]) -> str:
    """Write the first line."""
    return csv_text([[one.heading for one in columns]])


def lines_of(columns: Sequence[Column[Line]], items: Iterable[Line]) -> str:
    """Write the other lines."""
    return csv_text([one.write(item) for one in columns] for item in items)


def csv_text(rows: Iterable[list[str]]) -> str:
    """Write rows as CSV."""
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
