"""The engine's speed: rows per second, and its time over `json.loads` of the same rows."""

import gc
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction
from tests.bench.timing import best_of

ROWS = 50_000
START = datetime(2024, 1, 2, 15, 0, tzinfo=UTC)


def trade(number: int) -> Transaction:
    """Return row `number` of a history that sells a put, buys it back in two parts, and moves to the next contract."""
    contract, step = divmod(number, 3)
    strike = 50 + contract % 200
    symbol = f"{f'U{contract % 40}':<6}240621P{strike * 1000:08d}"
    quantity, action = ((2, Action.SELL_TO_OPEN), (1, Action.BUY_TO_CLOSE), (1, Action.BUY_TO_CLOSE))[step]
    value = Decimal(f"{quantity}{contract % 90 + 10}.00") * (1 if step == 0 else -1)
    commission = Decimal("-2.00") if step == 0 else Decimal(0)
    return Transaction(
        id=f"{number:08d}",
        executed_at=START + timedelta(minutes=number),
        type="Trade",
        sub_type=action.value,
        action=action,
        symbol=symbol,
        underlying=symbol[:6].strip(),
        instrument_type=InstrumentType.EQUITY_OPTION,
        description="",
        quantity=Decimal(quantity),
        price=None,
        value=value,
        commission=commission,
        fees=Decimal("-0.28"),
        net_value=value + commission - Decimal("0.28"),
        multiplier=Decimal(100),
        strike=Decimal(strike),
        right=OptionRight.PUT,
    )


def as_json(row: Transaction) -> dict[str, str | None]:
    """Return the row as the database sends it: text throughout."""
    return {name: None if (value := getattr(row, name)) is None else str(value) for name in Transaction.__slots__}


def run() -> None:
    """Print the engine's figures."""
    rows = [trade(number) for number in range(ROWS)]
    text = json.dumps([as_json(row) for row in rows])
    gc.freeze()
    building = best_of(5, lambda: build_books(rows))
    loading = best_of(5, lambda: json.loads(text))
    print(
        f"engine            {ROWS / building:>10,.0f} rows/s   {building / loading:.2f} x json.loads of the same rows"
    )
