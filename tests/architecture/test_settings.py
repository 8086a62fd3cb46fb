"""Every setting is read in one place and listed in .env.example."""

import ast
import re
from pathlib import Path

from tests.architecture.repository import files, strings_in, syntax, text

SETTING = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
SET_BY_THE_PLATFORM = {"VERCEL_GIT_COMMIT_SHA"}


class TestSettings:
    def test_are_listed_in_the_example_when_they_are_read(self) -> None:
        read = {
            string for path in files("lib/wiring/*.py") for _, string in strings_in(path) if SETTING.fullmatch(string)
        }
        listed = set(re.findall(rf"^({SETTING.pattern})=", text(Path(".env.example")), re.MULTILINE))

        assert read - SET_BY_THE_PLATFORM == listed

    def test_are_read_in_the_wiring_only(self) -> None:
        readers = {path.parts[:2] for path in files("api/*.py", "lib/*.py") if reads_the_environment(syntax(path))}

        assert readers <= {("lib", "wiring")}

    def test_read_elsewhere_would_be_noticed(self) -> None:
        assert reads_the_environment(ast.parse("import os\nkey = os.environ['KEY']"))
        assert reads_the_environment(ast.parse("from os import getenv\nkey = getenv('KEY')"))


def reads_the_environment(tree: ast.Module) -> bool:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return bool((names | imported) & {"environ", "getenv"})
