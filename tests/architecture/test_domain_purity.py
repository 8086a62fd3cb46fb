"""The domain counts in Decimal and is a pure function of what it is told."""

import ast
import subprocess
from collections.abc import Iterator

import pytest

from tests.architecture.repository import PYTHON, ROOT, files, syntax

FLOAT_MODULES = {"cmath", "math", "statistics"}
CLOCK_AND_CHANCE_MODULES = {"random", "secrets", "time"}
CLOCK_AND_CHANCE_NAMES = {"now", "today", "utcnow", "uuid1", "uuid4", "urandom"}


class TestDomain:
    def test_has_no_float_no_clock_and_no_randomness(self) -> None:
        found = [f"{path}:{flaw}" for path in files("lib/domain/*.py") for flaw in flaws(syntax(path))]

        assert found == []

    @pytest.mark.parametrize(
        "planted",
        [
            "rate = 0.5",
            "price = float('1.10')",
            "def fee(quantity: float) -> None: ...",
            "from math import floor",
            "import time",
            "import random as chance",
            "day = date.today()",
            "moment = datetime.now(tz=UTC)",
            "from uuid import uuid4",
            "new_id = uuid.uuid4()",
        ],
    )
    def test_would_be_caught_using(self, planted: str) -> None:
        assert list(flaws(ast.parse(planted))) != []

    @pytest.mark.parametrize(
        "allowed",
        ["share = Decimal('0.5')", "from datetime import datetime, timedelta", "total = row.value / 3", "'at 0.5'"],
    )
    def test_may_use(self, allowed: str) -> None:
        assert list(flaws(ast.parse(allowed))) == []

    @pytest.mark.parametrize(
        "planted",
        [
            "import datetime\n\nNOW = datetime.datetime.now(tz=datetime.UTC)\n",
            "from datetime import date\n\nTODAY = date.today()\n",
            "import random\n",
            "from uuid import uuid4\n",
        ],
    )
    def test_is_watched_in_the_editor_too(self, planted: str) -> None:
        checked = subprocess.run(
            [PYTHON.parent / "ruff", "check", "--no-cache", "--stdin-filename", "lib/domain/planted.py", "-"],
            input=planted,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

        assert "TID251" in checked.stdout


def flaws(tree: ast.Module) -> Iterator[str]:
    """Yield what in a module's syntax would make a number inexact or an answer depend on more than its input."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield f"{node.lineno} float literal {node.value!r}"
            case ast.Name(id="float" | "complex"):
                yield f"{node.lineno} {node.id}"
            case ast.Attribute(attr=name) if name in CLOCK_AND_CHANCE_NAMES:
                yield f"{node.lineno} .{name}"
            case ast.Import(names=names):
                yield from (f"{node.lineno} import {alias.name}" for alias in names if is_banned(alias.name))
            case ast.ImportFrom(module=str(module), names=names):
                banned_names = [alias.name for alias in names if alias.name in CLOCK_AND_CHANCE_NAMES]
                if is_banned(module) or banned_names:
                    yield f"{node.lineno} from {module} import {', '.join(alias.name for alias in names)}"


def is_banned(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in FLOAT_MODULES | CLOCK_AND_CHANCE_MODULES
