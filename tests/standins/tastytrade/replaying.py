"""The demo account, and a replay of its rows that shares nothing with the trader."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from dev.standins.tastytrade.trader import demo_account
from dev.standins.tastytrade.wire import Wire

UNTIL = date(2026, 11, 25)
ACCOUNT = demo_account(UNTIL)
ROWS, ORDERS = ACCOUNT.transactions, ACCOUNT.orders
FEES = ("commission", "clearing-fees", "regulatory-fees", "proprietary-index-option-fees")
REMOVALS = {"Expiration", "Assignment", "Exercise"}


def signed(row: Wire, name: str) -> Decimal:
    """Return an amount: + credited, - debited, 0 when the row has none."""
    amount = Decimal(row.get(name, "0"))
    return -amount if row.get(f"{name}-effect") == "Debit" else amount


def executed(row: Wire) -> datetime:
    return datetime.fromisoformat(row["executed-at"])


def of(sub_type: str, kind: str = "Trade") -> list[Wire]:
    return [row for row in ROWS if (row["transaction-type"], row["transaction-sub-type"]) == (kind, sub_type)]


@dataclass
class Replay:
    """Quantities by symbol, + long; `refused` are rows that close more than there is."""

    held: dict[str, Decimal] = field(default_factory=dict)
    refused: list[Wire] = field(default_factory=list)
    flips: list[Wire] = field(default_factory=list)

    def read(self, rows: Iterable[Wire]) -> "Replay":
        for row in rows:
            change = self._change(row)
            if change:
                self._book(row, change)
        return self

    def _change(self, row: Wire) -> Decimal:
        quantity, held = Decimal(row.get("quantity", "0")), self.held.get(row.get("symbol", ""), Decimal(0))
        if row["transaction-sub-type"] in REMOVALS:
            return -quantity if held > 0 else quantity
        action = str(row.get("action", ""))
        return quantity if action.startswith("Buy") else -quantity if action else Decimal(0)

    def _book(self, row: Wire, change: Decimal) -> None:
        symbol, action = row["symbol"], str(row.get("action", "Removal"))
        before = self.held.get(symbol, Decimal(0))
        after = before + change
        if before * after < 0:
            self.flips.append(row)
        closes = "Close" in action or action == "Removal"
        fits = abs(after) < abs(before) and before * after >= 0 if closes else before * change >= 0
        if not fits and row["instrument-type"] != "Future":
            self.refused.append(row)
        self.held[symbol] = after
        if not after:
            del self.held[symbol]
