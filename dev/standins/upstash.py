"""
A stand-in for the Upstash Redis REST API in front of a Redis server.

Written from Upstash's REST documents: a command as a JSON array or as a path, /pipeline, /multi-exec, a bearer token,
base64 answers on request, and `{"error": ...}` with 400.
"""

import base64
import hashlib
import json
import re
from typing import Any
from urllib.parse import unquote

from redis.asyncio import Redis
from redis.exceptions import RedisError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

# Commands that need a connection of one's own, or that Upstash keeps to itself.
UNAVAILABLE = {
    *("SUBSCRIBE", "PSUBSCRIBE", "MONITOR", "SELECT", "AUTH", "HELLO", "CLIENT", "CONFIG", "SHUTDOWN", "DEBUG"),
    *("BLPOP", "BRPOP", "WATCH", "MULTI", "EXEC"),
}
Command = list[Any]


class Face:
    """The REST face of one Redis."""

    def __init__(self, address: str, token: str) -> None:
        self._redis = Redis.from_url(address, protocol=2)
        self._redis.response_callbacks.clear()  # answers as Redis sends them, which is what Upstash passes on
        self._token = token
        self._scripts: dict[str, str] = {}

    async def answer(self, request: Request) -> Response:
        """Answer one HTTP request."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._token not in {bearer, request.query_params.get("_token")}:
            return JSONResponse({"error": "WRONGPASS invalid or missing auth token"}, 401)
        in_base64 = request.headers.get("upstash-encoding", "").lower() == "base64"
        path, body = request.url.path.strip("/"), await request.body()
        try:
            given: Any = json.loads(body) if path in {"", "pipeline", "multi-exec"} else None
        except ValueError:
            return JSONResponse({"error": "ERR failed to parse command"}, 400)
        match path:
            case "pipeline":
                return JSONResponse([await self._run(command, in_base64=in_base64) for command in given])
            case "multi-exec":
                return await self._transaction(given, in_base64=in_base64)
            case _:
                command = given or [*map(unquote, path.split("/")), *([body.decode()] if body else [])]
                result = await self._run(command, in_base64=in_base64)
                return JSONResponse(result, 400 if "error" in result else 200)

    async def _run(self, command: Command, *, in_base64: bool) -> dict[str, Any]:
        if refusal := _refusal(command):
            return {"error": refusal}
        try:
            result = await self._redis.execute_command(*self._prepared(command))  # type: ignore[no-untyped-call]
        except RedisError as failure:
            return {"error": _words(failure)}
        return {"result": _encoded(result, in_base64)}

    async def _transaction(self, commands: list[Command], *, in_base64: bool) -> Response:
        if refusal := next(filter(None, map(_refusal, commands)), None):
            return JSONResponse({"error": f"EXECABORT {refusal}"}, 400)
        pipeline = self._redis.pipeline(transaction=True)
        pipeline.response_callbacks.clear()
        for command in commands:
            pipeline.execute_command(*self._prepared(command))
        results = await pipeline.execute(raise_on_error=False)
        return JSONResponse(
            [
                {"error": _words(each)} if isinstance(each, Exception) else {"result": _encoded(each, in_base64)}
                for each in results
            ]
        )

    def _prepared(self, command: Command) -> list[str | int | float]:
        """Write the arguments as Redis takes them, and scripts without the flag that only Upstash knows."""
        words = [each if isinstance(each, str | int | float) else json.dumps(each) for each in command]
        name = str(words[0]).upper()
        at = 1 if name == "EVAL" else 2 if name == "SCRIPT" and str(words[1]).upper() == "LOAD" else 0
        if at:
            words[at] = self._without_flag(str(words[at]))
        if name == "EVALSHA":
            words[1] = self._scripts.get(str(words[1]).lower(), words[1])
        return words

    def _without_flag(self, script: str) -> str:
        plain = re.sub(r"\A#!lua flags=allow-key-locking\n", "", script)
        if plain != script:
            self._scripts[_sha1(script)] = _sha1(plain)
        return plain


def build(address: str, token: str) -> Starlette:
    """Return the application in front of the Redis at `address`."""
    face = Face(address, token)
    return Starlette(routes=[Route("/{path:path}", face.answer, methods=["GET", "POST", "PUT", "HEAD"])])


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _refusal(command: object) -> str | None:
    if not isinstance(command, list) or not command:
        return "ERR empty command"
    if str(command[0]).upper() in UNAVAILABLE:
        return f"ERR Command is not available: '{command[0]}'"
    return None


def _encoded(value: object, in_base64: bool) -> object:
    match value:
        case b"OK" | "OK":
            return "OK"
        case bytes():
            return base64.b64encode(value).decode() if in_base64 else value.decode("utf-8", "replace")
        case str() | float():
            return _encoded(str(value).encode(), in_base64)
        case list() | tuple():
            return [_encoded(each, in_base64) for each in value]
        case Exception():
            return str(value)
        case _:
            return value


def _words(failure: Exception) -> str:
    words = str(failure)
    return words if words.split(" ", maxsplit=1)[0].isupper() else f"ERR {words}"
