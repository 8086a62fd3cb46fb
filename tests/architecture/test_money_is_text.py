"""PostgREST writes `numeric` as a JSON number, which every parser makes a float: so money is asked for as text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.repository import files, strings_in, syntax, text

COLUMN = r"(?:\w+:)?(\w+)((?:->>?\w+)*)(::\w+)?"
COLUMN_LIST = re.compile(rf"\s*{COLUMN}(?:\s*,\s*{COLUMN})+\s*")
CALLS_TO_FUNCTIONS = {"call", "call_bytes", "rpc"}
GATEWAY = files("lib/gateways/supabase/*.py")


def migrations() -> str:
    return "\n".join(text(path) for path in files("supabase/migrations/*.sql")).lower()


def money_columns() -> set[str]:
    """Return every column that a migration declares numeric."""
    return set(re.findall(r"^\s+(?:add column (?:if not exists )?)?(\w+) numeric\b", migrations(), re.MULTILINE))


def database_functions() -> set[str]:
    return set(re.findall(r"create (?:or replace )?function (?:public\.)?(\w+)", migrations()))


class TestMoney:
    @pytest.mark.parametrize("path", GATEWAY, ids=str)
    def test_is_selected_as_text_in(self, path: Path) -> None:
        money = money_columns()

        assert [f"{line} {column}" for line, select in selects(path) for column in uncast(select, money)] == []

    @pytest.mark.parametrize("path", GATEWAY, ids=str)
    def test_does_not_come_with_a_star_in(self, path: Path) -> None:
        assert [line for line, string in strings_in(path) if string in {"*", "select=*"}] == []

    def test_has_columns_in_the_migrations(self) -> None:
        assert {"price", "value", "commission", "fees", "net_value"} <= money_columns()

    @pytest.mark.parametrize(
        ("select", "seen"),
        [
            ("id,price", ["price"]),
            ("id, price::text", []),
            ("cost:price, id", ["price"]),
            ("id,price::text,fees::float8", ["fees"]),
            ("price", ["price"]),
        ],
    )
    def test_would_be_caught_as_a_number(self, select: str, seen: list[str]) -> None:
        assert list(uncast(select, {"price", "fees"})) == seen


class TestDatabaseFunctions:
    @pytest.mark.parametrize("path", GATEWAY, ids=str)
    def test_that_are_called_exist_for(self, path: Path) -> None:
        assert set(functions_called(path)) - database_functions() == set()


def selects(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what a file selects: every list of columns, and whatever is named `select`."""
    yield from ((line, string) for line, string in strings_in(path) if COLUMN_LIST.fullmatch(string))
    for node in ast.walk(syntax(path)):
        match node:
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                yield from (literal for key, value in pairs if is_select(key) for literal in literals(value))
            case ast.Call(func=ast.Attribute(attr="select"), args=arguments):
                yield from (literal for argument in arguments for literal in literals(argument))


def is_select(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "select"


def literals(node: ast.expr) -> Iterator[tuple[int, str]]:
    """Yield a literal string with its line; nothing for any other expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value


def uncast(select: str, money: set[str]) -> Iterator[str]:
    """Yield the money columns of a selection that would arrive as numbers."""
    for column, _, cast in re.findall(COLUMN, select):
        if column in money and cast != "::text":
            yield column


def functions_called(path: Path) -> Iterator[str]:
    """Yield the name of every database function that a file calls."""
    for node in ast.walk(syntax(path)):
        match node:
            case ast.Call(func=ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), *_]):
                if called in CALLS_TO_FUNCTIONS:
                    yield name
