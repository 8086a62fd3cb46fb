"""The worked cases, run as a person runs them; and a runner that can fail."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dev.vectors import main
from tests.parts import where

ROUND_TRIP: dict[str, Any] = {
    "id": "R1",
    "instruments": {},
    "marks": {"XYZ": "10"},
    "transactions": [
        {
            "id": 1,
            "executed-at": "2025-01-06T15:00:00.000+00:00",
            "transaction-type": "Trade",
            "transaction-sub-type": "Buy to Open",
            "action": "Buy to Open",
            "symbol": "XYZ",
            "underlying-symbol": "XYZ",
            "instrument-type": "Equity",
            "quantity": "3",
            "price": "10.00",
            "value": "30.00",
            "value-effect": "Debit",
            "net-value": "30.03",
            "net-value-effect": "Debit",
            "clearing-fees": "0.03",
            "clearing-fees-effect": "Debit",
        },
        {
            "id": 2,
            "executed-at": "2025-01-07T15:00:00.000+00:00",
            "transaction-type": "Trade",
            "transaction-sub-type": "Sell to Close",
            "action": "Sell to Close",
            "symbol": "XYZ",
            "underlying-symbol": "XYZ",
            "instrument-type": "Equity",
            "quantity": "2",
            "price": "12.00",
            "value": "24.00",
            "value-effect": "Credit",
            "net-value": "24.00",
            "net-value-effect": "Credit",
        },
    ],
    "expected": {
        "broker": {
            "closes": [
                {
                    "open": 1,
                    "close": 2,
                    "qty": "2",
                    "gross": "4",  # 24 for what cost 20
                    "fees_open": "-0.02",
                    "fees_close": "0",
                    "net": "3.98",
                    "reason": "trade",
                }
            ],
            "open_lots": [{"symbol": "XYZ", "qty": "1", "price": "10", "value": "-10", "fees": "-0.01", "open": 1}],
            "totals": {"gross": "4", "net": "3.98", "fees": "-0.03", "cash": "-6.03", "unrealized": "0"},
        }
    },
}


@pytest.mark.needs("shared")
class TestWorkedCases:
    def test_hold_in_every_mode_they_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        file = Path(where("shared")) / "data" / "vectors" / "pnl_vectors.json"

        code = main([str(file)])

        assert capsys.readouterr().out == "V58: skipped, it expects nothing in any mode\n53 passed, 0 failed\n"
        assert code == 0


class TestOurOwnCases:
    def test_hold_in_every_mode_they_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        code = main([str(Path(__file__).with_name("further_cases.json"))])

        assert capsys.readouterr().out.endswith(" passed, 0 failed\n")
        assert code == 0


class TestRunner:
    @pytest.fixture
    def case(self) -> dict[str, Any]:
        copy: dict[str, Any] = json.loads(json.dumps(ROUND_TRIP))
        return copy

    def run(self, tmp_path: Path, case: dict[str, Any], *arguments: str) -> int:
        file = tmp_path / "cases.json"
        file.write_text(json.dumps({"vectors": [case]}))
        return main([str(file), *arguments])

    def test_passes_a_case_that_holds(
        self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.run(tmp_path, case) == 0
        assert capsys.readouterr().out == "1 passed, 0 failed\n"

    @pytest.mark.parametrize(
        ("place", "wrong", "line"),
        [
            (("closes", 0, "gross"), "4.01", "R1 broker: closing 1 to 2: gross expected 4.01, got 4.00"),
            (("closes", 0, "qty"), "1", "R1 broker: closing 1 to 2: qty expected 1, got 2"),
            (("closes", 0, "fees_open"), "-0.03", "R1 broker: closing 1 to 2: fees_open expected -0.03, got -0.02"),
            (("closes", 0, "reason"), "expired", "R1 broker: closing 1 to 2: reason expected expired, got trade"),
            (("open_lots", 0, "value"), "-11", "R1 broker: lot 1.0000 XYZ: value expected -11, got -10.00"),
            (("totals", "cash"), "-6.04", "R1 broker: total cash: expected -6.04, got -6.03"),
            (("totals", "fees"), "-0.04", "R1 broker: total fees: expected -0.04, got -0.03"),
        ],
    )
    def test_says_which_figure_is_off(
        self,
        tmp_path: Path,
        case: dict[str, Any],
        capsys: pytest.CaptureFixture[str],
        place: tuple[str | int, ...],
        wrong: str,
        line: str,
    ) -> None:
        spot = case["expected"]["broker"]
        for step in place[:-1]:
            spot = spot[step]
        spot[place[-1]] = wrong

        assert self.run(tmp_path, case) == 1
        said = capsys.readouterr().out.splitlines()
        assert [without_zeros(one) for one in said] == [without_zeros(line), "0 passed, 1 failed"]

    def test_misses_a_closing(self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
        case["expected"]["broker"]["closes"][0]["close"] = 9

        assert self.run(tmp_path, case) == 1
        said = capsys.readouterr().out
        assert "closing 1 to 2: expected 0 of them, got 1" in said
        assert "closing 1 to 9: expected 1 of them, got 0" in said

    def test_misses_an_open_lot_and_one_too_many(
        self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        case["expected"]["broker"]["open_lots"][0]["symbol"] = "ABC"

        assert self.run(tmp_path, case) == 1
        said = capsys.readouterr().out
        assert "lot 1.0000 ABC: expected 1 of them, got 0" in said
        assert "lot 1.0000 XYZ: expected 0 of them, got 1" in said

    def test_misses_a_flag(self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
        case["expected"]["broker"]["flags"] = ["unmatched_close:2"]

        assert self.run(tmp_path, case) == 1
        assert "flag unmatched_close:2 was not raised" in capsys.readouterr().out

    def test_fails_a_view_and_a_figure_there_is_not(
        self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        case["expected"]["broker"]["totals"]["sharpe"] = "0"
        case["expected"]["average"] = {"closes": []}

        assert self.run(tmp_path, case) == 1
        said = capsys.readouterr().out
        assert "R1 broker: total sharpe: expected 0, which this program does not know" in said
        assert "R1 average: the mode average is not supported" in said
        assert said.endswith("0 passed, 2 failed\n")

    def test_takes_a_flag_for_its_own_row_only(
        self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        case["transactions"] = [case["transactions"][1] | {"id": 12}]
        case["expected"] = {"broker": {"flags": ["unmatched_close", "unmatched_close:12", "unmatched_close:1"]}}

        assert self.run(tmp_path, case) == 1
        assert capsys.readouterr().out.splitlines() == [
            "R1 broker: flag unmatched_close:1 was not raised (raised: unmatched_close:12)",
            "0 passed, 1 failed",
        ]

    def test_takes_a_flag_for_its_whole_code_only(
        self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        arrived = {
            "transaction-type": "Receive Deliver",
            "transaction-sub-type": "ACAT",
            "value": "0",
            "net-value": "0",
        }
        case["transactions"] = [case["transactions"][0] | arrived]
        flags = ["basis:acat_mark", "basis:acat_mark:1", "basis", "basis:acat", "basis:acat_mark:11"]
        case["expected"] = {"broker": {"flags": flags}}

        assert self.run(tmp_path, case) == 1
        assert capsys.readouterr().out.splitlines() == [
            *(f"R1 broker: flag {flag} was not raised (raised: basis:acat_mark:1)" for flag in flags[2:]),
            "0 passed, 1 failed",
        ]

    @pytest.mark.parametrize(
        "odd", [{"id": "x"}, {"executed-at": "noon"}, {"value": "ten"}, {"value-effect": "Maybe"}, {"quantity": []}]
    )
    def test_fails_a_row_that_is_none(
        self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str], odd: dict[str, Any]
    ) -> None:
        case["transactions"][0] |= odd

        assert self.run(tmp_path, case) == 1
        assert "cannot be read" in capsys.readouterr().out

    def test_skips_a_case_that_expects_nothing(
        self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        case["expected"] = {}

        assert self.run(tmp_path, case) == 0
        assert capsys.readouterr().out == "R1: skipped, it expects nothing in any mode\n0 passed, 0 failed\n"

    def test_refuses_a_file_without_cases(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "other.json"
        file.write_text("[]")

        assert main([str(file)]) == 2
        assert "is no file of cases" in capsys.readouterr().err

    def test_fails_what_a_case_says_beside_its_tables(
        self, tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
    ) -> None:
        case["extra"] = {"after_allocation_80_20": {"XYZ_basis": "24", "XYZ_gain": "9"}}

        assert self.run(tmp_path, case) == 1
        assert "after_allocation_80_20: XYZ_gain expected 9, got 8" in capsys.readouterr().out  # 24 for 2/3 of 24

    def test_runs_the_chosen_mode_only(self, tmp_path: Path, case: dict[str, Any]) -> None:
        case["expected"]["fold"] = {"closes": []}
        assert self.run(tmp_path, case) == 1

        assert self.run(tmp_path, case, "--mode", "broker") == 0

    def test_knows_no_case_by_another_name(self, tmp_path: Path, case: dict[str, Any]) -> None:
        assert self.run(tmp_path, case, "--only", "R2") == 1

    def test_takes_the_last_version_of_a_row(self, tmp_path: Path, case: dict[str, Any]) -> None:
        corrected = case["transactions"][1] | {"value": "25.00", "net-value": "25.00"}
        case["transactions"].append(corrected)

        assert self.run(tmp_path, case) == 1

    def test_marks_open_lots_with_their_multiplier(self, tmp_path: Path, case: dict[str, Any]) -> None:
        case["marks"] = {"XYZ": "13.50"}
        case["instruments"] = {"XYZ": {"multiplier": "2"}}
        case["expected"]["broker"]["open_lots"][0].pop("price")
        case["expected"]["broker"]["totals"]["unrealized"] = str(Decimal("13.50") * 2 - 10)

        assert self.run(tmp_path, case) == 0


def without_zeros(line: str) -> str:
    """Drop the zeros a decimal may end with."""
    head, found, amount = line.partition("got ")
    try:
        return f"{head}{found}{Decimal(amount).normalize():f}"
    except ArithmeticError:
        return line


ODD: tuple[tuple[object, str, int], ...] = (
    ({"id": "R2", "instruments": None, "marks": None, "transactions": [], "expected": None}, "R2: skipped", 0),
    ({"id": "R2", "transactions": [], "expected": ["closes"]}, "R2 any mode", 1),
    ({"id": "R2", "transactions": ["no row"], "expected": {"broker": {}}}, "R2 broker: row", 1),
    ({"transactions": [], "expected": {"broker": {"totals": ["gross"]}}}, "case 1 broker", 1),
    ({"id": "R2", "transactions": [], "expected": {"broker": None}}, "R2 broker: what it expects", 1),
    (7, "case 1 any mode", 1),
)


@pytest.mark.parametrize(("case", "said", "code"), ODD)
def test_an_odd_case_is_named_and_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: object, said: str, code: int
) -> None:
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"vectors": [case, ROUND_TRIP]}))

    assert main([str(file)]) == code
    told = capsys.readouterr().out
    assert told.startswith(said)
    assert told.endswith(f"1 passed, {code} failed\n")
