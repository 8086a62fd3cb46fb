"""From a transaction of tastytrade's API to one of ours."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from lib.domain.families import family_of
from lib.domain.movements import worded_action
from lib.domain.quotes import quoted
from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction

Json = Mapping[str, object]
ZERO = Decimal(0)
SIGNS = {"Credit": Decimal(1), "Debit": Decimal(-1), "None": ZERO}
ACTIONS = {action.value: action for action in Action}
INSTRUMENTS = {kind.value: kind for kind in InstrumentType}
OPTION = re.compile(r"([A-Z0-9./]{1,6}) *([0-9]{6})([CP])([0-9]{8})")
FUTURE_OPTION = re.compile(r"\./\S.*?(\d{6})([CP])(\d+(?:\.\d*)?)")
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
    named, description = text(sent, "instrument-type"), text(sent, "description") or ""
    symbol, underlying = symbols_of(sent)
    expires_on, strike, right = terms_of(symbol or "")
    return Transaction(
        id=str(sent["id"]),
        executed_at=datetime.fromisoformat(str(sent["executed-at"])).astimezone(UTC),
        type=str(sent["transaction-type"]),
        sub_type=text(sent, "transaction-sub-type"),
        action=ACTIONS.get(text(sent, "action") or "") or worded_action(str(sent["transaction-type"]), description),
        symbol=symbol,
        underlying=family_of(symbol, underlying, description),
        instrument_type=INSTRUMENTS.get(named, InstrumentType.UNKNOWN) if named else None,
        description=description,
        quantity=abs(number(sent, "quantity") or ZERO),
        price=price_of(sent),
        value=value,
        commission=commission,
        fees=fees,
        net_value=value + commission + fees,
        currency=text(sent, "currency") or "USD",
        order_id=text(sent, "order-id"),
        multiplier=multiplier,
        sequence=int(str(sent["id"])),
        broker_id=str(sent["id"]),
        reverses=text(sent, "reverses-id"),
        expires_on=expires_on,
        strike=strike,
        right=right,
    )


def symbols_of(sent: Json) -> tuple[str | None, str | None]:
    """Read the symbol, an option's in 21 characters, and the underlying."""
    symbol, underlying = text(sent, "symbol"), text(sent, "underlying-symbol")
    if option := OPTION.fullmatch(symbol or ""):
        return f"{option[1]:<6}{option[2]}{option[3]}{option[4]}", underlying or root_of(option[1])
    return symbol, underlying


def terms_of(symbol: str) -> tuple[date, Decimal, OptionRight] | tuple[None, None, None]:
    """Read expiry, strike and right from an option's symbol."""
    if option := OPTION.fullmatch(symbol):
        return day_of(option[2]), Decimal(option[4]) * MILL, OptionRight(option[3])
    if option := FUTURE_OPTION.fullmatch(symbol):
        return day_of(option[1]), Decimal(option[3]), OptionRight(option[2])
    return None, None, None


def day_of(digits: str) -> date:
    """Read the expiry of an option's symbol: year, month, day."""
    return date.fromisoformat(f"20{digits}")


def root_of(root: str) -> str:
    """Return an option's root without the digit of an adjustment, which its underlying does not have."""
    return root.rstrip("0123456789") or root


def price_of(sent: Json) -> Decimal | None:
    """Read a price; only an outright future's can be below zero, any other sign is the cash's."""
    price = quoted(text(sent, "price") or "")
    return price if text(sent, "instrument-type") == InstrumentType.FUTURE else price and abs(price)


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
