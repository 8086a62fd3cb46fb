"""What a file may not ask of the ledger: more digits, longer cells, other clocks than a broker's export has."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from lib.gateways.csv_history import HistoryError, read_history

HEADINGS = (
    "Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,"
    "Multiplier,Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Total,Currency"
)
ROW = (
    "2018-03-12T17:08:22+0100,Trade,Buy to Open,BUY_TO_OPEN,LFIN  180615C00040000,Equity Option,"
    "Bought 2 LFIN 06/15/18 Call 40.00 @ 2.20,-440.00,2,-220.00,-2.00,-0.28,100,LFIN,LFIN,6/15/18,40,CALL,15592682,"
    "-442.28,USD"
)
FUTURE_OPTION = (
    "2020-06-11T09:55:49-0600,Trade,Buy to Open,BUY_TO_OPEN,./NGQ0 LNEQ0 200728P1.72,Future Option,"
    "Bought 1 /NGQ0 LNEQ0 07/28/20 Put 1.720 @ 0.081,-810,1,-810,-2.5,-1.82,1,,/NGQ0,7/29/20,1.7,PUT,1,-814.32,USD"
)


def file(*rows: str, above: str = "") -> bytes:
    return "\n".join([above + HEADINGS, *rows, ""]).encode()


def refusal(data: bytes, time_zone: str | None = None) -> HistoryError:
    with pytest.raises(HistoryError) as refused:
        read_history(data, time_zone=time_zone)
    return refused.value


class TestNumbers:
    @pytest.mark.parametrize("value", ["-1234567890123.00", "-9999999999999999999", "-440." + "0" * 21])
    def test_have_no_more_digits_than_the_ledger_keeps(self, value: str) -> None:
        refused = refusal(file(ROW.replace("-440.00", value)))

        assert (refused.code, refused.line, refused.column) == ("cell_unreadable", 2, "Value")

    def test_lose_the_decimals_that_a_spreadsheet_invents(self) -> None:
        [row] = read_history(file(ROW.replace("-440.00", "-440.0000000000114"))).rows

        assert row.transaction.value == Decimal(-440)

    def test_may_have_all_the_digits_it_keeps(self) -> None:
        [row] = read_history(file(ROW.replace("-440.00", "-000000000440.00000000"))).rows

        assert row.transaction.value == Decimal(-440)


class TestYears:
    @pytest.mark.parametrize(
        "at",
        ["1989-12-31T12:00:00+0000", "1990-01-01T00:30:00+0100", "2099-12-31T23:30:00-0500", "2100-01-01T00:00:00Z"],
    )
    def test_are_those_of_the_ledger_in_utc(self, at: str) -> None:
        refused = refusal(file(ROW, ROW.replace("2018-03-12T17:08:22+0100", at)))

        assert (refused.code, refused.line, refused.column) == ("cell_unreadable", 3, "Date")

    @pytest.mark.parametrize("at", ["1990-01-01T00:00:00Z", "2099-12-31T23:59:59Z"])
    def test_may_be_the_first_and_the_last(self, at: str) -> None:
        [row] = read_history(file(ROW.replace("2018-03-12T17:08:22+0100", at))).rows

        assert row.transaction.executed_at == datetime.fromisoformat(at)

    @pytest.mark.parametrize("day", ["6/15/1969", "6/15/2200", "6/15/9999"])
    def test_of_an_expiry_are_those_of_a_contract(self, day: str) -> None:
        refused = refusal(file(ROW.replace("6/15/18", day)))

        assert (refused.code, refused.column) == ("cell_unreadable", "Expiration Date")


class TestLongCells:
    @pytest.mark.parametrize(
        ("cell", "column"),
        [
            ("LFIN  180615C00040000", "Symbol"),
            ("Trade", "Type"),
            ("Bought 2 LFIN 06/15/18 Call 40.00 @ 2.20", "Description"),
        ],
    )
    def test_are_refused_where_they_stand(self, cell: str, column: str) -> None:
        refused = refusal(file(ROW, ROW.replace(cell, "S" * 3_001, 1)))

        assert (refused.code, refused.line, refused.column) == ("too_long", 3, column)

    @pytest.mark.parametrize("length", [2_001, 2_700])
    def test_are_refused_when_a_description_is_longer_than_is_kept(self, length: int) -> None:
        refused = refusal(file(ROW.replace("Bought 2 LFIN 06/15/18 Call 40.00 @ 2.20", "D" * length)))

        assert (refused.code, refused.line, refused.column) == ("too_long", 2, "Description")

    def test_are_refused_when_only_the_whole_row_is_too_long(self) -> None:
        extra = 20
        headings = HEADINGS + "".join(f",Note {number}" for number in range(extra))
        row = ROW + ("," + "n" * 190) * extra

        refused = refusal(f"{headings}\n{row}\n".encode())

        assert (refused.code, refused.line) == ("too_long", 2)

    def test_are_refused_in_the_headings_too(self) -> None:
        refused = refusal(f"{HEADINGS},{'n' * 300}\n{ROW},\n".encode())

        assert (refused.code, refused.line) == ("too_long", 1)

    def test_leave_room_for_a_long_description(self) -> None:
        long = "D" * 1_000

        [row] = read_history(file(ROW.replace("Bought 2 LFIN 06/15/18 Call 40.00 @ 2.20", long))).rows

        assert row.transaction.description == long


class TestSpreadsheetsNote:
    def test_above_the_headings_is_passed_over(self) -> None:
        text = file(ROW).decode().replace(",", ";")

        [row] = read_history(f"sep=;\r\n{text}".encode()).rows

        assert (row.line, row.transaction.value) == (3, Decimal("-440.00"))


class TestTimeZones:
    @pytest.mark.parametrize("name", ["Europe", "Mars/Phobos", "../etc/passwd", "x" * 500])
    def test_that_nobody_knows_are_refused(self, name: str) -> None:
        assert refusal(file(ROW), time_zone=name).code == "time_zone_unknown"


class TestFutureOptions:
    def test_have_the_terms_of_their_symbol(self) -> None:
        [row] = read_history(file(FUTURE_OPTION)).rows

        its = row.transaction
        assert (its.expires_on, its.strike) == (date(2020, 7, 28), Decimal("1.72"))  # the column is a day late

    def test_that_expire_on_no_day_are_refused(self) -> None:
        refused = refusal(file(FUTURE_OPTION.replace("200728P", "200732P")))

        assert (refused.code, refused.column) == ("cell_unreadable", "Symbol")
