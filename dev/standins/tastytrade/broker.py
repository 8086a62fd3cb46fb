"""The broker as one thing: its people, its clock, its market, what goes wrong, and who called."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dev.standins.tastytrade.clock import Clock
from dev.standins.tastytrade.faults import Faults
from dev.standins.tastytrade.people import People
from dev.standins.tastytrade.still_market import RememberingMarket
from dev.standins.tastytrade.wire import BrokerAccount, Market, Wire
from dev.standins.tastytrade.written import moment

CALLS_KEPT = 100_000


@dataclass
class Broker:
    """Everything behind the API. Lives in the event loop that serves it; tests may read it and add to it."""

    market: Market
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    calls: deque[Wire] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    quote_tokens: set[str] = field(default_factory=set)
    people: People = field(init=False)
    _remembering: RememberingMarket = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.clock)
        self.market = self._remembering = RememberingMarket(self.market)

    def transactions(self, account: BrokerAccount) -> list[Wire]:
        """Return the rows of an account that have happened by now, oldest first."""
        now = self.clock.now()
        rows = [row for row in account.transactions if moment(row["executed-at"]) <= now]
        return sorted(rows, key=lambda row: (row["executed-at"], row["id"]))

    def orders(self, account: BrokerAccount) -> list[Wire]:
        """Return the orders of an account that have been received by now, oldest first."""
        now = self.clock.now()
        orders = [order for order in account.orders if moment(order["received-at"]) <= now]
        return sorted(orders, key=lambda order: (order["received-at"], order["id"]))

    def put_account(self, customer_id: str, account: BrokerAccount) -> None:
        """Give a customer an account, in place of one with the same number. Raises KeyError."""
        accounts = self.people.customers[customer_id].accounts
        kept = [other for other in accounts if other.number != account.number]
        accounts[:] = [*kept, account]
        self.remember_prices()

    def remember_prices(self) -> None:
        """Let the market know what everybody last traded, for symbols it has never heard of."""
        self._remembering.remember(self.accounts())

    def accounts(self) -> Iterator[BrokerAccount]:
        """Yield everybody's accounts."""
        for customer in self.people.customers.values():
            yield from customer.accounts

    def add_transactions(self, account: BrokerAccount, rows: Sequence[Wire]) -> None:
        """Add rows, wherever in time; one with a known id takes the place of the known one."""
        by_id = {row["id"]: row for row in account.transactions} | {row["id"]: row for row in rows}
        account.transactions[:] = sorted(by_id.values(), key=lambda row: (row["executed-at"], row["id"]))
