"""What every kind of row does, one by one, and why it closes what it closes."""

import pytest

from lib.domain.ledger import build_books
from lib.domain.movements import Movement, movement_of, reason_of
from lib.domain.transactions import Action, InstrumentType
from tests.domain.rows import at, buy, cash, future, put, removal, row, sell, told, trade

BTO, STO, BTC, STC = Action.BUY_TO_OPEN, Action.SELL_TO_OPEN, Action.BUY_TO_CLOSE, Action.SELL_TO_CLOSE
NEW = {"symbol": "NEW", "underlying": "NEW"}


class TestARowThatReceivesOrDelivers:
    @pytest.mark.parametrize(
        ("sub_type", "reason"),
        [
            ("Expiration", "expired"),
            ("Assignment", "assignment"),
            ("Exercise", "exercise"),
            ("Cash Settled Assignment", "assignment"),
            ("Cash Settled Exercise", "exercise"),
            ("Cash Merger", "cash_merger"),
            ("Maturity", "maturity"),
            ("Futures Settlement", "settlement"),
        ],
    )
    def test_ends_a_position_for_a_reason_of_its_own(self, sub_type: str, reason: str) -> None:
        ended = removal(sub_type, "1", **put())

        assert (movement_of(ended), reason_of(ended)) == (Movement.REMOVAL, reason)

    @pytest.mark.parametrize(
        "sub_type", ["Symbol Change", "Forward Split", "Reverse Split", "Stock Merger", "Special Dividend"]
    )
    def test_carries_lots_over_when_it_has_a_direction_and_is_half_an_event_without(self, sub_type: str) -> None:
        halves = [removal(sub_type, "1", action=action) for action in (STC, BTO, BTC, STO, None)]

        assert [movement_of(half) for half in halves] == [Movement.TRANSFORM] * 4 + [Movement.LONE_REMOVAL]

    @pytest.mark.parametrize("sub_type", ["Reverse Split Removal", "Stock Merger Removal"])
    @pytest.mark.parametrize("action", [None, STC])
    def test_waits_for_what_is_given_for_it(self, sub_type: str, action: Action | None) -> None:
        assert movement_of(removal(sub_type, "1", action=action)) is Movement.LONE_REMOVAL

    @pytest.mark.parametrize("named", [("Receive Deliver", "ACAT"), ("Receive Deliver", "Transfer")])
    def test_brings_a_position_from_elsewhere_or_takes_it_there(self, named: tuple[str, str]) -> None:
        kind, sub_type = named
        moved = [removal(sub_type, "1", type=kind, action=action) for action in (BTO, STO, STC, BTC, None)]

        expected = [Movement.OPEN] * 2 + [Movement.TRANSFER_OUT] * 2 + [Movement.UNKNOWN]
        assert [movement_of(one) for one in moved] == expected

    @pytest.mark.parametrize(
        ("action", "movement"),
        [(BTO, Movement.OPEN), (STO, Movement.OPEN), (BTC, Movement.CLOSE), (STC, Movement.CLOSE)],
    )
    def test_opens_or_closes_at_the_strike_for_a_delivery(self, action: Action, movement: Movement) -> None:
        delivered = removal(action.value, "100", action=action)

        assert (movement_of(delivered), reason_of(delivered)) == (movement, "delivery")

    @pytest.mark.parametrize("action", [Action.BUY, Action.SELL])
    def test_moves_a_future_to_whatever_side_for_a_delivery(self, action: Action) -> None:
        assert movement_of(future(action, "1", "5000", type="Receive Deliver")) is Movement.EITHER

    @pytest.mark.parametrize(
        ("sub_type", "action", "movement"),
        [
            ("Dividend", BTO, Movement.OPEN),
            ("Dividend", STC, Movement.UNKNOWN),
            ("Dividend", None, Movement.UNKNOWN),
            ("Invented Since", BTO, Movement.UNKNOWN),
            ("Invented Since", STC, Movement.UNKNOWN),
            (None, BTO, Movement.UNKNOWN),
        ],
    )
    def test_is_not_guessed_at_by_its_direction(
        self, sub_type: str | None, action: Action | None, movement: Movement
    ) -> None:
        assert movement_of(row(type="Receive Deliver", sub_type=sub_type, action=action)) is movement


class TestAFill:
    @pytest.mark.parametrize(
        ("kind", "action", "movement"),
        [
            (InstrumentType.EQUITY, Action.BUY, Movement.UNKNOWN),
            (InstrumentType.FUTURE, Action.SELL, Movement.EITHER),
            (InstrumentType.FUTURE, STC, Movement.CLOSE),
            (InstrumentType.CRYPTOCURRENCY, Action.BUY, Movement.OPEN),
            (InstrumentType.CRYPTOCURRENCY, Action.SELL, Movement.CLOSE),
            (InstrumentType.CRYPTOCURRENCY, None, Movement.UNKNOWN),
            (InstrumentType.FUTURE, None, Movement.UNKNOWN),
        ],
    )
    def test_does_what_its_word_means_for_its_instrument(
        self, kind: InstrumentType, action: Action | None, movement: Movement
    ) -> None:
        assert movement_of(row(action=action, instrument_type=kind)) is movement

    def test_closes_as_a_trade_whatever_else_it_says(self) -> None:
        assert reason_of(row(sub_type="Expiration")) == "trade"

    @pytest.mark.parametrize("kind", [None, InstrumentType.BOND, InstrumentType.UNKNOWN])
    def test_of_what_is_not_booked_does_nothing(self, kind: InstrumentType | None) -> None:
        assert movement_of(trade(BTO, "1", "-100", instrument_type=kind)) is Movement.NOT_BOOKED

    def test_that_takes_another_back_does_nothing_else(self) -> None:
        assert movement_of(buy("1", "-100", reverses="7")) is Movement.REVERSAL

    @pytest.mark.parametrize("currency", ["CAD", "usd", ""])
    def test_in_another_currency_is_foreign_even_when_it_takes_another_back(self, currency: str) -> None:
        assert movement_of(buy("1", "-100", reverses="7", currency=currency)) is Movement.FOREIGN


class TestCash:
    @pytest.mark.parametrize("words", ["", "Futures cash"])
    def test_of_a_daily_settlement_is_known_by_its_sub_type_alone(self, words: str) -> None:
        settled = cash("Mark to Market", "12.50", words, symbol="/ESH5", underlying="/ES")

        books = build_books([settled])

        assert told(books.cash_events, "kind", "amount") == [("mark_to_market", 12.50)]
        assert books.attention == ()

    @pytest.mark.parametrize(
        ("words", "symbol", "movement"),
        [
            ("/ESH5 MARK TO MARKET at 5,000", None, Movement.MARK),
            ("Dividend Reinvested", "ABC", Movement.REINVESTMENT),
            ("DIVIDEND REINVESTED", "ABC", Movement.REINVESTMENT),
            ("Dividend reinvested", None, Movement.CASH),
            ("Dividend", "ABC", Movement.CASH),
        ],
    )
    def test_is_told_by_its_words_in_any_case(self, words: str, symbol: str | None, movement: Movement) -> None:
        assert movement_of(cash("Dividend", "-5", words, symbol=symbol)) is movement

    @pytest.mark.parametrize(
        ("kind", "movement"), [("Administrative Transfer", Movement.CASH), ("Trade", Movement.UNKNOWN)]
    )
    def test_without_a_symbol_is_moved_by_transfers_only(self, kind: str, movement: Movement) -> None:
        assert movement_of(cash(None, "5", type=kind)) is movement


class TestRowsOfOneSecond:
    def test_find_the_shares_that_a_change_of_symbol_brings(self) -> None:
        change = {"type": "Receive Deliver", "sub_type": "Symbol Change", "executed_at": at(10)}
        rows = [
            buy("100", "-1000"),
            sell("100", "1500", executed_at=at(10), **NEW),
            trade(STC, "100", "1000", **change),
            trade(BTO, "100", "-1000", **(change | NEW)),
        ]

        books = build_books(rows)

        assert told(books.closings, "symbol", "gross") == [("NEW", 500)]
        assert books.attention == ()

    def test_are_booked_in_the_order_of_what_they_do(self) -> None:
        assert [movement.name for movement in Movement] == [
            "TRANSFORM",
            "MARK",
            "REMOVAL",
            "CLOSE",
            "OPEN",
            "EITHER",
            "TRANSFER_OUT",
            "REVERSAL",
            "LONE_REMOVAL",
            "REINVESTMENT",
            "CASH",
            "NOT_BOOKED",
            "UNKNOWN",
            "FOREIGN",
        ]
