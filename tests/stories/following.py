"""A trader whose account at the simulated broker is linked and read, as the service and the queue do it."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import httpx

from dev.stack import Stack
from dev.standins.tastytrade.people import Grant
from dev.standins.tastytrade.wire import BrokerAccount
from lib.domain.new_york import new_york_day
from lib.gateways.qstash.messages import QStashMessages
from lib.gateways.supabase.connections import SupabaseConnections
from lib.gateways.supabase.rest import Rest
from lib.gateways.vault import KeyRing, SealingVault
from lib.ports import broker
from lib.ports.connections import ChosenAccount, ConnectionKind, Connections, LinkedAccount
from lib.ports.secret import Secret
from lib.usecases.keep_grants import seal_grant
from lib.wiring.deliveries import DELIVERIES
from tests.api.trader import Trader, trader_of
from tests.gateways.qstash.signing import signature_for
from tests.local_stack import User, new_user

PATIENCE = 120  # seconds
SYNC = "/api/jobs/sync/account"


@dataclass
class Follower:
    """A trader with a grant of the simulated broker's."""

    stack: Stack
    user: User
    trader: Trader
    connections: Connections
    grant: Grant
    connection_id: str

    async def follow(self, account: BrokerAccount, account_id: str | None = None) -> str:
        """Follow one account of the broker's from now on; return its id here."""
        opened_on = new_york_day(account.opened_at) - timedelta(days=1)
        chosen = ChosenAccount(number=account.number, name=account.nickname, opened_on=opened_on, account_id=account_id)
        [followed] = await self.connections.follow(self.connection_id, [chosen])
        return followed.account_id

    async def sync(self, account_id: str) -> LinkedAccount:
        """Deliver messages until an account is read, and wait until its books are up to date."""
        answer = await self.deliver(account_id)
        while answer.json()["outcome"] == "continued":
            answer = await self.deliver(account_id)
        assert answer.json() == {"outcome": "synced"}, answer.text
        return await self.settled(account_id)

    async def deliver(self, account_id: str) -> httpx.Response:
        """Deliver one message as the queue does; return the answer."""
        env, body = self.stack.env, json.dumps({"account_id": account_id}).encode()
        signed = signature_for(body, url=env["APP_URL"] + SYNC, key=env["QSTASH_CURRENT_SIGNING_KEY"])
        headers = {"Upstash-Signature": signed, "Upstash-Message-Id": uuid4().hex, "Content-Type": "application/json"}
        return await self.trader.http.post(SYNC, content=body, headers=headers)

    async def sync_by_the_queue(self, account_id: str) -> LinkedAccount:
        """Have an account read by a message that comes as often as it must."""
        env = self.stack.env
        queue = QStashMessages(env["QSTASH_URL"], env["QSTASH_TOKEN"], env["APP_URL"], DELIVERIES)
        await queue.publish(SYNC, {"account_id": account_id})
        return await self.settled(account_id)

    async def settled(self, account_id: str) -> LinkedAccount:
        """Wait until an account was read well and its books know every row."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while (await self.linked(account_id)).last_good_at is None or not await self.is_published(account_id):
            assert asyncio.get_running_loop().time() < end, await self.linked(account_id)
            await asyncio.sleep(0.1)
        return await self.linked(account_id)

    async def linked(self, account_id: str) -> LinkedAccount:
        accounts = await self.connections.linked_accounts()
        return next(one for one in accounts if one.account_id == account_id)

    async def is_published(self, account_id: str) -> bool:
        accounts = (await self.trader.get("/api/connections/accounts"))["items"]
        [account] = [one for one in accounts if one["id"] == account_id]
        return bool(account["is_current"])

    async def earned(self, account_id: str) -> Mapping[tuple[str, ...], list[Decimal]]:
        """
        Return gross, fees and quantity of every closing, added up by what, how, and when.

        Not by row: a file's rows have other ids.
        """
        sums: dict[tuple[str, ...], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
        for one in await self.trader.every("/api/pnl/closings", account=account_id):
            key = (one["symbol"], one["opened_at"], one["closed_at"], one["reason"], str(one["is_short"]))
            fees = Decimal(one["fees_open"]) + Decimal(one["fees_close"])
            parts = (Decimal(one["quantity"]), Decimal(one["gross"]), fees)
            sums[key] = [was + part for was, part in zip(sums[key], parts, strict=True)]
        return sums


@asynccontextmanager
async def follower_of(stack: Stack, functions: str, *accounts: BrokerAccount) -> AsyncIterator[Follower]:
    """Yield a trader who has these accounts at the broker, and a grant of their own that was linked."""
    customer = stack.broker.people.add_customer("Fay", f"Follower {uuid4().hex[:8]}", accounts)
    stack.broker.remember_prices()
    grant = stack.broker.people.personal_grant(customer)
    user = new_user(stack)
    async with httpx.AsyncClient() as http, trader_of(functions, user) as trader:
        rest = Rest(http, stack.supabase_url, stack.publishable_key, user.access_token)
        connections, connection_id = SupabaseConnections(rest), str(uuid4())
        mine = broker.Grant(client_secret=Secret(grant.client.secret), refresh_token=Secret(grant.refresh_token))
        sealed = seal_grant(SealingVault(KeyRing.of(stack.env["TOKEN_KEYS"])), mine, connection_id, user.id)
        await connections.keep(connection_id, ConnectionKind.PERSONAL, sealed)
        yield Follower(stack, user, trader, connections, grant, connection_id)
