"""Real accounts' exports, from the bytes of the file to the books, against an independent calculation."""

import csv
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dev.books import main
from lib.domain.books import Books
from lib.domain.identity import identity_of, match_rows
from lib.domain.ledger import build_books
from lib.domain.transactions import Transaction
from lib.gateways.csv_history import HistoryRow, read_history
from tests.parts import where

pytestmark = pytest.mark.needs("shared")

BERLIN = "Europe/Berlin"
CENT = Decimal("0.01")
RICHNESS = {"A": 0, "B0": 1, "B": 2, "C": 3, "D": 4}
TRADING = {"Trade", "Receive Deliver"}


def history(name: str) -> Path:
    return Path(where("shared")) / "data" / "tastytrade" / "history" / name


D = "avion23_2018_2025.csv"
C = "avion23_2018_2024.csv"
A = "avion23_legacy_2018_2021.csv"
B0 = "tastyware_2020_2021.csv"


def read(name: str) -> tuple[HistoryRow, ...]:
    return read_history(history(name).read_bytes(), time_zone=BERLIN if name == A else None).rows


@dataclass
class StoredRow:
    """A row as an account keeps it."""

    id: str
    identity: str
    nth: int
    richness: int
    transaction: Transaction

    @property
    def sub_type(self) -> str | None:
        return self.transaction.sub_type

    @property
    def action(self) -> str | None:
        return self.transaction.action

    @property
    def executed_at(self) -> datetime:
        return self.transaction.executed_at

    @property
    def net_value(self) -> Decimal:
        return self.transaction.net_value

    @property
    def order_id(self) -> str | None:
        return self.transaction.order_id

    @property
    def is_to_the_second(self) -> bool:
        return self.richness > RICHNESS["A"]


class Account:
    """Keeps rows as the database does: what is new is added, what is poorer is completed, the rest is left."""

    def __init__(self) -> None:
        self.stored: dict[str, StoredRow] = {}

    def take(self, layout: str, rows: Sequence[HistoryRow]) -> int:
        """Return how many rows were new."""
        before = len(self.stored)
        transactions = [row.transaction for row in rows]
        matches = match_rows(transactions, self.stored.values(), to_the_second=layout != "A")
        for transaction, match in zip(transactions, matches, strict=True):
            row_id = match.known_id or f"{match.identity}#{match.nth}"
            known = self.stored.get(row_id)
            if known is None or known.richness < RICHNESS[layout]:
                kept = replace(transaction, id=row_id)
                self.stored[row_id] = StoredRow(row_id, match.identity, match.nth, RICHNESS[layout], kept)
        return len(self.stored) - before

    def books(self) -> Books:
        return build_books(row.transaction for row in self.stored.values())

    def figures(self) -> list[tuple[datetime, str | None, Decimal, Decimal]]:
        """Return what is stored, but for the ids."""
        rows = (row.transaction for row in self.stored.values())
        return sorted((row.executed_at, row.symbol or "", row.value, row.net_value) for row in rows)


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


@pytest.fixture(scope="module")
def alone() -> Account:
    """Return the account that only ever saw the newest export."""
    account = Account()
    assert account.take("D", read(D)) == 1268
    return account


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
        assert "not_booked" in codes  # it trades futures and coins
        assert sum(map(Decimal, books["cash_by_kind"].values())) == Decimal(books["totals"]["cash"])


class TestOverlappingExports:
    """One account in three layouts, in any order, ends as the newest export alone."""

    @pytest.mark.parametrize("order", ["AD", "DA", "CD", "DC", "CAD", "ADC"])
    def test_end_in_the_same_rows_and_books(self, alone: Account, order: str) -> None:
        account = Account()

        for layout in order:
            account.take(layout, read({"A": A, "C": C, "D": D}[layout]))

        assert {row_id: row.transaction for row_id, row in account.stored.items()} == {
            row_id: row.transaction for row_id, row in alone.stored.items()
        }
        assert account.books() == alone.books()

    @pytest.mark.parametrize(("layout", "name"), [("A", A), ("C", C), ("D", D)])
    def test_the_same_file_twice_adds_nothing(self, layout: str, name: str) -> None:
        account = Account()

        first, second = account.take(layout, read(name)), account.take(layout, read(name))

        assert (first, second) == (len(read(name)), 0)

    def test_a_longer_export_adds_exactly_the_new_rows(self) -> None:
        account = Account()
        rows = read(D)

        account.take("D", rows[:700])

        assert account.take("D", rows) == 568

    def test_identical_rows_are_all_kept(self, alone: Account) -> None:
        repeated = [row for row in alone.stored.values() if row.nth]

        assert len(repeated) == 1268 - len({identity_of(row.transaction) for row in read(D)})
        assert len(repeated) > 30

    def test_the_order_of_rows_makes_no_difference(self, alone: Account) -> None:
        rows = [row.transaction for row in alone.stored.values()]

        assert build_books(reversed(rows)) == build_books(rows)

    def test_cut_between_two_fills_of_a_minute_makes_no_difference(self, alone: Account) -> None:
        rows = read(D)
        minutes = [identity_of(row.transaction) for row in rows]
        cuts = [place for place in range(1, len(rows)) if minutes[place] in minutes[:place]]
        assert len(cuts) > 40

        for cut in cuts:
            for part in (rows[cut:], rows[:cut]):
                account = Account()
                account.take("D", part)
                account.take("D", rows)
                assert account.figures() == alone.figures(), cut
