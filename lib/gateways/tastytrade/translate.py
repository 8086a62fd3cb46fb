"""From a transaction of tastytrade's API to one of ours."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from lib.domain.transactions import Action, InstrumentType, Transaction

Json = Mapping[str, object]
ZERO = Decimal(0)
SIGNS = {"Credit": Decimal(1), "Debit": Decimal(-1), "None": ZERO}
ACTIONS = {action.value: action for action in Action}
INSTRUMENTS = {kind.value: kind for kind in InstrumentType}


def transaction_of(sent: Json, *, multiplier: Decimal | None = None) -> Transaction:
    """
    Read one item of `/accounts/{number}/transactions`.

    Amounts come as unsigned decimal strings with an effect beside them (Credit +, Debit -); keys that do not apply are
    absent. All charges but the commission are `fees`, by the broker's own definition: what the net value has less than
    the value. `multiplier` comes from the instrument, which the API describes elsewhere.
    """
    value, net_value, commission = (signed(sent, key) for key in ("value", "net-value", "commission"))
    named = text(sent, "instrument-type")
    symbol, underlying = text(sent, "symbol"), text(sent, "underlying-symbol")
    return Transaction(
        id=str(sent["id"]),
        executed_at=datetime.fromisoformat(str(sent["executed-at"])).astimezone(UTC),
        type=str(sent["transaction-type"]),
        sub_type=text(sent, "transaction-sub-type"),
        action=ACTIONS.get(text(sent, "action") or ""),
        symbol=symbol,
        underlying=underlying or symbol,
        instrument_type=INSTRUMENTS.get(named, InstrumentType.UNKNOWN) if named else None,
        description=text(sent, "description") or "",
        quantity=abs(number(sent, "quantity") or ZERO),
        price=number(sent, "price"),
        value=value,
        commission=commission,
        fees=net_value - value - commission,
        net_value=net_value,
        currency=text(sent, "currency") or "USD",
        order_id=text(sent, "order-id"),
        multiplier=multiplier,
        sequence=int(str(sent["id"])),
    )


def signed(sent: Json, key: str) -> Decimal:
    """Read an amount with the sign of its effect; 0 where it is absent."""
    return (number(sent, key) or ZERO) * SIGNS[text(sent, f"{key}-effect") or "None"]


def number(sent: Json, key: str) -> Decimal | None:
    """Read a decimal string, None where it is absent."""
    given = text(sent, key)
    return None if given is None else Decimal(given)


def text(sent: Json, key: str) -> str | None:
    """Read a text, None where it is absent."""
    given = sent.get(key)
    return None if given is None else str(given)
