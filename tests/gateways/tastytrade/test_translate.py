from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lib.domain.transactions import Action, InstrumentType, OptionRight
from lib.gateways.tastytrade.translate import transaction_of

OPENED = {
    "id": 252640963,
    "account-number": "5WT0001",
    "executed-at": "2023-06-05T10:30:14.123-04:00",
    "transaction-date": "2023-06-05",
    "transaction-type": "Trade",
    "transaction-sub-type": "Sell to Open",
    "description": "Sold 4 RIVN 06/23/23 Call 15.00 @ 0.47",
    "symbol": "RIVN 230623C00015000",
    "instrument-type": "Equity Option",
    "underlying-symbol": "RIVN",
    "action": "Sell to Open",
    "quantity": "4.0",
    "price": "0.47",
    "value": "188.0",
    "value-effect": "Credit",
    "commission": "4.0",
    "commission-effect": "Debit",
    "clearing-fees": "0.40",
    "clearing-fees-effect": "Debit",
    "regulatory-fees": "0.168",
    "regulatory-fees-effect": "Debit",
    "proprietary-index-option-fees": "0.0",
    "proprietary-index-option-fees-effect": "None",
    "net-value": "183.432",
    "net-value-effect": "Credit",
    "order-id": 272610989,
}


def changed(**changes: object) -> Mapping[str, object]:
    return OPENED | {name.replace("_", "-"): value for name, value in changes.items()}


def without(*names: str) -> Mapping[str, object]:
    return {name: value for name, value in OPENED.items() if name not in names}


class TestTransactionOf:
    def test_gives_amounts_the_sign_of_their_effect(self) -> None:
        row = transaction_of(OPENED)

        assert row.value == Decimal("188.0")
        assert row.commission == Decimal("-4.0")
        assert row.fees == Decimal("-0.568")  # 0.40 clearing, 0.168 regulatory, nothing for the index
        assert row.net_value == Decimal("183.432")

    @pytest.mark.parametrize(("kind", "price"), [("Future", "-37.63"), ("Equity", "37.63"), ("Future Option", "37.63")])
    def test_keeps_the_sign_of_a_future_s_price_only(self, kind: str, price: str) -> None:
        row = transaction_of(changed(price="-37.63", instrument_type=kind))

        assert row.price == Decimal(price)

    def test_reads_what_a_transfer_does_in_its_words(self) -> None:
        words = "Received 100.0 Long RIVN via ACAT"
        row = transaction_of(changed(transaction_type="Receive Deliver", action="Allocate", description=words))

        assert row.action is Action.BUY_TO_OPEN

    def test_pays_on_a_debit(self) -> None:
        row = transaction_of(changed(value_effect="Debit", net_value="192.568", net_value_effect="Debit"))

        assert (row.value, row.net_value) == (Decimal("-188.0"), Decimal("-192.568"))

    def test_counts_what_the_net_value_lacks_as_fees_whatever_it_is_called(self) -> None:
        row = transaction_of(changed(net_value="183.402"))

        assert row.fees == Decimal("-0.598")  # 183.402 - 188 + 4

    def test_adds_up_fees_and_cash_where_there_is_no_net_value(self) -> None:
        row = transaction_of(without("net-value", "net-value-effect"))

        assert (row.fees, row.net_value) == (Decimal("-0.568"), Decimal("183.432"))

    def test_counts_other_charges_where_there_is_no_net_value(self) -> None:
        charged = {"other-charge": "1.00", "other-charge-effect": "Debit"}

        assert transaction_of({**without("net-value"), **charged}).fees == Decimal("-1.568")

    def test_takes_the_multiplier_from_the_instrument(self) -> None:
        assert transaction_of(OPENED, multiplier=Decimal(10)).multiplier == Decimal(10)

    def test_reads_the_option_from_its_symbol(self) -> None:
        row = transaction_of(OPENED)

        assert row.symbol == "RIVN  230623C00015000"
        assert (row.expires_on, row.right, row.strike) == (date(2023, 6, 23), OptionRight.CALL, Decimal(15))

    def test_moves_the_time_to_utc(self) -> None:
        assert transaction_of(OPENED).executed_at == datetime(2023, 6, 5, 14, 30, 14, 123000, tzinfo=UTC)

    def test_keeps_the_brokers_id_and_its_place_in_the_brokers_order(self) -> None:
        row = transaction_of(OPENED)

        assert (row.id, row.sequence, row.order_id) == ("252640963", 252640963, "272610989")

    def test_knows_action_and_instrument(self) -> None:
        row = transaction_of(OPENED)

        assert (row.action, row.instrument_type) == (Action.SELL_TO_OPEN, InstrumentType.EQUITY_OPTION)

    def test_reads_a_removal_that_has_next_to_nothing(self) -> None:
        row = transaction_of(
            {
                "id": 1,
                "executed-at": "2023-06-09T21:00:00.000+00:00",
                "transaction-type": "Receive Deliver",
                "transaction-sub-type": "Assignment",
                "symbol": "GREE1 210917P00022000",
                "instrument-type": "Equity Option",
                "value": "0.0",
                "value-effect": "None",
                "net-value": "0.0",
                "net-value-effect": "None",
            }
        )

        assert row.action is None
        assert row.price is None
        assert (row.quantity, row.value, row.net_value) == (Decimal(0), Decimal(0), Decimal(0))
        assert row.underlying == "GREE"  # the digit marks an adjusted option of the same underlying

    def test_takes_a_share_as_its_own_underlying(self) -> None:
        row = transaction_of(changed(symbol="RIVN", instrument_type="Equity", underlying_symbol=None))

        assert (row.symbol, row.underlying, row.strike) == ("RIVN", "RIVN", None)

    def test_keeps_what_it_does_not_know(self) -> None:
        row = transaction_of(
            changed(instrument_type="Warrant", action="Allocate", transaction_type="Novelty", currency="EUR")
        )

        assert (row.instrument_type, row.action, row.type) == (InstrumentType.UNKNOWN, None, "Novelty")
        assert row.currency == "EUR"

    def test_leaves_cash_without_symbol_and_instrument(self) -> None:
        row = transaction_of(without("symbol", "underlying-symbol", "instrument-type", "action"))

        assert (row.symbol, row.underlying, row.instrument_type) == (None, None, None)

    @pytest.mark.parametrize("missing", ["id", "executed-at", "transaction-type"])
    def test_refuses_a_payload_without(self, missing: str) -> None:
        with pytest.raises(KeyError):
            transaction_of(without(missing))


class TestWhatARowIsCalled:
    def test_is_the_broker_s_number_which_orders_it_too(self) -> None:
        row = transaction_of(OPENED)

        assert (row.broker_id, row.sequence, row.reverses) == ("252640963", 252640963, None)

    def test_names_the_row_it_takes_back(self) -> None:
        assert transaction_of(changed(reverses_id=252640000)).reverses == "252640000"


class TestFuturesOfTheFeed:
    @pytest.mark.parametrize("underlying", ["/ES", "/ESH5"])
    def test_belong_to_their_product(self, underlying: str) -> None:
        row = transaction_of(
            changed(symbol="/ESH5", instrument_type="Future", underlying_symbol=underlying, action="Buy", price="5010")
        )

        assert (row.symbol, row.underlying, row.action, row.price) == ("/ESH5", "/ES", Action.BUY, Decimal(5010))
        assert (row.expires_on, row.strike, row.right, row.multiplier) == (None, None, None, None)

    @pytest.mark.parametrize(
        ("symbol", "expires_on", "right", "strike", "product"),
        [
            ("./ESZ9 EW4U9 190927P2975", date(2019, 9, 27), OptionRight.PUT, "2975", "/ES"),
            ("./CLN1 LON1  210617C72.5", date(2021, 6, 17), OptionRight.CALL, "72.5", "/CL"),
            ("./MESZ5X4AX5 251124P6615", date(2025, 11, 24), OptionRight.PUT, "6615", "/MES"),
        ],
    )
    def test_have_options_that_tell_their_terms(
        self, symbol: str, expires_on: date, right: OptionRight, strike: str, product: str
    ) -> None:
        row = transaction_of(changed(symbol=symbol, instrument_type="Future Option", underlying_symbol="/ESZ9"))

        assert (row.symbol, row.expires_on, row.right, row.strike) == (symbol, expires_on, right, Decimal(strike))
        assert row.underlying == product

    def test_may_be_priced_in_fractions(self) -> None:
        assert transaction_of(changed(price="110'165")).price == Decimal("110.515625")

    def test_without_a_price_that_can_be_read_have_none(self) -> None:
        assert transaction_of(changed(price="n/a")).price is None


class TestCashInLieuOfTheFeed:
    def test_belongs_to_the_position_its_words_name(self) -> None:
        row = transaction_of(
            {
                "id": 1,
                "executed-at": "2021-09-28T22:01:00Z",
                "transaction-type": "Money Movement",
                "transaction-sub-type": "Balance Adjustment",
                "description": "Delayed Delivery_GREE1_Assignment_SEP_17",
                "value": "85.92",
                "value-effect": "Credit",
            }
        )

        assert (row.symbol, row.underlying, row.net_value) == (None, "GREE", Decimal("85.92"))
