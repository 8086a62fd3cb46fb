"""The most a trade can earn by the expiry of its options."""

from decimal import Decimal

import pytest

from lib.domain.max_profit import max_profit
from lib.domain.transactions import InstrumentType
from tests.domain.legs import legs, shuffled


class TestMaxProfit:
    @pytest.mark.parametrize(
        ("opened", "value", "most"),
        [
            ("-1P180", "200", 200),  # a short put: its premium
            ("-2P45 +2P40", "400", 400),  # a credit spread: its credit
            ("+1C50 -1C55", "-200", 300),  # a debit spread: 5.00 x 100 - 200
            ("+5P40 -5P45 -5C55 +5C60", "1075", 1075),  # an iron condor: its credit
            ("-1P45 -1C45", "700", 700),  # a straddle, at the strike
            ("+100S -1C50", "-4600", 400),  # a covered call bought for 46 net: 50 - 46
            ("+100S -1C55 -1P45", "-4700", 800),  # a covered strangle: 55 - 47
            ("+100S -1C55 +1P45", "-5050", 450),  # a collar
            ("-100S -1P45", "5000", 500),  # a covered put: shares back at 45
            ("+1C45 -2C50 +1C55", "-120", 380),  # a butterfly, at the middle strike: 500 - 120
            ("-1P45 -1C50 +1C55", "510", 510),  # a jade lizard
            ("+1P50 -2P45", "-50", 450),  # a ratio spread, at 45: 500 - 50
            ("+1P50 -1P45", "-120", 380),  # a bear put spread
            ("-1C45 +1C50 +1P50 -1P45", "-480", 20),  # a box sold for less than it is worth: always 500 - 480
        ],
    )
    def test_is_the_peak_of_the_payoff_with_the_opening_cash(self, opened: str, value: str, most: int) -> None:
        assert max_profit(legs(opened), Decimal(value)) == most
        assert max_profit(shuffled(legs(opened)), Decimal(value)) == most

    @pytest.mark.parametrize(
        ("opened", "value", "why"),
        [
            ("+1C50", "-200", "nothing was sold"),
            ("+100S", "-5000", "no option"),
            ("-100S", "5000", "no option"),
            ("+2C50 -1C45", "100", "more calls bought than sold gain without a bound"),
            ("+200S -1C50", "-9000", "shares beyond the calls gain without a bound"),
            ("-1C50@1 +1C50@2", "-100", "two expiries"),
            ("-1P45 +1F", "200", "an outright future"),
            ("-1P45 +1X", "200", "a coin"),
            ("-1P45", "-20", "a put sold for less than nothing"),
            ("-1P45 +1P40", "0", "nothing to be had"),
        ],
    )
    def test_is_not_defined_for(self, opened: str, value: str, why: str) -> None:
        assert max_profit(legs(opened), Decimal(value)) is None, why

    def test_needs_the_multiplier_of_every_option(self) -> None:
        spread = [leg._replace(multiplier=None) for leg in legs("+1C50 -1C55")]

        assert max_profit(spread, Decimal(-200)) is None

    def test_of_a_future_option_counts_by_its_multiplier(self) -> None:
        on_a_future = [leg._replace(instrument_type=InstrumentType.FUTURE_OPTION) for leg in legs("+1C50 -1C55")]

        assert max_profit([leg._replace(multiplier=Decimal(50)) for leg in on_a_future], Decimal(-100)) == 150

    def test_is_not_defined_across_options_on_shares_and_on_futures(self) -> None:
        first, second = legs("+1C50 -1C55")

        mixed = [first, second._replace(instrument_type=InstrumentType.FUTURE_OPTION)]

        assert max_profit(mixed, Decimal(-100)) is None

    def test_is_not_defined_for_an_adjusted_option_which_delivers_something_else(self) -> None:
        [short] = legs("-1C50")

        assert max_profit([short._replace(symbol="ABC1  250321C50")], Decimal(90)) is None

    def test_is_not_defined_where_a_strike_is_missing(self) -> None:
        [short] = legs("-1C50")

        assert max_profit([short._replace(strike=None)], Decimal(90)) is None
