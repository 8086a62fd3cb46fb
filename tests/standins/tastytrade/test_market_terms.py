"""Trading days, symbols and the ends of contracts."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dev.standins.tastytrade.market import calendar, expiries, make_market, symbols
from dev.standins.tastytrade.market.instruments import Instrument, instrument
from dev.standins.tastytrade.market.products import PRODUCTS
from dev.standins.tastytrade.market.symbols import FutureOptionSymbol, FutureSymbol, OptionSymbol


def known(symbol: str, on: date = date(2025, 11, 3)) -> Instrument:
    found = instrument(symbol, on)
    assert found is not None
    return found


class TestTheCalendar:
    def test_has_251_sessions_in_2026(self) -> None:
        days = [date.fromordinal(day) for day in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]

        assert sum(map(calendar.is_session, days)) == 251

    @pytest.mark.parametrize(
        "holiday",
        ["2025-01-09", "2025-04-18", "2025-06-19", "2026-01-19", "2026-07-03", "2026-11-26", "2027-12-24"],
    )
    def test_is_closed_on(self, holiday: str) -> None:
        assert not calendar.is_session(date.fromisoformat(holiday))

    def test_does_not_make_up_for_new_year_on_a_saturday(self) -> None:
        assert calendar.is_session(date(2021, 12, 31))

    @pytest.mark.parametrize("day", ["2024-11-29", "2025-07-03", "2025-12-24", "2026-11-27", "2026-12-24"])
    def test_closes_early_on(self, day: str) -> None:
        assert calendar.closes_at(date.fromisoformat(day)) == calendar.CLOSES_EARLY

    def test_opens_the_market_at_half_past_nine_in_new_york(self) -> None:
        market = make_market()

        assert not market.is_open(datetime(2026, 7, 6, 13, 29, tzinfo=UTC))
        assert market.is_open(datetime(2026, 7, 6, 13, 30, tzinfo=UTC))
        assert not market.is_open(datetime(2026, 7, 6, 20, 0, tzinfo=UTC))


class TestASymbol:
    def test_of_an_option_is_padded_to_21_characters(self) -> None:
        option = OptionSymbol("AAPL", date(2019, 10, 4), "P", Decimal(275))

        assert symbols.occ(option) == "AAPL  191004P00275000"
        assert symbols.read_occ("AAPL  191004P00275000") == option
        assert symbols.streamer_of_option(option) == ".AAPL191004P275"

    def test_of_an_option_may_have_an_odd_strike(self) -> None:
        option = OptionSymbol("TSLL", date(2025, 1, 17), "C", Decimal("10.43"))

        assert symbols.read_occ(symbols.occ(option)) == option
        assert symbols.streamer_of_option(option) == ".TSLL250117C10.43"

    def test_of_a_future_has_one_digit_for_the_year(self) -> None:
        contract = FutureSymbol("/ES", date(2019, 12, 1))

        assert symbols.future(contract) == "/ESZ9"
        assert symbols.read_future("/ESZ9", on=date(2019, 6, 1)) == contract
        assert symbols.read_future("/ESZ0", on=date(2019, 6, 1)) == FutureSymbol("/ES", date(2020, 12, 1))
        assert symbols.streamer_of_future(contract, "XCME") == "/ESZ19:XCME"

    @pytest.mark.parametrize(
        ("text", "future", "code", "strike"),
        [
            ("./ESZ9 EW4U9 190927P2975", "/ESZ9", "EW4U9", "2975"),
            ("./CLN1 LON1  210617C72.5", "/CLN1", "LON1", "72.5"),
            ("./MESZ5EX3X5 251121P6615", "/MESZ5", "EX3X5", "6615"),
        ],
    )
    def test_of_an_option_on_a_future_reads_as_it_was_written(
        self, text: str, future: str, code: str, strike: str
    ) -> None:
        read = symbols.read_future_option(text)

        assert isinstance(read, FutureOptionSymbol)
        assert (read.future, read.code, read.strike) == (future, code, Decimal(strike))
        assert symbols.future_option(read) == text


class TestAnInstrument:
    @pytest.mark.parametrize(
        ("symbol", "multiplier"),
        [("/ESZ5", 50), ("/MESZ5", 5), ("/CLZ5", 1000), ("/GCZ5", 100), ("SPY   251219C00650000", 100), ("SPY", 1)],
    )
    def test_has_its_products_multiplier(self, symbol: str, multiplier: int) -> None:
        assert known(symbol).multiplier == multiplier

    def test_of_a_weekly_index_option_belongs_to_the_index(self) -> None:
        option = known("SPXW  251121P06500000")

        assert (option.underlying, option.settles_in_cash) == ("SPX", True)
        assert option.label == "SPXW 11/21/25 Put 6500.00"

    def test_of_an_option_on_a_future_names_the_contract_it_is_on(self) -> None:
        option = known("./MESZ5EX3X5 251121P6615")

        assert (option.underlying, option.multiplier) == ("/MESZ5", Decimal(5))
        assert option.streamer == "./EX3X25P6615:XCME"
        assert option.label == "/MESZ5 EX3X5 11/21/25 Put 6615.00"

    def test_is_settled_at_the_open_when_it_is_a_standard_index_option(self) -> None:
        assert known("SPX   251121P06500000").ends_at == calendar.opening_moment(date(2025, 11, 21))
        assert known("SPXW  251121P06500000").ends_at == calendar.closing_moment(date(2025, 11, 21))


class TestTheEndOf:
    @pytest.mark.parametrize(
        ("symbol", "day"), [("/ESZ5", "2025-12-19"), ("/CLZ5", "2025-11-20"), ("/GCZ5", "2025-12-29")]
    )
    def test_a_future_follows_its_exchanges_rule(self, symbol: str, day: str) -> None:
        assert known(symbol).ends_at.date() == date.fromisoformat(day)

    def test_a_months_options_is_the_third_friday_or_the_day_before_a_holiday(self) -> None:
        assert expiries.third_friday(2025, 11) == date(2025, 11, 21)
        assert expiries.third_friday(2025, 4) == date(2025, 4, 17)  # Good Friday

    def test_the_nearest_contracts_comes_first(self) -> None:
        nearest = expiries.contracts(PRODUCTS["/GC"], date(2025, 11, 3))

        assert [symbols.future(next(nearest)) for _ in range(3)] == ["/GCZ5", "/GCG6", "/GCJ6"]
