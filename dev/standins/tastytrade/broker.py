"""The broker as one thing: its people, its clock, its market, what goes wrong, and who called."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from dev.standins.tastytrade.clock import Clock
from dev.standins.tastytrade.faults import Faults
from dev.standins.tastytrade.people import Customer, People
from dev.standins.tastytrade.replay import Replay
from dev.standins.tastytrade.still_market import RememberingMarket
from dev.standins.tastytrade.timeline import Timeline
from dev.standins.tastytrade.wire import BrokerAccount, Market, Wire
from dev.standins.tastytrade.working import as_of
from dev.standins.tastytrade.written import moment

CALLS_KEPT = 100_000


@dataclass
class Broker:
    """Everything behind the API. Lives in the event loop that serves it; tests may read it and add to it."""

    market: Market
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    calls: deque[Wire] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    quote_tokens: dict[str, datetime] = field(default_factory=dict)
    people: People = field(init=False)
    _remembering: RememberingMarket = field(init=False)
    _timelines: dict[str, Timeline] = field(default_factory=dict)
    _welcoming: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self.people = People(self.clock)
        self.market = self._remembering = RememberingMarket(self.market)

    def transactions(self, account: BrokerAccount) -> list[Wire]:
        """Return the rows of an account that are known by now, oldest first."""
        return self._timeline(account).until(self.clock.now())

    def books(self, account: BrokerAccount) -> Replay:
        """Return the broker's own books of an account, as of now."""
        return self._timeline(account).books(account, self.clock.now())

    def orders(self, account: BrokerAccount) -> list[Wire]:
        """Return the orders of an account that have been received by now, oldest first, as far as they have come."""
        now = self.clock.now()
        orders = [as_of(order, now) for order in account.orders if moment(order["received-at"]) <= now]
        return sorted(orders, key=lambda order: (order["received-at"], order["id"]))

    def put_account(self, customer_id: str, account: BrokerAccount) -> None:
        """Give a customer an account, in place of one with the same number. Raises KeyError."""
        customer = self.people.customers[customer_id]
        self.welcome(customer)
        accounts = customer.accounts
        kept = [other for other in accounts if other.number != account.number]
        accounts[:] = [*kept, account]
        self.remember_prices()

    def welcome(self, customer: Customer) -> None:
        """Have the customer's late account made, if it has not been; whoever comes meanwhile waits."""
        if customer.late is None:
            return
        with self._welcoming:
            if customer.late is not None:
                customer.accounts.append(customer.late())
                customer.late = None
                self.remember_prices()

    def remember_prices(self) -> None:
        """Let the market know what everybody last traded, for symbols it has never heard of."""
        self._remembering.remember(self.accounts())

    def accounts(self) -> Iterator[BrokerAccount]:
        """Yield everybody's accounts."""
        for customer in self.people.customers.values():
            yield from customer.accounts

    def _timeline(self, account: BrokerAccount) -> Timeline:
        known = self._timelines.get(account.number)
        if known is None or known.given != account.transactions:
            known = self._timelines[account.number] = Timeline(account.transactions)
        return known

    def add_transactions(self, account: BrokerAccount, rows: Sequence[Wire]) -> None:
        """Add rows, wherever in time; one with a known id takes the place of the known one."""
        by_id = {row["id"]: row for row in account.transactions} | {row["id"]: row for row in rows}
        account.transactions[:] = sorted(by_id.values(), key=lambda row: (row["executed-at"], row["id"]))
