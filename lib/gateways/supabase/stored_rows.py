"""Stored rows in the trade's own terms."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lib.domain.basis import can_have_basis
from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction

ACTIONS: Mapping[str | None, Action] = {action.value: action for action in Action}
INSTRUMENT_TYPES = {each.value: each for each in InstrumentType}


def with_rules(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as the database lays them out for readers, each with what the domain says may be done to it."""
    return [
        line | {"can_have_basis": can_have_basis(transaction(line), is_asked_for=line["is_asked_for"])}
        for line in lines
    ]


def transaction(row: Mapping[str, Any]) -> Transaction:
    """
    Read one stored row back into the trade's own terms.

    The columns are free text that a user may write without us: a word nobody knows is what an unknown row says.
    """
    return Transaction(
        id=row["id"],
        executed_at=datetime.fromisoformat(row["executed_at"]),
        type=row["type"],
        sub_type=row["sub_type"],
        action=ACTIONS.get(row["action"]),
        symbol=row["symbol"],
        underlying=row["underlying"],
        instrument_type=instrument_type(row["instrument_type"]),
        description=row["description"],
        quantity=Decimal(row["quantity"]),
        price=decimal(row["price"]),
        value=Decimal(row["value"]),
        commission=Decimal(row["commission"]),
        fees=Decimal(row["fees"]),
        net_value=Decimal(row["net_value"]),
        currency=row["currency"],
        order_id=row["order_id"],
        multiplier=decimal(row["multiplier"]),
        expires_on=day(row["expires_on"]),
        strike=decimal(row["strike"]),
        right=OptionRight(row["option_right"]) if row["option_right"] else None,
        sequence=row["sequence"],
        broker_id=row["broker_id"],
        reverses=row["reverses"],
        basis=decimal(row["basis"]),
        acquired_on=day(row["acquired_on"]),
    )


def instrument_type(word: str | None) -> InstrumentType | None:
    """Read an instrument type that may be missing, or be none that we know."""
    return INSTRUMENT_TYPES.get(word, InstrumentType.UNKNOWN) if word else None


def decimal(text: str | None) -> Decimal | None:
    """Read a decimal that may be missing."""
    return None if text is None else Decimal(text)


def day(text: str | None) -> date | None:
    """Read a day that may be missing."""
    return None if text is None else date.fromisoformat(text)
