"""A trader who calls the running functions with a token of their own."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx

from tests.local_stack import User

PATIENCE = 60  # seconds


class Trader:
    """What a trader does in the browser, one call per click."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def get(self, path: str, **parameters: Any) -> Any:  # noqa: ANN401 - parameters and JSON of any route
        answer = await self.http.get(path, params=parameters)
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.json()

    async def add_account(self, name: str = "Margin", **more: str) -> str:
        answer = await self.http.post("/api/connections/accounts", json={"name": name, **more})
        assert answer.status_code == httpx.codes.CREATED, answer.text
        return str(answer.json()["id"])

    async def patch(self, path: str, **changes: Any) -> Any:  # noqa: ANN401 - JSON of any route
        answer = await self.http.patch(path, json=changes)
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.json()

    async def upload(
        self, account_id: str, data: bytes, *, import_id: str | None = None, **parameters: str
    ) -> httpx.Response:
        """Send a file as the import page does, compressed, and return the answer."""
        return await self.http.put(
            f"/api/connections/imports/{import_id or uuid4()}",
            params={"account_id": account_id, "file_name": "history.csv", **parameters},
            content=gzip.compress(data),
            headers={"Content-Type": "application/gzip"},
        )

    async def import_file(self, account_id: str, data: bytes, **parameters: str) -> dict[str, Any]:
        """Send a file and wait until its books are published; return the import."""
        answer = await self.upload(account_id, data, **parameters)
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        return await self.published(answer.json()["id"])

    async def published(self, import_id: str, *, within: float = PATIENCE) -> dict[str, Any]:
        async with asyncio.timeout(within):
            while True:
                record: dict[str, Any] = await self.get(f"/api/connections/imports/{import_id}")
                if record["state"] == "published":
                    return record
                await asyncio.sleep(0.05)

    async def every(self, path: str, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - parameters of any route
        """Read a list page by page."""
        items: list[dict[str, Any]] = []
        after: dict[str, str] = {}
        while True:
            page = await self.get(path, limit=1000, **parameters, **after)
            items += page["items"]
            if page["next"] is None:
                return items
            after = {"after": page["next"]}


@asynccontextmanager
async def trader_of(functions: str, person: User) -> AsyncIterator[Trader]:
    """Yield a trader who has just confirmed their address and has nothing yet."""
    async with httpx.AsyncClient(base_url=functions, headers=person.bearer, timeout=PATIENCE) as http:
        yield Trader(http)
