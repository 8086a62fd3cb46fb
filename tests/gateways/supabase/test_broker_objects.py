"""What the broker sent, laid out as our tables have it, however strange a field is."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from lib.gateways.supabase.broker_objects import (
    balance_cells,
    in_json,
    moment,
    number,
    order_cells,
    position_cells,
    snapshot_cells,
)
from lib.ports.broker import Greeks

NOON = datetime(2025, 3, 3, 17, tzinfo=UTC)


class TestAnOrder:
    def test_tells_when_it_came_in_words_and_when_it_changed_in_milliseconds(self) -> None:
        sent = {
            "id": 272610989, "underlying-symbol": "RIVN", "status": "Filled",
            "received-at": "2023-06-22T18:17:35.610+00:00", "updated-at": 1687457856123,
        }  # fmt: skip

        laid_out = order_cells(sent)

        assert laid_out == {
            "broker_id": "272610989",
            "underlying": "RIVN",
            "status": "Filled",
            "received_at": "2023-06-22T18:17:35.610000+00:00",
            "updated_at": "2023-06-22T18:17:36.123000+00:00",
            "raw": sent,
        }

    def test_may_lack_everything_but_its_id(self) -> None:
        laid_out = order_cells({"id": 1, "status": "x" * 500, "updated-at": "soon"})

        assert (laid_out["underlying"], laid_out["received_at"], laid_out["updated_at"]) == (None, None, None)
        assert laid_out["status"] == "x" * 200


class TestPositions:
    def test_are_signed_by_their_direction(self) -> None:
        sent = [held("ABC", 2, "Long"), held("XYZ", "3.5", "Short")]

        assert [one["quantity"] for one in position_cells(sent, [])] == ["2", "-3.5"]

    def test_that_were_closed_are_not_held(self) -> None:
        assert position_cells([held("ABC", 0, "Zero"), held("XYZ", "NaN", "Long")], []) == []

    def test_carry_the_greeks_that_came_under_either_of_their_names(self) -> None:
        sent = [held("ABC   250321P00001000", 1, "Long") | {"streamer-symbol": ".ABC250321P1"}, held("XYZ", 1, "Long")]
        greeks = [Greeks(symbol=".ABC250321P1", values={"delta": "-0.4"}, at=NOON)]

        told = [one["greeks"] for one in position_cells(sent, greeks)]

        assert told == [{"delta": "-0.4", "at": "2025-03-03T17:00:00+00:00"}, None]


class TestBalances:
    def test_of_a_day_may_lack_most_fields(self) -> None:
        laid_out = snapshot_cells({"snapshot-date": "2025-03-03", "pending-cash": "0.0"})

        assert (laid_out["day"], laid_out["cash_balance"], laid_out["net_liquidating_value"]) == (
            "2025-03-03",
            None,
            None,
        )

    def test_are_decimals_as_text(self) -> None:
        laid_out = balance_cells({"cash-balance": "51600.762", "net-liquidating-value": Decimal("1E+3")})

        assert (laid_out["cash_balance"], laid_out["net_liquidating_value"]) == ("51600.762", "1000")


class TestReading:
    @pytest.mark.parametrize("told", ["NaN", "Infinity", "", "n/a", None, {}])
    def test_takes_no_number_for_what_is_none(self, told: Any) -> None:  # noqa: ANN401 - anything at all
        assert number(told) is None

    @pytest.mark.parametrize("told", ["soon", "", None, 10**30, {}])
    def test_takes_no_time_for_what_is_none(self, told: Any) -> None:  # noqa: ANN401 - anything at all
        assert moment(told) is None

    def test_writes_decimals_as_text_at_any_depth(self) -> None:
        sent = {"a": Decimal("1.10"), "b": [{"c": Decimal(2)}], "d": None, "e": 3}

        assert in_json(sent) == {"a": "1.10", "b": [{"c": "2"}], "d": None, "e": 3}


def held(symbol: str, quantity: object, direction: str) -> dict[str, Any]:
    return {"symbol": symbol, "quantity": quantity, "quantity-direction": direction}
