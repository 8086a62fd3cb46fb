"""The broker's own package, whole and unchanged but for the address, reads the simulator."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.parts import where
from tests.standins.tastytrade.serving import served
from tests.standins.tastytrade.simulator import CALL, FUTURE, IRA, MARGIN, PUT

READING = Path(__file__).with_name("sdk_reading.py")


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """Return what the package read."""
    with served() as running:
        secret, token = running.grant.client.secret, running.grant.refresh_token
        command = [where("sdk"), str(READING), running.url, secret, token, MARGIN, ".AAPL260320C200"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.needs("sdk")
class TestTheBrokersPackage:
    def test_reads_the_customer_and_the_accounts(self, read: dict[str, Any]) -> None:
        assert (read["customer"], read["accounts"]) == ("Ada", [MARGIN, IRA])

    def test_reads_the_whole_history_page_by_page(self, read: dict[str, Any]) -> None:
        assert read["history"] == [
            [PUT, "Sell to Close", "199.86"],
            [PUT, "Buy to Open", "-302.28"],
            [FUTURE, "Mark to Market", "50.0"],
            [FUTURE, "Buy", "-1.22"],
            [CALL, "Sell to Open", "298.86"],
            ["AAPL", "Buy to Open", "-19000.08"],
            [None, "Deposit", "50000.0"],
        ]

    def test_reads_positions_with_marks(self, read: dict[str, Any]) -> None:
        assert read["positions"] == [
            [FUTURE, "1", "Long", "6020.0"],
            ["AAPL", "100", "Long", "195.0"],
            [CALL, "1", "Short", "2.5"],
            [PUT, "1", "Long", "1.75"],
        ]

    def test_reads_balances_of_now_and_of_days_before(self, read: dict[str, Any]) -> None:
        assert read["balance"] == ["31245.14", "50720.14"]
        assert read["snapshots"] == [
            ["2026-03-04", "50695.28"],
            ["2026-03-03", "50647.56"],
            ["2026-03-02", "50548.78"],
        ]

    def test_reads_net_liquidity_over_time(self, read: dict[str, Any]) -> None:
        assert read["net_liq"] == ["50548.78", "50647.56", "50695.28"]

    def test_reads_orders(self, read: dict[str, Any]) -> None:
        assert read["orders"][:2] == [[7005, "Filled", "2.0"], [7004, "Filled", "-1.5"]]
        assert read["live"] == [7005]

    def test_reads_fees_status_and_margin(self, read: dict[str, Any]) -> None:
        assert (read["fees"], read["is_futures_enabled"], read["margin"]) == ("-1.22", True, "-13060.0")

    def test_reads_instruments_and_quotes(self, read: dict[str, Any]) -> None:
        assert read["quotes"] == [["AAPL", "195.0"], [FUTURE, "6020.0"]]
        assert (read["equity"], read["future"]) == ("AAPL", "5.0")
        assert read["option"] == ["200.0", "2026-03-20", ".AAPL260320C200"]

    def test_reads_greeks_and_quotes_as_they_stream(self, read: dict[str, Any]) -> None:
        assert read["greeks"] == [".AAPL260320C200", "0.31", "-0.11"]
        assert read["quote"] == ["AAPL", "194.99", "195.01"]
