"""Form 8949: whole cents, and every line adds up."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lib.ports.figures import Amount
from lib.ports.taxes import TaxLine, Term
from lib.usecases.csv_lines import heading, lines_of
from lib.usecases.export_form_8949 import form_8949

LINE = TaxLine(
    id="c1",
    account_id="a1",
    term=Term.SHORT,
    description="100 sh AAPL",
    symbol="AAPL",
    underlying="AAPL",
    quantity=Amount("100"),
    is_short=False,
    acquired_on=date(2023, 12, 28),
    sold_on=date(2024, 1, 3),
    proceeds=Amount("649.92"),
    cost=Amount("500.08"),
    code="",
    adjustment=Amount("0"),
    gain=Amount("149.84"),
)
dollars = st.decimals(min_value=0, max_value=100_000, places=6)


class TestForm8949:
    def test_has_the_columns_of_the_form_and_its_dates(self) -> None:
        assert written(LINE) == {
            "(a) Description of property": "100 sh AAPL",
            "(b) Date acquired": "12/28/2023",
            "(c) Date sold or disposed of": "01/03/2024",
            "(d) Proceeds": "649.92",
            "(e) Cost or other basis": "500.08",
            "(f) Code": "",
            "(g) Amount of adjustment": "",
            "(h) Gain or loss": "149.84",
            "Term": "short",
            "Account": "Margin",
        }

    def test_adds_a_wash_sales_part_back(self) -> None:
        wash = replace(LINE, proceeds=Amount("400"), code="W", adjustment=Amount("60.04"), gain=Amount("-40.04"))

        line = written(wash)

        assert (line["(f) Code"], line["(g) Amount of adjustment"]) == ("W", "60.04")
        assert line["(h) Gain or loss"] == "-40.04"  # 400.00 - 500.08 + 60.04

    def test_rounds_to_cents_and_works_the_gain_out_from_what_it_shows(self) -> None:
        line = written(replace(LINE, proceeds=Amount("10.005"), cost=Amount("5.004"), gain=Amount("5.001")))

        assert (line["(d) Proceeds"], line["(e) Cost or other basis"]) == ("10.01", "5.00")
        assert line["(h) Gain or loss"] == "5.01"  # 10.01 - 5.00, where the exact gain would be 5.00

    @given(proceeds=dollars, cost=dollars, adjustment=dollars)
    def test_adds_up_to_the_cent_in_every_line(self, proceeds: Decimal, cost: Decimal, adjustment: Decimal) -> None:
        given_line = replace(
            LINE, proceeds=Amount(str(proceeds)), cost=Amount(str(cost)), code="W", adjustment=Amount(str(adjustment))
        )

        line = written(given_line)

        d, e, g, h = (Decimal(cell) for name, cell in line.items() if name[:2] in {"(d", "(e", "(g", "(h"})
        assert h == d - e + g
        assert abs(h - (proceeds - cost + adjustment)) <= Decimal("0.015")

    def test_says_what_belongs_on_another_form(self) -> None:
        assert written(replace(LINE, term=Term.SECTION_1256))["Term"] == "1256 (Form 6781)"
        assert written(replace(LINE, term=Term.LONG))["Term"] == "long"


def written(line: TaxLine) -> dict[str, str]:
    columns = form_8949({"a1": "Margin"})
    [read] = csv.DictReader(io.StringIO(heading(columns) + lines_of(columns, [line])))
    return read
