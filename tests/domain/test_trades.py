"""Trades: what one order opened, until all of it was closed."""

from dataclasses import replace
from decimal import Decimal

from lib.domain.ledger import build_books
from lib.domain.openings import openings_of
from lib.domain.trades import Trade, trades_of
from lib.domain.transactions import Action, InstrumentType, Transaction
from tests.domain.closings import closing, lot
from tests.domain.rows import at, buy, call, cover, put, removal, row, sell, short, told, trade

AAPL = put(180, "AAPL")


def trades(*rows: Transaction) -> tuple[Trade, ...]:
    """Return the trades of the broker's books."""
    books = build_books(rows)
    return trades_of(books.closings, books.open_lots, openings_of(books, rows))


class TestATrade:
    def test_says_what_a_short_put_earned(self) -> None:  # V12
        opened = short("1", "200", fees="-0.12", commission="-1", **AAPL)
        closed = cover("1", "-80", fees="-0.12", executed_at=at(20), **AAPL)

        [one] = trades(opened, closed)

        assert one == Trade(
            trade_id=one.trade_id,
            underlying="AAPL",
            signature="\N{MINUS SIGN}1P",
            units=Decimal(1),
            order_id=None,
            status="closed",
            opened_at=at(3),
            closed_at=at(20),
            days_held=17,
            close_reason="trade",
            opening_value=Decimal(200),
            gross=Decimal(120),
            fees_open=Decimal("-1.12"),
            fees_close=Decimal("-0.12"),
            open_value=Decimal(0),
            open_fees=Decimal(0),
            max_profit=Decimal(200),
            share_of_max=Decimal("0.6"),
            closings=1,
            open_lots=0,
        )
        assert one.net == Decimal("118.76")

    def test_puts_the_legs_of_one_order_together(self) -> None:  # V15
        rows = [
            short("2", "600", order_id="900", **put(45)),
            buy("2", "-200", order_id="900", **put(40)),
            cover("2", "-240", order_id="901", executed_at=at(20), **put(45)),
            sell("2", "60", order_id="901", executed_at=at(20), **put(40)),
        ]

        [one] = trades(*rows)

        assert told([one], "signature", "units", "order_id") == [("+1P \N{MINUS SIGN}1P", 2, "900")]
        assert told([one], "opening_value", "gross", "max_profit") == [(400, 220, 400)]
        assert told([one], "share_of_max", "closings") == [(Decimal("0.55"), 2)]

    def test_is_partly_closed_while_some_of_it_is_open(self) -> None:
        [one] = trades(short("5", "1000", fees="-5", **AAPL), cover("2", "-100", fees="-1", executed_at=at(5), **AAPL))

        assert told([one], "status", "closed_at", "days_held", "share_of_max") == [("partly_closed", None, None, None)]
        assert told([one], "gross", "fees_open", "fees_close") == [(300, -2, -1)]  # 400 - 100
        assert told([one], "opening_value", "open_value", "open_fees", "open_lots") == [(1000, 600, -3, 1)]
        assert told([one], "close_reason", "max_profit") == [("trade", 1000)]

    def test_is_open_before_anything_is_closed(self) -> None:
        [one] = trades(buy("100", "-5000"))

        assert told([one], "status", "close_reason", "closings") == [("open", None, 0)]
        assert told([one], "signature", "units", "max_profit") == [("+1S", 100, None)]

    def test_names_mixed_reasons_as_such(self) -> None:
        [one] = trades(
            short("2", "100", **put()),
            cover("1", "-10", executed_at=at(5), **put()),
            removal("Expiration", "1", executed_at=at(21, 20), **put()),
        )

        assert told([one], "close_reason", "closed_at") == [("mixed", at(21, 20))]

    def test_lasts_a_day_at_least(self) -> None:
        [one] = trades(buy("1", "-50"), sell("1", "60", executed_at=at(3, 16)))

        assert one.days_held == 1

    def test_counts_days_in_new_york(self) -> None:
        [one] = trades(buy("1", "-50"), sell("1", "60", executed_at=at(6, 2)))  # the evening of the 5th

        assert one.days_held == 2

    def test_stands_under_the_name_its_lots_have_last(self) -> None:
        rows = [
            buy("100", "-1000", symbol="OLD", underlying="OLD"),
            sell("40", "500", symbol="OLD", underlying="OLD", executed_at=at(4)),
            *change(("60", "OLD"), ("60", "NEW")),
        ]
        sold = sell("60", "900", symbol="NEW", underlying="NEW", executed_at=at(12))

        assert told(trades(*rows), "underlying", "status") == [("NEW", "partly_closed")]
        assert told(trades(*rows, sold), "underlying", "status", "gross") == [
            ("NEW", "closed", 400)
        ]  # 500 - 400, 900 - 600

    def test_shows_the_legs_as_they_were_opened_before_a_split(self) -> None:
        rows = [buy("100", "-1000"), *change(("100", "ABC"), ("400", "ABC"), sub_type="Forward Split")]

        [one] = trades(*rows)

        assert told([one], "signature", "units") == [("+1S", 100)]

    def test_has_no_greatest_profit_once_a_corporate_action_changed_its_options(self) -> None:
        [one] = trades(short("1", "200", **put()), *change(("1", put()), ("1", put(50, "ABC1"))))

        assert told([one], "signature", "opening_value", "max_profit") == [("\N{MINUS SIGN}1P", 200, None)]

    def test_lasts_from_its_first_opening_to_its_last_closing_in_whatever_order_they_come(self) -> None:
        rows = [buy("1", "-10", id=name, order_id="7") for name in ("a", "b", "c")]
        parts = [
            closing(opening_id="b", quantity="1", opened_at=at(4), closed_at=at(9)),
            closing(opening_id="a", quantity="1", opened_at=at(3), closed_at=at(20), reason="expired"),
            closing(opening_id="c", quantity="1", opened_at=at(5), closed_at=at(10)),
        ]
        books = replace(build_books([]), closings=tuple(parts))

        [one] = trades_of(books.closings, (), openings_of(books, rows))

        assert told([one], "opened_at", "closed_at", "close_reason") == [(at(3), at(20), "mixed")]

    def test_of_a_future_has_no_opening_cash(self) -> None:
        future = {"instrument_type": InstrumentType.FUTURE, "symbol": "/ESH5", "underlying": "/ES"}
        opened = row(id="open", action=Action.SELL, quantity="2", **future)
        half = closing(opening_id="open", is_short=True, quantity="1", value_open="250000", gross="500", **future)
        rest = lot(opening_id="open", quantity="-1", value="250000", **future)
        books = replace(build_books([]), closings=(half,), open_lots=(rest,))

        [one] = trades_of(books.closings, books.open_lots, openings_of(books, [opened]))

        assert told([one], "signature", "units") == [("\N{MINUS SIGN}1F", 2)]
        assert told([one], "opening_value", "open_value", "gross", "max_profit") == [(0, 0, 500, None)]

    def test_without_its_delivered_options_has_no_greatest_profit(self) -> None:
        rows = [short("1", "300", order_id="1", **put(45)), buy("1", "-100", order_id="1", **put(40))]
        books = build_books(rows)

        [one] = trades_of([], [it for it in books.open_lots if it.quantity > 0], openings_of(books, rows))

        assert told([one], "signature", "opening_value", "max_profit") == [("+1P \N{MINUS SIGN}1P", -100, None)]


class TestWhatBelongsToOneTrade:
    def test_is_every_fill_of_an_order_whenever_it_came(self) -> None:
        fills = [buy("100", "-1000", order_id="7", executed_at=at(day)) for day in (3, 4, 5)]

        assert told(trades(*fills), "units", "opened_at", "open_lots") == [(300, at(3), 3)]

    def test_is_what_one_order_opened_of_one_underlying(self) -> None:
        rows = [buy("1", "-50", order_id="7", symbol=name, underlying=name) for name in ("ABC", "XYZ")]

        assert {(one.underlying, one.order_id) for one in trades(*rows)} == {("ABC", "7"), ("XYZ", "7")}

    def test_is_what_was_traded_at_one_moment_where_no_order_is_named(self) -> None:
        rows = [
            short("1", "300", **put(45)),
            buy("1", "-100", **put(40)),
            buy("1", "-50", executed_at=at(3, 16)),
        ]

        assert told(trades(*rows), "signature") == ["+1P \N{MINUS SIGN}1P", "+1S"]

    def test_begins_anew_when_the_order_opens_again_after_all_was_closed(self) -> None:
        rows = [
            buy("10", "-100", id="first", order_id="7"),
            sell("10", "120", executed_at=at(4)),
            buy("10", "-110", id="second", order_id="7", executed_at=at(5)),
        ]

        first, second = trades(*rows)

        assert told([first, second], "status", "order_id") == [("closed", "7"), ("open", "7")]
        assert first.trade_id == trades(*rows[:2])[0].trade_id != second.trade_id

    def test_goes_on_while_some_of_it_is_open(self) -> None:
        rows = [
            buy("10", "-100", order_id="7"),
            sell("9", "108", executed_at=at(4)),
            buy("10", "-110", order_id="7", executed_at=at(5)),
        ]

        assert told(trades(*rows), "units", "closings", "open_lots") == [(20, 1, 2)]

    def test_are_the_shares_of_a_delivery_on_their_own(self) -> None:
        rows = [
            short("1", "200", **put(50)),
            removal("Assignment", "1", executed_at=at(21, 21), **put(50)),
            delivered("100", "-5000"),
        ]

        assert told(trades(*rows), "signature", "status", "close_reason") == [
            ("\N{MINUS SIGN}1P", "closed", "assignment"),
            ("+1S", "open", None),
        ]

    def test_are_two_deliveries_of_one_moment_two_trades(self) -> None:
        assert told(trades(delivered("100", "-5000"), delivered("100", "-4000")), "units") == [100, 100]

    def test_is_what_a_row_opened_beyond_the_position_it_closed(self) -> None:
        rows = [short("30", "300"), buy("100", "-900", executed_at=at(4))]  # against 30 short: 70 are opened

        assert told(trades(*rows), "signature", "units", "status") == [
            ("\N{MINUS SIGN}1S", 30, "closed"),
            ("+1S", 70, "open"),
        ]

    def test_is_a_lot_made_on_the_spot_for_a_closing_row(self) -> None:
        sold = sell("100", "1200", id="sold")
        made = closing(opening_id="sold", closing_id="sold", quantity="100", gross="200", value_open="-1000")
        books = replace(build_books([]), closings=(made,))

        [one] = trades_of(books.closings, (), openings_of(books, [sold]))

        assert told([one], "signature", "units", "status", "gross") == [("+1S", 100, "closed", 200)]

    def test_is_what_a_corporate_action_brought_that_no_earlier_row_opened(self) -> None:
        rows = [buy("40", "-400", symbol="OLD", underlying="OLD"), *change(("100", "OLD"), ("100", "NEW"))]

        assert told(trades(*rows), "units", "underlying") == [(40, "NEW"), (60, "NEW")]

    def test_keeps_both_directions_of_one_symbol_apart(self) -> None:
        rows = [
            buy("1", "-50", order_id="7", **call()),
            sell("1", "60", executed_at=at(4), **call()),
            short("1", "70", order_id="7", executed_at=at(4), **call()),
        ]

        assert told(trades(*rows), "signature") == ["+1C \N{MINUS SIGN}1C"]

    def test_does_not_depend_on_the_order_of_the_rows(self) -> None:
        rows = [
            short("2", "600", id="a", order_id="900", **put(45)),
            buy("2", "-200", id="b", order_id="900", **put(40)),
            cover("1", "-120", id="c", executed_at=at(20), **put(45)),
        ]

        assert trades(*rows) == trades(*rows[::-1])


def delivered(quantity: str, value: str) -> Transaction:
    """Return the shares of an assigned put."""
    given = {"type": "Receive Deliver", "executed_at": at(21, 21)}
    return trade(Action.BUY_TO_OPEN, quantity, value, **given)


def change(
    old: tuple[str, str | dict[str, object]], new: tuple[str, str | dict[str, object]], sub_type: str = "Symbol Change"
) -> list[Transaction]:
    """Return both rows of a corporate action of long shares, or short options, at no cost."""
    rows = []
    for (quantity, name), opens in ((old, False), (new, True)):
        named = {"symbol": name, "underlying": name} if isinstance(name, str) else name
        sells = opens is not isinstance(name, str)
        effect = f"{'Sell' if sells else 'Buy'} to {'Open' if opens else 'Close'}"
        given = {"type": "Receive Deliver", "executed_at": at(10)} | named
        rows.append(replace(trade(Action(effect), quantity, "0", **given), sub_type=sub_type))
    return rows
