"""A history of two years at the broker: what a file brought of it, what the first sync finds, and what is new today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.still_market import RememberingMarket
from dev.standins.tastytrade.wire import BrokerAccount, Greeks, Wire
from dev.standins.tastytrade.written import instant, new_york_day

DEMO = Path(__file__).resolve().parents[2] / "dev/demo/history.csv"
YEAR_BEFORE = (
    (
        "2025-12-10T11:00:00-0500,Trade,Sell to Close,SELL_TO_CLOSE,KO,Equity,Sold 10 KO @ 62.00,"
        "620.00,10,62.00,0.00,-0.02,,,,,,,409000103,619.98,USD"
    ),
    (
        "2025-12-03T10:15:00-0500,Trade,Buy to Open,BUY_TO_OPEN,KO,Equity,Bought 10 KO @ 60.00,"
        "-600.00,10,-60.00,0.00,-0.01,,,,,,,409000102,-600.01,USD"
    ),
    (
        "2025-12-02T17:00:00-0500,Money Movement,Deposit,,,,Wire Funds Received,"
        '"5,000.00",0,,--,0.00,,,,,,,,"5,000.00",USD'
    ),
)
IN_THE_FILE = 40  # of the oldest rows


class TellingMarket(RememberingMarket):
    """A market that has Greeks for every option, so that nobody waits for them."""

    def greeks(self, _: str, instrument_type: str, __: datetime) -> Greeks | None:
        """Return the same for all."""
        if "Option" not in instrument_type:
            return None
        few, some = Decimal("0.01"), Decimal("0.25")
        return Greeks(price=Decimal(3), volatility=some, delta=some, gamma=few, theta=-few, vega=few, rho=few)


@dataclass(frozen=True)
class History:
    """One account at the broker, whose rows `before` the incremental sync are others than those `after`."""

    account: BrokerAccount
    file: bytes
    before: list[Wire]
    after: list[Wire]

    def is_as_before(self) -> None:
        """Let the broker have what the first sync finds."""
        self.account.transactions[:] = self.before

    def has_changed(self) -> None:
        """Let one row be new, one corrected and one gone."""
        self.account.transactions[:] = self.after


def the_history(now: datetime) -> History:
    """Return it, its last days the days before `now`."""
    header, *lines = DEMO.read_text().splitlines()
    lines += YEAR_BEFORE
    account = account_from_csv("\n".join([header, *lines]), f"5C{uuid4().hex[:6].upper()}")
    for row in account.transactions:
        if row["transaction-sub-type"] == "ACAT":  # the API gives the price of the day, as the file's column does
            row["price"] = "505.0"
    bought = next(row for row in account.transactions if row.get("action") == "Buy to Open" and row["symbol"] == "KO")
    yesterday, today = now - timedelta(days=1, hours=2), now - timedelta(hours=1)
    recent = [again(bought, account.transactions[-1]["id"] + place, yesterday) for place in (1, 2, 3)]
    corrected = recent[0] | {"description": "Corrected", "clearing-fees": "0.11", "net-value": "600.11"}
    new = again(bought, recent[-1]["id"] + 1, today)
    before = [*account.transactions, *recent]
    file = "\n".join([header, *lines[-IN_THE_FILE:]]) + "\n"
    return History(account, file.encode(), before, [*account.transactions, corrected, recent[2], new])


def again(row: Wire, row_id: int, at: datetime) -> Wire:
    """Return a row that says the same under another id, at another time."""
    ids = {"id": row_id, "order-id": row_id, "exec-id": f"1_{row_id}", "ext-exec-id": str(row_id)}
    return row | ids | {"executed-at": instant(at), "transaction-date": new_york_day(at).isoformat()}
