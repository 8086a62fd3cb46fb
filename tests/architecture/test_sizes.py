"""Past these sizes a noun is missing (STYLE of the house): find it and split."""

import ast
from pathlib import Path

from tests.architecture.repository import files, function_files, syntax, text

PYTHON_FILE = 300
FUNCTION = 40
SERVERLESS_FUNCTION_FILE = 150
COMPONENT_FILE = 200


class TestSizes:
    def test_no_python_file_is_longer_than_three_hundred_lines(self) -> None:
        assert too_long(files("*.py"), PYTHON_FILE) == []

    def test_no_serverless_function_is_longer_than_a_hundred_and_fifty_lines(self) -> None:
        assert too_long(function_files(), SERVERLESS_FUNCTION_FILE) == []

    def test_no_component_is_longer_than_two_hundred_lines(self) -> None:
        assert too_long(files("*.tsx"), COMPONENT_FILE) == []

    def test_no_python_function_is_longer_than_forty_lines(self) -> None:
        long_functions = [
            f"{path}:{node.lineno} {node.name} has {length} lines"
            for path in files("*.py")
            for node in ast.walk(syntax(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION
        ]

        assert long_functions == []


def too_long(paths: list[Path], limit: int) -> list[str]:
    return [f"{path} has {lines} lines" for path in paths if (lines := len(text(path).splitlines())) > limit]
