"""Cash that is no trade, positions that move without cash, and rows that nobody can explain."""

from decimal import Decimal

from hypothesis import strategies as st

from lib.domain.transactions import Action, InstrumentType
from tests.domain.histories_broker import CENT, OPENS, OPTIONS, PRICES, STOCKS, ZERO, Cells, Desk, future, stock
from tests.domain.histories_trading import HUNDRED, SHARES

CENTS = st.integers(-9_999, 9_999).filter(bool).map(lambda cents: Decimal(cents) / 100)
NOTHING: Cells = {"symbol": None, "underlying": None, "instrument_type": None}


def money(desk: Desk, sub_type: str | None, amount: Decimal, text: str = "", **named: object) -> str:
    """Write a row that only moves cash, and return its id."""
    kind = {"type": "Money Movement", "sub_type": sub_type, "description": text, "value": amount}
    return desk.write(**(NOTHING | kind | named)).id


def dividend(desk: Desk) -> None:
    """Receive a dividend, or owe one on a short position, mostly with tax withheld beside it."""
    amount, named = desk.draw(CENTS), desk.one_of(STOCKS)
    money(desk, "Dividend", amount, "A DIVIDEND", **named)
    if desk.draw(st.booleans()):
        money(desk, "Dividend", -(amount / 5).quantize(CENT), "TAX WITHHELD", **named)


def reinvested(desk: Desk) -> None:
    """Receive a dividend in shares: the cash comes, a row without value opens some, and one pays for whole cents."""
    named = desk.one_of([one for one in (*STOCKS, stock("DRP")) if desk.held[one["symbol"]] >= 0])
    desk.stands_apart()
    desk.cells[named["symbol"]] = named
    quantity, price = desk.one_of([Decimal("1.68074"), Decimal("0.5"), Decimal(2)]), desk.draw(PRICES)
    paid = (quantity * price).quantize(CENT)
    money(desk, "Dividend", paid, "A DIVIDEND", **named)
    received = {"type": "Receive Deliver", "sub_type": "Dividend", "action": Action.BUY_TO_OPEN, "price": price}
    lot = desk.write(quantity, **(named | received | {"quantity": quantity}))
    desk.in_kind[lot.id] = -quantity * price
    if paid == quantity * price and desk.draw(st.booleans()):
        row_id = money(desk, "Withdrawal", -paid, "Cash dividend reinvested info ABC", **named)
        desk.in_kind[row_id] = paid


def interest(desk: Desk) -> None:
    texts = ("Credit Interest", "INTEREST ON CREDIT BALANCE"), ("Debit Interest", "FROM 07/16 THRU 08/15 @11    %")
    sub_type, text = desk.one_of([*texts, ("Deposit", texts[0][1]), ("Withdrawal", texts[1][1])])
    money(desk, sub_type, desk.draw(CENTS), text)


def fee(desk: Desk) -> None:
    """Charge for a wire, or for borrowing shares that are hard to borrow."""
    named = desk.one_of([NOTHING, *STOCKS])
    money(desk, "Fee", -abs(desk.draw(CENTS)), "DOMESTIC WIRE FEE" if named is NOTHING else "ABC CORP", **named)


def adjustment(desk: Desk) -> None:
    texts = ("Regulatory fee adjustment", "Delayed Delivery_ABC_Assignment_SEP_17", "Cash in lieu of 0.5 ABC")
    money(desk, "Balance Adjustment", desk.draw(CENTS), desk.one_of(texts))


def wire(desk: Desk) -> None:
    """Move money in or out, under sub-types that do not always say which."""
    texts = ("Deposit", "ACH DEPOSIT"), ("Withdrawal", "WIRE TRANSFER"), ("Transfer", "TRANSFER FROM INTERACTIVE B")
    sub_type, text = desk.one_of([*texts, ("Withdrawal", "Wire Funds Received"), (None, "ACH DEPOSIT")])
    money(desk, sub_type, desk.draw(CENTS) * HUNDRED, text)


def lending(desk: Desk) -> None:
    money(desk, "Fully Paid Stock Lending Income", abs(desk.draw(CENTS)), "FULLYPAID LENDING REBATE")


def old_dividend(desk: Desk) -> None:
    """Write a dividend the way histories before 2020 do: a deposit or a withdrawal with a symbol."""
    money(desk, desk.one_of(["Deposit", "Withdrawal"]), desk.draw(CENTS), "ABC CORP", **desk.one_of(STOCKS))


def transfer_in(desk: Desk) -> None:
    """Receive shares or options from another broker, at the closing price of that day."""
    named = desk.one_of([*STOCKS, *OPTIONS])
    held = desk.held[named["symbol"]]
    is_long = desk.draw(st.booleans()) if not held else held > 0
    quantity, price = Decimal(desk.one_of([1, 3, 100])), desk.draw(PRICES)
    desk.stands_apart()
    desk.cells[named["symbol"]] = named
    kind = {"type": "Receive Deliver", "sub_type": "ACAT", "action": OPENS[is_long], "quantity": quantity}
    signed = quantity if is_long else -quantity
    lot = desk.write(signed, **(named | kind | {"price": price, "description": "Received via ACAT"}))
    desk.in_kind[lot.id] = -signed * price * Decimal(named.get("multiplier", 1))


def spin_off(desk: Desk) -> None:
    """Receive shares without a price: they cost nothing until somebody says better."""
    named = stock(f"SPN{len(desk.rows)}")
    desk.stands_apart()
    desk.cells[named["symbol"]] = named
    kind = {"type": "Receive Deliver", "sub_type": "Transfer", "action": Action.BUY_TO_OPEN, "quantity": "25"}
    desk.write(Decimal(25), **(named | kind | {"description": "Spin-off"}))


def transfer_out(desk: Desk) -> None:
    """Buy shares, and move some or all of them to another broker: their cost goes with them."""
    named = stock(f"OUT{len(desk.rows)}")
    quantity, leaves = desk.one_of([(100, 100), (100, 40), (8, 2)])
    desk.fill(named, Decimal(quantity), order_id=str(1000 + len(desk.rows)))
    bought = desk.rows[-1]
    desk.stands_apart()
    kind = {"type": "Receive Deliver", "sub_type": "ACAT", "action": Action.SELL_TO_CLOSE, "quantity": leaves}
    gone = desk.write(Decimal(-leaves), **(named | kind | {"description": "Removed via ACAT"}))
    desk.in_kind[gone.id] = -(bought.value + bought.charges) * leaves / quantity
    desk.odd.add(gone.id)


def reversal(desk: Desk) -> None:
    """Open a position by mistake of the broker's, who takes the row back an hour later, or at once."""
    named = desk.one_of([*STOCKS, *OPTIONS])
    held, before = desk.held[named["symbol"]], len(desk.rows)
    signed = desk.draw(SHARES) if named in STOCKS else Decimal(2)
    desk.fill(named, signed.copy_sign(held or 1), order_id=str(1000 + before))
    [wrong] = desk.rows[before:]
    desk.goes_on()
    back = {"type": wrong.type, "description": "Reversal", "value": -wrong.value, "price": wrong.price}
    back |= {"commission": -wrong.commission, "fees": desk.one_of([-wrong.fees, ZERO]), "reverses": wrong.broker_id}
    action = Action.BUY_TO_CLOSE if signed.copy_sign(held or 1) < 0 else Action.SELL_TO_CLOSE
    named = named | {"action": action, "sub_type": action.value, "quantity": wrong.quantity}
    desk.write(-desk.effects[wrong.id], **(named | back))


def taken_back_cash(desk: Desk) -> None:
    """Receive a dividend that the broker takes back."""
    amount, named = desk.draw(CENTS), desk.one_of(STOCKS)
    money(desk, "Dividend", amount, "A DIVIDEND", **named)
    first = desk.rows[-1].broker_id
    desk.goes_on()
    money(desk, "Dividend", desk.one_of([-amount, ZERO]), "REVERSAL", reverses=first, **named)


def orphan(desk: Desk) -> None:
    """Close what an earlier history opened: all of it, or a part of it beside what is here."""
    named = stock(f"ORF{len(desk.rows)}")
    action = desk.one_of([Action.SELL_TO_CLOSE, Action.BUY_TO_CLOSE])
    there = Decimal(desk.one_of([0, 0, 4])) * (-1 if action.is_buy else 1)
    if there:
        desk.fill(named, there, order_id=str(1000 + len(desk.rows)))
    value = abs(desk.draw(CENTS)) * (-1 if action.is_buy else 1)
    kind = {"type": "Trade", "sub_type": action.value, "action": action, "quantity": 10, "value": value}
    made = desk.write(-there, **(named | kind | {"price": abs(value) / 10} | desk.charges()))
    desk.odd.add(made.id)
    desk.unmatched[made.id] = (10 - abs(there)) / 10


def stranger(desk: Desk) -> None:
    """Write a row of a type, an instrument or a sub-type that the broker has added since."""
    share = {"action": Action.BUY_TO_OPEN, "quantity": 5} | stock("NEW")
    unknown = {"instrument_type": InstrumentType.UNKNOWN}
    kinds: list[Cells] = [
        {"type": "Corporate Surprise", "sub_type": "Windfall"} | share,
        {"type": "Money Movement", "sub_type": "Gift"} | NOTHING,
        {"type": "Trade", "sub_type": "Buy to Open"} | share | unknown,
        {"type": "Trade", "sub_type": "Buy to Open"} | share | {"instrument_type": InstrumentType.BOND},
        {"type": "Receive Deliver", "sub_type": "Symbol Change"} | share,
        {"type": "Trade", "sub_type": "Allocate", "action": None, "quantity": 5} | stock("NEW"),
        {"type": "Trade", "sub_type": "Buy", "action": Action.BUY, "quantity": 1, "price": 9}
        | (future("/QQX5", "/QQX", "1") | {"multiplier": None}),
        {"type": "Trade", "sub_type": "Sell to Close", "reverses": "nobody"} | share | {"action": Action.SELL_TO_CLOSE},
    ]
    made = desk.write(**(desk.one_of(kinds) | {"value": desk.draw(CENTS)}))
    desk.odd.add(made.id)


def lone_removal(desk: Desk) -> None:
    """Take shares away in a merger whose other half is missing."""
    named = {"type": "Receive Deliver", "sub_type": desk.one_of(["Stock Merger Removal", "Reverse Split Removal"])}
    made = desk.write(**(stock("NEW") | named | {"quantity": 5, "value": desk.draw(CENTS)}))
    desk.odd.add(made.id)


def foreign(desk: Desk) -> None:
    """Move cash in a currency that is not the books'."""
    row_id = money(desk, "Deposit", desk.draw(CENTS), "ACH DEPOSIT", currency="EUR")
    desk.odd.add(row_id)
