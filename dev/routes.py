"""Vercel's routing, as far as vercel.json uses it: which function answers a path."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Rewrite:
    """One rewrite; `destination` may name the groups of `source`."""

    source: re.Pattern[str]
    destination: str


def functions(root: Path = ROOT) -> dict[str, Path]:
    """Return every function's own path and file: api/jobs/books.py answers /api/jobs/books."""
    files = sorted((root / "api").rglob("*.py"))
    public = (file for file in files if not any(part.startswith("_") for part in file.relative_to(root).parts))
    return {f"/{file.relative_to(root).with_suffix('').as_posix()}": file for file in public}


def rewrites(root: Path = ROOT) -> list[Rewrite]:
    """Return the rewrites of vercel.json in their order."""
    listed = json.loads((root / "vercel.json").read_text())["rewrites"]
    return [Rewrite(_pattern(entry["source"]), entry["destination"]) for entry in listed]


def route(path: str, known: dict[str, Path], rules: list[Rewrite]) -> str | None:
    """Return the function that answers a path: its own file first, then the rewrites; None when there is none."""
    if path in known:
        return path
    for rule in rules:
        if found := rule.source.fullmatch(path):
            target = rule.destination
            for name, value in found.groupdict().items():
                target = target.replace(f":{name}", value)
            if target in known:
                return target
    return None


def _pattern(source: str) -> re.Pattern[str]:
    """Read the two forms of path-to-regexp that are in use: `:name` and an unnamed `(.*)`."""
    return re.compile(re.sub(r":(\w+)", r"(?P<\1>[^/]+)", source))
