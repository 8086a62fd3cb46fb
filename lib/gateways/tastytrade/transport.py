"""What the `tastytrade` package sends goes through our own client: one address, one patience, our name."""

from typing import TYPE_CHECKING

import httpx2

from lib.gateways.tastytrade.api import Api

if TYPE_CHECKING:
    import httpx

PASSED_ON = ("accept", "authorization", "content-type")


class OurTransport(httpx2.AsyncBaseTransport):
    """
    Answers the package's requests by our client, and keeps the last answer, whose status the package's errors lack.

    The host that the package has built in is left out for the site's. Accept-Version is not passed on: neither
    address that the package is used for has versions. A websocket keeps the address the broker gave for it.
    """

    def __init__(self, api: Api) -> None:
        """Open nothing yet."""
        self._api = api
        self._sockets = httpx2.AsyncHTTPTransport()
        self.last: httpx.Response | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request; raises BrokerUnavailableError."""
        if "upgrade" in request.headers:
            request.headers["user-agent"] = self._api.site.user_agent
            return await self._sockets.handle_async_request(request)
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        path = request.url.raw_path.decode()
        answer = self.last = await self._api.send(request.method, path, headers=headers, content=await request.aread())
        kind = {"content-type": answer.headers.get("content-type", "")}
        return httpx2.Response(answer.status_code, headers=kind, content=answer.content, request=request)

    async def aclose(self) -> None:
        """Close what was opened for websockets; the package closes us after each of them, and may come again."""
        await self._sockets.aclose()
        self._sockets = httpx2.AsyncHTTPTransport()
