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


def put(day: str, action: str, symbol: str, value: str, *, order: str = "", at: str = "10:30:00") -> str:
    """
    Return a row of one put on a winter's day in New York; `action` as "Sell to Open", or "Assignment".

    `symbol` is the broker's: `PCG   240119P00010000`. A trade costs a dollar, a removal nothing.
    """
    root, expiry, strike = symbol[:6].strip(), symbol[6:12], int(symbol[13:]) / 1000
    is_trade = action != "Assignment"
    expires = f"{int(expiry[2:4])}/{int(expiry[4:])}/{expiry[:2]}"
    cells = [
        f"{day}T{at}-0500",
        "Trade" if is_trade else "Receive Deliver",
        action,
        action.upper().replace(" ", "_") if is_trade else "",
        symbol,
        "Equity Option",
        f"{action} 1 {root}",
        value,
        "1",
        value if is_trade else "0.00",
        "-1.00" if is_trade else "--",
        "0.00",
        "100",
        root,
        root,
        expires,
        str(strike),
        "PUT",
        order,
        str(Decimal(value) - is_trade),
        "USD",
    ]
    return ",".join(cells)


def delivery(day: str, symbol: str, quantity: int, price: str, *, fees: str = "-5.00", at: str = "17:00:00") -> str:
    """Return the shares that an assigned put brought."""
    value = -quantity * Decimal(price)
    words = f"Buy to Open {quantity} {symbol} @ {price}"
    cells = [f"{day}T{at}-0500", "Receive Deliver", "Buy to Open", "BUY_TO_OPEN", symbol, "Equity", words, str(value)]
    cells += [str(quantity), f"-{price}", "--", fees, *[""] * 7, str(value + Decimal(fees)), "USD"]
    return ",".join(cells)


def transfer(day: str, symbol: str, quantity: int, mark: str) -> str:
    """Return shares that came from another broker, marked at a price that nobody paid."""
    cells = [f"{day}T17:00:00-0500", "Receive Deliver", "ACAT", "BUY_TO_OPEN", symbol, "Equity", "Received via ACAT"]
    return ",".join([*cells, "0.00", str(quantity), f"-{mark}", "--", "0.00", *[""] * 7, "0.00", "USD"])


# 150.00 for the put, 1,000.00 paid for the shares it brought, 900.00 for those: 50.00, and 6.08 of charges.
ASSIGNED = (
    put("2024-01-02", "Sell to Open", "PCG   240119P00010000", "150.00", order="7001"),
    put("2024-01-19", "Assignment", "PCG   240119P00010000", "0.00", at="17:00:00"),
    delivery("2024-01-19", "PCG", 100, "10.00"),
    stock("2024-01-22", "Sell to Close", 100, "9.00", symbol="PCG"),
)
