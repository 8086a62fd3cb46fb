"""
What the broker sent, laid out as our tables have it.

Tolerant on purpose: whatever is missing or unreadable becomes None, for the whole object is kept beside it, and one
strange field must not cost a sync.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from lib.ports.broker import Greeks, Raw

LONGEST_NAME = 200
Cells = Mapping[str, object]


def order_cells(order: Raw) -> Cells:
    """Lay an order out; raises KeyError for one without an id."""
    return {
        "broker_id": str(order["id"]),
        "underlying": name(order.get("underlying-symbol")),
        "status": name(order.get("status")),
        "received_at": moment(order.get("received-at")),
        "updated_at": moment(order.get("updated-at")),
        "raw": in_json(order),
    }


def position_cells(positions: Sequence[Raw], greeks: Sequence[Greeks]) -> list[Cells]:
    """Lay out what is held, signed, with the Greeks that came; what was closed is not held."""
    known = {one.symbol: {**one.values, "at": one.at.isoformat()} for one in greeks}
    return [
        {
            "symbol": str(held["symbol"]),
            "underlying": name(held.get("underlying-symbol")),
            "instrument_type": name(held.get("instrument-type")),
            "quantity": quantity,
            "average_open_price": number(held.get("average-open-price")),
            "multiplier": number(held.get("multiplier")),
            "mark": number(held.get("mark-price", held.get("mark"))),
            "greeks": known.get(str(held["symbol"])) or known.get(str(held.get("streamer-symbol"))),
            "raw": in_json(held),
        }
        for held in positions
        if (quantity := signed_quantity(held)) is not None
    ]


def balance_cells(balances: Raw) -> Cells:
    """Lay out what an account is worth, in USD."""
    return {
        "cash_balance": number(balances.get("cash-balance")),
        "net_liquidating_value": number(balances.get("net-liquidating-value")),
        "raw": in_json(balances),
    }


def snapshot_cells(snapshot: Raw) -> Cells:
    """Lay out what an account was worth at the end of a day; raises KeyError for one without a day."""
    return {**balance_cells(snapshot), "day": str(snapshot["snapshot-date"])}


def signed_quantity(held: Raw) -> str | None:
    """Return how much is held, + long and - short; None for what was closed."""
    told = number(held.get("quantity"))
    if told is None or not Decimal(told):
        return None
    is_short = held.get("quantity-direction") == "Short"
    return format(-abs(Decimal(told)) if is_short else Decimal(told), "f")


def number(told: Any) -> str | None:  # noqa: ANN401 - whatever the broker's JSON holds
    """Return a decimal as text; None for what is none, and for the broker's NaN."""
    try:
        read = Decimal(str(told))
    except InvalidOperation:
        return None
    return format(read, "f") if read.is_finite() else None


def moment(told: Any) -> str | None:  # noqa: ANN401 - whatever the broker's JSON holds
    """Return a time, told in milliseconds since 1970 or in words, as ISO 8601; None for what is none."""
    try:
        if isinstance(told, int):
            return datetime.fromtimestamp(told / 1000, UTC).isoformat()
        read = datetime.fromisoformat(str(told))
    except (ValueError, OverflowError, OSError):
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).isoformat()


def name(told: Any) -> str | None:  # noqa: ANN401 - whatever the broker's JSON holds
    """Return a word of the broker's, cut to what a table takes; None for an absent one."""
    return None if told is None else str(told)[:LONGEST_NAME]


def in_json(sent: Any) -> Any:  # noqa: ANN401 - whatever the broker's JSON holds
    """Return what the broker sent as JSON can carry it: decimals become text."""
    if isinstance(sent, Mapping):
        return {str(key): in_json(value) for key, value in sent.items()}
    if isinstance(sent, (list, tuple)):
        return [in_json(one) for one in sent]
    return format(sent, "f") if isinstance(sent, Decimal) else sent
