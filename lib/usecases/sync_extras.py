"""What a sync reads beside the rows: orders, balances at the end of days, and what is held now."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lib.ports.broker import Broker, BrokerRefusedError, BrokerUnavailableError, Days, Greeks, Page, Raw
from lib.ports.sync import BrokerState, SyncAccount, SyncStore

logger = logging.getLogger(__name__)

FOR_GREEKS = 4.0  # seconds; options that nobody trades send nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """One account's extras: where they come from, where they go."""

    store: SyncStore
    broker: Broker
    account: SyncAccount

    async def keep(self, days: Days, orders_since: date, at: datetime) -> None:
        """
        Keep all of them; `at` is when the state is asked for.

        What the broker refuses to tell of an account stays as it was. Raises BrokerUnavailableError.
        """
        await self._unless_refused("orders", self._keep_orders(orders_since))
        await self._unless_refused("balances of days", self._keep_snapshots(days))
        await self._unless_refused("positions and balances", self._keep_state(at))

    async def _unless_refused(self, what: str, work: Awaitable[None]) -> None:
        try:
            await work
        except BrokerRefusedError as refused:
            logger.warning("%s of account %s were refused: %s", what, self.account.account_id, refused.message)

    async def _keep_orders(self, since: date) -> None:
        number, store = self.account.account_number, self.store
        await each_page(
            lambda offset: self.broker.orders(number, since, offset),
            lambda orders: store.keep_orders(self.account.account_id, orders),
        )

    async def _keep_snapshots(self, days: Days) -> None:
        number, store = self.account.account_number, self.store
        await each_page(
            lambda offset: self.broker.snapshots(number, days, offset),
            lambda snapshots: store.keep_snapshots(self.account.account_id, snapshots),
        )

    async def _keep_state(self, at: datetime) -> None:
        number = self.account.account_number
        positions = await self.broker.positions(number)
        balances = await self.broker.balances(number)
        greeks = await self._greeks(positions)
        state = BrokerState(positions=positions, balances=balances, greeks=greeks, at=at)
        await self.store.keep_state(self.account.account_id, state)

    async def _greeks(self, positions: Sequence[Raw]) -> Sequence[Greeks]:
        """Return what the streamer says; positions are worth keeping without it."""
        try:
            return await self.broker.greeks(positions, FOR_GREEKS)
        except BrokerUnavailableError:
            logger.warning("no Greeks came for account %s", self.account.account_id)
            return ()


async def each_page(
    page_at: Callable[[int], Awaitable[Page]], keep: Callable[[Sequence[Raw]], Awaitable[None]]
) -> None:
    """Keep page after page; an empty one needs no keeping."""
    offset = 0
    while True:
        page = await page_at(offset)
        if page.items:
            await keep(page.items)
        if page.is_last:
            return
        offset += 1
