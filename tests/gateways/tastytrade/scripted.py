"""A site that answers from a script, and keeps what it was asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from lib.gateways.tastytrade.api import Api, Site
from lib.ports.broker import Grant
from lib.ports.secret import Secret

URL = "https://broker.example"
GRANT = Grant(client_secret=Secret("canary-secret"), refresh_token=Secret("canary-refresh"))
Answers = Callable[[httpx.Request], httpx.Response]


class Script:
    """Answers, in turn; the last one over and over."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.asked: list[httpx.Request] = []
        self._answers: Iterator[httpx.Response | Exception] = iter(answers)
        self._last: httpx.Response | Exception = httpx.Response(500)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        self._last = next(self._answers, self._last)
        if isinstance(self._last, Exception):
            raise self._last
        return self._last

    @property
    def addresses(self) -> list[str]:
        return [f"{request.method} {request.url.raw_path.decode()}" for request in self.asked]


@contextmanager
def site(*answers: httpx.Response | Exception) -> Iterator[tuple[Api, Script]]:
    script = Script(*answers)
    yield Api(httpx.AsyncClient(transport=httpx.MockTransport(script)), Site(URL, "1.2.3")), script


def listed(*items: object, **pagination: object) -> httpx.Response:
    told = {name.replace("_", "-"): value for name, value in pagination.items()}
    return httpx.Response(200, json={"data": {"items": list(items)}} | ({"pagination": told} if told else {}))
