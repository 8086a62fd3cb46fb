"""One OpenAPI document for all functions; the front end's types are made from it."""

import json
from typing import Any

from dev import routes
from dev.functions import load


def document() -> dict[str, Any]:
    """Merge what every function says of itself. Raises ValueError where two contradict each other."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    schemes: dict[str, Any] = {}
    for name in sorted(routes.functions()):
        described = load(name).openapi()
        components = described.get("components", {})
        _merge(paths, described["paths"], "path")
        _merge(schemas, components.get("schemas", {}), "schema")
        _merge(schemes, components.get("securitySchemes", {}), "security scheme")
    return {
        "openapi": "3.1.0",
        "info": {"title": "TastyTrade Tracker", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": schemes},
    }


def _merge(into: dict[str, Any], added: dict[str, Any], what: str) -> None:
    for name, value in added.items():
        if into.setdefault(name, value) != value or (what == "path" and into[name] is not value):
            raise ValueError(f"two functions describe the {what} {name}")


def main(_: list[str]) -> int:
    """Print the document."""
    print(json.dumps(document(), indent=1, sort_keys=True))
    return 0
