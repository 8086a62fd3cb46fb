"""No row of the broker's is ever lost for what it looks like."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lib.domain.transactions import InstrumentType
from lib.gateways.tastytrade.rows import read_row
from tests.gateways.tastytrade.test_translate import OPENED, changed, without


class TestReadRow:
    def test_reads_what_can_be_read(self) -> None:
        row = read_row(OPENED)

        assert (row.broker_id, row.day) == ("252640963", date(2023, 6, 5))
        assert row.transaction.instrument_type is InstrumentType.EQUITY_OPTION
        assert row.transaction.net_value == Decimal("183.432")

    def test_takes_the_broker_s_day_where_it_is_not_new_york_s(self) -> None:
        assert read_row(changed(transaction_date="2023-06-06")).day == date(2023, 6, 6)
        assert read_row(without("transaction-date")).day == date(2023, 6, 5)

    def test_gives_equal_rows_one_digest_and_changed_ones_another(self) -> None:
        shuffled = dict(reversed(OPENED.items()))

        assert read_row(OPENED).digest == read_row(shuffled).digest
        assert read_row(OPENED).digest != read_row(changed(description="Corrected")).digest

    @pytest.mark.parametrize(
        "sent",
        [
            changed(value_effect="Sideways"),
            changed(quantity="many"),
            changed(commission="NaN"),
            changed(symbol="RIVN 239923C00015000"),
            without("executed-at"),
            without("transaction-type"),
            changed(executed_at="yesterday"),
            changed(price={"amount": "0.47"}, quantity=[]),
        ],
        ids=["effect", "quantity", "nan", "expiry", "no time", "no type", "time", "shapes"],
    )
    def test_keeps_cash_and_id_of_what_it_cannot_read(self, sent: dict[str, object]) -> None:
        row = read_row(sent)

        assert row.broker_id == "252640963"
        assert row.transaction.net_value == Decimal("183.432")
        assert row.day == date(2023, 6, 5)
        if row.transaction.instrument_type is InstrumentType.UNKNOWN:
            assert row.transaction.action is None

    def test_keeps_the_words_of_a_kind_nobody_knows(self) -> None:
        row = read_row(changed(transaction_type="Lottery", transaction_sub_type="Draw", instrument_type="Ticket"))

        assert (row.transaction.type, row.transaction.sub_type) == ("Lottery", "Draw")
        assert row.transaction.instrument_type is InstrumentType.UNKNOWN

    def test_takes_the_close_of_the_day_for_a_time_that_is_missing(self) -> None:
        row = read_row(without("executed-at"))

        assert row.transaction.executed_at == datetime(2023, 6, 5, 20, 0, tzinfo=UTC)  # 16:00 in New York

    def test_names_a_row_without_an_id_by_what_it_says(self) -> None:
        nameless = read_row(without("id"))

        assert nameless.broker_id == read_row(without("id")).broker_id
        assert nameless.broker_id.startswith("unnamed-")
        assert nameless.broker_id != read_row({**without("id"), "description": "Another"}).broker_id

    def test_takes_an_empty_object_for_a_row_without_cash(self) -> None:
        row = read_row({})

        assert (row.transaction.net_value, row.transaction.type) == (Decimal(0), "Unknown")
