"""Link the demo trader's account at the simulated broker as a trader does, by a personal grant; all over HTTP."""

import threading
import time
from dataclasses import dataclass
from typing import Any

import httpx

from dev.demo.account import DemoError, accounts, calling, told
from dev.standins.tastytrade.people import Grant
from dev.standins.tastytrade.trader import NUMBER

NAME = "Linked demo account"
READ_WITHIN = 180  # seconds
LINKS = "/api/connections/links"


@dataclass(frozen=True)
class Read:
    """The linked account once it is read and its books know every row."""

    rows: int
    seconds: float


def ensure(app_url: str, token: str, grant: Grant, stop: threading.Event) -> Read | None:
    """
    Link the account of who has the token if it is not there, and wait until it is up to date; None when stopped first.

    An account that was unlinked by hand stays so, and counts as read. Raises DemoError.
    """
    began = time.monotonic()
    with calling(app_url, token) as client:
        if _account(client) is None:
            _choose(client, _link(client, grant))
        while (rows := _rows_read(client)) is None:
            if time.monotonic() > began + READ_WITHIN:
                raise DemoError("the linked account was not read in time")
            if stop.wait(0.5):
                return None
    return Read(rows, time.monotonic() - began)


def _account(client: httpx.Client) -> dict[str, Any] | None:
    return next((one for one in accounts(client) if one["account_number"] == NUMBER), None)


def _link(client: httpx.Client, grant: Grant) -> str:
    """Return the link that opens the account: one that was made before, if it was, or a new one."""
    for link in told(client.get(LINKS))["items"]:
        offered = told(client.get(f"{LINKS}/{link['id']}/accounts"))["items"]
        if NUMBER in {one["number"] for one in offered}:
            return str(link["id"])
    pasted = {"client_secret": grant.client.secret, "refresh_token": grant.refresh_token}
    return str(told(client.post(LINKS, json=pasted))["id"])


def _choose(client: httpx.Client, link_id: str) -> None:
    """Follow the account, under a name that tells it from the imported one."""
    chosen = told(client.put(f"{LINKS}/{link_id}/accounts", json={"accounts": [{"number": NUMBER}]}))
    [followed] = chosen["items"]
    told(client.patch(f"/api/connections/accounts/{followed['account_id']}", json={"name": NAME}))


def _rows_read(client: httpx.Client) -> int | None:
    """Return how many rows there are once the account was read well, or is not followed any more; None until then."""
    followed = [one for link in told(client.get(LINKS))["items"] for one in link["accounts"]]
    is_waiting = any(one["account_number"] == NUMBER and one["last_good_at"] is None for one in followed)
    account = _account(client)
    return account["rows"] if account and account["is_current"] and not is_waiting else None
