"""An account from an exported history: every line as the row the API would have sent for it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from zlib import crc32

from dev.standins.tastytrade.csv_lines import NOTHING, Line, read
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import amount, instant, new_york_day, number

IDS_PER_ACCOUNT = 1_000_000
ACCOUNTS_WITHIN_AN_INT = 2_000
CLEARING_PER_OPTION, CLEARING_PER_SHARE = Decimal("0.10"), Decimal("0.0008")


def account_from_csv(
    path_or_text: Path | str,
    number: str,
    *,
    nickname: str = "Individual",
    margin_or_cash: str = "Margin",
    time_zone: str = "America/New_York",
) -> BrokerAccount:
    """
    Return an account with the history of an export, of layout A, B0, C or D.

    `time_zone` is where the clock of layout A was. Ids grow with time and depend on the account's number and the rows
    before only, so that a longer export of the same account keeps them. Raises ValueError for other files.
    """
    text = path_or_text.read_text(encoding="utf-8-sig") if isinstance(path_or_text, Path) else path_or_text
    lines = read(text, time_zone)
    legs = _legs(lines)
    first_id = 1 + crc32(number.encode()) % ACCOUNTS_WITHIN_AN_INT * IDS_PER_ACCOUNT
    return BrokerAccount(
        number=number,
        opened_at=lines[0].at - timedelta(days=1),
        nickname=nickname,
        margin_or_cash=margin_or_cash,
        transactions=[_row(line, number, first_id + index, legs) for index, line in enumerate(lines)],
        orders=[_order(order_id, number, filled) for order_id, filled in legs.items()],
        multipliers=_multipliers(lines),
    )


def _legs(lines: Sequence[Line]) -> dict[int, list[Line]]:
    legs: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.order_id is not None and line.kind == "Trade":
            legs[line.order_id].append(line)
    return legs


def _row(line: Line, account_number: str, row_id: int, legs: dict[int, list[Line]]) -> Wire:
    """Return a line as the API writes it: what does not apply is absent."""
    net = line.value + line.commission + line.fees
    row: Wire = {"id": row_id, "account-number": account_number}
    if line.symbol:
        row |= {"symbol": line.symbol, "instrument-type": line.instrument_type, "underlying-symbol": line.underlying}
    row |= {
        "transaction-type": line.kind,
        "transaction-sub-type": line.sub_kind,
        "description": line.description,
        "executed-at": instant(line.at),
        "transaction-date": new_york_day(line.at).isoformat(),
        **amount("value", line.value, 8),
        **_fees(line),
        **amount("net-value", net, 8),
        "is-estimated-fee": True,
        "currency": "USD",
    }
    if line.action:
        row["action"] = line.action
    if line.quantity:
        row["quantity"] = number(line.quantity)
    if line.price is not None:
        row["price"] = number(round(line.price, 8))
    return row | _execution(line, row_id, legs)


def _fees(line: Line) -> Wire:
    """Return the parts of the fees: all four of a trade, and of anything else what it has."""
    if line.kind != "Trade":
        return amount("clearing-fees", line.fees + line.commission, 8) if line.fees + line.commission else {}
    per_unit = CLEARING_PER_OPTION if "Option" in (line.instrument_type or "") else CLEARING_PER_SHARE
    clearing = -min(round(per_unit * line.quantity, 2), -line.fees) if line.fees < 0 else NOTHING
    return {
        **amount("regulatory-fees", line.fees - clearing, 8),
        **amount("clearing-fees", clearing, 8),
        **amount("commission", line.commission, 8),
        **amount("proprietary-index-option-fees", NOTHING),
    }


def _execution(line: Line, row_id: int, legs: dict[int, list[Line]]) -> Wire:
    if line.order_id is None or line.kind != "Trade":
        return {}
    return {
        "order-id": line.order_id,
        "leg-count": len({leg.symbol for leg in legs[line.order_id]}),
        "exec-id": f"1_{row_id}",
        "ext-exec-id": str(row_id),
        "ext-group-fill-id": str(line.order_id),
        "destination-venue": "SIMULATOR_A",
    }


def _order(order_id: int, account_number: str, filled: list[Line]) -> Wire:
    """Return the order behind trades, as one that was filled."""
    by_symbol: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in filled:
        by_symbol[line.symbol or "", line.action or ""].append(line)
    value, last = sum((line.value for line in filled), NOTHING), filled[-1]
    size = min(sum((line.quantity for line in lines), NOTHING) for lines in by_symbol.values())
    per_unit = value / (size * (last.multiplier or 1))
    done = instant(last.at)
    return {
        "id": order_id,
        "account-number": account_number,
        "time-in-force": "Day",
        "order-type": "Limit",
        "size": int(size) if size == int(size) else number(size),
        "underlying-symbol": last.underlying,
        "underlying-instrument-type": "Future" if (last.underlying or "").startswith("/") else "Equity",
        **amount("price", per_unit, 4),
        **amount("value", value),
        "status": "Filled",
        "cancellable": False,
        "editable": False,
        "edited": False,
        "received-at": instant(filled[0].at - timedelta(seconds=1)),
        "updated-at": int(last.at.timestamp() * 1000),
        "terminal-at": done,
        "legs": [_leg(symbol, action, lines) for (symbol, action), lines in by_symbol.items()],
    }


def _leg(symbol: str, action: str, lines: list[Line]) -> Wire:
    total = sum((line.quantity for line in lines), NOTHING)
    fills = [
        {
            "ext-group-fill-id": str(line.order_id),
            "fill-id": f"1_{line.order_id}_{index}",
            "quantity": number(line.quantity),
            "fill-price": number(line.price or NOTHING),
            "filled-at": instant(line.at),
            "destination-venue": "SIMULATOR_A",
        }
        for index, line in enumerate(lines)
    ]
    kind = lines[0].instrument_type
    leg = {"instrument-type": kind, "symbol": symbol, "quantity": number(total), "remaining-quantity": "0.0"}
    return leg | {"action": action, "fills": fills}


def _multipliers(lines: Sequence[Line]) -> dict[str, Decimal]:
    """Return what the export says about its symbols; an option's on futures is what its value says."""
    known: dict[str, Decimal] = {}
    for line in lines:
        if not line.symbol:
            continue
        if line.instrument_type == "Future Option" and line.price and line.quantity and line.value:
            known[line.symbol] = round(abs(line.value) / (line.price * line.quantity), 2)
        elif line.multiplier:
            known[line.symbol] = line.multiplier
    return known
