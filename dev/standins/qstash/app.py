"""QStash's REST routes."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dev.standins.qstash.account import QStash
from dev.standins.qstash.schedules import Schedule

Handler = Callable[[QStash, Request], Awaitable[Response]]
LOOK_FOR_DUE_SCHEDULES_EVERY = 0.2  # seconds


async def publish(account: QStash, request: Request) -> Response:
    """Take one message for the address in the path."""
    taken = account.accept(_destination(request, "/v2/publish/"), request.headers, await request.body())
    return JSONResponse(taken, 202 if taken.get("deduplicated") else 201)


async def publish_batch(account: QStash, request: Request) -> Response:
    """Take several messages."""
    entries = json.loads(await request.body())
    taken = [
        account.accept(entry["destination"], entry.get("headers") or {}, (entry.get("body") or "").encode())
        for entry in entries
    ]
    return JSONResponse(taken, 201)


async def message(account: QStash, request: Request) -> Response:
    """Show a message that is under way, or cancel it."""
    found = account.under_way.get(request.path_params["id"])
    if found is None:
        return JSONResponse({"error": f"message {request.path_params['id']} not found"}, 404)
    if request.method == "DELETE":
        found[1].cancel()
        return JSONResponse({})
    return JSONResponse(found[0].as_json())


async def dead_letters(account: QStash, request: Request) -> Response:
    """Show what was given up, or forget some of it."""
    if request.method == "DELETE":
        ids = json.loads(await request.body())["dlqIds"]
        return JSONResponse({"deleted": sum(account.dead.pop(each, None) is not None for each in ids)})
    return JSONResponse({"messages": list(account.dead.values()), "cursor": None})


async def dead_letter(account: QStash, request: Request) -> Response:
    """Show one message that was given up, or forget it."""
    found = account.dead.get(request.path_params["id"])
    if found is None:
        return JSONResponse({"error": "dlq message not found"}, 404)
    if request.method == "DELETE":
        del account.dead[request.path_params["id"]]
        return JSONResponse({})
    return JSONResponse(found)


async def schedule_anew(account: QStash, request: Request) -> Response:
    """Make a schedule, or replace the one of the same id."""
    destination = _destination(request, "/v2/schedules/")
    made = Schedule.of(destination, request.headers, await request.body(), account.clock())
    account.schedules.by_id[made.id] = made
    return JSONResponse({"scheduleId": made.id})


async def all_schedules(account: QStash, _: Request) -> Response:
    """Show every schedule."""
    return JSONResponse([schedule.as_json() for schedule in account.schedules.by_id.values()])


async def one_schedule(account: QStash, request: Request) -> Response:
    """Show one schedule, or forget it."""
    found = account.schedules.by_id.get(request.path_params["id"])
    if found is None:
        return JSONResponse({"error": f"schedule {request.path_params['id']} not found"}, 404)
    if request.method == "DELETE":
        del account.schedules.by_id[found.id]
        return JSONResponse({})
    return JSONResponse(found.as_json())


async def hold_schedule(account: QStash, request: Request) -> Response:
    """Pause a schedule, or let it go on."""
    found = account.schedules.by_id.get(request.path_params["id"])
    if found is None:
        return JSONResponse({"error": f"schedule {request.path_params['id']} not found"}, 404)
    found.is_paused = request.path_params["what"] == "pause"
    return JSONResponse({})


async def keys(account: QStash, request: Request) -> Response:
    """Show the signing keys, after rotating them when asked."""
    if request.method == "POST":
        account.rotate()
    return JSONResponse({"current": account.current_key, "next": account.next_key})


ROUTES: tuple[tuple[str, tuple[str, ...], Handler], ...] = (
    ("/v2/publish/{destination:path}", ("POST",), publish),
    ("/v2/batch", ("POST",), publish_batch),
    ("/v2/messages/{id}", ("GET", "DELETE"), message),
    ("/v2/dlq", ("GET", "DELETE"), dead_letters),
    ("/v2/dlq/{id}", ("GET", "DELETE"), dead_letter),
    ("/v2/schedules", ("GET",), all_schedules),
    ("/v2/schedules/{id}", ("GET", "DELETE"), one_schedule),
    ("/v2/schedules/{id}/{what:str}", ("PATCH",), hold_schedule),
    ("/v2/schedules/{destination:path}", ("POST",), schedule_anew),
    ("/v2/keys", ("GET",), keys),
    ("/v2/keys/rotate", ("POST",), keys),
)


def build(account: QStash) -> Starlette:
    """Return the application of one account."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.get_running_loop().create_task(_watch_schedules(account))
        yield
        watching.cancel()
        await account.close()

    routes = [Route(path, _route(account, handler), methods=list(methods)) for path, methods, handler in ROUTES]
    return Starlette(routes=routes, lifespan=lifespan)


async def _watch_schedules(account: QStash) -> None:
    while True:
        account.run_due_schedules()
        await asyncio.sleep(LOOK_FOR_DUE_SCHEDULES_EVERY)


def _destination(request: Request, before: str) -> str:
    """Return the address in the path with its own escapes, which a decoded path has lost."""
    address: str = request.scope["raw_path"].decode().split("?")[0].removeprefix(before)
    return f"{address}?{request.url.query}" if request.url.query else address


def _route(account: QStash, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if request.headers.get("authorization", "").removeprefix("Bearer ") != account.token:
            return JSONResponse({"error": "unauthorized"}, 401)
        try:
            return await handler(account, request)
        except (ValueError, KeyError) as refusal:
            return JSONResponse({"error": str(refusal)}, 400)

    return answer
