"""Splits, symbol changes, mergers and special dividends: what is held goes on, or is paid out."""

from decimal import Decimal

from hypothesis import strategies as st

from lib.domain.transactions import Action, InstrumentType
from tests.domain.histories_broker import CENT, CLOSES, EXPIRY, OPENS, PRICES, STOCKS, Cells, Desk, stock
from tests.domain.histories_trading import equity_options, taken, trade
from tests.domain.rows import option

RATIOS = (("Symbol Change", Decimal(1)), ("Stock Merger", Decimal("0.5")), ("Stock Merger", Decimal(3)))


def shares(desk: Desk) -> Cells:
    """Return shares that are held, buying or selling some first if there are none, and let three minutes pass."""
    held = desk.holding([InstrumentType.EQUITY])
    if not held:
        trade(desk, STOCKS)
        held = desk.holding([InstrumentType.EQUITY])
    desk.stands_apart()
    return desk.one_of(held)


def carry(desk: Desk, sub_type: str, old: Cells, new: Cells, quantity: Decimal) -> None:
    """Give a whole position away and take `quantity` (unsigned) up at the same cost, in one row each, or in two."""
    held = desk.held[old["symbol"]]
    cost = (desk.draw(PRICES) * abs(held)).quantize(CENT)
    desk.cells[new["symbol"]] = new
    for cells, amount, actions in ((old, -held, CLOSES), (new, quantity.copy_sign(held), OPENS)):
        parts = [amount]
        if desk.draw(st.booleans()) and amount == int(amount) and abs(amount) > 1:
            parts = [Decimal(1).copy_sign(amount), amount - Decimal(1).copy_sign(amount)]
        left = -cost if amount > 0 else cost
        for number, part in enumerate(parts, start=1):
            value = left if number == len(parts) else (left * part / amount).quantize(CENT)
            left -= value
            action = actions[part > 0]
            named = {"type": "Receive Deliver", "sub_type": sub_type, "action": action, "quantity": abs(part)}
            desk.write(part, **(cells | named | {"value": value}))


def forward_split(desk: Desk) -> None:
    old = shares(desk)
    carry(desk, "Forward Split", old, old, abs(desk.held[old["symbol"]]) * desk.one_of([2, 4]))


def reverse_split(desk: Desk) -> None:
    """Merge three shares into one, whole ones only; the cash for the rest comes as an adjustment."""
    old = shares(desk)
    held = abs(desk.held[old["symbol"]])
    carry(desk, "Reverse Split", old, old, Decimal(max(int(held / 3), 1)))


def is_same_side(desk: Desk, one: Cells, other: Cells) -> bool:
    """Whether two symbols are not held on different sides."""
    return desk.held[one["symbol"]] * desk.held[other["symbol"]] >= 0


def symbol_change(desk: Desk) -> None:
    old = shares(desk)
    sides = [one for one in STOCKS if one["symbol"] != old["symbol"] and is_same_side(desk, one, old)]
    new = desk.one_of([stock(f"N{len(desk.rows)}"), *sides])
    sub_type, ratio = desk.one_of(RATIOS)
    carry(desk, sub_type, old, new, abs(desk.held[old["symbol"]]) * ratio)


def option_change(desk: Desk) -> None:
    """Adjust an option: its root, its strike, or its strike and the number of contracts."""
    old, _ = taken(desk, equity_options(desk))
    desk.stands_apart()
    held, strike, root = abs(desk.held[old["symbol"]]), int(Decimal(old["strike"])), old["symbol"][:6].strip()
    kinds = [("Special Dividend", strike - 1, root, 1), ("Reverse Split", strike, f"{root.rstrip('12')}1", 1)]
    kinds.append(("Forward Split", strike // 2, root, 2))
    sub_type, new_strike, new_root, ratio = desk.one_of(
        [kind for kind in kinds if (kind[1], kind[2]) != (strike, root)]
    )
    new = option(old["right"], max(new_strike, 1), new_root, EXPIRY)
    if new["symbol"] != old["symbol"] and is_same_side(desk, new, old):
        carry(desk, sub_type, old, new, held * ratio)


def cash_merger(desk: Desk) -> None:
    """Pay all shares of one symbol out in cash, or owe it for a short position."""
    named = shares(desk)
    held = desk.held[named["symbol"]]
    action = Action.SELL_TO_CLOSE if held > 0 else Action.BUY_TO_CLOSE
    kind = {"type": "Receive Deliver", "sub_type": "Cash Merger", "action": action, "quantity": abs(held)}
    desk.write(-held, **(named | kind | {"value": (held * desk.draw(PRICES)).quantize(CENT)}))
