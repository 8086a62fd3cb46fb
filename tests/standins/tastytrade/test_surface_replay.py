"""The simulator's own books: what rows leave open, and at what price."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import permutations

import pytest

from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.products import multiplier
from dev.standins.tastytrade.replay import Replay
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from tests.standins.tastytrade.simulator import DEPOSIT

OPTION, FUTURE = "SPXW  260320C06000000", "/MESH6"
Held = list[tuple[str, Decimal, Decimal]]


def row(sub_type: str, quantity: str, price: str | None = None, *, symbol: str = "AAPL", **more: str) -> Wire:
    """Return a row of a trade, or of a removal where it has no price."""
    kind = {"/": "Future", "S": "Equity Option"}.get(symbol[0], "Equity")
    wire: Wire = {
        "symbol": symbol,
        "instrument-type": kind,
        "underlying-symbol": symbol,
        "transaction-type": "Trade" if price else "Receive Deliver",
        "transaction-sub-type": sub_type,
        "executed-at": "2026-03-05T15:00:00.000+00:00",
        "quantity": quantity,
    }
    return wire | ({"action": sub_type, "price": price} if price else {}) | more


def held(*rows: Wire) -> Held:
    """Return symbol, quantity and average price of what rows leave open."""
    account = BrokerAccount(number="1", opened_at=datetime(2026, 1, 2, tzinfo=UTC), nickname="")
    return [(each.symbol, each.quantity, each.average_price) for each in Replay(account, rows).open()]


class TestTrades:
    def test_of_one_side_add_up_to_an_average(self) -> None:
        bought = [row("Buy to Open", "100", "10"), row("Buy to Open", "300", "20")]

        assert held(*bought) == [("AAPL", Decimal(400), Decimal("17.5"))]  # (1,000 + 6,000) / 400

    def test_close_the_oldest_lot_first(self) -> None:
        bought = [row("Buy to Open", "100", "10"), row("Buy to Open", "100", "20")]

        assert held(*bought, row("Sell to Close", "150", "30")) == [("AAPL", Decimal(50), Decimal(20))]

    def test_never_open_what_they_were_to_close(self) -> None:
        assert held(row("Buy to Close", "100", "10")) == []

    def test_of_shorts_are_closed_by_buying(self) -> None:
        assert held(row("Sell to Open", "3", "1"), row("Buy to Close", "2", "2")) == [("AAPL", Decimal(-1), Decimal(1))]

    def test_of_futures_may_cross_to_the_other_side(self) -> None:
        crossed = held(row("Buy", "1", "6000", symbol=FUTURE), row("Sell", "3", "6010", symbol=FUTURE))

        assert crossed == [(FUTURE, Decimal(-2), Decimal(6010))]

    def test_that_are_allocated_say_nothing_of_a_side(self) -> None:
        assert held(row("Allocate", "100", "10")) == []


class TestRemovals:
    @pytest.mark.parametrize("sub_type", ["Expiration", "Assignment", "Exercise", "Cash Settled Assignment"])
    def test_take_shorts_and_longs_away_without_naming_a_side(self, sub_type: str) -> None:
        gone = row(sub_type, "2", symbol=OPTION)

        assert held(row("Sell to Open", "3", "1", symbol=OPTION), gone) == [(OPTION, Decimal(-1), Decimal(1))]
        assert held(row("Buy to Open", "3", "1", symbol=OPTION), gone) == [(OPTION, Decimal(1), Decimal(1))]

    def test_happen_once_when_they_are_settled_in_cash_in_a_second_row(self) -> None:
        short = row("Sell to Open", "10", "1", symbol=OPTION)
        parts = [
            ("Assignment", "3"),
            ("Cash Settled Assignment", "3"),
            ("Assignment", "2"),
            ("Cash Settled Assignment", "2"),
        ]

        for order in permutations(parts):
            left = held(short, *(row(sub_type, quantity, symbol=OPTION) for sub_type, quantity in order))
            assert left == [(OPTION, Decimal(-5), Decimal(1))], order

    def test_never_take_more_than_there_is(self) -> None:
        assert held(row("Buy to Open", "1", "1", symbol=OPTION), row("Expiration", "2", symbol=OPTION)) == []


class TestMultipliers:
    def test_are_the_accounts_own_before_those_of_the_product(self) -> None:
        own = BrokerAccount(
            number="1", opened_at=datetime(2026, 1, 2, tzinfo=UTC), nickname="", multipliers={"/MES": Decimal(7)}
        )

        worths = [multiplier(own, symbol) for symbol in (FUTURE, "./MESH6EXH6  260320C6000", "/ESH6", OPTION, "AAPL")]

        assert worths == [7, 7, 50, 100, 1]


class TestSharesThatComeAndGoInOneMoment:
    def test_are_there_before_they_go_whatever_the_order_of_the_file(self) -> None:
        bought = line("Buy to Open", "Buy to Open 100 X @ 20.00", '"-2,000.00",100,-20.00')
        sold = line("Sell to Close", "Sell to Close 100 X @ 25.00", '"2,500.00",100,25.00')

        for lines in permutations([bought, sold]):
            books = booked(*lines)
            assert (books.open(), books.cash) == ([], Decimal("500.00"))

    def test_are_owed_before_they_are_bought_back(self) -> None:
        owed = line("Sell to Open", "Sell to Open 100 X @ 30.00", '"3,000.00",100,30.00')
        bought = line("Buy to Close", "Buy to Close 100 X @ 25.00", '"-2,500.00",100,-25.00')

        for lines in permutations([owed, bought]):
            books = booked(*lines)
            assert (books.open(), books.cash) == ([], Decimal("500.00"))

    def test_of_a_split_go_before_they_come(self) -> None:
        before = line("Buy to Open", "Bought 100 X @ 2.00", "-200.00,100,-2.00", at="2026-03-02T10:00:00-0500")
        opened = line("Buy to Open", "Reverse split: Open 10.0 X", "-200.00,10,-20.00", sub_type="Reverse Split")
        closed = line("Sell to Close", "Reverse split: Close 100.0 X", "200.00,100,2.00", sub_type="Reverse Split")

        for lines in permutations([before, opened, closed]):
            left = [(each.quantity, each.average_price) for each in booked(*lines).open()]
            assert left == [(Decimal(10), Decimal(20))]


def line(action: str, described: str, figures: str, *, sub_type: str = "", at: str = "2026-03-20T17:00:00-0400") -> str:
    """Return a line of an export; `figures` are value, quantity and average price."""
    kinds = f"Receive Deliver,{sub_type or action},{action.upper().replace(' ', '_')}"
    return f"{at},{kinds},X,Equity,{described},{figures},--,0.00,,,,,,,,USD"


def booked(*lines: str) -> Replay:
    """Return the books of an export with these lines."""
    account = account_from_csv("\n".join([DEPOSIT.splitlines()[0], *lines]), "1")
    return Replay(account, account.transactions)
