"""An account's history, row by row."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from dev.standins.tastytrade import errors
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.wire import Wire
from dev.standins.tastytrade.written import amount, moment, new_york_day, signed

FEES = (
    "clearing-fees", "commission", "currency-conversion-fees", "other-charge", "proprietary-index-option-fees",
    "regulatory-fees",
)  # fmt: skip
Test = Callable[[Wire], bool]


def transactions(call: Call) -> Wire:
    """Return a page of what happened in an account, the latest first unless asked otherwise."""
    tests = [*_same(call), *_within(call)]
    descending = call.one_of("sort", "Desc", "Desc", "Asc") == "Desc"
    rows = [row for row in call.broker.transactions(call.account) if all(test(row) for test in tests)]
    return call.page(rows[::-1] if descending else rows, usual=250, most=2000)


def transaction(call: Call) -> Wire:
    """Return one row."""
    rows = call.troubles.rows(call.broker.transactions(call.account))
    found = next((row for row in rows if str(row["id"]) == call.path("id")), None)
    if found is None:
        raise errors.not_found(f"transaction with id {call.path('id')}")
    return call.item(call.troubles.page([found])[0])


def total_fees(call: Call) -> Wire:
    """Return the fees of one day of New York, commissions included."""
    day = call.day("date") or new_york_day(call.now)
    rows = [row for row in call.broker.transactions(call.account) if row["transaction-date"] == day.isoformat()]
    return call.item(amount("total-fees", sum((signed(row, fee) for row in rows for fee in FEES), Decimal(0))))


def _same(call: Call) -> list[Test]:
    """Return tests for what must be the same as was asked for. Raises RefusedError."""
    kinds = call.texts("types")
    if kinds and call.text("type"):
        raise errors.invalid("type", "types", reason="are mutually exclusive")
    wanted = {
        "transaction-type": kinds or call.texts("type"),
        "transaction-sub-type": call.texts("sub-type"),
        "action": call.texts("action"),
        "symbol": call.texts("symbol"),
        "instrument-type": call.texts("instrument-type"),
        "underlying-symbol": call.texts("underlying-symbol"),
        "currency": call.texts("currency"),
    }
    tests = [_one_of(name, values) for name, values in wanted.items() if values]
    if future := call.text("futures-symbol"):
        tests.append(lambda row: future in {row.get("symbol"), row.get("underlying-symbol")})
    return tests


def _one_of(name: str, values: list[str]) -> Test:
    return lambda row: row.get(name, "USD" if name == "currency" else None) in values


def _within(call: Call) -> list[Test]:
    """Return tests for when a row must have happened. Raises RefusedError."""
    first, last = call.day("start-date"), call.day("end-date")
    start, end = call.at("start-at"), call.at("end-at")
    tests: list[Test] = []
    if first or last:
        tests.append(
            lambda row: (first or date.min) <= date.fromisoformat(row["transaction-date"]) <= (last or date.max)
        )
    if start or end:
        tests.append(lambda row: _is_between(moment(row["executed-at"]), start, end))
    return tests


def _is_between(at: datetime, start: datetime | None, end: datetime | None) -> bool:
    return (start is None or start <= at) and (end is None or at <= end)


ROUTES: Routes = (
    ("GET", "/accounts/{number}/transactions", transactions),
    ("GET", "/accounts/{number}/transactions/total-fees", total_fees),
    ("GET", "/accounts/{number}/transactions/{id}", transaction),
)
