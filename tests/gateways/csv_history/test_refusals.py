"""Files that are refused whole, each with a code, a sentence, and where there is one, a place."""

import pytest

from lib.gateways.csv_history import HistoryError, read_history
from tests.gateways.csv_history.exports import FOURTH, NEWEST, OLD_PURCHASE, OLDEST, PURCHASE, WIRE, export


def refusal(data: str | bytes, time_zone: str | None = None) -> HistoryError:
    with pytest.raises(HistoryError) as refused:
        read_history(data.encode() if isinstance(data, str) else data, time_zone=time_zone)
    return refused.value


class TestAFileThatIsNoHistory:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty_file"),
            (b" \n\n", "empty_file"),
            (export().encode(), "empty_file"),
            (b"PK\x03\x04\x14\x00", "excel_file"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "excel_file"),
            (b"%PDF-1.7", "pdf_file"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_text"),
            (
                b"Symbol,Status,MarketOrFill,Price,TIF,Time,TimeStampAtType,Order #,Description\nA,,,,,,,,",
                "orders_export",
            ),
            (b"Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\n1,2,3,4,5,6,7,8", "not_a_history"),
            (b"<html><body>Sign in, please</body></html>", "not_a_history"),
            (b"Statement,Header,Field Name,Field Value\nTrades,Header,Asset,Symbol,Quantity,Price", "not_a_history"),
            (b'"Transactions for account ...123"\n"Date","Action","Symbol"\n1,2,3', "not_a_history"),
            (b'Date,Action,Symbol,Amount\n1,2,3,4\n"Transactions Total",$1', "not_a_history"),
            (b"DATE,TRANSACTION ID,SYMBOL,AMOUNT\n1,2,3,4\n***END OF FILE***", "not_a_history"),
            (b"Name,Symbol,Side,Status,Filled,Time-in-Force,Placed Time\nA,A,Buy,Filled,1,Day,now", "not_a_history"),
        ],
    )
    def test_is_told_what_it_is(self, data: bytes, code: str) -> None:
        refused = refusal(data)

        assert refused.code == code
        assert refused.message.endswith(".")

    def test_is_read_with_a_separator_too_many_after_the_headings(self) -> None:
        headings, rest = export(PURCHASE).split("\n", 1)

        assert len(read_history(f"{headings},\n{rest}".encode()).rows) == 1

    def test_is_told_which_column_it_lacks(self) -> None:
        refused = refusal(export(PURCHASE, headings=[name for name in NEWEST if name != "Value"]))

        assert (refused.code, refused.line, refused.column) == ("column_missing", 1, "Value")

    def test_is_told_which_column_it_has_twice(self) -> None:
        refused = refusal(export(PURCHASE, headings=[*NEWEST, "Value"]))

        assert (refused.code, refused.line, refused.column) == ("column_twice", 1, "Value")


class TestADamagedFile:
    def test_is_told_where_a_row_is_cut_short(self) -> None:
        refused = refusal(export(WIRE, PURCHASE)[:-12])

        assert (refused.code, refused.line, refused.column) == ("row_cut_short", 3, "Currency")

    def test_is_told_where_a_row_is_too_long(self) -> None:
        assert refusal(export(WIRE) + export(PURCHASE).split("\n")[1] + ",0\n").line == 3

    def test_is_told_where_a_quotation_mark_is_not_closed(self) -> None:
        refused = refusal(export(PURCHASE, WIRE).replace('"1,200.00",0', '"1,200.00,0', 1))

        assert (refused.code, refused.line) == ("unbalanced_quotes", 3)


class TestCash:
    def test_is_refused_when_value_and_total_contradict_each_other(self) -> None:
        refused = refusal(export(WIRE | {"Total": "120,000.00"}))

        assert (refused.code, refused.line, refused.column) == ("total_contradiction", 2, "Total")


class TestACellThatCannotBeRight:
    @pytest.mark.parametrize(
        ("column", "cell"),
        [
            ("Value", "NaN"),
            ("Value", "Infinity"),
            ("Value", "1e9"),
            ("Value", "-440,00"),
            ("Value", "٤٤٠"),
            ("Quantity", "two"),
            ("Date", "2018-02-30T17:08:22+0100"),
            ("Date", "0001-01-01T00:00:00+0100"),
            ("Date", "yesterday"),
            ("Expiration Date", "13/45/18"),
            ("Expiration Date", "some day"),
            ("Symbol", "LFIN  180631C00040000"),
            ("Strike Price", "NaN"),
            ("Call or Put", "CAL"),
            ("Type", ""),
            ("Currency", "US"),
            ("Total", "x"),
        ],
    )
    def test_is_named_with_its_line_and_column(self, column: str, cell: str) -> None:
        refused = refusal(export(WIRE, PURCHASE | {column: cell}))

        assert (refused.code, refused.line, refused.column) == ("cell_unreadable", 3, column)
        assert refused.message.startswith(f'Line 3, column "{column}"')


class TestFiguresThatContradictEachOther:
    @pytest.mark.parametrize(
        ("cells", "code", "column"),
        [
            ({"Value": "-44.00"}, "value_contradiction", "Value"),
            ({"Value": "-0.44"}, "value_contradiction", "Value"),
            ({"Quantity": "2,000"}, "value_contradiction", "Value"),
            ({"Quantity": "0"}, "value_contradiction", "Value"),
            ({"Value": "440.00"}, "sign_contradiction", "Value"),
            ({"Action": "SELL_TO_CLOSE"}, "sign_contradiction", "Value"),
            ({"Total": "-4,422.80"}, "total_contradiction", "Total"),
        ],
    )
    def test_are_refused(self, cells: dict[str, str], code: str, column: str) -> None:
        refused = refusal(export(WIRE, PURCHASE | cells))

        assert (refused.code, refused.line, refused.column) == (code, 3, column)

    @pytest.mark.parametrize(
        "cells",
        [
            {"Value": "-440.01"},
            {"Average Price": ""},
            {"Symbol": "GREE1 180615C00040000", "Value": "-48.40", "Total": "-50.68"},
            {"Type": "Receive Deliver", "Value": "0", "Total": "-2.28"},
        ],
    )
    def test_are_read_when_rounding_or_an_adjusted_contract_explains_them(self, cells: dict[str, str]) -> None:
        assert len(read_history(export(PURCHASE | cells).encode()).rows) == 1

    def test_are_not_looked_for_where_a_share_s_price_is_rounded_to_the_cent(self) -> None:
        penny = {"Symbol": "ABC", "Instrument Type": "Equity", "Quantity": "10000", "Average Price": "-0.01"}

        assert len(read_history(export(PURCHASE | penny | {"Value": "-140"}, headings=FOURTH).encode()).rows) == 1


class TestTheTimeZone:
    def test_is_asked_for_where_the_layout_has_none(self) -> None:
        refused = refusal(export(OLD_PURCHASE, headings=OLDEST))

        assert (refused.code, refused.line, refused.column) == ("time_zone_needed", 2, "Date/Time")

    @pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "Europe", "/etc/localtime"])
    def test_must_be_one(self, name: str) -> None:
        assert refusal(export(OLD_PURCHASE, headings=OLDEST), name).code == "time_zone_unknown"


class TestTheAccount:
    def test_is_one_only(self) -> None:
        other = OLD_PURCHASE | {"Account Reference": "Individual...40"}

        refused = refusal(export(OLD_PURCHASE, other, headings=OLDEST), "Europe/Berlin")

        assert (refused.code, refused.line, refused.column) == ("more_than_one_account", 3, "Account Reference")
