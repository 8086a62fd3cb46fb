"""Lay out what was derived, as the tables keep it: decimals, times and days are text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lib.domain.books import Attention, CashEvent, Closing, DailyFigure, Delivery, OpenLot
from lib.domain.trades import Trade
from lib.domain.wash_sales import Taxed
from lib.ports.books import Cell

Cells = Mapping[str, Cell]


class Written(dict[date, str]):
    """Days and moments as text; most are asked for several times, and writing one costs more than looking it up."""

    def __missing__(self, at: date) -> str:
        """Write one down."""
        text = self[at] = at.isoformat()
        return text


def closing_cells(closing: Closing, view: str, trade_id: str, taxed: Taxed, written: Written) -> Cells:
    """Lay out a closing with the trade it belongs to and how it is taxed."""
    return {
        "view": view,
        "symbol": closing.symbol,
        "underlying": closing.underlying,
        "instrument_type": closing.instrument_type.value,
        "opening_id": closing.opening_id,
        "closing_id": closing.closing_id,
        "is_short": closing.is_short,
        "quantity": plain(closing.quantity),
        "opened_at": written[closing.opened_at],
        "closed_at": written[closing.closed_at],
        "gross": plain(closing.gross),
        "value_open": plain(closing.value_open),
        "fees_open": plain(closing.fees_open),
        "fees_close": plain(closing.fees_close),
        "reason": closing.reason,
        "trade_id": trade_id,
        "term": taxed.term.value,
        "disallowed": plain(taxed.disallowed),
        "carried": plain(taxed.carried),
    }


def open_lot_cells(lot: OpenLot, view: str, trade_id: str, written: Written) -> Cells:
    """Lay out an open lot with the trade it belongs to."""
    return {
        "view": view,
        "symbol": lot.symbol,
        "underlying": lot.underlying,
        "instrument_type": lot.instrument_type.value,
        "opening_id": lot.opening_id,
        "quantity": plain(lot.quantity),
        "value": plain(lot.value),
        "fees": plain(lot.fees),
        "opened_at": written[lot.opened_at],
        "basis_source": lot.basis_source,
        "trade_id": trade_id,
        "expires_on": written[lot.expires_on] if lot.expires_on else None,
        "multiplier": known(lot.multiplier),
    }


def trade_cells(trade: Trade, view: str, written: Written) -> Cells:
    """Lay out a trade."""
    return {
        "view": view,
        "underlying": trade.underlying,
        "trade_id": trade.trade_id,
        "signature": trade.signature,
        "units": known(trade.units),
        "order_id": trade.order_id,
        "status": trade.status,
        "opened_at": written[trade.opened_at],
        "closed_at": written[trade.closed_at] if trade.closed_at else None,
        "days_held": trade.days_held,
        "close_reason": trade.close_reason,
        "opening_value": plain(trade.opening_value),
        "gross": plain(trade.gross),
        "fees_open": plain(trade.fees_open),
        "fees_close": plain(trade.fees_close),
        "open_value": plain(trade.open_value),
        "open_fees": plain(trade.open_fees),
        "max_profit": known(trade.max_profit),
        "share_of_max": known(trade.share_of_max),
        "closings": trade.closings,
        "open_lots": trade.open_lots,
    }


def delivery_cells(delivery: Delivery, written: Written) -> Cells:
    """Lay out what an option turned into; it is the same in both views."""
    return {
        "view": "both",
        "underlying": delivery.underlying,
        "option_row": delivery.option_row,
        "stock_row": delivery.stock_row,
        "kind": delivery.kind,
        "option_symbol": delivery.option_symbol,
        "stock_symbol": delivery.stock_symbol,
        "contracts": plain(delivery.contracts),
        "units": plain(delivery.units),
        "at": written[delivery.at],
    }


def cash_event_cells(event: CashEvent, written: Written) -> Cells:
    """Lay out a cash event; it is the same in both views."""
    return {
        "view": "both",
        "transaction_id": event.transaction_id,
        "kind": event.kind,
        "sub_type": event.sub_type,
        "symbol": event.symbol,
        "underlying": event.underlying or "",
        "amount": plain(event.amount),
        "at": written[event.at],
    }


def attention_cells(item: Attention, underlying: str) -> Cells:
    """Lay out what needs a look; it is the same in both views."""
    return {
        "view": "both",
        "code": item.code,
        "transaction_ids": item.transaction_ids,
        "symbol": item.symbol,
        "underlying": underlying,
        "message": item.message,
        "amount": plain(item.amount),
        "actions": item.actions,
    }


def daily_figure_cells(figure: DailyFigure, view: str, written: Written) -> Cells:
    """Lay out one line of the rollup."""
    return {
        "view": view,
        "day": written[figure.day],
        "underlying": figure.underlying,
        "instrument_type": figure.instrument_type,
        "kind": figure.kind,
        "amount": plain(figure.amount),
        "count": figure.count,
    }


def known(number: Decimal | None) -> str | None:
    """Write a decimal, or nothing where there is none."""
    return None if number is None else plain(number)


def plain(number: Decimal) -> str:
    """Write a decimal in one way only: no exponent, no trailing zeros, no negative zero."""
    if not number:
        return "0"
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
