"""Everything that can happen to an account happens to the demo account."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import pytest

from dev.standins.tastytrade.wire import Wire
from tests.standins.tastytrade.replaying import ROWS, Replay, executed, of, signed

REMOVED = "Receive Deliver"


def at_once(rows: Iterable[Wire], *names: str) -> dict[tuple[str, ...], list[Wire]]:
    """Return the rows that share these fields."""
    found = defaultdict(list)
    for row in rows:
        found[tuple(str(row.get(name)) for name in names)].append(row)
    return found


def orders() -> list[list[Wire]]:
    """Return the rows of every filled order."""
    traded = [row for row in ROWS if "order-id" in row]
    return list(at_once(traded, "order-id").values())


class TestTheDemoAccount:
    @pytest.mark.parametrize(
        ("kind", "sub_type", "least"),
        [
            ("Trade", "Buy to Open", 400),
            ("Trade", "Sell to Open", 400),
            ("Trade", "Buy", 50),
            ("Trade", "Sell", 50),
            (REMOVED, "Expiration", 100),
            (REMOVED, "Assignment", 20),
            (REMOVED, "Exercise", 10),
            (REMOVED, "Cash Settled Assignment", 5),
            (REMOVED, "Cash Settled Exercise", 5),
            (REMOVED, "Forward Split", 4),
            ("Money Movement", "Mark to Market", 100),
            ("Money Movement", "Dividend", 20),
            ("Money Movement", "Credit Interest", 12),
            ("Money Movement", "Debit Interest", 1),
            ("Money Movement", "Fee", 10),
            ("Money Movement", "Balance Adjustment", 50),
            ("Money Movement", "Fully Paid Stock Lending Income", 3),
            ("Money Movement", "Deposit", 3),
            ("Money Movement", "Withdrawal", 2),
        ],
    )
    def test_has_rows_of(self, kind: str, sub_type: str, least: int) -> None:
        assert len(of(sub_type, kind)) >= least

    @pytest.mark.parametrize("kind", ["Equity", "Equity Option", "Future", "Future Option", "Cryptocurrency"])
    def test_trades(self, kind: str) -> None:
        assert [row for row in ROWS if row.get("instrument-type") == kind and row["transaction-type"] == "Trade"]

    def test_goes_from_long_to_short_in_one_trade_of_a_future(self) -> None:
        flips = Replay().read(ROWS).flips

        assert flips
        assert {row["instrument-type"] for row in flips} == {"Future"}

    def test_rolls_options_in_one_order(self) -> None:
        rolls = [
            rows
            for rows in orders()
            if {"Buy to Close", "Sell to Open"} <= {row["action"] for row in rows if row["symbol"][-9:-8] in "CP"}
            and len({row["symbol"][-15:-9] for row in rows}) > 1
        ]

        assert len(rolls) >= 5

    def test_gets_some_legs_filled_in_parts(self) -> None:
        parts = [rows for rows in orders() if len(rows) > len({row["symbol"] for row in rows})]

        assert len(parts) >= 50

    def test_closes_some_positions_in_parts(self) -> None:
        closings = [row for row in of("Buy to Close") if row["instrument-type"] == "Equity Option"]
        orders_of = {symbol: len(at_once(rows, "order-id")) for symbol, rows in at_once(closings, "symbol").items()}

        assert sum(count > 1 for count in orders_of.values()) >= 10

    def test_has_shares_and_their_option_in_one_order(self) -> None:
        mixed = [rows for rows in orders() if {row["instrument-type"] for row in rows} == {"Equity", "Equity Option"}]

        assert mixed

    def test_pays_the_dividend_of_shares_sold_short(self) -> None:
        paid = of("Dividend", "Money Movement")

        assert {row["value-effect"] for row in paid} == {"Credit", "Debit"}
        assert all(row["instrument-type"] == "Equity" for row in paid)


class TestAnAssignment:
    def test_delivers_shares_at_the_strike_at_the_same_moment(self) -> None:
        moved = [
            row
            for row in ROWS
            if row["transaction-type"] == REMOVED and str(row.get("action")).startswith(("Buy", "Sell"))
        ]
        delivered = at_once(moved, "underlying-symbol", "executed-at")
        put = next(
            row for row in of("Assignment", REMOVED) if row["symbol"].startswith("F   ") and "P" in row["symbol"]
        )

        shares = delivered[put["underlying-symbol"], put["executed-at"]]

        assert [row["action"] for row in shares] == ["Buy to Open"]
        assert Decimal(shares[0]["quantity"]) == Decimal(put["quantity"]) * 100
        assert Decimal(shares[0]["price"]) == Decimal(put["symbol"][-8:]) / 1000
        assert "action" not in put
        assert (put["value"], put["value-effect"]) == ("0.0", "None")

    def test_of_one_leg_meets_the_exercise_of_the_other(self) -> None:
        removed = at_once(of("Assignment", REMOVED) + of("Exercise", REMOVED), "underlying-symbol", "executed-at")
        both = [
            key
            for key, rows in removed.items()
            if len({row["transaction-sub-type"] for row in rows}) > 1
            and rows[0]["underlying-symbol"] in {"AAPL", "AMD"}
        ]

        assert both
        underlying, moment = both[0]
        shares = [row["action"] for row in ROWS if row.get("symbol") == underlying and row["executed-at"] == moment]
        assert shares == ["Buy to Open", "Sell to Close"]

    def test_of_an_option_on_a_future_brings_the_future(self) -> None:
        futures = [row for row in of("Buy", REMOVED) if row["instrument-type"] == "Future"]

        assert futures
        assert {row["value"] for row in futures} == {"0.0"}  # the night's mark pays the difference


class TestASettlementInCash:
    def test_has_a_removal_without_value_and_a_row_with_the_cash_and_the_strike(self) -> None:
        cash = of("Cash Settled Assignment", REMOVED)
        removals = at_once(of("Assignment", REMOVED), "symbol", "executed-at", "quantity")

        paired = [removals[row["symbol"], row["executed-at"], row["quantity"]] for row in cash]

        assert all(len(rows) == 1 and rows[0]["value"] == "0.0" for rows in paired)
        assert all(Decimal(row["price"]) == Decimal(row["symbol"][-8:]) / 1000 for row in cash)
        assert all(signed(row, "value") < 0 for row in cash)

    def test_happens_to_index_options_only(self) -> None:
        cash = of("Cash Settled Assignment", REMOVED) + of("Cash Settled Exercise", REMOVED)

        assert {row["underlying-symbol"] for row in cash} <= {"SPX", "XSP"}


class TestASplit:
    def test_carries_what_was_paid_from_the_old_holding_to_the_new(self) -> None:
        rows = of("Forward Split", REMOVED)
        closed, opened = rows[::2], rows[1::2]

        assert sum(signed(row, "value") for row in rows) == 0
        assert [Decimal(row["quantity"]) * 10 for row in closed] == [Decimal(row["quantity"]) for row in opened]
        assert closed[0]["description"].startswith("Forward split: Close ")
        assert {row["instrument-type"] for row in rows} == {"Equity", "Equity Option"}

    def test_divides_the_strike(self) -> None:
        closed, opened = [row["symbol"] for row in of("Forward Split", REMOVED) if " " in row["symbol"]][:2]

        assert int(closed[-8:]) == int(opened[-8:]) * 10
        assert closed[:-8] == opened[:-8]


class TestAnExpiration:
    def test_is_written_at_the_close_and_says_what_it_removed(self) -> None:
        row = next(row for row in of("Expiration", REMOVED) if row["underlying-symbol"] == "SPX")

        assert row["description"].startswith("Removal of ")
        assert row["description"].endswith(" due to expiration.")
        assert executed(row).hour in {18, 20, 21}  # UTC; 18 on a half day
