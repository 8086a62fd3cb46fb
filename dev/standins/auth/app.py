"""Auth's routes on one ASGI application."""

import json
from collections.abc import Awaitable, Callable

import psycopg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dev.standins.auth import admin, public
from dev.standins.auth.errors import AuthError
from dev.standins.auth.project import Call, Project

Handler = Callable[[Call], Awaitable[Response]]
ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "/signup", public.signup),
    ("POST", "/token", public.token),
    ("POST", "/verify", public.verify),
    ("POST", "/recover", public.recover),
    ("POST", "/resend", public.resend),
    ("POST", "/logout", public.logout),
    ("GET", "/user", public.read_user),
    ("PUT", "/user", public.change_user),
    ("GET", "/admin/users", admin.list_users),
    ("POST", "/admin/users", admin.add_user),
    ("GET", "/admin/users/{id}", admin.read_user),
    ("PUT", "/admin/users/{id}", admin.change_user),
    ("DELETE", "/admin/users/{id}", admin.delete_user),
)


def build(project: Project) -> Starlette:
    """Return the application; whoever mounts it opens and closes the project's pool."""
    routes = [Route(path, _route(project, handler), methods=[method]) for method, path, handler in ROUTES]
    return Starlette(routes=[*routes, Route("/health", _health), Route("/.well-known/jwks.json", _keys(project))])


def _route(project: Project, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            body = await request.body()
            fields = json.loads(body) if body else {}
            async with project.pool.connection() as connection:
                return await handler(Call(project, connection, request, fields))
        except AuthError as refusal:
            return refusal.answer(request)
        except json.JSONDecodeError:
            return AuthError(400, "bad_json", "Could not parse request body as JSON").answer(request)
        except psycopg.Error as failure:  # a trigger of the project's own that raises, above all
            words = f"Database error saving new user ({failure.sqlstate})"
            return AuthError(500, "unexpected_failure", words).answer(request)

    return answer


async def _health(_: Request) -> Response:
    return JSONResponse({"version": "stand-in", "name": "GoTrue", "description": "GoTrue is a user registration API"})


def _keys(project: Project) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_: Request) -> Response:
        return JSONResponse(project.keys.key_set, headers={"Cache-Control": "public, max-age=600"})

    return answer
