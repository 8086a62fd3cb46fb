"""What an account holds: the store in memory takes what the real one takes, and for the same accounts."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from lib.ports.broker import Greeks
from lib.ports.failures import NotFoundError
from lib.ports.sync import BrokerState
from tests.ports.linked import Linked, new

NOON = datetime(2025, 3, 3, 17, tzinfo=UTC)
ORDERS = [{"id": 1, "status": "Live", "updated-at": 1}, {"id": 1, "status": "Filled", "updated-at": 2}]
SNAPSHOTS = [{"snapshot-date": "2025-03-03", "cash-balance": "5.0"}, {"snapshot-date": "2025-03-04"}]
STATE = BrokerState(
    positions=[{"symbol": "ABC", "quantity": "2", "quantity-direction": "Short", "mark": "1.25"}],
    balances={"cash-balance": "5.0", "net-liquidating-value": "2.5"},
    greeks=[Greeks(symbol="ABC", values={"delta": "0.5"}, at=NOON)],
    at=NOON,
)


class TestWhatAnAccountHolds:
    async def test_is_kept_as_often_as_it_comes(self, linked: Linked, account: str) -> None:
        for _ in range(2):
            await linked.store.keep_orders(account, ORDERS)
            await linked.store.keep_snapshots(account, SNAPSHOTS)
            await linked.store.keep_state(account, STATE)

        assert (await linked.store.account(account)).rows_version == 0  # nothing of it is in the books

    async def test_is_kept_for_accounts_that_sync_only(self, linked: Linked) -> None:
        for account in (await new(linked), str(uuid4())):
            with pytest.raises(NotFoundError):
                await linked.store.keep_orders(account, ORDERS)
            with pytest.raises(NotFoundError):
                await linked.store.keep_snapshots(account, SNAPSHOTS)
            with pytest.raises(NotFoundError):
                await linked.store.keep_state(account, STATE)
