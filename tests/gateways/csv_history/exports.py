"""Exports as tastytrade writes them, made from a few cells."""

import csv
import io
from collections.abc import Sequence

OLDEST = [
    "Date/Time",
    "Transaction Code",
    "Transaction Subcode",
    "Symbol",
    "Buy/Sell",
    "Open/Close",
    "Quantity",
    "Expiration Date",
    "Strike",
    "Call/Put",
    "Price",
    "Fees",
    "Amount",
    "Description",
    "Account Reference",
]
SECOND = [
    "Date",
    "Type",
    "Action",
    "Symbol",
    "Instrument Type",
    "Description",
    "Value",
    "Quantity",
    "Average Price",
    "Commissions",
    "Fees",
    "Multiplier",
    "Underlying Symbol",
    "Expiration Date",
    "Strike Price",
    "Call or Put",
]
THIRD = [*SECOND[:12], "Root Symbol", *SECOND[12:], "Order #"]
FOURTH = [SECOND[0], SECOND[1], "Sub Type", *THIRD[2:], "Currency"]
NEWEST = [*FOURTH[:-1], "Total", "Currency"]

PURCHASE = {
    "Date": "2018-03-12T17:08:22+0100",
    "Type": "Trade",
    "Sub Type": "Buy to Open",
    "Action": "BUY_TO_OPEN",
    "Symbol": "LFIN  180615C00040000",
    "Instrument Type": "Equity Option",
    "Description": "Bought 2 LFIN 06/15/18 Call 40.00 @ 2.20",
    "Value": "-440.00",
    "Quantity": "2",
    "Average Price": "-220.00",
    "Commissions": "-2.00",
    "Fees": "-0.28",
    "Multiplier": "100.0",
    "Root Symbol": "LFIN",
    "Underlying Symbol": "LFIN",
    "Expiration Date": "6/15/18",
    "Strike Price": "40.0",
    "Call or Put": "CALL",
    "Order #": "15592682.0",
    "Total": "-442.28",
    "Currency": "USD",
}
WIRE = {
    "Date": "2018-03-08T23:00:00+0100",
    "Type": "Money Movement",
    "Sub Type": "Transfer",
    "Description": "Wire Funds Received",
    "Value": "1,200.00",
    "Quantity": "0",
    "Commissions": "--",
    "Fees": "0.0",
    "Total": "1,200.00",
    "Currency": "USD",
}
OLD_PURCHASE = {
    "Date/Time": "03/12/2018 5:08 PM",
    "Transaction Code": "Trade",
    "Transaction Subcode": "Buy to Open",
    "Symbol": "LFIN",
    "Buy/Sell": "Buy",
    "Open/Close": "Open",
    "Quantity": "2",
    "Expiration Date": "06/15/2018",
    "Strike": "40",
    "Call/Put": "C",
    "Price": "2.2",
    "Fees": "2.28",
    "Amount": "-440",
    "Description": "Bought 2 LFIN 06/15/18 Call 40.00 @ 2.20",
    "Account Reference": "Individual...39",
}


def export(*rows: dict[str, str], headings: Sequence[str] = NEWEST, separator: str = ",", end: str = "\n") -> str:
    """Write rows under their headings; what a row does not have is empty."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=end)
    writer.writerow(headings)
    writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    return text.getvalue()
