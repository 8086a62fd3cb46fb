"""Prices: the same whatever is asked first, on the exchange's tick, and never free money."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import exp

import pytest

from dev.standins.tastytrade.market import make_market, simulated
from dev.standins.tastytrade.market.products import PRODUCTS, RATE
from dev.standins.tastytrade.wire import Market

NOON = datetime(2026, 3, 18, 16, 0, tzinfo=UTC)
MARKET: Market = make_market()


def mark(symbol: str, instrument_type: str, at: datetime = NOON) -> Decimal:
    quote = MARKET.quote(symbol, instrument_type, at)
    assert quote is not None
    return quote.mark


class TestAPath:
    def test_is_the_same_whatever_is_asked_first(self) -> None:
        moments = [NOON + timedelta(hours=77 * hour) for hour in range(60)]
        simulated._path.cache_clear()  # walked once for all markets of a process

        forwards = make_market()
        first = [forwards.quote("AAPL", "Equity", at) for at in moments]
        simulated._path.cache_clear()
        backwards = make_market()
        second = [backwards.quote("AAPL", "Equity", at) for at in reversed(moments)]

        assert first == second[::-1]

    @pytest.mark.parametrize("symbol", [product.symbol for product in PRODUCTS.values() if not product.future.months])
    def test_is_on_the_exchanges_tick(self, symbol: str) -> None:
        product = PRODUCTS[symbol]

        assert mark(symbol, product.kind) % product.tick == 0

    def test_stands_still_from_the_close_to_the_next_open(self) -> None:
        friday_close, sunday = datetime(2026, 3, 20, 20, 0, tzinfo=UTC), datetime(2026, 3, 22, 12, 0, tzinfo=UTC)

        assert mark("SPY", "Equity", friday_close) == mark("SPY", "Equity", sunday)

    def test_of_a_coin_moves_at_the_weekend(self) -> None:
        saturday = datetime(2026, 3, 21, 12, 0, tzinfo=UTC)

        assert mark("BTC/USD", "Cryptocurrency", saturday) != mark(
            "BTC/USD", "Cryptocurrency", saturday + timedelta(hours=5)
        )

    def test_does_not_jump_from_one_minute_to_the_next(self) -> None:
        session = [datetime(2026, 3, 18, 13, 30, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(390)]

        moves = [abs(mark("SPX", "Index", at + timedelta(minutes=1)) / mark("SPX", "Index", at) - 1) for at in session]

        assert max(moves) < Decimal("0.002")

    def test_reaches_at_the_close_what_the_next_days_quote_calls_the_last_close(self) -> None:
        next_morning = MARKET.quote("KO", "Equity", NOON + timedelta(days=1))

        assert next_morning is not None
        assert next_morning.close == mark("KO", "Equity", datetime(2026, 3, 18, 20, 0, tzinfo=UTC))
        assert next_morning.previous_close == mark("KO", "Equity", datetime(2026, 3, 17, 20, 0, tzinfo=UTC))

    def test_costs_a_tenth_after_a_split_of_ten_for_one(self) -> None:
        friday, monday = datetime(2025, 11, 14, 21, 0, tzinfo=UTC), datetime(2025, 11, 17, 14, 0, tzinfo=UTC)

        after = MARKET.quote("NFLX", "Equity", monday)

        assert after is not None
        tenth = mark("NFLX", "Equity", friday) / 10
        assert abs(after.mark - tenth) <= Decimal("0.01")
        assert abs(after.close - tenth) <= Decimal("0.01")  # yesterday's close in today's shares


class TestAQuote:
    @pytest.mark.parametrize(
        ("symbol", "instrument_type"),
        [
            ("SPY", "Equity"),
            ("SPX", "Index"),
            ("/MESM6", "Future"),
            ("SPY   260417P00600000", "Equity Option"),
            ("./MESM6EX3J6 260417P6600", "Future Option"),
            ("ETH/USD", "Cryptocurrency"),
        ],
    )
    def test_has_the_mark_between_bid_and_ask(self, symbol: str, instrument_type: str) -> None:
        quote = MARKET.quote(symbol, instrument_type, NOON)

        assert quote is not None
        assert 0 <= quote.bid <= quote.mark < quote.ask

    def test_is_missing_for_a_symbol_nobody_has_heard_of(self) -> None:
        assert MARKET.quote("ZZZZ", "Equity", NOON) is None

    def test_is_missing_for_the_wrong_type(self) -> None:
        assert MARKET.quote("SPY", "Index", NOON) is None

    def test_of_an_index_is_there_for_those_who_take_it_for_an_equity(self) -> None:
        assert MARKET.quote("SPX", "Equity", NOON) == MARKET.quote("SPX", "Index", NOON)

    def test_of_a_future_carries_interest_to_its_end(self) -> None:
        june, december = mark("/ESM6", "Future"), mark("/ESZ6", "Future")

        assert december > june
        assert float(december / june) == pytest.approx(exp((RATE - 0.012) * 182 / 365), rel=1e-4)

    def test_of_the_mini_index_is_a_tenth_of_the_index(self) -> None:
        assert abs(mark("XSP", "Index") - mark("SPX", "Index") / 10) <= Decimal("0.01")


class TestAnUnknownSymbol:
    def test_gets_a_price_near_the_one_it_was_last_seen_at(self) -> None:
        market = make_market({"ZZZZ": Decimal("12.34"), "DOGE/USD": Decimal("0.21")})
        years = [NOON + timedelta(days=200 * times) for times in range(-10, 3)]

        shares = [market.quote("ZZZZ", "Equity", at) for at in years]
        coins = [market.quote("DOGE/USD", "Cryptocurrency", at) for at in years]

        assert all(quote and Decimal(8) < quote.mark < Decimal(19) for quote in shares)
        assert all(quote and Decimal("0.12") < quote.mark < Decimal("0.35") for quote in coins)

    def test_has_options(self) -> None:
        market = make_market({"ZZZZ": Decimal("12.34")})

        assert market.quote("ZZZZ  260417C00012000", "Equity Option", NOON) is not None

    @pytest.mark.parametrize(
        ("symbol", "kind"),
        [
            ("/NGQ0", "Future"),
            ("./NGQ0 LNEQ0 200728P1.72", "Future Option"),
            ("GREE1 210917P00022000", "Equity Option"),
        ],
    )
    def test_may_be_a_contract(self, symbol: str, kind: str) -> None:
        quote = make_market({symbol: Decimal("2.50")}).quote(symbol, kind, NOON)

        assert quote is not None
        assert Decimal("1.5") < quote.mark < Decimal(4)

    def test_leaves_those_that_are_modelled_alone(self) -> None:
        anchored = make_market({"SPY": Decimal(1)})

        assert anchored.quote("SPY", "Equity", NOON) == MARKET.quote("SPY", "Equity", NOON)
