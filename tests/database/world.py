"""What one user has: an account, an import, two rows, and books that were built from them."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from dev.stack import Stack
from tests.database.callers import Caller, service, user_of
from tests.database.linkable import Linkable
from tests.local_stack import new_user

OPENED = "2025-03-03T15:00:00+00:00"
CLOSED = "2025-03-05T03:30:00+00:00"  # still 4 March in New York


@dataclass(frozen=True)
class World(Linkable):
    """A user with an account and an import; `books` holds the published derived rows by table."""

    import_id: str

    def store(self, *rows: dict[str, Any]) -> dict[str, int]:
        """Store rows through the front door and return what it counted."""
        counts: dict[str, int] = self.caller.call(
            "store_rows", p_account=self.account, p_import=self.import_id, p_rows=list(rows)
        )
        return counts

    def begin(self, expected: int | None = None) -> int:
        version = self.version() if expected is None else expected
        build: int = self.service.call("begin_books", p_account=self.account, p_expected_version=version)
        return build

    def stage(self, build: int, **rows: object) -> dict[str, int]:
        counts: dict[str, int] = self.service.call("stage_books", p_account=self.account, p_build=build, p_rows=rows)
        return counts

    def publish(self, build: int, *, rows_version: int = 0, expected: int | None = None, built_with: str = "1|") -> int:
        version = self.version() if expected is None else expected
        published: int = self.service.call(
            "publish_books",
            p_account=self.account,
            p_expected_version=version,
            p_build=build,
            p_rows_version=rows_version,
            p_built_with=built_with,
        )
        return published

    def show(self, *, rows_version: int = 0, **rows: object) -> int:
        """Stage and publish a build of these rows; return its number."""
        build = self.begin()
        self.stage(build, **rows)
        return self.publish(build, rows_version=rows_version)

    def inputs(self) -> dict[str, Any]:
        answer: dict[str, Any] = self.service.call("books_inputs", p_account=self.account)
        return answer

    def version(self) -> int:
        return int(self.inputs()["books_version"])

    def closings(self) -> list[str]:
        """Return the ids of the closings the user sees, sorted."""
        rows = self.caller.select("closings", select="id", account_id=f"eq.{self.account}").json()
        return sorted(row["id"] for row in rows)


def new_world(stack: Stack) -> World:
    """Make a user with an empty account and an import to store rows under."""
    user = new_user(stack)
    caller = user_of(stack, user.access_token)
    account = add_account(caller)
    return World(user, caller, service(stack), account, start_import(caller, account))


def seeded_world(stack: Stack) -> World:
    """Make a user who has at least one row in every table."""
    world = new_world(stack)
    bought, sold = row("buy"), row("sell", executed_at=CLOSED, action="Sell to Close", value="150.00")
    version = world.store(bought, sold)["rows_version"]
    build = world.begin()
    world.stage(
        build,
        closings=[closing(opening_id=bought["id"], closing_id=sold["id"])],
        open_lots=[open_lot(opening_id=bought["id"])],
        trades=[trade()],
        deliveries=[delivery(option_row=bought["id"], stock_row=sold["id"])],
        cash_events=[cash_event(transaction_id=bought["id"])],
        attention_items=[attention(transaction_ids=[bought["id"]])],
        daily_rollup=[
            figure("gross", "50.00"),
            figure("fees_open", "-1.00"),
            figure("fees_close", "-1.14"),
            figure("tax_net", "47.86", instrument_type="short", view="fold"),
        ],
    )
    world.publish(build, rows_version=version)
    world.caller.call("set_basis", p_transaction=bought["id"], p_basis="95.50")
    for said in (
        ("set_note", {"p_transaction": bought["id"], "p_note": "A gift."}),
        ("acknowledge", {"p_transactions": [bought["id"]], "p_code": "orphan_close"}),
    ):
        assert world.caller.rpc(said[0], **said[1]).is_success
    world.offer(world.link(), "5WT00001", "5WT00002")
    world.begin_sync()
    world.hold()
    return world


def add_account(caller: Caller, name: str = "Individual") -> str:
    answer = caller.insert("tastytrade_accounts", {"name": name})
    assert answer.status_code == 201, answer.text
    return str(answer.json()[0]["id"])


def start_import(caller: Caller, account: str) -> str:
    identity = str(uuid4())
    answer = caller.insert("imports", {"id": identity, "account_id": account, "file_name": "history.csv"})
    assert answer.status_code == 201, answer.text
    return identity


def row(identity: str, **changes: object) -> dict[str, Any]:
    """Build one row for store_rows: 100 shares of ABC bought for 100 USD, 1 USD of fees."""
    return {
        "id": str(uuid4()),
        "identity": identity,
        "nth": 1,
        "executed_at": OPENED,
        "type": "Trade",
        "sub_type": "Buy to Open",
        "action": "Buy to Open",
        "symbol": "ABC",
        "underlying": "ABC",
        "instrument_type": "Equity",
        "description": "Bought 100 ABC @ 1.00",
        "quantity": "100",
        "price": "1.00",
        "value": "-100.00",
        "commission": "0",
        "fees": "-1.00",
        "net_value": "-101.00",
        "layout": "D",
        "richness": 4,
        "raw": {"Symbol": "ABC"},
    } | changes


def closing(identity: str = "closing", **changes: object) -> dict[str, Any]:
    return {
        "id": identity,
        "view": "both",
        "symbol": "ABC",
        "underlying": "ABC",
        "instrument_type": "Equity",
        "opening_id": str(uuid4()),
        "closing_id": str(uuid4()),
        "is_short": False,
        "quantity": "100",
        "opened_at": OPENED,
        "closed_at": CLOSED,
        "gross": "50.00",
        "value_open": "-100.00",
        "fees_open": "-1.00",
        "fees_close": "-1.14",
        "reason": "trade",
        "trade_id": "trade",
        "term": "short",
        "disallowed": "0",
        "carried": "0",
        "digest": "1",
    } | changes


def open_lot(identity: str = "lot", **changes: object) -> dict[str, Any]:
    return {
        "id": identity,
        "view": "both",
        "symbol": "XYZ",
        "underlying": "XYZ",
        "instrument_type": "Equity Option",
        "opening_id": str(uuid4()),
        "quantity": "-2",
        "value": "310.50",
        "fees": "-2.28",
        "opened_at": OPENED,
        "trade_id": "trade",
        "expires_on": "2199-01-15",
        "multiplier": "100",
        "digest": "1",
    } | changes


def trade(identity: str = "trade", **changes: object) -> dict[str, Any]:
    """Build a closed trade: 100 shares of ABC bought for 100 USD and sold for 150 USD."""
    return {
        "id": identity,
        "view": "both",
        "trade_id": identity,
        "underlying": "ABC",
        "signature": "+1S",
        "units": "100",
        "order_id": None,
        "status": "closed",
        "opened_at": OPENED,
        "closed_at": CLOSED,
        "days_held": 1,
        "close_reason": "trade",
        "opening_value": "-100.00",
        "gross": "50.00",
        "fees_open": "-1.00",
        "fees_close": "-1.14",
        "open_value": "0",
        "open_fees": "0",
        "max_profit": None,
        "share_of_max": None,
        "closings": 1,
        "open_lots": 0,
        "digest": "1",
    } | changes


def delivery(identity: str = "delivery", **changes: object) -> dict[str, Any]:
    """Build the assignment of a put: one contract, 100 shares."""
    return {
        "id": identity,
        "view": "both",
        "underlying": "ABC",
        "option_row": str(uuid4()),
        "stock_row": str(uuid4()),
        "kind": "assignment",
        "option_symbol": "ABC   250321P00001000",
        "stock_symbol": "ABC",
        "contracts": "1",
        "units": "100",
        "at": OPENED,
        "digest": "1",
    } | changes


def cash_event(identity: str = "cash", **changes: object) -> dict[str, Any]:
    return {
        "id": identity,
        "view": "both",
        "transaction_id": str(uuid4()),
        "kind": "dividends",
        "sub_type": "Dividend",
        "symbol": "ABC",
        "underlying": "ABC",
        "amount": "7.25",
        "at": OPENED,
        "digest": "1",
    } | changes


def attention(identity: str = "attention", **changes: object) -> dict[str, Any]:
    return {
        "id": identity,
        "view": "both",
        "code": "orphan_close",
        "transaction_ids": [],
        "symbol": "ABC",
        "underlying": "ABC",
        "message": "Closed 10 ABC that were never opened here.",
        "amount": "150.00",
        "actions": ["enter_basis", "acknowledge"],
        "digest": "1",
    } | changes


def figure(kind: str, amount: str, **changes: object) -> dict[str, Any]:
    """Build a line of the daily rollup; its id is its key, as the engine's hash is."""
    line = {
        "view": "both",
        "day": "2025-03-04",
        "underlying": "ABC",
        "instrument_type": "Equity",
        "kind": kind,
        "amount": amount,
        "count": 1,
        "digest": "1",
    } | changes
    key = ("day", "underlying", "instrument_type", "kind", "view")
    return {"id": "/".join(str(line[part]) for part in key)} | line
