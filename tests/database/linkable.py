"""A user who can link an account to the broker, and what syncs then do."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.database.callers import Caller
from tests.local_stack import User

SEALED_SECRET, SEALED_TOKEN = "v1.k1.c2VjcmV0", "v1.k1.dG9rZW4"


@dataclass(frozen=True)
class Linkable:
    """A user with an account; `service` is what runs syncs."""

    user: User
    caller: Caller
    service: Caller
    account: str

    def link(self, number: str = "5WT00001") -> str:
        """Link, and follow the account under this number; return the link's id."""
        connection = str(uuid4())
        keep = {"p_kind": "personal", "p_client_secret": SEALED_SECRET, "p_refresh_token": SEALED_TOKEN}
        self.caller.call("keep_connection", p_connection=connection, **keep)
        chosen = {"number": number, "name": "Individual", "opened_on": "2024-01-02", "account_id": self.account}
        followed = self.caller.rpc("follow_accounts", p_connection=connection, p_accounts=[chosen])
        assert followed.is_success, followed.text
        return connection

    def offer(self, connection: str, *numbers: str) -> None:
        """Keep that a link opens accounts of these numbers."""
        kind = {"name": "Individual", "type_name": "Individual", "opened_on": "2024-01-02", "is_closed": False}
        offered = [{"number": number, **kind, "twins": []} for number in numbers]
        answer = self.caller.rpc("offer_accounts", p_connection=connection, p_accounts=offered)
        assert answer.is_success, answer.text

    def begin_sync(self, kind: str = "backfill", first: str = "2024-01-02", last: str = "2025-12-31") -> str:
        """Begin a run, or take up the one under way; return its id."""
        days = {"p_first_day": first, "p_last_day": last, "p_window_first": first, "p_window_last": last}
        run: dict[str, Any] = self.service.call("begin_sync", p_account=self.account, p_kind=kind, **days)
        return str(run["id"])

    def sync(self, run: str, *rows: dict[str, Any], **cursor: object) -> dict[str, Any]:
        """Store the broker's rows and return what was counted."""
        counts: dict[str, Any] = self.service.call("store_broker_rows", p_run=run, p_rows=list(rows), **cursor)
        return counts

    def hold(self) -> None:
        """Keep an order, a position, balances, and those of a day, as a sync does."""
        day = {"cash_balance": "100.5", "net_liquidating_value": "310.25", "raw": {"cash-balance": "100.5"}}
        held = {"symbol": "ABC", "quantity": "-2", "mark": "1.25", "raw": {"symbol": "ABC"}}
        order = {"broker_id": "1", "status": "Filled", "received_at": "2025-03-03T15:00:00Z", "raw": {"id": 1}}
        for function, arguments in (
            ("keep_orders", {"p_orders": [order]}),
            ("keep_account_state", {"p_at": "2025-03-03T15:00:00Z", "p_positions": [held], "p_balances": day}),
            ("keep_snapshots", {"p_snapshots": [{**day, "day": "2025-03-03"}]}),
        ):
            answer = self.service.rpc(function, p_account=self.account, **arguments)
            assert answer.is_success, answer.text
