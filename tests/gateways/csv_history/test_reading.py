"""What a row of an export becomes, however the file is written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction
from lib.gateways.csv_history import read_history
from tests.gateways.csv_history.exports import FOURTH, NEWEST, PURCHASE, SECOND, THIRD, WIRE, export


def only(row: dict[str, str], headings: list[str] = NEWEST) -> Transaction:
    return read_history(export(row, headings=headings).encode()).rows[0].transaction


class TestARow:
    def test_is_read_with_everything_it_says(self) -> None:
        assert only(PURCHASE) == Transaction(
            id="",
            executed_at=datetime(2018, 3, 12, 16, 8, 22, tzinfo=UTC),
            type="Trade",
            sub_type="Buy to Open",
            action=Action.BUY_TO_OPEN,
            symbol="LFIN  180615C00040000",
            underlying="LFIN",
            instrument_type=InstrumentType.EQUITY_OPTION,
            description="Bought 2 LFIN 06/15/18 Call 40.00 @ 2.20",
            quantity=Decimal(2),
            price=Decimal("2.2"),
            value=Decimal(-440),
            commission=Decimal(-2),
            fees=Decimal("-0.28"),
            net_value=Decimal("-442.28"),
            order_id="15592682",
            multiplier=Decimal(100),
            expires_on=date(2018, 6, 15),
            strike=Decimal(40),
            right=OptionRight.CALL,
        )

    def test_of_cash_has_no_position(self) -> None:
        row = only(WIRE)

        assert (row.net_value, row.commission) == (Decimal(1200), Decimal(0))
        assert (row.symbol, row.underlying, row.instrument_type, row.action, row.order_id) == (None,) * 5

    def test_keeps_its_line_and_its_cells_as_they_stand(self) -> None:
        history = read_history(export(WIRE, PURCHASE | {"Description": "two\nlines", "Order #": "=1+1"}, WIRE).encode())

        assert [row.line for row in history.rows] == [2, 3, 5]
        assert history.rows[1].raw["Order #"] == "=1+1"
        assert history.rows[1].root_symbol == "LFIN"
        assert history.rows[1].transaction.description == "two\nlines"

    def test_believes_the_symbol_when_the_expiry_column_is_a_day_off(self) -> None:
        assert only(PURCHASE | {"Expiration Date": "6/16/18"}).expires_on == date(2018, 6, 15)

    def test_takes_the_total_for_its_cash_where_there_is_one(self) -> None:
        assert only(PURCHASE | {"Total": "-442.29"}).net_value == Decimal("-442.29")
        assert only(PURCHASE, FOURTH).net_value == Decimal("-442.28")

    @pytest.mark.parametrize(
        "offset", ["2018-03-13T05:08:22+1300", "2018-03-12T16:08:22Z", "2018-03-12T10:08:22-06:00"]
    )
    def test_happened_when_it_did_wherever_it_was_exported(self, offset: str) -> None:
        assert only(PURCHASE | {"Date": offset}).executed_at == datetime(2018, 3, 12, 16, 8, 22, tzinfo=UTC)

    def test_of_a_share_belongs_to_itself(self) -> None:
        share = {
            "Symbol": "HUT",
            "Instrument Type": "Equity",
            "Value": "-300",
            "Average Price": "-3",
            "Quantity": "100",
        }
        bare = {
            "Underlying Symbol": "",
            "Expiration Date": "",
            "Strike Price": "",
            "Call or Put": "",
            "Total": "-302.28",
        }

        row = only(PURCHASE | share | bare)

        assert (row.underlying, row.price, row.expires_on) == ("HUT", Decimal(3), None)

    @pytest.mark.parametrize(
        ("cells", "instrument"),
        [
            ({"Instrument Type": "Warrant"}, InstrumentType.UNKNOWN),
            ({"Instrument Type": "Future", "Symbol": "/ESZ5"}, InstrumentType.FUTURE),
            ({"Instrument Type": "", "Symbol": "ETH/USD"}, InstrumentType.CRYPTOCURRENCY),
            ({"Instrument Type": "", "Symbol": "./ESZ5 EW4Z5 251226P6615"}, InstrumentType.FUTURE_OPTION),
        ],
    )
    def test_of_another_instrument_is_read_too(self, cells: dict[str, str], instrument: InstrumentType) -> None:
        assert only(PURCHASE | cells).instrument_type is instrument

    def test_of_an_unknown_type_or_currency_is_read_too(self) -> None:
        row = only(PURCHASE | {"Type": "Teleport", "Sub Type": "Beam", "Action": "ALLOCATE", "Currency": "CAD"})

        assert (row.type, row.sub_type, row.action, row.currency) == ("Teleport", "Beam", None, "CAD")


class TestALayout:
    @pytest.mark.parametrize(("headings", "layout"), [(SECOND, "B0"), (THIRD, "B"), (FOURTH, "C"), (NEWEST, "D")])
    def test_is_known_by_its_headings_in_any_order(self, headings: list[str], layout: str) -> None:
        for order in (headings, headings[::-1], [*headings[:3], "Note", *headings[3:], ""]):
            history = read_history(export(WIRE, PURCHASE, headings=order).encode())

            assert history.layout == layout
            assert [row.transaction.value for row in history.rows] == [1200, -440]

    @pytest.mark.parametrize(
        ("cells", "sub_type"),
        [
            ({}, "Buy to Open"),
            ({"Description": "Removal of option due to assignment", "Action": ""}, "Assignment"),
            ({"Description": "Removal of option due to exercise", "Action": ""}, "Exercise"),
            ({"Description": "Removal of 1 INO 07/02/20 Put 21.00 due to expiration.", "Action": ""}, "Expiration"),
            ({"Description": "Symbol change:  Open 1 OXY2  200821C00022500"}, "Symbol Change"),
            ({"Description": "Cash settlement of SPXW  250911C06580000", "Action": ""}, "Cash Settled Assignment"),
            ({"Description": "Something new", "Action": ""}, None),
        ],
    )
    def test_without_sub_types_says_it_in_words(self, cells: dict[str, str], sub_type: str | None) -> None:
        assert only(PURCHASE | {"Type": "Receive Deliver"} | cells, SECOND).sub_type == sub_type

    def test_without_sub_types_leaves_cash_open(self) -> None:
        assert only(WIRE, SECOND).sub_type is None

    def test_finds_the_money_of_a_settlement_in_its_sign(self) -> None:
        settled = {"Type": "Receive Deliver", "Action": "", "Description": "Cash settlement of X", "Value": "440.00"}

        assert only(PURCHASE | settled, SECOND).sub_type == "Cash Settled Exercise"

    def test_finds_the_underlying_of_an_adjusted_option_in_its_root(self) -> None:
        adjusted = PURCHASE | {"Symbol": "USO1 180615C00040000", "Underlying Symbol": ""}

        row = only(adjusted)

        assert (row.symbol, row.underlying) == ("USO1  180615C00040000", "USO")


class TestAFile:
    text = export(WIRE, PURCHASE)

    @pytest.mark.parametrize(
        "data",
        [
            text.encode("utf-8-sig"),
            text.encode("utf-16"),
            text.encode("utf-16-le"),
            text.encode("utf-16-be"),
            export(WIRE, PURCHASE, end="\r\n").encode(),
            export(WIRE, PURCHASE, end="\r\n\r\n").encode(),
            export(WIRE, PURCHASE, separator=";").encode(),
            export(WIRE, PURCHASE, separator="\t").encode(),
            text.rstrip("\n").encode(),
            export(WIRE, PURCHASE | {"Description": "Bought für 2.20"}).encode("cp1252"),
        ],
    )
    def test_is_read_however_it_was_saved(self, data: bytes) -> None:
        assert [row.transaction.net_value for row in read_history(data).rows] == [1200, Decimal("-442.28")]
