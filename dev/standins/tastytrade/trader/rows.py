"""Rows of the history as the API writes them, without the id and the account, which the ledger adds."""

from datetime import datetime
from decimal import Decimal

from dev.standins.tastytrade.market.calendar import day_in_new_york
from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.trader.amounts import ZERO, signed, stamp, text
from dev.standins.tastytrade.trader.fees import Fees
from dev.standins.tastytrade.wire import Wire

NO_FEES = Fees()


def trade(
    what: Instrument,
    action: str,
    quantity: Decimal,
    price: Decimal,
    value: Decimal,
    fees: Fees,
    at: datetime,
    marks: Wire,
) -> Wire:
    """Return a fill's row; `value` + came in; `marks` are the exchange's and the order's numbers."""
    verb = "Bought" if action.startswith("Buy") else "Sold"
    return {
        **_instrument(what),
        "transaction-type": "Trade",
        "transaction-sub-type": action,
        "description": f"{verb} {amount(quantity)} {what.label} @ {price_text(price)}",
        "action": action,
        "quantity": text(quantity),
        "price": text(price),
        **_when(at),
        **signed("value", value),
        **signed("regulatory-fees", -fees.regulatory),
        **signed("clearing-fees", -fees.clearing),
        **signed("net-value", value - fees.total),
        **signed("commission", -fees.commission),
        **signed("proprietary-index-option-fees", -fees.index),
        **_closing_fields(),
        **marks,
    }


def removal(what: Instrument, sub_type: str, quantity: Decimal, at: datetime) -> Wire:
    """Return the row that takes an option away: an expiration, an assignment or an exercise."""
    reason = f"Removal of {text(quantity)} {what.label} due to expiration."
    described = reason if sub_type == "Expiration" else f"Removal of option due to {sub_type.lower()}"
    return {
        **_instrument(what),
        "transaction-type": "Receive Deliver",
        "transaction-sub-type": sub_type,
        "description": described,
        "quantity": text(quantity),
        **_when(at),
        **_value(ZERO, NO_FEES),
    }


def delivery(
    what: Instrument, action: str, quantity: Decimal, price: Decimal, value: Decimal, fees: Fees, at: datetime
) -> Wire:
    """Return the row of the shares or the future an option turned into, at the strike."""
    return {
        **_instrument(what),
        "transaction-type": "Receive Deliver",
        "transaction-sub-type": action,
        "description": f"{action} {amount(quantity)} {what.label} @ {price_text(price)}",
        "action": action,
        "quantity": text(quantity),
        "price": text(price),
        **_when(at),
        **_value(value, fees),
    }


def cash_settlement(
    what: Instrument, sub_type: str, quantity: Decimal, value: Decimal, fees: Fees, at: datetime
) -> Wire:
    """Return the cash row of an index option; its price is the strike, as the API has it."""
    return {
        **_instrument(what),
        "transaction-type": "Receive Deliver",
        "transaction-sub-type": sub_type,
        "description": f"Cash settlement of {what.symbol}",
        "quantity": text(quantity),
        "price": text(what.strike),
        **_when(at),
        **_value(value, fees),
    }


def transform(what: Instrument, side: str, action: str, quantity: Decimal, value: Decimal, at: datetime) -> Wire:
    """Return one half of a forward split: `side` Close or Open, `value` what the lots cost."""
    return {
        **_instrument(what),
        "transaction-type": "Receive Deliver",
        "transaction-sub-type": "Forward Split",
        "description": f"Forward split: {side} {text(quantity)} {what.symbol}",
        "action": action,
        "quantity": text(quantity),
        **_when(at),
        **_value(value, NO_FEES),
    }


def money(sub_type: str, description: str, value: Decimal, at: datetime, what: Instrument | None = None) -> Wire:
    """Return a movement of cash alone; `value` + came in."""
    return {
        **(_instrument(what) if what else {}),
        "transaction-type": "Money Movement",
        "transaction-sub-type": sub_type,
        "description": description,
        **_when(at),
        **_value(value, NO_FEES),
    }


def mark_to_market(what: Instrument, quantity: Decimal, price: Decimal, value: Decimal, at: datetime) -> Wire:
    """Return a future's daily settlement; `value` + came in."""
    described = f"{what.symbol} mark to market at {text(price)} Final settlement price"
    row = money("Mark to Market", described, value, at, what)
    return {**row, "quantity": text(quantity)}


def amount(quantity: Decimal) -> str:
    """Return a quantity as descriptions write it."""
    return text(quantity).removesuffix(".0")


def price_text(price: Decimal) -> str:
    """Return a price as descriptions write it: at least two places."""
    written = text(price)
    return written if len(written.partition(".")[2]) > 1 else f"{written}0"


def _instrument(what: Instrument) -> Wire:
    return {
        "symbol": what.symbol,
        "instrument-type": what.instrument_type,
        "underlying-symbol": what.underlying,
    }


def _when(at: datetime) -> Wire:
    return {"executed-at": stamp(at), "transaction-date": day_in_new_york(at).isoformat()}


def _value(value: Decimal, fees: Fees) -> Wire:
    parts = {"regulatory-fees": -fees.regulatory, "clearing-fees": -fees.clearing}
    charged = [signed(name, fee) for name, fee in parts.items() if fee]
    row = {**signed("value", value)}
    for fee in charged:
        row |= fee
    return {**row, **signed("net-value", value - fees.total), **_closing_fields()}


def _closing_fields() -> Wire:
    return {"is-estimated-fee": True, "currency": "USD"}
