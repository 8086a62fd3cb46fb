"""From a transaction of tastytrade's API to one of ours."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction

Json = Mapping[str, object]
ZERO = Decimal(0)
SIGNS = {"Credit": Decimal(1), "Debit": Decimal(-1), "None": ZERO}
ACTIONS = {action.value: action for action in Action}
INSTRUMENTS = {kind.value: kind for kind in InstrumentType}
OPTION = re.compile(r"([A-Z0-9./]{1,6}) *([0-9]{6})([CP])([0-9]{8})")
MILL = Decimal("0.001")


def transaction_of(sent: Json, *, multiplier: Decimal | None = None) -> Transaction:
    """
    Read one item of `/accounts/{number}/transactions`.

    Amounts come as unsigned decimal strings with an effect beside them (Credit +, Debit -); keys that do not apply are
    absent. All charges but the commission are `fees`, by the broker's own definition: what the net value has less than
    the value; a row without a net value has what its fields say. `multiplier` comes from the instrument, which the API
    describes elsewhere. Raises KeyError or ValueError for a payload that is no transaction.
    """
    value, commission = signed(sent, "value"), signed(sent, "commission")
    fees = signed(sent, "net-value") - value - commission if "net-value" in sent else named_fees(sent)
    named = text(sent, "instrument-type")
    symbol, underlying = text(sent, "symbol"), text(sent, "underlying-symbol")
    option = OPTION.fullmatch(symbol or "")
    if option:
        symbol, underlying = f"{option[1]:<6}{option[2]}{option[3]}{option[4]}", underlying or root_of(option[1])
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
        fees=fees,
        net_value=value + commission + fees,
        currency=text(sent, "currency") or "USD",
        order_id=text(sent, "order-id"),
        multiplier=multiplier,
        sequence=int(str(sent["id"])),
        expires_on=date.fromisoformat(f"20{option[2]}") if option else None,
        strike=Decimal(option[4]) * MILL if option else None,
        right=OptionRight(option[3]) if option else None,
    )


def root_of(root: str) -> str:
    """Return an option's root without the digit of an adjustment, which its underlying does not have."""
    return root.rstrip("0123456789") or root


def named_fees(sent: Json) -> Decimal:
    """Add up the fields that are fees, commission apart."""
    return sum((signed(sent, key) for key in sent if key.endswith("-fees") or key == "other-charge"), ZERO)


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
    return None if given is None else str(given).strip() or None
