"""
How tests and tools steer the simulator. Nothing like this exists at tastytrade; every path begins with `/__control__`.

- `GET /clock`; `POST /clock` `{"at"?: time, "frozen"?: bool, "advance"?: seconds}` sets it, stops it, moves it on.
- `GET /faults`; `POST /faults` `{"kind", "path"?: pattern, "times"?: 1, "method"?, ...}` (faults.py); `DELETE /faults`.
- `GET /calls` what was called, oldest first; `DELETE /calls` forgets it.
- `GET /customers` everybody with their accounts and grants; `POST /customers` `{"first_name", "last_name"}` makes one
  with an application of their own and a personal grant, and answers with its secrets.
- `PUT /customers/{id}/accounts/{number}` `{"csv"?, "time_zone"?, "transactions"?, "orders"?, "nickname"?,
  "margin_or_cash"?, "is_closed"?, "opened_at"?}` adds or replaces an account; what the market does not know stays at
  the price of its last trade.
- `POST /accounts/{number}/transactions` `{"add"?: rows, "withdraw"?: ids}` changes what has happened.
- `POST /grants/revoke` `{"refresh_token"?, "customer"?}` deletes grants as the customer does on the website.
- `POST /clients` `{"name", "redirect_uris"}` registers an application.
"""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.people import Customer, Grant
from dev.standins.tastytrade.wire import BrokerAccount
from dev.standins.tastytrade.written import instant, moment


class Control:
    """The handlers, over one broker."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def clock(self, request: Request) -> Response:
        """Show the time, after setting it when asked."""
        clock, asked = self._broker.clock, await _body(request)
        at = moment(asked["at"]) if "at" in asked else None
        if at or "frozen" in asked:
            is_frozen = asked.get("frozen", clock.is_frozen)
            clock.freeze(at) if is_frozen else clock.run(at)
        clock.advance(timedelta(seconds=asked.get("advance", 0)))
        return JSONResponse({"now": instant(clock.now()), "frozen": clock.is_frozen})

    async def faults(self, request: Request) -> Response:
        """Show what is still to go wrong, after adding to it or forgetting it when asked."""
        if request.method == "DELETE":
            self._broker.faults.waiting.clear()
        elif request.method == "POST":
            self._broker.faults.add(**await _body(request))
        waiting = self._broker.faults.waiting
        return JSONResponse([{"kind": each.kind, "path": each.path, "times": each.times} for each in waiting])

    async def calls(self, request: Request) -> Response:
        """Show what was called, before forgetting it when asked."""
        made = list(self._broker.calls)
        if request.method == "DELETE":
            self._broker.calls.clear()
        return JSONResponse(made)

    async def customers(self, request: Request) -> Response:
        """Show everybody, or make somebody."""
        people = self._broker.people
        if request.method == "GET":
            self._welcome_everybody()
            return JSONResponse([self._customer(each) for each in people.customers.values()])
        asked = await _body(request)
        made = people.add_customer(asked["first_name"], asked["last_name"])
        people.personal_grant(made, tuple(asked.get("scopes", ("read",))))
        return JSONResponse(self._customer(made), 201)

    async def put_account(self, request: Request) -> Response:
        """Add or replace an account."""
        customer, number = request.path_params["customer"], request.path_params["number"]
        account = _account(number, await _body(request))
        self._broker.put_account(customer, account)
        return JSONResponse({"transactions": len(account.transactions), "orders": len(account.orders)})

    async def transactions(self, request: Request) -> Response:
        """Change what has happened in an account."""
        self._welcome_everybody()
        account, asked = self._broker.people.account(request.path_params["number"]), await _body(request)
        if account is None:
            raise ValueError("There is no such account.")
        withdrawn = set(asked.get("withdraw", ()))
        account.transactions[:] = [row for row in account.transactions if row["id"] not in withdrawn]
        self._broker.add_transactions(account, asked.get("add", ()))
        return JSONResponse({"transactions": len(account.transactions)})

    async def revoke(self, request: Request) -> Response:
        """Delete grants."""
        asked = await _body(request)
        found = [
            grant
            for grant in self._broker.people.grants.values()
            if asked in ({"refresh_token": grant.refresh_token}, {"customer": grant.customer.id})
        ]
        return JSONResponse({"revoked": self._broker.people.revoke(found)})

    async def clients(self, request: Request) -> Response:
        """Register an application."""
        asked = await _body(request)
        made = self._broker.people.add_client(asked["name"], *asked["redirect_uris"])
        return JSONResponse({"client_id": made.id, "client_secret": made.secret}, 201)

    def _welcome_everybody(self) -> None:
        for customer in self._broker.people.customers.values():
            self._broker.welcome(customer)

    def _customer(self, customer: Customer) -> dict[str, Any]:
        grants = [grant for grant in self._broker.people.grants.values() if grant.customer is customer]
        return {
            "id": customer.id,
            "name": customer.name,
            "accounts": [account.number for account in customer.accounts],
            "grants": [_grant(grant) for grant in grants],
        }


def control_route(broker: Broker) -> BaseRoute:
    """Return the routes that steer a broker."""
    control = Control(broker)
    return Mount(
        "/__control__",
        routes=[
            Route("/clock", _explained(control.clock), methods=["GET", "POST"]),
            Route("/faults", _explained(control.faults), methods=["GET", "POST", "DELETE"]),
            Route("/calls", _explained(control.calls), methods=["GET", "DELETE"]),
            Route("/customers", _explained(control.customers), methods=["GET", "POST"]),
            Route("/customers/{customer}/accounts/{number}", _explained(control.put_account), methods=["PUT"]),
            Route("/accounts/{number}/transactions", _explained(control.transactions), methods=["POST"]),
            Route("/grants/revoke", _explained(control.revoke), methods=["POST"]),
            Route("/clients", _explained(control.clients), methods=["POST"]),
        ],
    )


def _explained(handler: Any) -> Any:  # noqa: ANN401 - a route's endpoint, and one more
    async def answer(request: Request) -> Response:
        try:
            response: Response = await handler(request)
        except (ValueError, KeyError, TypeError) as refusal:
            return JSONResponse({"error": f"{type(refusal).__name__}: {refusal}"}, 400)
        return response

    return answer


async def _body(request: Request) -> dict[str, Any]:
    content = await request.body()
    return dict(await request.json()) if content else {}


def _grant(grant: Grant) -> dict[str, Any]:
    return {
        "client_id": grant.client.id,
        "client_secret": grant.client.secret,
        "refresh_token": grant.refresh_token,
        "scopes": list(grant.scopes),
        "is_revoked": grant.is_revoked,
    }


def _account(number: str, asked: dict[str, Any]) -> BrokerAccount:
    """Return the account a body describes. Raises ValueError."""
    if "csv" in asked:
        account = account_from_csv(asked["csv"], number, time_zone=asked.get("time_zone", "America/New_York"))
    else:
        opened = moment(asked.get("opened_at", "2020-01-02T14:30:00Z"))
        account = BrokerAccount(number=number, opened_at=opened, nickname="Individual")
        account.transactions += asked.get("transactions", ())
        account.orders += asked.get("orders", ())
    account.nickname = asked.get("nickname", account.nickname)
    account.margin_or_cash = asked.get("margin_or_cash", account.margin_or_cash)
    account.is_closed = asked.get("is_closed", account.is_closed)
    if "opened_at" in asked:
        account.opened_at = moment(asked["opened_at"])
    return account
