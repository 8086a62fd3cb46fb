"""The shape of a trade in a few characters."""

from decimal import Decimal

import pytest

from lib.domain.signatures import signature_of
from tests.domain.legs import legs, shuffled


class TestSignatureOf:
    @pytest.mark.parametrize(
        ("opened", "signature", "units"),
        [
            ("-1P45", "-1P", 1),
            ("+100S", "+1S", 100),
            ("-2P45 +2P40", "+1P -1P", 2),  # by strike: the bought 40 first
            ("+5P40 -5P45 -5C55 +5C60", "+1P -1P -1C +1C", 5),
            ("+100S -1C50", "+100S -1C", 1),
            ("-3C50 +300S", "+100S -1C", 3),
            ("-4P40 +2P45", "-2P +1P", 2),
            ("-1C50 -1P50", "-1P -1C", 1),  # one strike: the put first
            ("-1C50@1 +1C50@2", "-1C / +1C", 1),
            ("+1C45@2 -1P40@1 -1C50@1", "-1P -1C / +1C", 1),
            ("-2F", "-1F", 2),
            ("+100B", "+1B", 100),
            ("+3U", "+1?", 3),
        ],
    )
    def test_writes_legs_in_lowest_terms_by_expiry_strike_and_right(
        self, opened: str, signature: str, units: int
    ) -> None:
        assert signature_of(legs(opened)) == (with_minus(signature), Decimal(units))

    def test_does_not_depend_on_the_order_of_the_legs(self) -> None:
        condor = legs("+5P40 -5P45 -5C55 +5C60")

        assert signature_of(shuffled(condor)) == signature_of(condor)

    def test_has_no_units_where_a_quantity_is_no_whole_number(self) -> None:
        assert signature_of(legs("+0.25X")) == ("+0.25X", None)
        assert signature_of(legs("+150.5S -1C50")) == (with_minus("+150.5S -1C"), None)

    def test_writes_round_numbers_without_an_exponent(self) -> None:
        assert signature_of(legs("+100.50S +2000X"))[0] == "+100.5S +2000X"

    def test_marks_an_option_whose_right_is_not_known(self) -> None:
        [unclear] = legs("-1P45")

        assert signature_of([unclear._replace(right=None)]) == (with_minus("-1?"), Decimal(1))

    def test_of_nothing_is_nothing(self) -> None:
        assert signature_of([]) == ("", None)


def with_minus(signature: str) -> str:
    """Return a signature with the sign that is written."""
    return signature.replace("-", "\N{MINUS SIGN}")
