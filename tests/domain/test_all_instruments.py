"""What holds for any history of all instruments: shares, options that turn into them, futures day by day, coins."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.books import Books
from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import Action, InstrumentType, Transaction
from lib.domain.views import View
from tests.domain.rows import TEN_O_CLOCK, call, cash, delivered, future, mark, put, removal, trade

UNHURRIED = settings(deadline=None)  # a history is booked many times over
FOLD = Rules(view=View.FOLD)
ZERO = Decimal(0)
POINT = 50
COIN = {"symbol": "BTC/USD", "underlying": "BTC/USD", "instrument_type": InstrumentType.CRYPTOCURRENCY}
OPTIONS = (call(40), call(60), put(40), put(60))
QUANTITIES = st.integers(1, 4)
CENTS = st.integers(1, 9_999)
FEES = st.integers(0, 3_000)


@dataclass
class Account:
    """Writes rows that a broker could write: nothing is closed that is not open, and all can be closed at the end."""

    rows: list[Transaction] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    settled: int = 5_000
    now: datetime = TEN_O_CLOCK

    def add(self, one: Transaction) -> None:
        """Write a row a minute later than the last one."""
        self.rows.append(replace(one, id=f"{len(self.rows):04d}", executed_at=self.now, sequence=len(self.rows)))

    def moment(self) -> None:
        """Let a few minutes pass."""
        self.now += timedelta(minutes=5)

    def turn(self, named: Mapping[str, Any], quantity: int, cents: int, fees: int, *, buys: bool) -> None:
        """Trade shares, options or coins; what is against the position closes at most all of it."""
        self.moment()
        symbol = str(named.get("symbol", "ABC"))
        held = self.held.get(symbol, 0)
        closes = held and (held < 0) == buys
        if named is COIN and not buys and not closes:
            return
        quantity = min(quantity, abs(held)) if closes else quantity
        action = Action(f"{'Buy' if buys else 'Sell'} to {'Close' if closes else 'Open'}")
        value = f"{'-' if buys else ''}{quantity * cents / 100:.2f}"
        self.add(trade(action, str(quantity), value, fees=str(-Decimal(fees) / 1000), **named))
        self.held[symbol] = held + (quantity if buys else -quantity)

    def turn_future(self, quantity: int, price: int, fees: int, *, buys: bool) -> None:
        """Trade a future: what closes settles the difference to the last settlement, what opens moves no cash."""
        self.moment()
        held = self.held.get("/ESH5", 0)
        closed = min(quantity, abs(held)) if held and (held < 0) == buys else 0
        for part, settles in ((closed, True), (quantity - closed, False)):
            points = (self.settled - price if buys else price - self.settled) if settles else 0
            if part:
                # The rows mark a fill to the day's settlement at once, so that every later one counts from there.
                done = future(Action.BUY if buys else Action.SELL, str(part), str(price), str(points * part * POINT))
                self.add(replace(done, fees=-Decimal(fees) / 1000, net_value=done.value - Decimal(fees) / 1000))
        opened = quantity - closed
        if opened:
            points = self.settled - price if buys else price - self.settled
            self.add(mark(str(points * opened * POINT), str(self.settled)))
        self.held["/ESH5"] = held + (quantity if buys else -quantity)

    def settle(self, price: int) -> None:
        """Mark the future to market."""
        self.moment()
        held = self.held.get("/ESH5", 0)
        if held:
            self.add(mark(str((price - self.settled) * held * POINT), str(price)))
        self.settled = price

    def deliver(self, named: Mapping[str, Any], fees: int) -> None:
        """Exercise or assign all of an option, for shares at the strike."""
        self.moment()
        held = self.held.pop(str(named["symbol"]), 0)
        if not held:
            return
        self.add(removal("Exercise" if held > 0 else "Assignment", str(abs(held)), **named))
        buys = (named["right"] == "C") == (held > 0)
        shares, quantity = self.held.get("ABC", 0), abs(held) * 100
        against = min(quantity, abs(shares)) if shares and (shares < 0) == buys else 0
        for part, effect in ((against, "Close"), (quantity - against, "Open")):
            if part:
                action = Action(f"{'Buy' if buys else 'Sell'} to {effect}")
                self.add(delivered(action, str(part), str(named["strike"]), fees=str(-Decimal(fees) / 1000)))
        self.held["ABC"] = shares + (quantity if buys else -quantity)

    def flatten(self) -> None:
        """Close everything."""
        for named in ({}, COIN, *OPTIONS):
            held = self.held.get(str(named.get("symbol", "ABC")), 0)
            if held:
                self.turn(named, abs(held), 77, 130, buys=held < 0)
        held = self.held.get("/ESH5", 0)
        if held:
            self.turn_future(abs(held), 5_123, 1_000, buys=held < 0)


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Draw up to 30 events."""
    account = Account()
    for _ in range(draw(st.integers(0, 30))):
        event = draw(st.sampled_from(["shares", "coins", "option", "option", "future", "settle", "deliver", "cash"]))
        quantity, cents, fees, buys = draw(QUANTITIES), draw(CENTS), draw(FEES), draw(st.booleans())
        if event in {"shares", "coins", "option"}:
            named = {"shares": {}, "coins": COIN, "option": draw(st.sampled_from(OPTIONS))}[event]
            account.turn(named, quantity * (50 if event == "shares" else 1), cents, fees, buys=buys)
        elif event == "future":
            account.turn_future(quantity, 4_900 + cents % 200, fees, buys=buys)
        elif event == "settle":
            account.settle(4_900 + cents % 200)
        elif event == "deliver":
            account.deliver(draw(st.sampled_from(OPTIONS)), fees)
        else:
            account.moment()
            account.add(cash("Deposit", str(cents), "ACH DEPOSIT"))
    return account


def kept(books: Books) -> Decimal:
    """Sum the lots at cost, open and closed, after fees."""
    closed = sum((closing.net for closing in books.closings), ZERO)
    return closed + sum((lot.value + lot.fees for lot in books.open_lots), ZERO)


def cash_in_books(books: Books) -> Decimal:
    """Sum the cash in the books: of a future's lots only the fees are any."""
    events = sum((event.amount for event in books.cash_events), ZERO)
    no_cash = sum((one.gross for one in books.closings if one.instrument_type is InstrumentType.FUTURE), ZERO)
    no_cash += sum((lot.value for lot in books.open_lots if lot.instrument_type is InstrumentType.FUTURE), ZERO)
    return events + kept(books) - no_cash


def prefixes(rows: list[Transaction]) -> Iterator[list[Transaction]]:
    """Yield the history as it was after each moment."""
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place].executed_at != rows[place - 1].executed_at:
            yield rows[:place]


class TestAnyAccount:
    @UNHURRIED
    @given(accounts())
    def test_keeps_every_cent_at_any_time(self, account: Account) -> None:
        for rows in prefixes(account.rows):
            assert cash_in_books(build_books(rows)) == sum(one.net_value for one in rows)

    @UNHURRIED
    @given(accounts())
    def test_closes_only_what_was_open(self, account: Account) -> None:
        assert build_books(account.rows).attention == ()

    @UNHURRIED
    @given(accounts())
    def test_holds_what_it_holds(self, account: Account) -> None:
        held: dict[str, Decimal] = {}
        for lot in build_books(account.rows).open_lots:
            held[lot.symbol] = held.get(lot.symbol, ZERO) + lot.quantity

        assert held == {symbol: quantity for symbol, quantity in account.held.items() if quantity}

    @UNHURRIED
    @given(accounts())
    def test_is_worth_the_same_in_both_views(self, account: Account) -> None:
        assert kept(build_books(account.rows)) == kept(build_books(account.rows, FOLD))

    @UNHURRIED
    @given(accounts())
    def test_earns_the_same_in_both_views_and_in_cash_once_it_is_flat(self, account: Account) -> None:
        account.flatten()

        books, folded = build_books(account.rows), build_books(account.rows, FOLD)

        assert (books.open_lots, folded.open_lots) == ((), ())
        earned = sum((closing.net for closing in books.closings), ZERO)
        assert earned == sum((closing.net for closing in folded.closings), ZERO)
        deposits = sum((event.amount for event in books.cash_events if event.kind == "deposits"), ZERO)
        assert earned + deposits == sum(one.net_value for one in account.rows)
        settled = sum((event.amount for event in books.cash_events if event.kind == "mark_to_market"), ZERO)
        futures = [one.gross for one in books.closings if one.instrument_type is InstrumentType.FUTURE]
        assert settled == sum(futures, ZERO)

    @UNHURRIED
    @given(accounts())
    def test_folds_every_delivery(self, account: Account) -> None:
        books = build_books(account.rows, FOLD)

        turned = [one.id for one in account.rows if one.sub_type in {"Exercise", "Assignment"}]
        assert {delivery.option_row for delivery in books.deliveries} == set(turned)
        assert {closing.closing_id for closing in books.closings}.isdisjoint(turned)

    @UNHURRIED
    @given(accounts(), st.sampled_from([Rules(), FOLD]), st.randoms(use_true_random=False))
    def test_comes_out_the_same_in_whatever_order_it_is_read(
        self, account: Account, rules: Rules, chance: random.Random
    ) -> None:
        shuffled = list(account.rows)
        chance.shuffle(shuffled)

        assert build_books(shuffled, rules) == build_books(account.rows, rules)

    @UNHURRIED
    @given(accounts(), st.sampled_from([Rules(), FOLD]))
    def test_is_derived_per_underlying_as_in_one(self, account: Account, rules: Rules) -> None:
        names = {one.underlying for one in account.rows}
        parts = [build_books([one for one in account.rows if one.underlying == name], rules) for name in names]

        whole = build_books(account.rows, rules)

        assert {one.id: one for part in parts for one in part.closings} == {one.id: one for one in whole.closings}
        assert {one.id: one for part in parts for one in part.open_lots} == {one.id: one for one in whole.open_lots}
        assert {one.id for part in parts for one in part.deliveries} == {one.id for one in whole.deliveries}
