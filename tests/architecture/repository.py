"""What the architecture tests read: the repository's own files."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv/bin/python"


def files(*patterns: str) -> list[Path]:
    """Return the files that are committed or about to be, relative to the root, that match any git pattern."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(path for name in listing.stdout.split("\0") if name and (ROOT / (path := Path(name))).is_file())


def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def function_files() -> list[Path]:
    """Return the Python files that the platform is meant to make into functions, relative to the root."""
    return [path for path in files("api/*.py") if not any(part.startswith("_") for part in path.parts)]


def module_name(path: Path) -> str:
    """Return the dotted name of a Python file."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def syntax(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def strings_in(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every literal string of a Python file with its line; an f-string's holes read as `{}`."""
    inside_f_strings: set[int] = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.JoinedStr):
            inside_f_strings.update(id(part) for part in node.values)
            yield node.lineno, "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside_f_strings:
            yield node.lineno, node.value
