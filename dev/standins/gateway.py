"""
A stand-in for Supabase's API gateway: API keys in, roles out, Auth and PostgREST behind one address.

Written from Supabase's documents on API keys: a request needs an `apikey`; a publishable or secret key that is not
accompanied by a user's token becomes a short-lived token of its role; a secret key from a browser is refused.
"""

import contextlib
from collections.abc import AsyncIterator

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dev.standins import auth
from dev.standins.keys import Keys

OPEN = ("/auth/v1/.well-known", "/auth/v1/health")
EXPOSED = ["content-range", "x-total-count", "link", "x-supabase-api-version", "x-sb-error-code"]
METHODS = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]
# Of one connection, not of the message: a proxy makes its own.
PER_CONNECTION = {
    *("connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "host"),
    *("content-length", "content-encoding"),
}


class ApiKeys:
    """Middleware that checks the `apikey` and gives the request the token of its role."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app = app
        self._keys = keys
        self._roles = {keys.publishable: "anon", keys.secret: "service_role"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request with a known key through."""
        if scope["type"] != "http" or scope["method"] == "OPTIONS" or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        key = request.headers.get("apikey", "") or request.query_params.get("apikey", "")
        if refusal := self._refusal(key, request.headers.get("user-agent", "")):
            await refusal(scope, receive, send)
            return
        token = request.headers.get("authorization", "")[len("Bearer ") :]
        if not token or token in self._roles:
            bearer = f"Bearer {self._keys.role_token(self._roles[key])}".encode()
            others = [(name, value) for name, value in scope["headers"] if name.lower() != b"authorization"]
            scope = {**scope, "headers": [*others, (b"authorization", bearer)]}
        await self._app(scope, receive, send)

    def _refusal(self, key: str, user_agent: str) -> JSONResponse | None:
        if not key:
            hint = "No `apikey` request header or url param was found."
            return JSONResponse({"message": "No API key found in request", "hint": hint}, 401)
        if key not in self._roles:
            return JSONResponse({"message": "Invalid API key", "hint": "Double check the provided API key."}, 401)
        if key == self._keys.secret and user_agent.startswith("Mozilla/"):
            return JSONResponse({"message": "Forbidden use of secret API key in browser"}, 401)
        return None


def build(project: auth.Project, postgrest_url: str) -> Starlette:
    """Return the gateway in front of `project`'s Auth and of PostgREST."""
    client = httpx.AsyncClient(base_url=postgrest_url, timeout=60, trust_env=False)

    async def rest(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        kept = [(name, value) for name, value in request.headers.items() if name not in PER_CONNECTION | {"apikey"}]
        path = f"/{request.path_params['path']}{query}"
        try:
            answer = await client.request(request.method, path, headers=kept, content=await request.body())
        except httpx.HTTPError as failure:
            return JSONResponse({"code": "PGRST000", "message": f"PostgREST cannot be reached: {failure!r}"}, 503)
        headers = {name: value for name, value in answer.headers.items() if name not in PER_CONNECTION}
        return Response(answer.content, answer.status_code, headers)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await project.pool.open()
        yield
        await project.pool.close()
        await client.aclose()

    routes = [Mount("/auth/v1", auth.build(project)), Route("/rest/v1/{path:path}", rest, methods=METHODS)]
    cors = Middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"], expose_headers=EXPOSED
    )
    return Starlette(lifespan=lifespan, routes=routes, middleware=[cors, Middleware(ApiKeys, keys=project.keys)])
