"""What a trader does, and what expiry and the exchange do to it."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from lib.domain.transactions import InstrumentType, OptionRight
from tests.domain.histories_broker import (
    BARE,
    CENT,
    CLOSES,
    COINS,
    FUTURE,
    FUTURE_OPTIONS,
    FUTURES,
    INDEX,
    OPTIONS,
    PRICES,
    STOCKS,
    ZERO,
    Cells,
    Desk,
)

NO_TIME, SECONDS = timedelta(0), timedelta(seconds=40)
HUNDRED = Decimal(100)
CONTRACTS = st.integers(1, 6).map(Decimal)
SHARES = st.sampled_from(["1", "7", "100", "200", "300", "0.5", "1.68074", "33.25"]).map(Decimal)
PIECES = st.sampled_from(["0.05", "0.025", "1", "0.00012345"]).map(Decimal)
DELIVERED = {"type": "Receive Deliver", "order_id": None, "commission": ZERO}


def is_whole(cells: Cells) -> bool:
    """Whether only whole pieces of it are traded."""
    return cells["instrument_type"] not in {InstrumentType.EQUITY, InstrumentType.CRYPTOCURRENCY}


def trade(desk: Desk, choices: tuple[Cells, ...], legs: int = 1) -> None:
    """Send one order of one or more legs, each filled in up to three parts."""
    order = str(1000 + len(desk.rows))
    for _ in range(legs):
        cells = desk.one_of(choices)
        for part in cut(desk, wanted(desk, cells), is_whole(cells)):
            desk.fill(cells, part, order_id=order)


def wanted(desk: Desk, cells: Cells) -> Decimal:
    """Draw what to do with what is held: more of it, less, none, or the other side; a position from nothing."""
    held = desk.held[cells["symbol"]]
    sizes = {InstrumentType.EQUITY: SHARES, InstrumentType.CRYPTOCURRENCY: PIECES}
    size = desk.draw(sizes.get(cells["instrument_type"], CONTRACTS))
    if not held:
        is_long = cells["instrument_type"] is InstrumentType.CRYPTOCURRENCY or desk.draw(st.booleans())
        return size if is_long else -size
    way = desk.one_of(["all", "part", "part", "more", "through"])
    if way == "all" or (way == "through" and cells in COINS):
        return -held
    if way == "more":
        return size.copy_sign(held)
    return -min(size, abs(held)).copy_sign(held) if way == "part" else -(abs(held) + size).copy_sign(held)


def cut(desk: Desk, signed: Decimal, is_in_pieces: bool) -> list[Decimal]:
    """Cut an order into its fills."""
    fills = desk.draw(st.integers(1, 3))
    if is_in_pieces and abs(signed) >= fills > 1:
        first = Decimal(1).copy_sign(signed)
        return [first] * (fills - 1) + [signed - first * (fills - 1)]
    return [signed / 2] * 2 if fills == 2 and not is_in_pieces else [signed]


def stocks(desk: Desk) -> None:
    trade(desk, (*STOCKS, *desk.holding([InstrumentType.EQUITY])))


def options(desk: Desk) -> None:
    held = [cells for cells in desk.holding([InstrumentType.EQUITY_OPTION]) if cells not in INDEX]
    trade(desk, (*OPTIONS, *held), desk.one_of([1, 2, 4]))


def index_options(desk: Desk) -> None:
    trade(desk, INDEX, desk.one_of([1, 2]))


def futures(desk: Desk) -> None:
    trade(desk, FUTURES)


def future_options(desk: Desk) -> None:
    trade(desk, FUTURE_OPTIONS)


def coins(desk: Desk) -> None:
    trade(desk, COINS)


def marks(desk: Desk) -> None:
    """Settle every open future at the end of a day."""
    for cells in desk.holding([FUTURE]):
        price, symbol = desk.draw(PRICES), cells["symbol"]
        parts, units = desk.settled_at[symbol], Decimal(cells["multiplier"])
        made = sum(((price - since) * quantity for quantity, since in parts), ZERO) * units
        desk.settled_at[symbol] = [(desk.held[symbol], price)]
        text = f"{symbol} mark to market at {price} Final settlement price"
        named = {"type": "Money Movement", "sub_type": "Mark to Market", "description": text, "quantity": "1"}
        desk.write(**(cells | named | {"value": made}))


def final_settlement(desk: Desk) -> None:
    """Settle one future for good, with the price in the row or only in the last mark to market."""
    desk.stands_apart()
    if not desk.holding([FUTURE]):
        trade(desk, FUTURES)
        desk.stands_apart()
    cells = desk.one_of(desk.holding([FUTURE]))
    symbol, has_price = cells["symbol"], desk.draw(st.booleans())
    if not has_price:
        marks(desk)
        desk.stands_apart()
    price, held = desk.draw(PRICES), desk.held[symbol]
    named = {"type": "Receive Deliver", "sub_type": "Futures Settlement", "quantity": abs(held)}
    named |= {"price": price if has_price else None, "value": desk.made(cells, -held, price)}
    desk.write(-held, **(cells | named | {"description": f"Removal of {symbol} due to expiration"}))


def taken(desk: Desk, choices: tuple[Cells, ...]) -> tuple[Cells, Decimal]:
    """Return an option that is held, opening one if there is none, and how much of it (signed) an event takes."""
    held = [cells for cells in choices if desk.held[cells["symbol"]]]
    cells = desk.one_of(held or choices)
    if not held:
        desk.fill(cells, desk.draw(CONTRACTS) * desk.one_of([1, -1]), order_id=str(1000 + len(desk.rows)))
        desk.goes_on()
    there = desk.held[cells["symbol"]]
    return cells, min(desk.draw(CONTRACTS), abs(there)).copy_sign(there)


def equity_options(desk: Desk) -> tuple[Cells, ...]:
    """Return the listed options, and those held under another symbol since."""
    held = [cells for cells in desk.holding([InstrumentType.EQUITY_OPTION]) if cells not in INDEX]
    return (*OPTIONS, *(cells for cells in held if cells not in OPTIONS))


def expiration(desk: Desk) -> None:
    """Let an option end worthless: all of it, in a row that may name neither side nor quantity."""
    cells, _ = taken(desk, desk.one_of([equity_options(desk), INDEX, FUTURE_OPTIONS]))
    desk.stands_apart()
    there = desk.held[cells["symbol"]]
    action = desk.one_of([None, CLOSES[there < 0]])
    quantity = desk.one_of([abs(there), ZERO])
    named = {"type": "Receive Deliver", "sub_type": "Expiration", "action": action, "quantity": quantity}
    desk.write(-there, **(cells | named))


def assignment(desk: Desk) -> None:
    """Assign or exercise an option: its removal and its shares, at the strike, come in either order, seconds apart."""
    cells, contracts = taken(desk, equity_options(desk))
    buys = (cells["right"] is OptionRight.CALL) == (contracts > 0)
    named = stock(desk, cells["underlying"])
    units = abs(contracts) * HUNDRED * (1 if buys else -1)
    if not desk.held[named["symbol"]] and desk.draw(st.booleans()):  # covered beforehand
        desk.fill(named, -units, order_id=str(1000 + len(desk.rows)))
    held = desk.held[named["symbol"]]
    if held * units < 0 and abs(held) < abs(units) and desk.draw(st.booleans()):
        desk.fill(named, -held, order_id=str(1000 + len(desk.rows)))
    desk.stands_apart()
    delivered = DELIVERED | {"price": Decimal(cells["strike"]), "fees": desk.one_of([Decimal(-5), Decimal("-5.16")])}
    is_removed_first, later = desk.draw(st.booleans()), desk.one_of([NO_TIME, NO_TIME, SECONDS])
    if is_removed_first:
        removed(desk, cells, contracts)
        desk.now += later
    desk.fill(named, units, **delivered)
    if not is_removed_first:
        desk.now += later
        removed(desk, cells, contracts)


def stock(desk: Desk, symbol: str) -> Cells:
    """Return what names the shares of an underlying, which the desk knows from now on."""
    named = {"symbol": symbol, "underlying": symbol, "instrument_type": InstrumentType.EQUITY}
    desk.cells[symbol] = named
    return named


def removed(desk: Desk, cells: Cells, contracts: Decimal) -> None:
    """Write the row that takes an option away."""
    sub_type = "Exercise" if contracts > 0 else "Assignment"
    named = {"type": "Receive Deliver", "sub_type": sub_type, "quantity": abs(contracts)}
    desk.write(-contracts, **(cells | named | {"fees": desk.one_of([ZERO, ZERO, Decimal(-5)])}))


def future_assignment(desk: Desk) -> None:
    """Assign or exercise an option on a future, which delivers the future at the strike."""
    cells, contracts = taken(desk, FUTURE_OPTIONS)
    buys = (cells["right"] is OptionRight.CALL) == (contracts > 0)
    desk.stands_apart()
    removed(desk, cells, contracts)
    delivered = DELIVERED | {"sub_type": BARE[buys].value, "fees": desk.one_of([ZERO, Decimal(-5)])}
    signed = abs(contracts) if buys else -abs(contracts)
    desk.fill(FUTURES[0], signed, price=Decimal(cells["strike"]), **delivered)


def cash_settlement(desk: Desk) -> None:
    """Settle an index option in cash: one row or two, in either order; the price in it is the strike."""
    cells, contracts = taken(desk, INDEX)
    desk.stands_apart()
    order = desk.one_of(["cash", "cash removal", "removal cash"]).split()
    sub_type = "Exercise" if contracts > 0 else "Assignment"
    value = (desk.draw(PRICES) * contracts).quantize(CENT)
    for what in order:
        named = {"type": "Receive Deliver", "sub_type": sub_type, "quantity": abs(contracts)}
        if what == "cash":
            named |= {"sub_type": f"Cash Settled {sub_type}", "value": value, "fees": "-5", "price": cells["strike"]}
        desk.write(-contracts if what == "cash" else ZERO, **(cells | named))
