"""Options: parity, bounds, Greeks, and what is left at the end."""

from datetime import UTC, date, datetime
from decimal import Decimal
from math import exp

import pytest

from dev.standins.tastytrade.market import make_market
from dev.standins.tastytrade.market.instruments import option_on
from dev.standins.tastytrade.market.pricing import SECONDS_A_YEAR, Option, sensitivities, value
from dev.standins.tastytrade.market.products import PRODUCTS, RATE
from dev.standins.tastytrade.wire import Greeks

NOON = datetime(2026, 3, 18, 16, 0, tzinfo=UTC)
MARKET = make_market()
STRIKES = [Decimal(strike) for strike in range(5500, 9100, 100)]


def mark(symbol: str, at: datetime = NOON) -> Decimal:
    quote = MARKET.quote(symbol, "Equity Option", at)
    assert quote is not None
    return quote.mark


def greeks(symbol: str) -> Greeks:
    found = MARKET.greeks(symbol, "Equity Option", NOON)
    assert found is not None
    return found


def textbook(*, is_call: bool) -> Option:
    return Option(
        spot=100, strike=100, years=1, volatility=0.2, rate=0.05, carry=0.05, is_call=is_call, is_american=False
    )


class TestTheFormula:
    def test_agrees_with_the_textbook(self) -> None:
        # Hull, Options, Futures and Other Derivatives: S = K = 100, r = 5 %, sigma = 20 %, one year.
        assert value(textbook(is_call=True)) == pytest.approx(10.4506, abs=1e-4)
        assert value(textbook(is_call=False)) == pytest.approx(5.5735, abs=1e-4)

    def test_has_the_textbooks_greeks(self) -> None:
        found = sensitivities(textbook(is_call=True))

        assert found.delta == pytest.approx(0.6368, abs=1e-4)
        assert found.gamma == pytest.approx(0.01876, abs=1e-5)
        assert found.theta * 365 == pytest.approx(-6.4140, abs=1e-4)
        assert found.vega * 100 == pytest.approx(37.5240, abs=1e-4)
        assert found.rho * 100 == pytest.approx(53.2325, abs=1e-4)


class TestAnIndexOption:
    @pytest.mark.parametrize("strike", STRIKES)
    def test_keeps_put_call_parity(self, strike: Decimal) -> None:
        day = date(2026, 6, 26)
        call, put = (mark(option_on("SPXW", day, right, strike)) for right in "CP")
        spot = MARKET.quote("SPX", "Index", NOON)
        years = (datetime(2026, 6, 26, 20, 0, tzinfo=UTC) - NOON).total_seconds() / SECONDS_A_YEAR

        assert spot is not None
        forward = float(spot.mark) * exp((RATE - PRODUCTS["SPX"].yields) * years)
        assert float(call - put) == pytest.approx((forward - float(strike)) * exp(-RATE * years), abs=0.051)

    def test_costs_less_the_further_it_is_out_of_the_money(self) -> None:
        calls = [mark(option_on("SPXW", date(2026, 6, 26), "C", strike)) for strike in STRIKES]
        puts = [mark(option_on("SPXW", date(2026, 6, 26), "P", strike)) for strike in STRIKES]

        assert calls == sorted(calls, reverse=True)
        assert puts == sorted(puts)

    def test_never_gives_a_butterfly_away(self) -> None:
        calls = [mark(option_on("SPXW", date(2026, 6, 26), "C", strike)) for strike in STRIKES]

        wings = [low - 2 * body + high for low, body, high in zip(calls, calls[1:], calls[2:], strict=False)]

        assert min(wings) >= Decimal("-0.10")  # two ticks of rounding


class TestAShareOption:
    @pytest.mark.parametrize("strike", [Decimal(strike) for strike in range(180, 400, 10)])
    @pytest.mark.parametrize("day", [date(2026, 3, 20), date(2026, 6, 18), date(2027, 6, 17)])
    def test_costs_at_least_what_exercising_brings_and_at_most_the_share_or_the_strike(
        self, strike: Decimal, day: date
    ) -> None:
        share = MARKET.quote("AAPL", "Equity", NOON)
        call, put = (mark(option_on("AAPL", day, right, strike)) for right in "CP")

        assert share is not None
        assert max(Decimal(0), share.mark - strike) <= call <= share.mark
        assert max(Decimal(0), strike - share.mark) <= put <= strike

    def test_is_worth_what_exercising_brings_once_it_ended(self) -> None:
        ended = datetime(2026, 3, 20, 20, 0, tzinfo=UTC)
        share = MARKET.quote("AAPL", "Equity", ended)

        assert share is not None
        assert mark("AAPL  260320C00200000", ended) == share.mark - 200
        assert mark("AAPL  260320C00900000", ended) == 0

    def test_loses_value_as_time_passes(self) -> None:
        assert greeks("AAPL  260618C00290000").theta < 0

    def test_has_the_delta_of_its_side(self) -> None:
        call, put = greeks("AAPL  260618C00290000"), greeks("AAPL  260618P00290000")

        assert 0 < call.delta < 1
        assert -1 < put.delta < 0
        assert call.delta - put.delta == pytest.approx(Decimal(1), abs=Decimal("0.01"))  # little is paid out meanwhile

    def test_has_no_greeks_unless_it_is_an_option(self) -> None:
        assert MARKET.greeks("AAPL", "Equity", NOON) is None

    def test_insures_against_a_fall_at_a_higher_volatility(self) -> None:
        assert greeks("AAPL  260618P00230000").volatility > greeks("AAPL  260618C00330000").volatility


class TestAnOptionOnAFuture:
    def test_keeps_put_call_parity(self) -> None:
        call, put = (MARKET.quote(f"./ESM6 EW3J6 260417{right}7800", "Future Option", NOON) for right in "CP")
        future = MARKET.quote("/ESM6", "Future", NOON)

        assert call is not None
        assert put is not None
        assert future is not None
        discounted = float(future.mark - 7800) * exp(-RATE * 30.17 / 365)
        assert float(call.mark - put.mark) == pytest.approx(discounted, abs=0.26)  # a tick
