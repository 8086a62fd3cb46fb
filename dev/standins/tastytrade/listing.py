"""A call as a handler sees it: who asks, with which parameters; and the envelope around what is answered."""

import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from dev.standins.tastytrade import errors
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.faults import Troubles
from dev.standins.tastytrade.people import Grant
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import moment

T = TypeVar("T")
FLAGS = {"true": True, "false": False, "1": True, "0": False}


@dataclass(frozen=True)
class Call:
    """One call of the API, signed in unless its route is open; `version` is the order service's."""

    broker: Broker
    request: Request
    troubles: Troubles
    grant: Grant | None = None
    version: int | None = None

    @property
    def signed_in(self) -> Grant:
        """The grant the call is made with. Raises RefusedError."""
        if self.grant is None:
            raise errors.unauthorized()
        return self.grant

    @property
    def account(self) -> BrokerAccount:
        """The account of the path. Raises RefusedError."""
        number = self.request.path_params["number"]
        own = (account for account in self.signed_in.customer.accounts if account.number == number)
        if found := next(own, None):
            return found
        if self.broker.people.account(number):
            raise errors.not_permitted()
        raise errors.not_found(f"account with number {number}")

    @property
    def now(self) -> datetime:
        """The simulator's present."""
        return self.broker.clock.now()

    def path(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    def text(self, name: str) -> str | None:
        """Return a parameter, None where it is not given."""
        return self.request.query_params.get(name) or None

    def texts(self, name: str) -> list[str]:
        """Return a parameter that may come several times, under its name or its name with brackets."""
        given = self.request.query_params
        return [value for key in (f"{name}[]", name) for value in given.getlist(key) if value]

    def one_of(self, name: str, default: str, *allowed: str) -> str:
        """Return a parameter that has few values. Raises RefusedError."""
        value = self.text(name) or default
        if value not in allowed:
            raise errors.invalid(name)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a parameter that is true or false. Raises RefusedError."""
        text = self.text(name)
        if text is None:
            return default
        if text.lower() not in FLAGS:
            raise errors.invalid(name, reason="is invalid")
        return FLAGS[text.lower()]

    def day(self, name: str) -> date | None:
        """Return a parameter that is a day. Raises RefusedError."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise errors.invalid(name, reason="is invalid") from None

    def at(self, name: str) -> datetime | None:
        """Return a parameter that is a moment. Raises RefusedError."""
        text = self.text(name)
        try:
            return moment(text) if text else None
        except ValueError:
            raise errors.invalid(name, reason="is invalid") from None

    def integer(self, name: str, default: int, least: int, most: float = math.inf) -> int:
        """Return a parameter that is a whole number within bounds. Raises RefusedError."""
        text = self.text(name) or str(default)
        if not text.isdigit():
            raise errors.invalid(name, reason="is invalid")
        if not least <= int(text) <= most:
            raise errors.invalid(name)
        return int(text)

    def item(self, data: Wire) -> Wire:
        """Return the envelope of one object."""
        return {"data": data, "context": self.request.url.path}

    def items(self, items: Sequence[Wire]) -> Wire:
        """Return the envelope of a list that has no pages."""
        return self.item({"items": self.troubles.page(items)})

    def page(self, items: Sequence[Wire], *, usual: int, most: int) -> Wire:
        """Return the envelope of the page that was asked for. Raises RefusedError."""
        return self.page_of(self.troubles.rows(items), list, usual=usual, most=most)

    def page_of(self, there: Sequence[T], write: Callable[[Sequence[T]], list[Wire]], *, usual: int, most: int) -> Wire:
        """Return the envelope of the page that was asked for, of things that are written when shown only."""
        size, offset = self.integer("per-page", usual, 1, most), self.integer("page-offset", 0, 0)
        start = self.troubles.shift(offset * size)
        shown = self.troubles.page(write(there[start : start + size]))
        pagination = {
            "per-page": size,
            "page-offset": offset,
            "item-offset": offset * size,
            "total-items": len(there),
            "total-pages": math.ceil(len(there) / size),
            "current-item-count": len(shown),
            "previous-link": None,
            "next-link": None,
            "paging-link-template": None,
        }
        envelope = {"api-version": "v1", "context": self.request.url.path, "pagination": pagination}
        return {"data": {"items": shown}} | envelope


Answer = Wire | Response
Handler = Callable[[Call], Answer | Awaitable[Answer]]
Routes = Sequence[tuple[str, str, Handler]]
"""Method, path and handler."""
