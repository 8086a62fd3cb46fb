"""Every file under api/ is one function that exactly one route leads to, with routes that carry their full path."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.architecture.repository import function_files, module_name, syntax
from tests.architecture.routes import address_of, functions_reached

FUNCTIONS = [pytest.param(path, id=str(path)) for path in function_files()]


class TestRouting:
    @pytest.mark.parametrize("function", FUNCTIONS)
    def test_leads_to_each_function_and_to_no_other(self, function: Path) -> None:
        address = address_of(function)

        assert functions_reached(address) == [function]
        assert functions_reached(f"{address}/a/b") == [function]

    def test_leads_nowhere_for_a_function_that_does_not_exist(self) -> None:
        assert functions_reached("/api/unheard-of") == []
        assert functions_reached("/api/jobs/unheard-of/now") == []

    @pytest.mark.parametrize("function", FUNCTIONS)
    def test_finds_an_app_that_the_platform_can_see_without_running_the_file(self, function: Path) -> None:
        assert "app" in names_assigned_at_the_top(syntax(function))

    @pytest.mark.parametrize("function", FUNCTIONS)
    def test_of_every_endpoint_comes_back_to_its_own_function(self, function: Path) -> None:
        app = importlib.import_module(module_name(function)).app
        assert isinstance(app, FastAPI)

        paths = app.openapi()["paths"]

        assert {path: functions_reached(re.sub(r"{.*?}", "x", path)) for path in paths} == {
            path: [function] for path in paths
        }
        assert paths


def names_assigned_at_the_top(tree: ast.Module) -> set[str]:
    """Return the names that a plain assignment or import binds; what the platform's static detection accepts."""
    names: set[str] = set()
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                names.update(target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                names.add(name)
            case ast.ImportFrom(names=aliases):
                names.update(alias.asname or alias.name for alias in aliases)
    return names
