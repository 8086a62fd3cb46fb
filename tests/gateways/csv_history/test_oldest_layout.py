"""The oldest layout: a clock without a zone, no option symbols, one column for all charges."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction
from lib.gateways.csv_history import HistoryError, read_history
from tests.gateways.csv_history.exports import OLD_PURCHASE, OLDEST, export

REMOVAL = OLD_PURCHASE | {
    "Transaction Code": "Receive Deliver",
    "Transaction Subcode": "Assignment",
    "Buy/Sell": "",
    "Open/Close": "",
    "Price": "",
    "Fees": "0.00",
    "Amount": "0",
    "Description": "Removal of option due to assignment",
}


def read(*rows: dict[str, str], time_zone: str = "Europe/Berlin") -> list[Transaction]:
    history = read_history(export(*rows, headings=OLDEST).encode(), time_zone=time_zone)
    return [row.transaction for row in history.rows]


class TestTheOldestLayout:
    def test_says_the_same_as_the_newest_but_for_the_seconds(self) -> None:
        row = read(OLD_PURCHASE)[0]

        assert row.executed_at == datetime(2018, 3, 12, 16, 8, tzinfo=UTC)
        assert (row.symbol, row.underlying) == ("LFIN  180615C00040000", "LFIN")
        assert (row.expires_on, row.strike, row.right) == (date(2018, 6, 15), Decimal(40), OptionRight.CALL)
        assert (row.action, row.sub_type) == (Action.BUY_TO_OPEN, "Buy to Open")
        assert (row.commission, row.fees, row.net_value) == (Decimal(0), Decimal("-2.28"), Decimal("-442.28"))

    @pytest.mark.parametrize(("clock", "hour"), [("12:00 AM", 23), ("12:00 PM", 11), ("11:59 PM", 22)])
    def test_has_a_clock_of_twelve_hours(self, clock: str, hour: int) -> None:
        assert read(OLD_PURCHASE | {"Date/Time": f"03/12/2018 {clock}"})[0].executed_at.hour == hour

    @pytest.mark.parametrize("clock", ["02/30/2021 7:24 PM", "03/12/2018 13:24 PM", "03/12/2018 0:24 PM", "3 pm"])
    def test_has_no_time_that_no_clock_shows(self, clock: str) -> None:
        with pytest.raises(HistoryError) as refused:
            read(OLD_PURCHASE | {"Date/Time": clock})

        assert (refused.value.code, refused.value.line) == ("cell_unreadable", 2)

    def test_names_the_account(self) -> None:
        history = read_history(export(OLD_PURCHASE, headings=OLDEST).encode(), time_zone="UTC")

        assert history.account_reference == "Individual...39"
        assert history.rows[0].account_reference == "Individual...39"

    @pytest.mark.parametrize(
        ("symbol", "instrument"),
        [("HUT", InstrumentType.EQUITY), ("/ESM1", InstrumentType.FUTURE), ("ETH/USD", InstrumentType.CRYPTOCURRENCY)],
    )
    def test_tells_instruments_by_their_symbols(self, symbol: str, instrument: InstrumentType) -> None:
        bare = {"Symbol": symbol, "Expiration Date": "", "Strike": "", "Call/Put": "", "Price": "", "Description": ""}

        assert read(OLD_PURCHASE | bare)[0].instrument_type is instrument

    def test_puts_right_an_expiry_that_was_written_in_another_zone(self) -> None:
        purchase, removal = read(*(row | {"Expiration Date": "06/16/2018"} for row in (OLD_PURCHASE, REMOVAL)))

        assert purchase.symbol == removal.symbol == "LFIN  180615C00040000"

    def test_believes_an_expiry_that_no_description_contradicts(self) -> None:
        assert read(REMOVAL)[0].expires_on == date(2018, 6, 15)


SPLIT = {"Transaction Code": "Receive Deliver", "Transaction Subcode": "Reverse Split", "Fees": "0", "Price": ""}
GIVEN = (
    OLD_PURCHASE
    | SPLIT
    | {
        "Date/Time": "04/29/2018 12:34 PM",
        "Buy/Sell": "Sell",
        "Open/Close": "Close",
        "Amount": "440",
        "Description": "Reverse split: Close 2 LFIN  180615C00040000",
    }
)
TAKEN = GIVEN | {
    "Buy/Sell": "Buy",
    "Open/Close": "Open",
    "Amount": "-440",
    "Description": "Reverse split: Open 2 LFIN1 180615C00040000",
}
SOLD = OLD_PURCHASE | {
    "Date/Time": "05/19/2018 3:30 PM",
    "Transaction Subcode": "Sell to Close",
    "Buy/Sell": "Sell",
    "Open/Close": "Close",
    "Amount": "30",
    "Price": "0.15",
    "Description": "Sold 2 LFIN 06/15/18 Call 40.00 @ 0.15",
}


class TestAnAdjustedRoot:
    def test_is_kept_from_the_split_on_although_only_the_split_names_it(self) -> None:
        rows = read(SOLD, TAKEN, GIVEN, OLD_PURCHASE)

        assert [(row.symbol or "")[:6].strip() for row in rows] == ["LFIN1", "LFIN1", "LFIN", "LFIN"]

    def test_is_not_taken_on_by_what_is_opened_anew(self) -> None:
        anew = OLD_PURCHASE | {"Date/Time": "05/19/2018 3:30 PM"}

        assert read(TAKEN, GIVEN, anew)[2].symbol == "LFIN  180615C00040000"
