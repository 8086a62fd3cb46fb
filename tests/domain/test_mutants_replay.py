"""Positions that end to the last share, and sentences that name the right number of them."""

from decimal import Decimal

import pytest

from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import Action, InstrumentType, Transaction
from tests.domain.rows import at, buy, call, future, mark, put, removal, row, sell, short, told, trade

BTO, STO, BTC, STC = Action.BUY_TO_OPEN, Action.SELL_TO_OPEN, Action.BUY_TO_CLOSE, Action.SELL_TO_CLOSE
NEW = {"symbol": "NEW", "underlying": "NEW"}
RECEIVED = {"type": "Receive Deliver", "executed_at": at(10)}
CHANGE = RECEIVED | {"sub_type": "Symbol Change"}
SPLIT = RECEIVED | {"sub_type": "Forward Split"}
LAST = {
    "type": "Receive Deliver",
    "sub_type": "Futures Settlement",
    "symbol": "/ESH5",
    "underlying": "/ES",
    "instrument_type": InstrumentType.FUTURE,
    "multiplier": "50",
}


def settlement(quantity: str, value: str, **given: object) -> Transaction:
    """Return the final settlement of a future that is worth 50 a point."""
    named = LAST | {"quantity": quantity, "value": value, "executed_at": at(6)}
    return row(**(named | given))


def message(rows: list[Transaction], code: str) -> str:
    """Return the sentence that asks to look at something."""
    [item] = [item for item in build_books(rows).attention if item.code == code]
    return item.message


class TestABasisThatIsNotNeeded:
    def test_because_a_sale_found_all_its_shares_opens_nothing(self) -> None:
        books = build_books([buy("10", "-100"), sell("10", "150", basis=Decimal(70), executed_at=at(5))])

        assert told(books.closings, "quantity", "gross") == [(10, 50)]
        assert books.open_lots == ()

    def test_because_an_expiration_found_its_option_opens_nothing(self) -> None:
        gone = removal("Expiration", "1", basis=Decimal(70), executed_at=at(21), **put())

        books = build_books([buy("1", "-40", **put()), gone])

        assert told(books.closings, "quantity", "gross") == [(1, -40)]
        assert books.open_lots == ()


class TestAFutureThatNobodyOpened:
    @pytest.mark.parametrize(
        ("action", "is_short", "gross"),
        [(STC, False, 500), (BTC, True, -500)],  # 10 points from 5000 to 5010
    )
    def test_is_settled_on_the_side_that_it_was_on(self, action: Action, is_short: bool, gross: int) -> None:
        books = build_books([settlement("1", "0", price="5010", action=action, basis=Decimal(250_000))])

        assert told(books.closings, "is_short", "gross") == [(is_short, gross)]
        assert books.attention == ()


class TestAFinalSettlementOfTheYoungestFirst:
    def test_counts_every_lot_from_where_it_was_last_settled(self) -> None:
        rows = [
            future(Action.BUY, "1", "5000"),
            mark("500", "5010", executed_at=at(4)),
            future(Action.BUY, "1", "5020", executed_at=at(5)),
            settlement("2", "1500"),  # at 5030: 20 points since the mark, 10 since the purchase
        ]

        books = build_books(rows, Rules(lifo_from=at(1).date()))

        assert sum(closing.gross for closing in books.closings) == 2000  # 30 and 10 points


class TestARemovalThatCashHasSpokenFor:
    def test_costs_what_it_took_and_no_more(self) -> None:
        spoken_for = removal("Assignment", "2", fees="-5", net_value="-6", **call(), executed_at=at(21, 21))
        paid = removal("Cash Settled Assignment", "2", value="-1494", **call(), executed_at=at(21, 21))

        books = build_books([short("3", "528", **call()), paid, spoken_for])

        assert told(books.cash_events, "kind", "amount") == [("fees", -6)]

    def test_ends_nothing_more_when_several_rows_brought_the_cash(self) -> None:
        rows = [short("6", "600", **call())]
        rows += [removal("Cash Settled Assignment", number, **call(), executed_at=at(21, 21)) for number in "12"]
        rows.append(removal("Assignment", "3", **call(), executed_at=at(21, 21)))

        books = build_books(rows)

        assert sorted(closing.quantity for closing in books.closings) == [1, 2]
        assert told(books.open_lots, "quantity", "value") == [(-3, 300)]

    def test_of_what_nobody_opened_is_worth_a_look_and_no_daily_settlement(self) -> None:
        books = build_books([removal("Cash Settled Assignment", "2", value="-1494", **call())])

        assert (books.closings, books.cash_events) == ((), ())
        assert told(books.attention, "code", "amount") == [("unmatched_close", -1494)]


class TestWhatWrittenChargesLack:
    def test_is_an_adjustment_though_they_are_right_but_for_their_sign(self) -> None:
        books = build_books([buy("1", "-100", fees="-1", net_value="-99")])

        assert told(books.cash_events, "kind", "amount") == [("fee_adjustments", 2)]  # -99 + 100 + 1
        assert told(books.open_lots, "value", "fees") == [(-100, -1)]

    def test_is_told_from_what_the_same_fill_settled(self) -> None:
        books = build_books([future(Action.SELL, "1", "5000", "25", fees="-2", net_value="22.50", id="f")])

        assert told(books.cash_events, "kind", "amount") == [("mark_to_market", 25), ("fee_adjustments", -0.5)]
        assert len({event.id for event in books.cash_events}) == 2


class TestACorporateAction:
    def test_that_is_done_is_not_asked_again_when_its_other_row_comes(self) -> None:
        rows = [
            buy("100", "-1000"),
            trade(STC, "100", "1000", **CHANGE),
            short("150", "1800", **NEW, executed_at=at(10, 15, 0, 10)),  # turns 100 long into 50 short
            trade(BTO, "100", "-1000", **(CHANGE | NEW | {"executed_at": at(10, 15, 0, 30)})),
        ]

        books = build_books(rows)

        assert told(books.open_lots, "symbol", "quantity", "value") == [("NEW", -50, 600)]
        assert told(books.closings, "quantity", "gross") == [(100, 200)]
        assert (told(books.attention, "code"), books.cash_events) == (["effect_mismatch"], ())

    @pytest.mark.parametrize(
        ("opened", "gives", "takes"), [(short("10", "100"), STC, BTO), (buy("10", "-100"), BTC, STO)]
    )
    def test_of_a_position_on_the_other_side_leaves_it_as_it_is(
        self, opened: Transaction, gives: Action, takes: Action
    ) -> None:
        cost = "500" if gives is STC else "-500"
        rows = [
            opened,
            trade(gives, "10", cost, **SPLIT),
            trade(takes, "20", str(-Decimal(cost)), **SPLIT),
        ]

        books = build_books(rows)

        assert told(books.open_lots, "opening_id", "quantity") == [(opened.id, 10 if opened.is_purchase else -10)]
        assert told(books.attention, "code") == ["corporate_action_mismatch"]


class TestASentence:
    def test_names_the_part_of_a_split_that_found_no_lot(self) -> None:
        rows = [buy("60", "-600"), trade(STC, "100", "1000", **SPLIT), trade(BTO, "200", "-1000", **SPLIT)]

        assert message(rows, "unmatched_close").startswith("Closed 40 of ABC ")

    def test_names_how_much_was_held_on_the_other_side(self) -> None:
        rows = [buy("10", "-100"), short("30", "450", executed_at=at(5))]

        assert "an open position of 10," in message(rows, "effect_mismatch")

    def test_names_how_much_left_the_account(self) -> None:
        left = row(sub_type="ACAT", action=STC, quantity="60", **RECEIVED)

        assert message([buy("100", "-1000"), left], "transferred_out").startswith("60 of ABC left ")

    def test_names_how_much_came_without_a_price(self) -> None:
        came = buy("25", "0", **(RECEIVED | {"sub_type": "ACAT"}))

        assert message([came], "basis:zero_cost").startswith("25 of ABC came ")
