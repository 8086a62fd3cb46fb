"""The platform's routing, read from vercel.json: an existing file first, then the first rewrite that finds one."""

import json
import re
from pathlib import Path

from tests.architecture.repository import function_files, text

REWRITES: list[dict[str, str]] = json.loads(text(Path("vercel.json")))["rewrites"]


def address_of(function: Path) -> str:
    """Return the path at which the platform serves a function's file: api/jobs/books.py is /api/jobs/books."""
    return f"/{function.with_suffix('')}"


def functions_reached(path: str) -> list[Path]:
    """Return every function that some route leads to for a path, the one that answers first."""
    by_address = {address_of(function): function for function in function_files()}
    if path in by_address:
        return [by_address[path]]
    destinations = (destination(rewrite, path) for rewrite in REWRITES)
    return [by_address[address] for address in destinations if address in by_address]


def destination(rewrite: dict[str, str], path: str) -> str | None:
    """Return where one rewrite sends a path; None when it does not match."""
    source = re.sub(r":(\w+)", r"(?P<\1>[^/]+)", rewrite["source"])
    match = re.fullmatch(source, path)
    if match is None:
        return None
    return re.sub(r":(\w+)", lambda name: match[name[1]], rewrite["destination"])
