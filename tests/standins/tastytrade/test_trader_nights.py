"""What happens over night follows the market's closing prices, and what was held."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from dev.standins.tastytrade.market import calendar, make_market
from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.trader.cash_flows import CashFlows
from dev.standins.tastytrade.trader.ledger import Ledger
from dev.standins.tastytrade.trader.settling import settle
from dev.standins.tastytrade.wire import Wire
from tests.standins.tastytrade.replaying import executed, of, signed

MARKET = make_market()
REMOVED = "Receive Deliver"


def option_of(row: Wire) -> Instrument:
    found = MARKET.instrument(row["symbol"], executed(row))
    assert found is not None
    return found


def inside(row: Wire) -> Decimal:
    """Return by how much an option ended in the money; below zero when it did not."""
    option = option_of(row)
    end = MARKET.price(option.stands_on, option.ends_at)
    return end - option.strike if option.right == "C" else option.strike - end


class TestTheNight:
    def test_lets_expire_what_is_out_of_the_money(self) -> None:
        assert max(inside(row) for row in of("Expiration", REMOVED)) <= 0

    @pytest.mark.parametrize("event", ["Assignment", "Exercise"])
    def test_exercises_what_ends_in_the_money(self, event: str) -> None:
        at_the_end = [row for row in of(event, REMOVED) if executed(row) >= option_of(row).ends_at]

        assert len(at_the_end) >= 10
        assert min(inside(row) for row in at_the_end) > 0

    def test_has_some_short_options_assigned_early(self) -> None:
        early = [row for row in of("Assignment", REMOVED) if executed(row) < option_of(row).ends_at]

        assert {row["instrument-type"] for row in early} <= {"Equity Option"}
        assert not {row["underlying-symbol"] for row in early} & {"SPX", "XSP"}
        assert not [row for row in of("Exercise", REMOVED) if executed(row) < option_of(row).ends_at]

    @pytest.mark.parametrize("event", ["Cash Settled Assignment", "Cash Settled Exercise"])
    def test_settles_an_index_by_how_far_it_ended_in_the_money(self, event: str) -> None:
        rows = of(event, REMOVED)

        assert [abs(signed(row, "value")) for row in rows] == [
            inside(row) * 100 * Decimal(row["quantity"]) for row in rows
        ]

    def test_marks_a_future_at_its_closing_price(self) -> None:
        for row in of("Mark to Market", "Money Movement")[:40]:
            close = calendar.closing_moment(executed(row).date())
            quote = MARKET.quote(row["symbol"], "Future", close)

            assert quote is not None
            assert f"mark to market at {Decimal(quote.mark):f}".rstrip("0").rstrip(".") in row["description"]


class TestAnAssignedPut:
    def test_on_shares_that_are_sold_short_closes_them_first(self) -> None:
        ledger, day = Ledger("5WT00000"), date(2026, 3, 20)
        share, put = (_known(symbol, day) for symbol in ("KO", "KO    260320P00200000"))
        ledger.holdings.open(share, Decimal(-40), Decimal(70))
        ledger.holdings.open(put, Decimal(-1), Decimal(5))

        settle(MARKET, ledger, day)
        ledger.end_day()

        removal, covered, bought = ledger.rows
        assert removal["transaction-sub-type"] == "Assignment"
        assert (covered["action"], covered["quantity"], covered["clearing-fees"]) == ("Buy to Close", "40.0", "5.0")
        assert (bought["action"], bought["quantity"], bought["value"]) == ("Buy to Open", "60.0", "12000.0")
        assert "clearing-fees" not in bought
        assert ledger.cash == Decimal(-20_005)


class TestCashFlows:
    def test_pay_a_dividend_to_who_held_shares_and_take_it_from_who_sold_them_short(self) -> None:
        ledger = Ledger("5WT00000")
        flows = CashFlows(MARKET, ledger)
        for symbol, quantity in (("KO", 200), ("MSFT", -10)):
            ledger.holdings.open(_known(symbol, date(2026, 3, 2)), Decimal(quantity), Decimal(70))

        paid = _live(flows, ledger, date(2026, 2, 1), date(2026, 4, 10), "Dividend")

        # KO pays 0.51 a share, without it from 13 March; MSFT 0.83, without it from 20 February; 18 days later.
        assert paid == [
            ("MICROSOFT CORP", "2026-03-10", Decimal("-8.30")),
            ("COCA COLA CO", "2026-03-31", Decimal("102.00")),
        ]

    def test_charge_interest_for_the_days_on_which_cash_was_missing(self) -> None:
        ledger = Ledger("5WT00000")
        ledger.cash = Decimal(-12_000)

        charged = _live(CashFlows(MARKET, ledger), ledger, date(2026, 3, 1), date(2026, 3, 16), "Debit Interest")

        # 16 days x 12,000 at 11 % of 360 days = 58.67, but for the cents of two corrections of fees.
        assert charged == [("FROM 03/01 THRU 03/15 @11    %", "2026-03-16", Decimal("-58.67"))]

    def test_charge_for_borrowed_shares_once_a_week(self) -> None:
        ledger = Ledger("5WT00000")
        ledger.holdings.open(_known("TSLA", date(2026, 3, 2)), Decimal(-10), Decimal(500))
        close = MARKET.quote("TSLA", "Equity", datetime(2026, 3, 6, 21, 0, tzinfo=UTC))

        charged = _live(CashFlows(MARKET, ledger), ledger, date(2026, 3, 2), date(2026, 3, 8), "Fee")

        assert close is not None
        weekly = (close.mark * 10 * Decimal("0.061") * 7 / 360).quantize(Decimal("0.01"))
        assert charged == [("TESLA INC", "2026-03-06", -weekly)]


def _known(symbol: str, day: date) -> Instrument:
    found = MARKET.instrument(symbol, calendar.at_new_york(day, time(12, 0)))
    assert found is not None
    return found


def _live(flows: CashFlows, ledger: Ledger, first: date, last: date, sub_type: str) -> list[tuple[str, str, Decimal]]:
    day = first
    while day <= last:
        flows.before_the_open(day)
        flows.after_the_close(day)
        ledger.end_day()
        day += calendar.ONE_DAY
    found = [row for row in ledger.rows if row["transaction-sub-type"] == sub_type]
    return [(row["description"], row["transaction-date"], signed(row, "value")) for row in found]
