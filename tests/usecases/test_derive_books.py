"""Books as they are kept: every line with its id, its digest and its cells."""

import gc
import re
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.terms import Term as DomainTerm
from lib.domain.transactions import Action
from lib.ports.books import BookSettings, Shelf
from lib.ports.taxes import Term
from lib.ports.trades import TradeStatus
from lib.usecases.derive_books import Derived, built_with, derive_books, shelved
from lib.usecases.lay_out_books import plain
from tests.domain.histories_broker import History
from tests.domain.histories_of_all_kinds import LAW, histories
from tests.ports.rows import LATER, NOON, an_option, assigned_call, bought, paid_interest

HEX = re.compile(r"[0-9a-f]{64}")


class TestDeriveBooks:
    def test_lays_out_an_option_that_was_assigned_in_both_views(self) -> None:
        rows = assigned_call()

        derived = derive_books(rows, BookSettings())

        [option] = derived[Shelf.CLOSINGS].values()
        assert option.cells == {
            "view": "broker",
            "symbol": "AAPL  240315C00190000",
            "underlying": "AAPL",
            "instrument_type": "Equity Option",
            "opening_id": rows[0].id,
            "closing_id": rows[1].id,
            "is_short": True,
            "quantity": "1",
            "opened_at": "2024-03-01T17:00:01+00:00",
            "closed_at": "2024-03-15T17:00:00+00:00",
            "gross": "35",
            "value_open": "35",
            "fees_open": "-1.142",
            "fees_close": "0",
            "reason": "assignment",
            "trade_id": option.cells["trade_id"],
            "term": "short",
            "disallowed": "0",
            "carried": "0",
        }
        [delivery] = derived[Shelf.DELIVERIES].values()
        assert (delivery.cells["option_row"], delivery.cells["stock_row"]) == (rows[1].id, rows[2].id)
        assert (delivery.cells["kind"], delivery.cells["contracts"], delivery.cells["units"]) == (
            "assignment",
            "1",
            "100",
        )

    def test_keeps_lots_of_both_views_under_ids_of_their_own_and_one_trade(self) -> None:
        derived = derive_books(assigned_call(), BookSettings())

        broker, fold = sorted(derived[Shelf.OPEN_LOTS].values(), key=lambda row: str(row.cells["view"]))
        assert (broker.cells["view"], broker.cells["value"]) == ("broker", "19000")
        assert (fold.cells["view"], fold.cells["value"]) == ("fold", "19033.858")  # 35 - 1.142 more
        assert broker.id != fold.id
        assert broker.cells["trade_id"] == fold.cells["trade_id"]

    def test_lays_out_a_trade(self) -> None:
        opened = an_option()
        back = replace(
            an_option(), executed_at=LATER, sub_type="Buy to Close", action=Action.BUY_TO_CLOSE, value=Decimal(-14),
            commission=Decimal(0), net_value=Decimal("-14.142"), order_id="124",
        )  # fmt: skip

        derived = derive_books([opened, back], BookSettings())

        [trade] = derived[Shelf.TRADES].values()
        assert trade.cells == {
            "view": "both",
            "underlying": "AAPL",
            "trade_id": trade.cells["trade_id"],
            "signature": "\N{MINUS SIGN}1C",
            "units": "1",
            "order_id": "123",
            "status": "closed",
            "opened_at": "2024-03-01T17:00:01+00:00",
            "closed_at": "2024-03-15T17:00:00+00:00",
            "days_held": 14,
            "close_reason": "trade",
            "opening_value": "35",
            "gross": "21",
            "fees_open": "-1.142",
            "fees_close": "-0.142",
            "open_value": "0",
            "open_fees": "0",
            "max_profit": "35",
            "share_of_max": "0.6",
            "closings": 1,
            "open_lots": 0,
        }
        [closing] = derived[Shelf.CLOSINGS].values()
        assert (closing.cells["view"], closing.cells["trade_id"]) == ("both", trade.cells["trade_id"])

    def test_lays_out_an_open_option_with_its_expiry_and_multiplier(self) -> None:
        [lot] = derive_books([an_option()], BookSettings())[Shelf.OPEN_LOTS].values()

        assert (lot.cells["expires_on"], lot.cells["multiplier"]) == ("2024-03-15", "100")

    def test_lays_out_cash_and_what_needs_a_look(self) -> None:
        unknown = replace(paid_interest(), sub_type="Mystery", description="?")

        derived = derive_books([paid_interest(), unknown], BookSettings())

        assert sorted((row.cells["kind"], row.cells["amount"]) for row in derived[Shelf.CASH_EVENTS].values()) == [
            ("interest", "-6.06"),
            ("unclassified", "-6.06"),
        ]
        [item] = derived[Shelf.ATTENTION_ITEMS].values()
        assert (item.cells["code"], item.cells["underlying"], item.cells["amount"]) == (
            "unclassified_cash",
            "",
            "-6.06",
        )
        assert item.cells["transaction_ids"] == (unknown.id,)

    def test_says_the_same_of_the_same_rows_whatever_their_order(self) -> None:
        rows = [*assigned_call(), bought("F"), paid_interest()]

        assert derive_books(rows, BookSettings()) == derive_books(rows[::-1], BookSettings())

    def test_leaves_the_collector_as_it_was(self) -> None:
        derive_books([bought("F")], BookSettings())
        was_on = gc.isenabled()
        gc.disable()
        try:
            derive_books([bought("F")], BookSettings())
            is_on = gc.isenabled()
        finally:
            gc.enable()

        assert (was_on, is_on) == (True, False)

    def test_refuses_two_lines_of_one_id(self) -> None:
        with pytest.raises(ValueError, match="two derived rows have the id x"):
            shelved([("x", {"view": "both"}), ("x", {"view": "both"})])

    @LAW
    @given(histories())
    def test_gives_every_line_an_id_a_digest_and_an_underlying(self, history: History) -> None:
        derived = derive_books(history.rows, BookSettings())

        ids = [row.id for shelf in derived.values() for row in shelf.values()]
        assert len(ids) == len(set(ids))
        assert all(HEX.fullmatch(row.id + row.digest) for shelf in derived.values() for row in shelf.values())
        assert all(isinstance(row.cells["underlying"], str) for shelf in derived.values() for row in shelf.values())

    @LAW
    @given(histories(), st.randoms(use_true_random=False))
    def test_never_depends_on_the_order_of_rows(self, history: History, chance: Random) -> None:
        rows = list(history.rows)
        chance.shuffle(rows)

        assert derive_books(rows, BookSettings()) == derive_books(history.rows, BookSettings())


class TestDigest:
    def test_changes_with_any_cell(self) -> None:
        one = digests(derive_books([bought("AAPL")], BookSettings()))

        dearer = digests(derive_books([replace(bought("AAPL"), value=Decimal(-501))], BookSettings()))

        assert one[Shelf.OPEN_LOTS].isdisjoint(dearer[Shelf.OPEN_LOTS])


class TestBuiltWith:
    def test_names_the_engine_and_the_settings(self) -> None:
        assert built_with(BookSettings()) == "1|"
        assert built_with(BookSettings(lifo_from=NOON.date())) == "1|2024-03-01"


class TestPlain:
    @pytest.mark.parametrize(
        ("number", "text"),
        [("1.50", "1.5"), ("100", "100"), ("1E+2", "100"), ("-0.00", "0"), ("0E-10", "0"), ("2E-9", "0.000000002"),
         ("-1.0000000000", "-1"), ("1E-10", "0.0000000001")],
    )  # fmt: skip
    def test_writes_a_number_in_one_way(self, number: str, text: str) -> None:
        assert plain(Decimal(number)) == text


class TestWords:
    def test_are_those_of_the_ports(self) -> None:
        assert {term.value for term in DomainTerm} == {term.value for term in Term}
        assert {status.value for status in TradeStatus} == {"open", "partly_closed", "closed"}


def digests(derived: Derived) -> dict[Shelf, set[str]]:
    """Return the digests per shelf."""
    return {shelf: {row.digest for row in rows.values()} for shelf, rows in derived.items()}
