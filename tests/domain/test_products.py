"""Symbols, products, quotes, and whether cash fits a price."""

from decimal import Decimal
from typing import Any

import pytest

from lib.domain.families import family_of
from lib.domain.ledger import build_books
from lib.domain.price_checks import contradicts
from lib.domain.products import PRODUCTS, multiplier_of, position_key, product_of
from lib.domain.quotes import quoted
from lib.domain.transactions import Action, InstrumentType
from tests.domain.rows import at, buy, future, put, row, told

FUTURE_OPTION = InstrumentType.FUTURE_OPTION


class TestAProduct:
    @pytest.mark.parametrize(
        ("symbol", "product"),
        [
            ("/ESH5", "/ES"),
            ("/S10YZ20", "/S10Y"),
            ("/SPREM20", "/SPRE"),
            ("/M2KU25", "/M2K"),
            ("/6EZ5", "/6E"),
            ("/VXM25", "/VX"),
            ("/VXMM5", "/VXM"),
            ("/ZNZ5", "/ZN"),
            ("./ESH5 EW1F5 250103P4900", "/ES"),
            ("./CLN1 LON1  210617C72.5", "/CL"),
            ("./6JM1 JPUM1 210604C0.009225", "/6J"),
            ("./MESZ5X4AX5 251124P6615", "/MES"),
            ("./RTYM1RTOM1 210618C2460", "/RTY"),
            ("/ES", "/ES"),
            ("AAPL", "AAPL"),
        ],
    )
    def test_is_read_from_a_symbol(self, symbol: str, product: str) -> None:
        assert product_of(symbol) == product

    @pytest.mark.parametrize(
        ("product", "worth"),
        [("/ES", "50"), ("/MES", "5"), ("/CL", "1000"), ("/6J", "12500000"), ("/MBT", "0.1"), ("/ZS", "50")],
    )
    def test_is_worth_what_the_exchange_says(self, product: str, worth: str) -> None:
        assert PRODUCTS[product] == Decimal(worth)


class TestAMultiplier:
    def test_is_the_instrument_s_own_first(self) -> None:
        assert multiplier_of(row(**(put() | {"multiplier": "10"}))) == 10

    @pytest.mark.parametrize(
        ("kind", "symbol", "multiplier"),
        [
            (InstrumentType.EQUITY, "ABC", 1),
            (InstrumentType.CRYPTOCURRENCY, "BTC/USD", 1),
            (InstrumentType.EQUITY_OPTION, "ABC   250321P00050000", 100),
            (FUTURE_OPTION, "./MESZ5X4AX5 251124P6615", 5),
            (InstrumentType.FUTURE, "/CLJ4", 1000),
            (InstrumentType.FUTURE, "/QQQQH5", None),
            (InstrumentType.BOND, None, None),
        ],
    )
    def test_is_what_the_kind_has_otherwise(self, kind: InstrumentType, symbol: str, multiplier: int | None) -> None:
        assert multiplier_of(row(instrument_type=kind, symbol=symbol)) == multiplier


class TestAPosition:
    @pytest.mark.parametrize(
        ("symbol", "key"),
        [
            ("/ESH5", "/ESH5 2025"),
            ("/ESH6", "/ESH6 2026"),
            ("/ESZ4", "/ESZ4 2024"),
            ("/ESZ3", "/ESZ3 2033"),
            ("/VXM25", "/VXM5 2025"),
            ("/VXM5", "/VXM5 2025"),
            ("/S10YZ20", "/S10YZ0 2020"),
            ("/ES", "/ES"),
        ],
    )
    def test_of_a_future_is_one_of_a_decade(self, symbol: str, key: str) -> None:
        assert position_key(future(Action.BUY, "1", "1", symbol=symbol)) == key

    @pytest.mark.parametrize(
        ("symbol", "key"),
        [
            ("./ESH5 EW1F5 250103P4900", "./ESH5 EW1F5 250103P4900"),
            ("./ESH25 EW1F25 250103P4900", "./ESH5 EW1F5 250103P4900"),
            ("./CLN1 LON1  210617C72.5", "./CLN1 LON1 210617C72.5"),
            ("./MESZ5X4AX5 251124P6615", "./MESZ5 X4AX5 251124P6615"),
            ("./MESZ25X4AX5 251124P6615", "./MESZ5 X4AX5 251124P6615"),
            ("./M6EZ51EUX5 251107C1.15", "./M6EZ5 1EUX5 251107C1.15"),
            ("./ESH26 EW4Z25 251226C6900", "./ESH6 EW4Z5 251226C6900"),
            ("./ESH5", "./ESH5"),
        ],
    )
    def test_of_an_option_on_a_future_has_one_name(self, symbol: str, key: str) -> None:
        assert position_key(row(instrument_type=FUTURE_OPTION, symbol=symbol)) == key

    def test_of_anything_else_is_its_symbol(self) -> None:
        assert (position_key(row()), position_key(row(symbol=None))) == ("ABC", "")


class TestAFamily:
    @pytest.mark.parametrize(
        ("symbol", "underlying", "words", "family"),
        [
            ("/ESH5", "/ESH5", "", "/ES"),
            ("/ESH5", "/ES", "", "/ES"),
            ("./ESH5 EW1F5 250103P4900", "/ESH5", "", "/ES"),
            ("./ESH5 EW1F5 250103P4900", None, "", "/ES"),
            ("GREE1 210917P00022000", "GREE", "", "GREE"),
            ("ABC", None, "", "ABC"),
            (None, "/ESH5", "", "/ES"),
            (None, None, "INTEREST ON CREDIT BALANCE", None),
            (None, None, "Delayed Delivery_GREE1_Assignment_SEP_17", "GREE"),
            (None, None, "Cash in lieu of 0.5 RSX", "RSX"),
        ],
    )
    def test_holds_what_is_derived_together(
        self, symbol: str | None, underlying: str | None, words: str, family: str | None
    ) -> None:
        assert family_of(symbol, underlying, words) == family


class TestAQuote:
    @pytest.mark.parametrize(
        ("text", "price"),
        [
            ("9.37", "9.37"),
            ("-37.63", "-37.63"),
            ("-0", "0"),
            ("5,010.25", "5010.25"),
            (".055", "0.055"),
            ("450'4", "450.5"),
            ("110'16", "110.5"),
            ("110'165", "110.515625"),
            ("110'162", "110.5078125"),
            ("103'031", "103.09765625"),  # 3.125 thirty-seconds
            ("103'033", "103.10546875"),  # 3.375
            ("103'036", "103.11328125"),  # 3.625
            ("103'038", "103.12109375"),  # 3.875
        ],
    )
    def test_is_read_as_a_decimal(self, text: str, price: str) -> None:
        assert quoted(text) == Decimal(price)

    @pytest.mark.parametrize("text", ["", "--", "--5", "110'164", "1'2345", "ten"])
    def test_may_be_none(self, text: str) -> None:
        assert quoted(text) is None


class TestCashThatDoesNotFitItsPrice:
    @pytest.mark.parametrize(
        "given",
        [
            {"price": "2.00", **put(), "value": "-20"},
            {"price": "2.00", **put(), "value": "-2.00"},
            {"price": "50", "value": "-60"},
            {  # 0.0005 * 12,500,000 = 6,250
                "price": "0.0005",
                "value": "-3125",
                "instrument_type": FUTURE_OPTION,
                "symbol": "./6JM1 JPUM1 210604C0.009225",
            },
        ],
    )
    def test_is_listed_and_booked_from_the_cash(self, given: dict[str, Any]) -> None:
        books = build_books([row(**({"quantity": "1", "action": Action.BUY_TO_OPEN} | given))])

        assert told(books.attention, "code") == ["multiplier_disagreement"]
        assert told(books.open_lots, "value") == [Decimal(given["value"])]

    @pytest.mark.parametrize(
        "given",
        [
            {"price": "2.00", **put(), "value": "-200"},
            {"price": "2.00", **put(), "value": "-200.40"},  # the price is rounded to the cent
            {  # 0.00054 * 12,500,000 = 6,750, rounded to a digit
                "price": "0.0005",
                "value": "-6750",
                "instrument_type": FUTURE_OPTION,
                "symbol": "./6JM1 JPUM1 210604C0.009225",
            },
            {"price": "2904.03", "quantity": "0.07471006", "value": "-216.96"},
            {"price": None, "value": "-60"},
            {"price": "50", "value": "-60", "type": "Receive Deliver", "sub_type": "Buy to Open"},
            {"price": "2", "value": "-60", "instrument_type": InstrumentType.UNKNOWN},
            {"price": "2", "value": "-60", "instrument_type": FUTURE_OPTION, "symbol": "./QQQQH5 X 250103P1"},
            {"price": "2", "value": "-60", "instrument_type": InstrumentType.FUTURE},
        ],
    )
    def test_is_not_what_fits_or_cannot_be_told(self, given: dict[str, Any]) -> None:
        assert not contradicts(row(**({"quantity": "1", "action": Action.BUY_TO_OPEN} | given)))


class TestChargesThatAreRounded:
    def test_are_made_up_for_to_the_cent(self) -> None:
        books = build_books([buy("100", "-7855.35", fees="-0.11", net_value="-7855.45")])

        assert told(books.cash_events, "kind", "amount") == [("fee_adjustments", Decimal("0.01"))]

    def test_are_made_up_for_at_a_removal_too(self) -> None:
        rows = [
            buy("1", "-50", **put()),
            row(
                type="Receive Deliver",
                sub_type="Cash Settled Exercise",
                quantity="1",
                value="90",
                fees="-5",
                net_value="84.99",
                executed_at=at(4),
                **put(),
            ),
        ]

        assert told(build_books(rows).cash_events, "kind", "amount") == [("fee_adjustments", Decimal("-0.01"))]
