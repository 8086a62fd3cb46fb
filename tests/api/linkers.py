"""Traders who have accounts at the simulated broker, and what they do on the connections page."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit
from uuid import uuid4

import httpx

from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.people import Customer, Grant
from tests.api.trader import PATIENCE, Trader

NUMBERS = iter(f"5WQ{number:05d}" for number in range(1, 100_000))


@dataclass
class AtBroker:
    """A customer with a grant of their own application."""

    broker: Broker
    customer: Customer
    grant: Grant

    @property
    def pasted(self) -> dict[str, str]:
        """What they copy from the broker's site."""
        return {"client_secret": self.grant.client.secret, "refresh_token": self.grant.refresh_token}

    @property
    def numbers(self) -> list[str]:
        return [account.number for account in self.customer.accounts]

    def another_grant(self) -> "AtBroker":
        """Have them make one more application and grant."""
        return AtBroker(self.broker, self.customer, self.broker.people.personal_grant(self.customer))


def customer_with(broker: Broker, *histories: bytes) -> AtBroker:
    """Make a customer with one account for each history."""
    accounts = [
        account_from_csv(text.decode(), next(NUMBERS), nickname=f"Account {place}")
        for place, text in enumerate(histories, start=1)
    ]
    customer = broker.people.add_customer("Lin", f"Ker {uuid4().hex[:8]}", accounts)
    broker.remember_prices()
    return AtBroker(broker, customer, broker.people.personal_grant(customer))


async def linked(trader: Trader, at: AtBroker) -> str:
    """Link by the customer's grant; return the link's id."""
    answer = await trader.http.post("/api/connections/links", json=at.pasted)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def chosen(trader: Trader, link: str, *accounts: str | dict[str, str]) -> list[dict[str, Any]]:
    """Follow accounts, by number or with the imported account each is; return what is followed."""
    choices = [{"number": one} if isinstance(one, str) else one for one in accounts]
    answer = await trader.http.put(f"/api/connections/links/{link}/accounts", json={"accounts": choices})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def links(trader: Trader) -> list[dict[str, Any]]:
    return list((await trader.get("/api/connections/links"))["items"])


async def until_synced(trader: Trader, account: str) -> dict[str, Any]:
    """Wait as the page does, until an account was read and its books are up to date; return how it syncs."""
    async with asyncio.timeout(PATIENCE):
        while True:
            accounts = (await trader.get("/api/connections/accounts"))["items"]
            followed = [one for link in await links(trader) for one in link["accounts"]]
            sync: dict[str, Any]
            [sync] = [one for one in followed if one["account_id"] == account]
            if sync["last_good_at"] and all(one["is_current"] for one in accounts if one["id"] == account):
                return sync
            await asyncio.sleep(0.1)


async def consented(broker_url: str, url: str, customer: Customer, decision: str = "approve") -> dict[str, str]:
    """Decide on the broker's consent page; return what the browser comes back with."""
    asked = dict(parse_qsl(urlsplit(url).query))
    headers = {"User-Agent": "browser/1.0"}
    async with httpx.AsyncClient(base_url=broker_url, headers=headers) as browser:
        page = await browser.post("/auth.html", data=asked | {"customer": customer.id, "decision": decision})
    assert page.status_code == 303, page.text
    back = urlsplit(page.headers["location"])
    return {name: values[0] for name, values in parse_qs(back.query).items()}


def clear_texts(at: AtBroker) -> Iterator[str]:
    """Yield what must be seen nowhere."""
    yield at.grant.client.secret
    yield at.grant.refresh_token
