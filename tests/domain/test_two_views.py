"""The books of both views side by side."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.books import Closing, OpenLot
from lib.domain.ledger import Rules, build_books
from lib.domain.transactions import Action
from lib.domain.two_views import Shown, TwoViews, two_views
from lib.domain.views import View
from tests.domain.histories_broker import History
from tests.domain.histories_of_all_kinds import LAW, histories
from tests.domain.rows import at, buy, cash, put, removal, sell, short, told, trade

Item = TypeVar("Item")
PUT = put(50, "XYZ")
SOLD = short("1", "200", commission="-1", fees="-0.12", **PUT)
ASSIGNED = removal("Assignment", "1", executed_at=at(21, 21), **PUT)
SHARES = trade(
    Action.BUY_TO_OPEN, "100", "-5000", type="Receive Deliver", price="50", fees="-5", executed_at=at(21, 21),
    symbol="XYZ", underlying="XYZ",
)  # fmt: skip
BACK = sell("100", "4800", fees="-0.18", executed_at=at(25), symbol="XYZ", underlying="XYZ")
MINUS = "\N{MINUS SIGN}"


class TestTwoViews:
    def test_show_an_assigned_put_by_itself_and_in_the_cost_of_its_shares(self) -> None:  # V18
        found = two_views([SOLD, ASSIGNED, SHARES, BACK])

        assert [(view, one.symbol.strip(), one.gross, one.net) for view, one in found.closings] == [
            ("broker", PUT["symbol"], 200, Decimal("198.88")),
            ("broker", "XYZ", -200, Decimal("-205.18")),
            ("fold", "XYZ", Decimal("-1.12"), Decimal("-6.30")),  # 4800 - (5000 - 198.88), and fees
        ]
        assert sum(one.net for _, one in of_view(View.BROKER, found.closings)) == Decimal("-6.30")

    def test_show_the_delivered_shares_while_they_are_held(self) -> None:
        found = two_views([SOLD, ASSIGNED, SHARES])

        assert seen(found.open_lots, "value", "fees") == [
            ("broker", -5000, -5),
            ("fold", Decimal("-4801.12"), -5),
        ]

    def test_show_once_what_is_the_same_in_both(self) -> None:
        other = [buy("10", "-100"), sell("10", "150", executed_at=at(5)), cash("Credit Interest", "1")]

        found = two_views([*other, SOLD, ASSIGNED, SHARES])

        assert [view for view, one in found.closings if one.symbol == "ABC"] == ["both"]
        assert {(view, one.kind) for view, one in found.rollup if one.underlying in {"", "ABC"}} == {
            ("both", "gross"),
            ("both", "fees_open"),
            ("both", "fees_close"),
            ("both", "interest"),
            ("fold", "tax_net"),
        }

    def test_show_once_a_closing_of_a_delivered_underlying_that_came_out_the_same(self) -> None:
        before = [
            buy("10", "-480", symbol="XYZ", underlying="XYZ"),
            sell("10", "500", executed_at=at(5), symbol="XYZ", underlying="XYZ"),
        ]

        found = two_views([*before, SOLD, ASSIGNED, SHARES])

        assert seen(found.closings, "gross") == [("both", 20), ("broker", 200)]

    def test_leave_a_trade_out_of_the_folded_view_whose_only_leg_was_delivered(self) -> None:
        found = two_views([SOLD, ASSIGNED, SHARES])

        assert seen(found.trades, "signature", "gross", "open_value") == [
            ("broker", f"{MINUS}1P", 200, 0),
            ("broker", "+1S", 0, -5000),
            ("fold", "+1S", 0, Decimal("-4801.12")),
        ]
        assert len({one.trade_id for _, one in found.trades}) == 2

    def test_add_up_the_rest_of_a_trade_of_which_one_leg_was_delivered(self) -> None:
        rows = [replace(SOLD, order_id="7"), buy("1", "-60", order_id="7", **put(45, "XYZ")), ASSIGNED, SHARES]
        rows += [removal("Expiration", "1", executed_at=at(21, 21), **put(45, "XYZ"))]

        spread = [(view, one) for view, one in two_views(rows).trades if one.order_id]

        assert seen(spread, "signature", "opening_value", "gross", "max_profit") == [
            ("broker", f"+1P {MINUS}1P", 140, 140, 140),
            ("fold", f"+1P {MINUS}1P", -60, -60, None),
        ]

    def test_know_no_share_of_the_greatest_profit_where_the_result_goes_on_in_shares(self) -> None:
        found = two_views([SOLD, ASSIGNED, SHARES, BACK])

        assert seen(found.trades[:1], "gross", "max_profit", "share_of_max") == [("broker", 200, 200, None)]

    def test_tax_by_the_folded_view_and_name_the_term_of_what_only_the_brokers_has(self) -> None:
        found = two_views([SOLD, ASSIGNED, SHARES, BACK, buy("100", "-4700", executed_at=at(26), symbol="XYZ")])

        assert [(view, found.taxes[one.id].term, found.taxes[one.id].disallowed) for view, one in found.closings] == [
            ("broker", "short", 0),
            ("broker", "short", 0),
            ("fold", "short", Decimal("6.30")),
        ]
        assert told([one for _, one in found.rollup if one.kind.startswith("tax")], "kind", "amount", "count") == [
            ("tax_disallowed", Decimal("6.30"), 1),
            ("tax_net", Decimal("-6.30"), 1),
        ]

    def test_sum_a_day_once_per_view_where_it_differs(self) -> None:
        found = two_views([SOLD, ASSIGNED, SHARES, BACK])

        gross = [line for line in found.rollup if line[1].kind == "gross"]
        assert seen(gross, "day", "instrument_type", "amount") == [
            ("broker", date(2025, 3, 21), "Equity Option", 200),
            ("broker", date(2025, 3, 25), "Equity", -200),
            ("fold", date(2025, 3, 25), "Equity", Decimal("-1.12")),
        ]

    def test_fold_shares_that_were_renamed_after_their_delivery(self) -> None:
        rename = {"type": "Receive Deliver", "executed_at": at(24)}
        old, new = ({"symbol": name, "underlying": name} for name in ("XYZ", "NEW"))
        rows = [
            *(SOLD, ASSIGNED, SHARES),
            trade(Action.SELL_TO_CLOSE, "100", "0", sub_type="Symbol Change", **old, **rename),
            trade(Action.BUY_TO_OPEN, "100", "0", sub_type="Symbol Change", **new, **rename),
            replace(BACK, symbol="NEW", underlying="NEW"),
        ]

        found = two_views(rows)

        assert seen([it for it in found.closings if it[1].symbol == "NEW"], "underlying", "net") == [
            ("broker", "NEW", Decimal("-205.18")),
            ("fold", "NEW", Decimal("-6.30")),
        ]

    def test_close_the_youngest_lots_first_from_a_day_on_in_both(self) -> None:
        rows = [
            *(SOLD, ASSIGNED, SHARES),
            buy("100", "-4700", executed_at=at(24), symbol="XYZ", underlying="XYZ"),
            BACK,
        ]

        found = two_views(rows, lifo_from=date(2025, 3, 25))

        assert seen(found.closings, "gross") == [("broker", 200), ("both", 100)]  # 4800 - 4700


class TestAnyHistory:
    @LAW
    @given(histories())
    def test_shows_in_each_view_the_books_of_that_view(self, history: History) -> None:
        found = two_views(history.rows)

        for view in View:
            books = build_books(history.rows, Rules(view=view))
            closings, lots = of_view(view, found.closings), of_view(view, found.open_lots)
            assert unnamed(one for _, one in closings) == unnamed(books.closings)
            assert unnamed(one for _, one in lots) == unnamed(books.open_lots)

    @LAW
    @given(histories())
    def test_gives_no_two_lines_one_id(self, history: History) -> None:
        found = two_views(history.rows)

        for lines in (found.closings, found.open_lots):
            assert len({one.id for _, one in lines}) == len(lines)
        for view in View:
            trades = [one.trade_id for _, one in of_view(view, found.trades)]
            assert len(set(trades)) == len(trades)

    @LAW
    @given(histories())
    def test_adds_closings_and_lots_up_to_trades_in_each_view(self, history: History) -> None:
        found = two_views(history.rows)

        for view in View:
            trades = [one for _, one in of_view(view, found.trades)]
            closings = [one for _, one in of_view(view, found.closings)]
            lots = [one for _, one in of_view(view, found.open_lots)]
            assert sum(one.net for one in trades) == sum(one.net for one in closings)
            assert sum(one.open_fees for one in trades) == sum(lot.fees for lot in lots)
            assert sum(one.open_value for one in trades) == sum(lot.value for lot in lots if lot.symbol[0] != "/")
            assert sum(one.closings for one in trades) == len(closings)
            assert sum(one.open_lots for one in trades) == len(lots)

    @LAW
    @given(histories())
    def test_sums_closings_and_cash_in_the_rollup_of_each_view(self, history: History) -> None:
        found = two_views(history.rows)

        for view in View:
            figures = [one for _, one in of_view(view, found.rollup) if not one.kind.startswith("tax_")]
            net = sum(one.net for _, one in of_view(view, found.closings))
            moved = sum(event.amount for event in found.books.cash_events)
            assert sum(one.amount for one in figures) == net + moved

    @LAW
    @given(histories())
    def test_sums_the_folded_views_closings_by_term(self, history: History) -> None:
        found = two_views(history.rows)

        net = sum(one.net for _, one in of_view(View.FOLD, found.closings))
        assert sum(one.amount for view, one in found.rollup if one.kind == "tax_net") == net
        assert found.taxes.keys() == {one.id for _, one in found.closings}

    @LAW
    @given(histories(), st.randoms(use_true_random=False))
    def test_does_not_depend_on_the_order_of_the_rows(self, history: History, chance: Random) -> None:
        shuffled = list(history.rows)
        chance.shuffle(shuffled)

        assert lines(two_views(shuffled)) == lines(two_views(history.rows))

    @LAW
    @given(histories())
    def test_keeps_every_leg_that_was_opened_in_one_trade(self, history: History) -> None:
        found = two_views(history.rows)

        opened = {closing.opening_id for _, closing in found.closings} | {lot.opening_id for _, lot in found.open_lots}
        assert found.openings.keys() == opened
        assert {one.trade_id for one in found.openings.values()} == {one.trade_id for _, one in found.trades}


def of_view(view: View, shown: Iterable[tuple[Shown, Item]]) -> list[tuple[Shown, Item]]:
    """Return what a reader of one view sees."""
    return [(label, one) for label, one in shown if label in {"both", view.value}]


def seen(shown: Iterable[tuple[Shown, object]], *names: str) -> list[object]:
    """Return of each line the view it is shown in, and what it says under some names."""
    return [(view, *(getattr(one, name) for name in names)) for view, one in shown]


def unnamed(parts: Iterable[Closing] | Iterable[OpenLot]) -> list[str]:
    """Return closings or lots without their ids, in an order of their own."""
    return sorted(repr(replace(part, id="")) for part in parts)


def lines(found: TwoViews) -> object:
    """Return everything that is published, in an order of its own."""
    return (
        sorted(map(repr, found.closings)),
        sorted(map(repr, found.open_lots)),
        sorted(map(repr, found.trades)),
        sorted(map(repr, found.rollup)),
        dict(found.taxes),
    )
