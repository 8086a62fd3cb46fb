"""The published OpenAPI files and the recorded payloads, and what an answer has against them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.parts import SHARED

TASTYTRADE = SHARED / "data/tastytrade"
NUMBER = re.compile(r"-?\d+(\.\d+)?|NaN")
Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Published:
    """What is known of one route: its path in a file, and recordings with the object in them, or `within` it."""

    file: str
    path: str
    recordings: tuple[str, ...] = ()
    within: str | None = None

    def schema(self) -> Schema:
        """Return the schema of one object, with its references resolved; empty where none is published."""
        document = json.loads((TASTYTRADE / f"openapi/{self.file}.json").read_text())
        answer = document["paths"][self.path]["get"]["responses"]["200"]
        bodies: list[Schema] = [answer, *answer.get("content", {}).values()]
        given: Schema = next((body["schema"] for body in bodies if "schema" in body), {})
        schema = _resolved(given, document)
        return schema["items"] if schema.get("type") == "array" else schema

    def recorded(self) -> list[dict[str, Any]]:
        """Return the objects that were recorded."""
        found = [each for name in self.recordings for each in objects(json.loads(_recording(name).read_text()))]
        return [each[self.within] for each in found] if self.within else found


def objects(body: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return the objects of an answer, with or without its envelope."""
    data = body.get("data", body)
    return list(data["items"]) if isinstance(data, dict) and "items" in data else [data]


def problems(value: Any, schema: Schema, recorded: list[Any], at: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield what a value has against it: it must be as published, or as recorded where the two disagree."""
    if value is None:
        yield f"{at} is null"
    elif isinstance(value, dict) and (schema.get("properties") or any(isinstance(each, dict) for each in recorded)):
        properties = {_dashed(name): each for name, each in schema.get("properties", {}).items()}
        for name, part in value.items():
            samples = [each[name] for each in recorded if isinstance(each, dict) and name in each]
            if name in properties or samples:
                yield from problems(part, properties.get(name, {}), samples, f"{at}.{name}")
            else:
                yield f"{at}.{name} is neither published nor recorded"
    elif isinstance(value, list):
        samples = [part for each in recorded if isinstance(each, list) for part in each]
        of_parts = schema.get("items", schema if schema.get("properties") else {})
        for part in value:
            yield from problems(part, of_parts, samples, f"{at}[]")
    elif not _fits(value, schema) and not any(_is_alike(value, each) for each in recorded):
        yield f"{at} is {value!r}, published as {schema.get('type')}, recorded as {recorded[:1]}"


def _fits(value: Any, schema: Schema) -> bool:  # noqa: ANN401 - JSON
    """Whether a value is of its published type; numbers are written as text."""
    kind = schema.get("type")
    if kind in {"number", "integer"}:
        is_count = isinstance(value, int) and not isinstance(value, bool)
        return is_count or (isinstance(value, str) and NUMBER.fullmatch(value) is not None)
    if kind == "string" and isinstance(value, str):
        allowed = {each.lower() for each in schema.get("enum", [value])}
        return value.lower() in allowed and _is_a(schema.get("format"), value)
    if kind == "object":
        return isinstance(value, int | str | dict)
    return kind == "boolean" and isinstance(value, bool)


def _is_a(form: str | None, text: str) -> bool:
    day, rest = r"\d{4}-\d\d-\d\d", r"T\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)"
    return re.fullmatch({"date": day, "date-time": day + rest}.get(str(form), ".*"), text, re.DOTALL) is not None


def _is_alike(value: Any, recorded: Any) -> bool:  # noqa: ANN401 - JSON
    if isinstance(value, str) and isinstance(recorded, str) and NUMBER.fullmatch(recorded):
        return NUMBER.fullmatch(value) is not None
    return type(value) is type(recorded)


def _resolved(schema: Schema, document: Mapping[str, Any]) -> Schema:
    """Return a schema with what it refers to; what refers to itself is cut off."""
    if "$ref" in schema:
        target: Any = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target
    nested = {key: _resolved(schema[key], document) for key in ("items",) if key in schema}
    return {**schema, **nested}


def _dashed(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", lambda found: f"-{found[1].lower()}", name)


def _recording(name: str) -> Path:
    return TASTYTRADE / "api" / name
