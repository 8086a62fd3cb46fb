"""How a closing is taxed by its time and kind."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lib.domain.books import Closing
from lib.domain.terms import Term, first_long_day, is_section_1256, term_of
from lib.domain.transactions import InstrumentType
from tests.domain.closings import closing


class TestTermOf:
    @pytest.mark.parametrize(
        ("opened", "closed", "term"),
        [
            (date(2024, 3, 5), date(2025, 3, 5), Term.SHORT),  # a year, not more
            (date(2024, 3, 5), date(2025, 3, 6), Term.LONG),
            (date(2024, 2, 29), date(2025, 2, 28), Term.SHORT),
            (date(2024, 2, 29), date(2025, 3, 1), Term.LONG),
            (date(2023, 2, 28), date(2024, 2, 29), Term.SHORT),  # holding began on 1 March
            (date(2023, 2, 28), date(2024, 3, 1), Term.LONG),
            (date(2024, 2, 28), date(2025, 2, 28), Term.SHORT),
            (date(2024, 2, 28), date(2025, 3, 1), Term.LONG),
            (date(2025, 3, 5), date(2025, 3, 5), Term.SHORT),
        ],
    )
    def test_is_long_when_it_was_held_for_more_than_a_year(self, opened: date, closed: date, term: Term) -> None:
        assert term_of(closing(opened_at=noon(opened), closed_at=noon(closed))) is term

    def test_counts_days_in_new_york(self) -> None:
        evening = datetime(2024, 3, 6, 1, tzinfo=UTC)  # still the 5th in New York

        assert term_of(closing(opened_at=evening, closed_at=noon(date(2025, 3, 6)))) is Term.LONG

    def test_is_short_for_what_was_sold_short_whatever_time_passes(self) -> None:
        years = {"opened_at": noon(date(2020, 1, 2)), "closed_at": noon(date(2025, 1, 2))}

        assert term_of(closing(is_short=True, **years)) is Term.SHORT
        assert term_of(closing(is_short=True, instrument_type=InstrumentType.EQUITY_OPTION, **years)) is Term.SHORT

    def test_adds_the_time_that_a_wash_sale_brings(self) -> None:
        half_a_year = closing(opened_at=noon(date(2024, 9, 1)), closed_at=noon(date(2025, 3, 5)))

        assert term_of(half_a_year, held_before=timedelta(days=180)) is Term.SHORT  # from 5 March 2024
        assert term_of(half_a_year, held_before=timedelta(days=181)) is Term.LONG

    @pytest.mark.parametrize("instrument", [InstrumentType.FUTURE, InstrumentType.FUTURE_OPTION])
    def test_is_section_1256_for_futures_and_options_on_them(self, instrument: InstrumentType) -> None:
        assert term_of(closing(instrument_type=instrument, symbol="/ESH5")) is Term.SECTION_1256


class TestIsSection1256:
    @pytest.mark.parametrize("root", ["SPX", "SPXW", "XSP", "NDX", "NDXP", "RUT", "RUTW", "VIX", "VIXW", "DJX", "OEX"])
    def test_holds_for_options_on_broad_based_indexes(self, root: str) -> None:
        assert is_section_1256(option_on(root))

    @pytest.mark.parametrize("root", ["SPY", "QQQ", "IWM", "AAPL", "SPXL", "VIXY"])
    def test_does_not_hold_for_options_on_funds_and_shares(self, root: str) -> None:
        assert not is_section_1256(option_on(root))

    def test_does_not_hold_for_shares_that_are_called_like_an_index(self) -> None:
        assert not is_section_1256(closing(symbol="DJX"))


class TestFirstLongDay:
    def test_never_leaves_the_calendar(self) -> None:
        assert first_long_day(date(9998, 12, 31)) == date.max
        assert first_long_day(date.max) == date.max


def option_on(root: str) -> Closing:
    """Return the closing of an option."""
    return closing(symbol=f"{root:<6}250321P00050000", instrument_type=InstrumentType.EQUITY_OPTION)


def noon(day: date) -> datetime:
    """Return noon in New York, more or less."""
    return datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
