"""What one trader has is nobody else's, whatever they ask: every route of the ledger, tried."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from api import connections, pnl, transactions
from tests.api.histories import cash, history, stock
from tests.api.trader import Trader, trader_of
from tests.local_stack import User

HISTORY = history(
    stock("2024-01-03", "Buy to Open", 200, "5.00"),
    stock("2024-01-04", "Sell to Close", 100, "6.50"),
    cash("2024-01-05", "Lottery", "1.00", kind="Windfall"),
)


@pytest.fixture
async def owner(functions: str, person: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, person) as trader:
        yield trader


@pytest.fixture
async def intruder(functions: str, stranger: User) -> AsyncIterator[Trader]:
    async with trader_of(functions, stranger) as trader:
        yield trader


PNL = ("summary", "by-underlying", "closings", "open-lots", "by-trade", "by-day", "equity", "ledger")
EXPORTS = ("closings", "trades", "by-underlying", "by-day", "equity", "ledger", "open-lots")


class Belongings:
    """The ids of what the owner has."""

    def __init__(self, account: str, import_id: str, row: str, trade: str) -> None:
        self.account, self.import_id, self.row, self.trade = account, import_id, row, trade

    def requests(self) -> dict[tuple[str, str], httpx.Request]:
        """Return a request for each route, asking for what is the owner's."""
        asked = [*self._accounts(), *self._links(), *self._rows(), *self._figures()]
        return {(request.method, route): request for route, request in asked}

    def _accounts(self) -> Iterator[tuple[str, httpx.Request]]:
        account, one_import = f"/api/connections/accounts/{self.account}", f"/api/connections/imports/{self.import_id}"
        upload = {"account_id": self.account, "file_name": "x.csv"}
        change = {"name": "Mine now", "lifo_from": "2024-01-01"}
        yield "/api/connections/accounts", ask("GET", "/api/connections/accounts")
        yield "/api/connections/accounts", ask("POST", "/api/connections/accounts", json={"name": "Mine"})
        yield "/api/connections/accounts/{account_id}", ask("PATCH", account, json=change)
        yield "/api/connections/accounts/{account_id}", ask("DELETE", account, params={"confirm": "Margin"})
        yield "/api/connections/imports/{import_id}", ask("PUT", one_import, params=upload, content=HISTORY)
        yield "/api/connections/imports/{import_id}", ask("GET", one_import)
        yield (
            "/api/connections/imports",
            ask("GET", "/api/connections/imports", params={"account_id": self.account}),
        )
        yield "/api/connections/imports/{import_id}/publish", ask("POST", f"{one_import}/publish")

    def _links(self) -> Iterator[tuple[str, httpx.Request]]:
        """Ask for links by an account's id as well: theirs are tried in test_links."""
        link, account = f"/api/connections/links/{self.account}", f"/api/connections/accounts/{self.account}"
        grant = {"client_secret": "x" * 40, "refresh_token": "y" * 40}
        chosen = {"accounts": [{"number": "5WX00001", "account_id": self.account}]}
        yield "/api/connections/links", ask("GET", "/api/connections/links")
        yield "/api/connections/links", ask("POST", "/api/connections/links", json=grant)
        yield "/api/connections/links/{link_id}", ask("PUT", link, json=grant)
        yield "/api/connections/links/{link_id}", ask("DELETE", link)
        yield "/api/connections/links/{link_id}/accounts", ask("GET", f"{link}/accounts")
        yield "/api/connections/links/{link_id}/accounts", ask("PUT", f"{link}/accounts", json=chosen)
        yield "/api/connections/authorize", ask("GET", "/api/connections/authorize")
        spent = {"code": "c", "state": "s"}
        yield "/api/connections/callback", ask("POST", "/api/connections/callback", json=spent)
        for method, name in (("POST", "sync"), ("POST", "watch"), ("GET", "runs")):
            yield f"/api/connections/accounts/{{account_id}}/{name}", ask(method, f"{account}/{name}")

    def _rows(self) -> Iterator[tuple[str, httpx.Request]]:
        row, remark = f"/api/transactions/{self.row}", "/api/transactions/{transaction_id}"
        seen = {"code": "unknown_type", "transaction_ids": [self.row]}
        yield "/api/transactions", ask("GET", "/api/transactions", params={"ids": self.row})
        for name in ("attention", "attention/export", "export", "orders", "orders/export"):
            path = f"/api/transactions/{name}"
            yield path, ask("GET", path, params={"account": self.account})
        for name in ("acknowledge", "unacknowledge"):
            path = f"/api/transactions/attention/{name}"
            yield path, ask("POST", path, json=seen)
        for name, body in (("note", {"note": "Mine"}), ("basis", {"amount": "1"})):
            yield f"{remark}/{name}", ask("PUT", f"{row}/{name}", json=body)
            yield f"{remark}/{name}", ask("DELETE", f"{row}/{name}")

    def _figures(self) -> Iterator[tuple[str, httpx.Request]]:
        of_a_year = ["tax", "tax/lines", "export/form-8949.csv"]
        for name in [*PNL, *(f"export/{name}.csv" for name in EXPORTS), *of_a_year]:
            path = f"/api/pnl/{name}"
            year = {"year": "2024"} if name in of_a_year else {}
            yield path, ask("GET", path, params={"account": self.account, **year})
        yield "/api/pnl/trades/{trade_id}", ask("GET", f"/api/pnl/trades/{self.trade}")


@pytest.fixture
async def belongings(owner: Trader) -> Belongings:
    account = await owner.add_account("Margin")
    done = await owner.import_file(account, HISTORY)
    rows = await owner.every("/api/transactions")
    [trade] = await owner.every("/api/pnl/by-trade")
    return Belongings(account, done["id"], rows[0]["id"], trade["id"])


class TestStrangers:
    def test_are_tried_on_every_route(self) -> None:
        routes = {
            (method.upper(), path)
            for app in (connections.app, transactions.app, pnl.app)
            for path, operations in app.openapi()["paths"].items()
            for method in operations
        }

        assert set(Belongings("a", "i", "r", "t").requests()) == routes

    async def test_see_nothing_and_change_nothing(
        self, owner: Trader, intruder: Trader, belongings: Belongings
    ) -> None:
        before = await everything(owner, belongings)

        for (method, route), request in belongings.requests().items():
            answer = await intruder.http.send(with_headers(request, intruder.http))

            assert belongings.account not in answer.text, (method, route)
            assert belongings.row not in answer.text, (method, route)
            assert belongings.trade not in answer.text, (method, route)
            assert answer.status_code < 500, (method, route)
        assert await everything(owner, belongings) == before

    async def test_cannot_upload_into_somebody_elses_account(self, intruder: Trader, belongings: Belongings) -> None:
        answer = await intruder.upload(belongings.account, HISTORY)

        assert answer.status_code == 404

    async def test_cannot_take_over_somebody_elses_import(self, intruder: Trader, belongings: Belongings) -> None:
        own = await intruder.add_account("Mine")

        answer = await intruder.upload(own, HISTORY, import_id=belongings.import_id)

        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "import_id_in_use")
        assert await intruder.every("/api/transactions") == []


def ask(method: str, path: str, **more: object) -> httpx.Request:
    return httpx.Request(method, f"http://functions{path}", **more)  # type: ignore[arg-type] # what httpx takes


def with_headers(request: httpx.Request, http: httpx.AsyncClient) -> httpx.Request:
    """Return the same request, addressed to the functions and with the client's own headers."""
    url = http.base_url.copy_with(path=request.url.path, query=request.url.query or None)
    kept = {name: value for name, value in request.headers.items() if name == "content-type"}
    return http.build_request(request.method, url, content=request.content or None, headers=kept)


async def everything(owner: Trader, belongings: Belongings) -> list[object]:
    return [
        await owner.get("/api/connections/accounts"),
        await owner.get("/api/connections/links"),
        await owner.get(f"/api/connections/imports/{belongings.import_id}"),
        await owner.every("/api/transactions"),
        await owner.get("/api/pnl/summary"),
        await owner.get("/api/pnl/by-underlying"),
        await owner.get("/api/pnl/by-trade"),
        await owner.get(f"/api/pnl/trades/{belongings.trade}"),
        await owner.get("/api/transactions/attention"),
    ]
