"""Stored rows, whatever words their columns hold."""

from typing import Any

from lib.domain.transactions import Action, InstrumentType
from lib.gateways.supabase.stored_rows import transaction, with_rules

BOUGHT: dict[str, Any] = {
    "id": "r1",
    "executed_at": "2024-01-03T15:30:00+00:00",
    "type": "Trade",
    "sub_type": "Buy to Open",
    "action": "Buy to Open",
    "symbol": "AAPL",
    "underlying": "AAPL",
    "instrument_type": "Equity",
    "description": "Bought",
    "quantity": "100",
    "price": "5",
    "multiplier": None,
    "value": "-500",
    "commission": "0",
    "fees": "0",
    "net_value": "-500",
    "expires_on": None,
    "strike": None,
    "option_right": None,
    "order_id": None,
    "currency": "USD",
    "sequence": 0,
    "broker_id": None,
    "reverses": None,
    "basis": None,
    "acquired_on": None,
}


class TestAStoredRow:
    def test_says_what_it_does(self) -> None:
        found = transaction(BOUGHT)

        assert (found.action, found.instrument_type) == (Action.BUY_TO_OPEN, InstrumentType.EQUITY)

    def test_with_words_that_nobody_knows_is_an_unknown_row(self) -> None:
        found = transaction(BOUGHT | {"action": "Juggle", "instrument_type": "Tulip"})

        assert (found.action, found.instrument_type) == (None, InstrumentType.UNKNOWN)

    def test_of_nothing_has_no_instrument_type(self) -> None:
        assert transaction(BOUGHT | {"instrument_type": None}).instrument_type is None

    def test_says_whether_a_basis_can_be_entered(self) -> None:
        sold = BOUGHT | {"action": "Sell to Close", "is_asked_for": False}

        lines = with_rules([BOUGHT | {"is_asked_for": False}, sold, sold | {"is_asked_for": True}])

        assert [line["can_have_basis"] for line in lines] == [True, False, True]
