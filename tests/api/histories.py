"""Small histories in the broker's newest layout, written row by row."""

from decimal import Decimal

HEADINGS = (
    "Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,"
    "Multiplier,Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Total,Currency"
)


def history(*rows: str) -> bytes:
    """Return a file with these rows."""
    return "\n".join([HEADINGS, *rows, ""]).encode()


def stock(
    day: str, action: str, quantity: int, price: str, *, symbol: str = "AAPL", fees: str = "-0.08", at: str = "10:30:00"
) -> str:
    """Return a stock trade on a winter's day in New York; `action` as "Buy to Open"."""
    side = -1 if action.startswith("Buy") else 1
    value = side * quantity * Decimal(price)
    verb = "Bought" if side < 0 else "Sold"
    cells = [
        f"{day}T{at}-0500",
        "Trade",
        action,
        action.upper().replace(" ", "_"),
        symbol,
        "Equity",
        f"{verb} {quantity} {symbol} @ {price}",
        str(value),
        str(quantity),
        str(side * Decimal(price)),
        "0.00",
        fees,
        *[""] * 6,
        f"{day.replace('-', '')}.0",
        str(value + Decimal(fees)),
        "USD",
    ]
    return ",".join(cells)


def cash(
    day: str, sub_type: str, amount: str, *, symbol: str = "", kind: str = "Money Movement", currency: str = "USD"
) -> str:
    """Return a row that moves cash only."""
    instrument = "Equity" if symbol else ""
    cells = [f"{day}T17:00:00-0500", kind, sub_type, "", symbol, instrument, sub_type, amount, "0", "", "--", "0.00"]
    return ",".join([*cells, *[""] * 7, amount, currency])
