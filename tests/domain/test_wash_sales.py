"""Losses that are disallowed because the same was bought again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.books import Closing, OpenLot
from lib.domain.terms import Term
from lib.domain.transactions import InstrumentType
from lib.domain.wash_sales import Taxed, taxes_of
from tests.domain.closings import closing, lot
from tests.domain.rows import at

LOSS = closing(id="loss", gross="-250", opened_at=at(3), closed_at=at(10))


class TestTaxesOf:
    def test_moves_a_loss_to_the_cost_of_what_replaces_it(self) -> None:
        later = closing(id="later", gross="300", opened_at=at(20), closed_at=day(109))

        taxes = taxes_of([LOSS, later], [])

        assert taxes == {"loss": taxed(disallowed="250"), "later": taxed(carried="250")}  # 300 - 250 = 50 to tax

    def test_leaves_a_loss_alone_that_nothing_replaces(self) -> None:
        assert taxes_of([LOSS], []) == {"loss": taxed()}

    def test_leaves_a_profit_alone(self) -> None:
        assert taxes_of([closing(id="won", gross="10"), LOSS], [lot(opened_at=at(2))])["won"] == taxed()

    def test_looks_thirty_days_back_and_ahead_in_new_york(self) -> None:
        sold = replace(LOSS, opened_at=day(0), closed_at=day(100))

        assert [washes(sold, lot(opened_at=day(number))) for number in (69, 70, 130, 131)] == [False, True, True, False]

    def test_counts_a_loss_after_fees(self) -> None:
        even = closing(id="even", gross="0", fees_open="-1", fees_close="-0.5", closed_at=at(10))

        assert taxes_of([even], [lot(opened_at=at(12))])["even"] == taxed(disallowed="1.5")

    def test_disallows_only_as_many_shares_as_were_replaced(self) -> None:
        taxes = taxes_of([LOSS], [lot(quantity="40", opened_at=at(12))])

        assert taxes["loss"] == taxed(disallowed="100")  # 40 of 100 shares of a loss of 250

    def test_takes_replacements_share_by_share_the_oldest_purchase_first(self) -> None:
        first = closing(id="first", quantity="60", gross="900", opened_at=at(12), closed_at=at(20))
        second = closing(id="second", quantity="60", gross="900", opened_at=at(13), closed_at=at(21))

        taxes = taxes_of([second, LOSS, first], [])

        assert taxes["loss"] == taxed(disallowed="250")
        assert (taxes["first"], taxes["second"]) == (taxed(carried="150"), taxed(carried="100"))  # 60 and 40 shares

    def test_replaces_no_share_twice(self) -> None:
        again = closing(id="again", gross="-50", opened_at=LOSS.opened_at, closed_at=at(11))

        taxes = taxes_of([LOSS, again], [lot(quantity="100", opened_at=at(12))])

        assert (taxes["loss"], taxes["again"]) == (taxed(disallowed="250"), taxed())

    def test_hands_a_carried_loss_on_when_the_replacement_is_sold_at_a_loss_and_replaced_too(self) -> None:
        middle = closing(id="middle", gross="-100", opened_at=at(11), closed_at=at(20))
        last = closing(id="last", gross="500", opened_at=at(22), closed_at=day(200))

        taxes = taxes_of([LOSS, middle, last], [])

        assert taxes["middle"] == taxed(disallowed="350", carried="250")
        assert taxes["last"] == taxed(carried="350")

    def test_makes_a_loss_of_a_profit_that_carries_a_greater_loss(self) -> None:
        small = closing(id="small", gross="50", opened_at=at(11), closed_at=at(20))

        taxes = taxes_of([LOSS, small], [lot(opened_at=at(22))])

        assert taxes["small"] == taxed(disallowed="200", carried="250")  # 50 - 250

    def test_does_not_replace_shares_by_those_bought_with_them(self) -> None:
        assert taxes_of([LOSS], [lot(opened_at=LOSS.opened_at)])["loss"] == taxed()

    def test_does_not_replace_shares_by_those_sold_before_or_with_them(self) -> None:
        before = closing(id="before", gross="20", opened_at=at(4), closed_at=at(9))
        with_them = closing(id="with", gross="20", opened_at=at(5), closed_at=LOSS.closed_at)

        assert taxes_of([LOSS, before, with_them], [])["loss"] == taxed()

    def test_tells_contracts_apart(self) -> None:
        assert not washes(LOSS, lot(symbol="XYZ", opened_at=at(12)))

    def test_tells_long_from_short(self) -> None:
        assert not washes(LOSS, lot(quantity="-100", opened_at=at(12)))

    def test_disallows_the_loss_of_a_short_sale_that_is_sold_short_again(self) -> None:
        covered = replace(LOSS, is_short=True)

        assert washes(covered, lot(quantity="-100", opened_at=at(12)))

    def test_leaves_what_is_no_share_or_option_and_section_1256_alone(self) -> None:
        for other in (
            {"instrument_type": InstrumentType.CRYPTOCURRENCY},
            {"instrument_type": InstrumentType.FUTURE},
            {"instrument_type": InstrumentType.EQUITY_OPTION, "symbol": "SPX   250321P05000000"},
        ):
            assert not washes(replace(LOSS, **other), lot(opened_at=at(12), **other))

    def test_adds_the_time_held_to_that_of_the_replacement(self) -> None:
        sold = replace(LOSS, opened_at=day(0), closed_at=day(200))
        replacement = closing(id="new", opened_at=day(210), closed_at=day(400))

        taxes = taxes_of([sold, replacement], [])

        assert taxes["new"] == taxed(term=Term.LONG, carried="250")  # held 190 days, and 200 before

    def test_adds_no_time_where_only_a_part_of_the_shares_replace_others(self) -> None:
        sold = replace(LOSS, opened_at=day(0), closed_at=day(200))
        replacement = closing(id="new", quantity="101", opened_at=day(210), closed_at=day(400))

        assert taxes_of([sold, replacement], [])["new"].term is Term.SHORT

    def test_forgets_shares_that_are_spent_and_purchases_too_old(self) -> None:
        spans = [(0, 40), (5, 45), (80, 120)]
        losses = [closing(id=f"l{n}", gross="-10", opened_at=day(n), closed_at=day(end)) for n, end in spans]

        taxes = taxes_of(losses, [lot(quantity="150", opened_at=day(41))])

        assert [taxes[one.id].disallowed for one in losses] == [10, 5, 0]  # 100 of 100, 50 of 100, 79 days later


@st.composite
def sides(draw: st.DrawFn) -> tuple[list[Closing], list[OpenLot]]:
    """Draw closings and lots of one symbol, bought within three months and sold later."""
    closings, lots = [], []
    for number in range(draw(st.integers(0, 12))):
        opened = draw(st.integers(0, 90))
        common = {
            "id": str(number),
            "quantity": draw(st.sampled_from(["1", "3", "100", "0.7"])),
            "opened_at": day(opened),
        }
        if draw(st.booleans()):
            cents = draw(st.integers(-10_000, 10_000))
            closings.append(
                closing(gross=str(Decimal(cents) / 100), closed_at=day(opened + draw(st.integers(0, 60))), **common)
            )
        else:
            lots.append(lot(**common))
    return closings, lots


class TestAnyPurchases:
    @given(sides())
    def test_carry_no_more_than_is_disallowed_and_disallow_no_more_than_is_lost(
        self, parts: tuple[list[Closing], list[OpenLot]]
    ) -> None:
        taxes = taxes_of(*parts)

        disallowed = sum((its.disallowed for its in taxes.values()), Decimal(0))
        carried = sum((its.carried for its in taxes.values()), Decimal(0))
        losses = {one.id: taxes[one.id].carried - one.net for one in parts[0]}
        assert carried <= disallowed
        assert all(0 <= its.disallowed <= max(losses[name], Decimal(0)) for name, its in taxes.items())
        assert parts[1] or carried == disallowed

    @given(sides(), st.randoms(use_true_random=False))
    def test_do_not_depend_on_their_order(self, parts: tuple[list[Closing], list[OpenLot]], chance: Random) -> None:
        closings, lots = list(parts[0]), list(parts[1])
        chance.shuffle(closings)
        chance.shuffle(lots)

        assert taxes_of(closings, lots) == taxes_of(*parts)


def washes(sold: Closing, replacement: OpenLot) -> bool:
    """Whether the loss is put off."""
    return taxes_of([sold], [replacement])[sold.id].disallowed == 250


def taxed(*, term: Term = Term.SHORT, disallowed: str = "0", carried: str = "0") -> Taxed:
    """Return how a closing is taxed."""
    return Taxed(term=term, disallowed=Decimal(disallowed), carried=Decimal(carried))


def day(number: int) -> datetime:
    """Return noon in New York of a day, counted from the first of 2025."""
    return datetime(2025, 1, 1, 17, tzinfo=UTC) + timedelta(days=number)
