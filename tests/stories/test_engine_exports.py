"""Real accounts' exports, from the bytes of the file to the books, against an independent calculation."""

import csv
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dev.books import main
from tests.parts import where
from tests.stories.exported import B0, BERLIN, CENT, TRADING, A, C, D, history

pytestmark = pytest.mark.needs("shared")


def books_of(path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = main([str(path), "--json", *arguments])
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (code == 0) == ("error" not in said)
    return said


def golden() -> dict[str, Decimal]:
    """Return the independent program's gross profit per underlying."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    file = Path(where("shared")) / "data" / "tastytrade" / "golden" / "avion23_closed_trades.csv"
    with file.open(newline="") as lines:
        for line in csv.DictReader(lines):
            sums[line["symbol"]] += Decimal(line["profit_usd"])
    return {symbol: profit.quantize(CENT) for symbol, profit in sums.items()}  # it reckons in binary fractions


class TestAWholeAccount:
    @pytest.fixture
    def books(self, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
        return books_of(history(D), capsys)

    @pytest.fixture
    def cells(self) -> list[dict[str, str]]:
        with history(D).open(newline="") as lines:
            return list(csv.DictReader(lines))

    def test_is_read_to_the_last_row(self, books: dict[str, Any]) -> None:
        assert (books["rows"], books["rejected"]) == (1268, [])

    def test_earned_per_symbol_what_its_rows_value_sums_to(
        self, books: dict[str, Any], cells: list[dict[str, str]]
    ) -> None:
        values: dict[str, Decimal] = defaultdict(Decimal)
        for row in cells:
            if row["Type"] in TRADING:
                values[row["Symbol"]] += Decimal(row["Value"].replace(",", ""))

        earned = {symbol: Decimal(its["gross"]) for symbol, its in books["by_symbol"].items()}

        flat = values.keys() - books["open"].keys()
        assert len(flat) == 360
        assert {symbol: earned[symbol] for symbol in flat} == {symbol: values[symbol] for symbol in flat}

    def test_earned_per_underlying_what_an_independent_program_says(self, books: dict[str, Any]) -> None:
        earned: dict[str, Decimal] = defaultdict(Decimal)
        for symbol, its in books["by_symbol"].items():
            earned[symbol.split()[0]] += Decimal(its["gross"])

        expected = golden()

        assert {root: earned[root] for root in expected} == expected
        assert sum(earned.values()) == sum(expected.values()) == Decimal("661.47")

    def test_has_totals_to_the_cent(self, books: dict[str, Any]) -> None:
        totals = {name: Decimal(amount) for name, amount in books["totals"].items()}

        assert totals["gross"] == Decimal("661.47")
        assert totals["fees_open"] + totals["fees_close"] == Decimal("-1151.91")
        assert totals["fees_all_rows"] == Decimal("-1152.31")
        assert totals["cash"] == Decimal("17178.88")
        assert totals["net"] == Decimal("-490.44")  # 661.47 - 1151.91

    def test_holds_two_positions_at_the_end(self, books: dict[str, Any]) -> None:
        held = {symbol: (Decimal(lot["quantity"]), Decimal(lot["value"])) for symbol, lot in books["open"].items()}

        assert held == {"MSTY": (Decimal(200), Decimal("-2556.00")), "METU": (Decimal(300), Decimal("-10152.00"))}

    def test_tells_what_came_from_outside(self, books: dict[str, Any]) -> None:
        kinds = {kind: Decimal(amount) for kind, amount in books["cash_by_kind"].items()}

        outside = sum(kinds.get(kind, Decimal(0)) for kind in ("deposits", "withdrawals", "transfers"))
        assert outside == Decimal("29428.11")
        assert sum(kinds.values()) == Decimal("17178.88")

    def test_leaves_nothing_to_look_at(self, books: dict[str, Any]) -> None:
        assert books["needs_attention"] == []

    def test_changes_with_one_cent(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        copy = tmp_path / "copy.csv"
        sold = '"1,420.00",2,710.00,-2.00,-0.32,100.0,LFIN,LFIN,6/15/18,30.0,CALL,15592682.0,"1,417.68"'
        text = history(D).read_text(encoding="utf-8")
        assert text.count(sold) == 1
        copy.write_text(text.replace(sold, sold.replace("1,420.00", "1,420.01").replace("1,417.68", "1,417.69")))

        changed = books_of(copy, capsys)

        assert Decimal(changed["by_symbol"]["LFIN  180615C00030000"]["gross"]) == Decimal("1420.01")
        assert Decimal(changed["totals"]["gross"]) == Decimal("661.48")
        assert Decimal(changed["totals"]["cash"]) == Decimal("17178.89")


class TestOtherLayouts:
    def test_the_oldest_needs_the_time_zone(self, capsys: pytest.CaptureFixture[str]) -> None:
        refused = books_of(history(A), capsys)

        assert refused["error"]["code"] == "time_zone_needed"
        assert refused["error"]["line"] == 2

    def test_the_oldest_is_read_to_the_last_row(self, capsys: pytest.CaptureFixture[str]) -> None:
        books = books_of(history(A), capsys, "--time-zone", BERLIN)

        assert (books["rows"], books["rejected"], books["needs_attention"]) == (681, [], [])

    def test_the_second_names_the_invented_row(self, capsys: pytest.CaptureFixture[str]) -> None:
        refused = books_of(history(B0), capsys)

        assert refused["error"] == {
            "code": "sign_contradiction",
            "message": refused["error"]["message"],
            "line": 3,
            "column": "Value",
        }

    def test_the_second_is_read_without_its_invented_rows(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lines = history(B0).read_bytes().splitlines(keepends=True)
        copy = tmp_path / "copy.csv"
        copy.write_bytes(b"".join([lines[0], *lines[3:]]))

        books = books_of(copy, capsys)

        assert (books["rows"], books["rejected"]) == (741, [])
        codes = {item["code"] for item in books["needs_attention"]}
        assert codes == {"multiplier_assumed", "basis:zero_cost", "unclassified_cash"}  # it trades futures and coins
        assert sum(map(Decimal, books["cash_by_kind"].values())) == Decimal(books["totals"]["cash"])


class TestEveryExport:
    @pytest.mark.parametrize(
        ("name", "first", "closings", "deliveries"),
        [(D, 1, 540, 32), (C, 1, 477, 28), (A, 1, 309, 18), (B0, 3, 342, 4)],
    )
    def test_keeps_every_cent_and_closes_nothing_that_it_did_not_open(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        name: str,
        first: int,
        closings: int,
        deliveries: int,
    ) -> None:
        lines = history(name).read_bytes().splitlines(keepends=True)
        copy = tmp_path / "copy.csv"
        copy.write_bytes(b"".join([lines[0], *lines[first:]]))  # the second layout's first two rows are invented

        books = books_of(copy, capsys, *(["--time-zone", BERLIN] if name == A else []))

        assert (books["closings"], books["deliveries"], books["orphans"]) == (closings, deliveries, 0)
        assert books["cash_residual"] == {"broker": "0.00", "fold": "0.00"}
