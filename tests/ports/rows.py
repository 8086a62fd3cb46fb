"""Rows of a history, for tests of what keeps them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction

NOON = datetime(2024, 3, 1, 17, tzinfo=UTC)
LATER = NOON + timedelta(days=14)


def bought(symbol: str) -> Transaction:
    return Transaction(
        id=str(uuid4()),
        executed_at=NOON,
        type="Trade",
        sub_type="Buy to Open",
        action=Action.BUY_TO_OPEN,
        symbol=symbol,
        underlying=symbol,
        instrument_type=InstrumentType.EQUITY,
        description=f"Bought 100 {symbol} @ 5.00",
        quantity=Decimal(100),
        price=Decimal(5),
        value=Decimal(-500),
        commission=Decimal(0),
        fees=Decimal("-0.08"),
        net_value=Decimal("-500.08"),
    )


def an_option() -> Transaction:
    return Transaction(
        id=str(uuid4()),
        executed_at=NOON + timedelta(seconds=1),
        type="Trade",
        sub_type="Sell to Open",
        action=Action.SELL_TO_OPEN,
        symbol="AAPL  240315C00190000",
        underlying="AAPL",
        instrument_type=InstrumentType.EQUITY_OPTION,
        description="Sold 1 AAPL 03/15/24 Call 190.00 @ 0.35",
        quantity=Decimal(1),
        price=Decimal("0.35"),
        value=Decimal(35),
        commission=Decimal(-1),
        fees=Decimal("-0.142"),
        net_value=Decimal("33.858"),
        order_id="123",
        multiplier=Decimal(100),
        expires_on=datetime(2024, 3, 15, tzinfo=UTC).date(),
        strike=Decimal(190),
        right=OptionRight.CALL,
    )


def paid_interest() -> Transaction:
    return Transaction(
        id=str(uuid4()),
        executed_at=NOON,
        type="Money Movement",
        sub_type="Debit Interest",
        action=None,
        symbol=None,
        underlying=None,
        instrument_type=None,
        description="FROM 02/16 THRU 03/15 @11    %",
        quantity=Decimal(0),
        price=None,
        value=Decimal("-6.06"),
        commission=Decimal(0),
        fees=Decimal(0),
        net_value=Decimal("-6.06"),
    )


def assigned_call() -> list[Transaction]:
    """Return a call that was sold and assigned, with the shares it sold short."""
    sold = an_option()
    removed = replace(
        an_option(), executed_at=LATER, type="Receive Deliver", sub_type="Assignment", action=None, price=None,
        value=Decimal(0), commission=Decimal(0), fees=Decimal(0), net_value=Decimal(0), order_id=None,
    )  # fmt: skip
    shares = replace(
        bought("AAPL"), executed_at=LATER, type="Receive Deliver", sub_type="Sell to Open", action=Action.SELL_TO_OPEN,
        price=Decimal(190), value=Decimal(19000), net_value=Decimal("18999.92"),
    )  # fmt: skip
    return [sold, removed, shares]
