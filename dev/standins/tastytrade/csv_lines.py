"""
The lines of an exported history, whatever the layout.

What an older layout leaves out is read from the description.
Layout A has a local `Date/Time` without a zone, the parts of an option's symbol apart, and one unsigned `Fees` that
includes the commission. B0 has no sub-types and no order numbers. C and D say everything.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

from dev.standins.tastytrade import symbols

NOTHING = Decimal(0)
OCC = re.compile(r"(?P<root>\S{1,6}) *\d{6}[CP]\d{8}")
DESCRIBED_OPTION = re.compile(r"(?P<root>\S+) (?P<day>\d\d/\d\d/\d\d) (?P<side>Call|Put) (?P<strike>[\d.]+)")
DESCRIBED_PRICE = re.compile(r"@ ([\d.,]+)")
PER_OPENED_OPTION, MOST_PER_LEG, PER_OPTION = Decimal(1), Decimal(10), Decimal(100)
RENAMING = {"Reverse Split", "Forward Split", "Stock Merger"}
REMOVED_BY = (
    ("cash settle", "Cash Settled Assignment"),
    ("due to assignment", "Assignment"),
    ("due to exercise", "Exercise"),
    ("expiration", "Expiration"),
)
DELIVERED_BY = (
    ("Symbol change", "Symbol Change"),
    ("Reverse split", "Reverse Split"),
    ("Forward split", "Forward Split"),
    ("Stock merger", "Stock Merger"),
    ("via ACAT", "ACAT"),
    ("via Dividend", "Dividend"),
)
MOVED_BY = (
    ("mark to market", "Mark to Market"),
    ("Regulatory fee", "Balance Adjustment"),
    ("INTEREST ON CREDIT", "Credit Interest"),
    ("THRU", "Debit Interest"),
    ("LENDING REBATE", "Fully Paid Stock Lending Income"),
    ("WIRE FEE", "Fee"),
    ("Wire Funds", "Deposit"),
    ("ACH DEPOSIT", "Deposit"),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line. Amounts in US dollars: received is +, paid is -; `price` is per unit, None where it has none."""

    at: datetime
    kind: str
    sub_kind: str
    action: str | None
    symbol: str | None
    instrument_type: str | None
    underlying: str | None
    description: str
    value: Decimal
    quantity: Decimal
    price: Decimal | None
    commission: Decimal
    fees: Decimal
    order_id: int | None
    multiplier: Decimal | None


def read(text: str, zone: str) -> list[Line]:
    """Return the lines of a file, oldest first; `zone` is where layout A's clock was. Raises ValueError."""
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    if not rows or not {"Date", "Date/Time"} & rows[0].keys():
        raise ValueError("This is no history exported from tastytrade.")
    is_legacy = "Date/Time" in rows[0]
    lines = list(_legacy(rows, ZoneInfo(zone)) if is_legacy else map(_line, rows))
    if not is_legacy:
        return sorted(lines, key=_order)
    if lines[0].at > lines[-1].at:
        lines.reverse()  # within a minute, which is all it tells, the file's own order is the best there is
    return list(_renamed(sorted(lines, key=lambda line: line.at)))


def _order(line: Line) -> tuple[object, ...]:
    """Return what orders lines of one moment by content, whatever order a file has them in; none closes too early."""
    is_later = not (line.action or "").endswith("Open")
    return line.at, is_later, line.symbol or "", line.action or "", line.value, line.quantity, line.description


def _line(row: Mapping[str, str]) -> Line:
    """Read a line of layouts B0 to D."""
    symbol, kind, description = row["Symbol"].strip() or None, row["Type"], row["Description"]
    action = row["Action"].replace("_", " ").title().replace(" To ", " to ") or None
    value, quantity = _amount(row["Value"]), _amount(row["Quantity"])
    sub_kind = row.get("Sub Type") or _sub_kind(kind, action, symbol, description, value)
    multiplier = _amount(row.get("Multiplier", "")) or None
    is_settled = sub_kind.startswith("Cash Settled")
    has_price = kind == "Trade" or (quantity and action and sub_kind in {action, "Dividend"})
    order = row.get("Order #", "").removesuffix(".0").replace(",", "")
    return Line(
        at=datetime.fromisoformat(row["Date"]).astimezone(UTC),
        kind=kind,
        sub_kind=sub_kind,
        action=action,
        symbol=symbol,
        instrument_type=row["Instrument Type"].strip() or None,
        underlying=row.get("Underlying Symbol", "").strip() or _underlying(symbol),
        description=description,
        value=value,
        quantity=quantity,
        price=_strike(symbol)
        if is_settled
        else _price(description, value, quantity, multiplier)
        if has_price
        else None,
        commission=_amount(row["Commissions"]),
        fees=_amount(row["Fees"]),
        order_id=int(order) if order else None,
        multiplier=multiplier,
    )


def _legacy(rows: list[dict[str, str]], zone: ZoneInfo) -> Iterator[Line]:
    """Read the lines of layout A."""
    for row in rows:
        symbol, quantity = _legacy_symbol(row), _amount(row["Quantity"])
        kind, sub_kind, description = row["Transaction Code"], row["Transaction Subcode"], row["Description"]
        action = f"{row['Buy/Sell']} to {row['Open/Close']}" if row["Open/Close"] else row["Buy/Sell"] or None
        paid, is_option = _amount(row["Fees"]), bool(row["Call/Put"])
        commission = _legacy_commission(kind, action, quantity, paid) if is_option else NOTHING
        yield Line(
            at=datetime.strptime(row["Date/Time"], "%m/%d/%Y %I:%M %p").replace(tzinfo=zone).astimezone(UTC),
            kind=kind,
            sub_kind=sub_kind,
            action=action,
            symbol=symbol,
            instrument_type=symbols.instrument_type(symbol) if symbol else None,
            underlying=_underlying(symbol) if not is_option else row["Symbol"].strip(),
            description=description,
            value=_amount(row["Amount"]),
            quantity=quantity,
            price=_amount(row["Price"]) if row["Price"] and action else None,
            commission=-commission,
            fees=commission - paid,
            order_id=None,
            multiplier=PER_OPTION if is_option else None,
        )


def _renamed(lines: list[Line]) -> Iterator[Line]:
    """Give options that a split renamed their new symbol in later lines as well: layout A goes on with the old root."""
    renamed: dict[str, str] = {}
    for line in lines:
        if line.symbol and line.sub_kind in RENAMING and "Open" in line.description:
            renamed[f"{line.underlying or '':<6}{line.symbol[6:]}"] = line.symbol
        is_opening = (line.action or "").endswith("Open")
        yield line if is_opening or line.sub_kind in RENAMING else replace(line, symbol=_new(line.symbol, renamed))


def _new(symbol: str | None, renamed: Mapping[str, str]) -> str | None:
    return renamed.get(symbol, symbol) if symbol else None


def _legacy_commission(kind: str, action: str | None, quantity: Decimal, paid: Decimal) -> Decimal:
    """Return the commission within layout A's fees, by the published schedule: a dollar per opened contract."""
    if kind != "Trade" or not (action or "").endswith("Open"):
        return NOTHING
    return min(quantity * PER_OPENED_OPTION, MOST_PER_LEG, paid)


def _legacy_symbol(row: Mapping[str, str]) -> str | None:
    """Return the whole symbol: the description knows an adjusted root, which the column does not."""
    symbol, description = row["Symbol"].strip(), row["Description"]
    if not row["Call/Put"]:
        return symbol or None
    if found := OCC.search(description):
        return found[0]
    day = datetime.strptime(row["Expiration Date"], "%m/%d/%Y")  # noqa: DTZ007 - a day, not a moment
    described = DESCRIBED_OPTION.search(description)
    root = described["root"] if described else symbol
    return f"{root:<6}{day:%y%m%d}{row['Call/Put'][0]}{int(_amount(row['Strike']) * 1000):08d}"


def _sub_kind(kind: str, action: str | None, symbol: str | None, description: str, value: Decimal) -> str:
    """Return the sub-type that layout B0 leaves out."""
    if kind == "Trade":
        return action or "Unknown"
    known = MOVED_BY if kind == "Money Movement" else DELIVERED_BY if action else REMOVED_BY
    for words, sub_kind in known:
        if words.lower() in description.lower():
            return "Cash Settled Exercise" if sub_kind == "Cash Settled Assignment" and value > 0 else sub_kind
    if kind == "Money Movement":
        return "Dividend" if symbol else "Deposit" if value > 0 else "Withdrawal"
    return action or "Expiration"


def _strike(symbol: str | None) -> Decimal | None:
    """Return an option's strike: it is what the API gives as the price of a settlement in cash."""
    terms = symbols.option(symbol or "")
    return terms.strike if terms else None


def _underlying(symbol: str | None) -> str | None:
    if symbol is None:
        return None
    terms, code = symbols.option(symbol), symbols.product(symbol)
    if terms:
        return terms.future or terms.head
    return f"/{code}" if code else symbol


def _price(description: str, value: Decimal, quantity: Decimal, multiplier: Decimal | None) -> Decimal:
    """Return the price per unit: as described, or what the value says."""
    exact = abs(value) / (quantity * (multiplier or 1))
    if found := DESCRIBED_PRICE.search(description):
        described = _amount(found[1].rstrip(".,"))
        # The description has rounded what was filled at, say, 22.4884.
        return exact if exact == round(exact, 4) and round(exact, 2) == described else described
    return exact


def _amount(text: str) -> Decimal:
    """Return a number of the export: "--" and nothing are nothing, thousands are set apart by commas."""
    digits = text.replace(",", "").replace("$", "").strip()
    return Decimal(digits) if digits not in {"", "--"} else NOTHING
