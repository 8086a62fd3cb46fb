"""The five layouts tastytrade's export has had, told apart by their headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.gateways.csv_history.refusals import HistoryError
from lib.gateways.csv_history.text import HOW_TO_EXPORT


class Layout(StrEnum):
    """From the oldest and poorest to the newest; A knows neither seconds nor the time zone."""

    A = "A"
    B0 = "B0"
    B = "B"
    C = "C"
    D = "D"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a file has what: places by the newest layout's headings; what the file does not have is not in it."""

    layout: Layout
    headings: tuple[str, ...]
    places: dict[str, int]


ACCOUNT = "Account Reference"
# The first layout's names for what the later ones call differently.
OLD_NAMES = {
    "date/time": "Date",
    "transaction code": "Type",
    "transaction subcode": "Sub Type",
    "amount": "Value",
    "price": "Average Price",
    "strike": "Strike Price",
    "call/put": "Call or Put",
    "buy/sell": "Buy/Sell",
    "open/close": "Open/Close",
}
NAMES = (
    "Date", "Type", "Sub Type", "Action", "Symbol", "Instrument Type", "Description", "Value", "Quantity",
    "Average Price", "Commissions", "Fees", "Multiplier", "Root Symbol", "Underlying Symbol", "Expiration Date",
    "Strike Price", "Call or Put", "Order #", "Total", "Currency", ACCOUNT,
)  # fmt: skip
ACCOUNT_NAMES = {"account": ACCOUNT, "account number": ACCOUNT, "account #": ACCOUNT}
KNOWN = {name.lower(): name for name in NAMES} | ACCOUNT_NAMES
NEEDED_BY_A = ("Date", "Type", "Sub Type", "Symbol", "Buy/Sell", "Open/Close", "Quantity", "Expiration Date",
               "Strike Price", "Call or Put", "Average Price", "Fees", "Value", "Description")  # fmt: skip
NEEDED = ("Date", "Type", "Action", "Symbol", "Instrument Type", "Description", "Value", "Quantity", "Average Price",
          "Commissions", "Fees", "Multiplier", "Expiration Date", "Strike Price", "Call or Put")  # fmt: skip
OF_ORDERS = {"tif", "marketorfill", "market or fill", "timestampattype", "price effect"}
OF_A_HISTORY = {"date", "date/time", "type", "transaction code", "transaction subcode", "average price", "call or put"}
FEW = 3  # headings of ours in a file that still looks like a history


def columns_of(headings: Sequence[str]) -> Columns:
    """Tell the layout; raises HistoryError for a file that is no history, or lacks a column of one."""
    lower = [heading.lower() for heading in headings]
    if "date/time" in lower and "transaction code" in lower:
        return complete(Layout.A, headings, places_of(lower, KNOWN | OLD_NAMES), NEEDED_BY_A)
    places = places_of(lower, KNOWN)
    refuse_strangers(set(lower))
    return complete(newest(places), headings, places, NEEDED)


def newest(places: dict[str, int]) -> Layout:
    """Name the newest layout whose additions are there."""
    if "Total" in places:
        return Layout.D
    if "Currency" in places:
        return Layout.C
    return Layout.B if places.keys() & {"Sub Type", "Root Symbol", "Order #"} else Layout.B0


def places_of(headings: Sequence[str], names: dict[str, str]) -> dict[str, int]:
    """Return where each column is that we know."""
    return {names[heading]: place for place, heading in enumerate(headings) if heading in names}


def refuse_strangers(headings: set[str]) -> None:
    """Raise for the export of orders, and for files with next to nothing of a history."""
    if "date" not in headings and headings & OF_ORDERS:
        raise HistoryError(
            "This is the export of your orders. The export of your transactions is needed, which has what was filled, "
            f"with fees and cash. {HOW_TO_EXPORT}",
            code="orders_export",
            line=1,
        )
    if len(headings & OF_A_HISTORY) < FEW:
        raise HistoryError(
            f"This is not a transaction history of tastytrade: its columns are those of another broker or program. "
            f"{HOW_TO_EXPORT}",
            code="not_a_history",
            line=1,
        )


def complete(layout: Layout, headings: Sequence[str], places: dict[str, int], needed: Sequence[str]) -> Columns:
    """Return the columns when all that are needed are there."""
    for name in needed:
        if name not in places:
            raise HistoryError(
                f'The column "{name}" is missing. {HOW_TO_EXPORT} Leave the columns as they are.',
                code="column_missing",
                line=1,
                column=name,
            )
    return Columns(layout, tuple(headings), places)
