"""Lines as CSV: nothing in a file may run, and numbers stay numbers."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from lib.ports.figures import Amount
from lib.usecases.csv_lines import columns_of, heading, lines_of

LOSS = Amount("-1.50")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with a field of every kind."""

    account_id: str = "a1"
    name: str = "AAPL"
    amount: Amount = LOSS
    price: Amount | None = None
    at: datetime = datetime(2024, 3, 1, 15, 30, tzinfo=UTC)
    day: date = date(2024, 3, 1)
    count: int = -3
    is_short: bool = True
    rows: tuple[str, ...] = ("r1", "r2")
    raw: dict[str, str] | None = None


class TestLines:
    def test_have_a_heading_per_field_and_none_for_what_stays_here(self) -> None:
        columns = columns_of(Line, names={}, without=("raw", "rows"))

        assert heading(columns) == "account,name,amount,price,at,day,count,is_short\r\n"

    def test_write_every_kind_of_value(self) -> None:
        assert written(Line(raw={"Value": "1,5"})) == {
            "account": "Margin",
            "name": "AAPL",
            "amount": "-1.50",
            "price": "",
            "at": "2024-03-01 15:30:00+00:00",
            "day": "2024-03-01",
            "count": "-3",
            "is_short": "true",
            "rows": "r1 r2",
            "raw": '{"Value": "1,5"}',
        }

    def test_keep_numbers_numbers_even_when_they_may_be_missing(self) -> None:
        assert written(Line(price=Amount("-2")))["price"] == "-2"

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "\tx", "\rx", "\nx"])
    def test_make_text_inert_that_a_spreadsheet_would_run(self, text: str) -> None:
        assert written(Line(name=text))["name"] == f"'{text}"
        assert written(Line(rows=(text,)))["rows"] == f"'{text}"
        assert written(Line(), account=text)["account"] == f"'{text}"

    def test_quote_what_would_break_a_line(self) -> None:
        assert written(Line(name='a "b",\r\nc'))["name"] == 'a "b",\r\nc'

    def test_name_an_account_that_is_gone_by_its_id(self) -> None:
        assert written(Line(account_id="a2"))["account"] == "a2"


def written(line: Line, *, account: str = "Margin") -> dict[str, str]:
    columns = columns_of(Line, names={"a1": account})
    text = io.StringIO(heading(columns) + lines_of(columns, [line]), newline="")
    [read] = csv.DictReader(text)
    return read
