"""Exercises and assignments: which row removes the option, and which one delivers what it turns into."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from lib.domain.books import Delivery
from lib.domain.derived_ids import BROKER_VIEW, derived_id
from lib.domain.money import ZERO
from lib.domain.movements import DELIVERED, EXERCISES
from lib.domain.products import OF_AN_OPTION, ONE, option_on_a_future, short_name
from lib.domain.transactions import InstrumentType, OptionRight, Transaction

WITHIN = timedelta(seconds=60)
HALF_A_CENT = Decimal("0.005")
ROUNDED = Decimal("1E-6")  # of a future option's strike: those of the yen are 0.00005 apart
ROOT = 6  # characters of an option symbol that name its root
TURN_INTO = {
    InstrumentType.EQUITY_OPTION: InstrumentType.EQUITY,
    InstrumentType.FUTURE_OPTION: InstrumentType.FUTURE,
}
MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Side = tuple[str | None, InstrumentType | None, bool, int]  # the underlying, what is delivered, if bought, the minute


@dataclass(slots=True)
class Stock:
    """A row that delivers, and how much of it no option has accounted for yet."""

    row: Transaction
    left: Decimal


def deliveries_of(rows: Sequence[Transaction]) -> tuple[Delivery, ...]:
    """
    Link each option that was exercised or assigned with what it delivered; `rows` come in ledger order.

    Both rows are within a minute, of one underlying, in the direction that right and side give, at the strike and of
    the contracts' quantity; an adjusted option by its whole strike value, else at its strike. Several that fit are
    linked in their order; one removal may deliver in several rows (a cover and an opening), and several in one. A
    removal without a quantity is of what the rows left over deliver. Source: domain.md 1.7.
    """
    options = [row for row in rows if is_turned(row)]
    stocks: dict[Side, list[Stock]] = defaultdict(list)
    for row in rows:
        if options and row.sub_type in DELIVERED and row.action and row.quantity:
            side = (row.underlying, row.instrument_type, row.is_purchase, minute_of(row))
            stocks[side].append(Stock(row, row.quantity))
    linked: list[Delivery] = []
    waiting: list[Transaction] = []
    for option in options:
        whole = next((one for one in fitting(option, stocks) if is_whole(option, one)), None)
        if whole is None:
            waiting.append(option)
        else:
            linked.append(delivery_of(option, whole, option.quantity, whole.left))
            whole.left = ZERO
    for option in sorted((one for one in waiting if one.quantity), key=is_adjusted):
        if is_adjusted(option):
            linked.extend(in_more_shares(option, beside(option, stocks)))
        else:
            linked.extend(in_parts(option, fitting(option, stocks)))
    linked.extend(without_quantity([one for one in waiting if not one.quantity], stocks))
    return tuple(linked)


def is_turned(row: Transaction) -> bool:
    """Whether a row removes an option because of an exercise or assignment."""
    return (
        row.sub_type in EXERCISES
        and row.instrument_type in TURN_INTO
        and row.right is not None
        and row.strike is not None
    )


def fitting(option: Transaction, stocks: dict[Side, list[Stock]]) -> list[Stock]:
    """Return the rows that can have delivered an option at its strike."""
    return [one for one in beside(option, stocks) if is_at_strike(option, one.row) and is_named(option, one.row)]


def beside(option: Transaction, stocks: dict[Side, list[Stock]]) -> list[Stock]:
    """Return the rows that can have delivered an option by time and side: a call exercised or a put assigned buys."""
    buys = (option.right is OptionRight.CALL) == (option.sub_type == "Exercise")
    instrument = TURN_INTO.get(option.instrument_type or InstrumentType.UNKNOWN)
    minute = minute_of(option)
    sides = ((option.underlying, instrument, buys, near) for near in (minute - 1, minute, minute + 1))
    return [
        one
        for side in sides
        for one in stocks.get(side, ())
        if one.left and abs(one.row.executed_at - option.executed_at) <= WITHIN
    ]


def minute_of(row: Transaction) -> int:
    """Return the number of a minute, so that only what is near is compared."""
    return (row.executed_at - EPOCH) // MINUTE


def is_at_strike(option: Transaction, stock: Transaction) -> bool:
    """Whether a delivery is priced at the strike; an adjusted option's is the strike value over what it delivers."""
    strike = option.strike or ZERO
    price = price_of(stock)
    if is_adjusted(option):
        whole = strike * units(option, option.quantity)
        return abs(stock.quantity * price - whole) <= stock.quantity * HALF_A_CENT
    if option.instrument_type is InstrumentType.FUTURE_OPTION:
        return abs(price - strike) <= abs(strike) * ROUNDED
    return abs(price - strike) <= HALF_A_CENT


def is_named(option: Transaction, stock: Transaction) -> bool:
    """Whether a future is the one that its option's symbol begins with: ./ESH5 EW1F5 turns into /ESH5, or /ESH25."""
    if option.instrument_type is not InstrumentType.FUTURE_OPTION:
        return True
    return option_on_a_future(option.symbol or "")[1] == short_name(stock.symbol or "")


def price_of(stock: Transaction) -> Decimal:
    """Return what one share or future was delivered at."""
    return stock.price if stock.price is not None else abs(stock.value) / stock.quantity


def is_whole(option: Transaction, stock: Stock) -> bool:
    """Whether one row delivers all of an option, and nothing else."""
    return is_adjusted(option) or stock.left == units(option, option.quantity)


def is_adjusted(option: Transaction) -> bool:
    """Whether a corporate action has changed what the option delivers: its root ends in a digit then."""
    if option.instrument_type is not InstrumentType.EQUITY_OPTION:
        return False
    return (option.symbol or "")[:ROOT].rstrip()[-1:].isdigit()


def units(option: Transaction, contracts: Decimal) -> Decimal:
    """Return what contracts deliver: shares, or futures one for one."""
    if option.instrument_type is InstrumentType.FUTURE_OPTION:
        return contracts
    return contracts * (option.multiplier or OF_AN_OPTION)


def in_parts(option: Transaction, stocks: Sequence[Stock]) -> Iterator[Delivery]:
    """Link an option with several rows, or with a part of one, when they deliver all of it."""
    each = units(option, ONE)
    left = units(option, option.quantity)
    if sum((one.left for one in stocks), ZERO) < left:
        return
    for one in stocks:
        taken = min(left, one.left)
        if taken:
            yield delivery_of(option, one, taken / each, taken)
            one.left, left = one.left - taken, left - taken


def in_more_shares(option: Transaction, stocks: Iterable[Stock]) -> Iterator[Delivery]:
    """
    Link an adjusted option with the row that delivers more than a hundred shares each at the strike.

    A split of three for two leaves 150 shares at two thirds of the strike.
    """
    for one in stocks:
        each, odd = divmod(one.left, option.quantity)
        if not odd and each > OF_AN_OPTION and abs(price_of(one.row) - (option.strike or ZERO)) <= HALF_A_CENT:
            yield delivery_of(option, one, option.quantity, one.left)
            one.left = ZERO
            return


def without_quantity(options: Sequence[Transaction], stocks: dict[Side, list[Stock]]) -> Iterator[Delivery]:
    """Link removals that give no quantity with what is left: a row each where they are alike, the last one the rest."""
    alike = Counter((option.symbol, option.executed_at) for option in options)
    for option in options:
        alike[option.symbol, option.executed_at] -= 1
        fits = [(one, contracts) for one in beside(option, stocks) if (contracts := contracts_in(option, one))]
        for one, contracts in fits[:1] if alike[option.symbol, option.executed_at] else fits:
            yield delivery_of(option, one, contracts, one.left)
            one.left = ZERO


def contracts_in(option: Transaction, stock: Stock) -> Decimal:
    """Return how many whole contracts a row can have delivered by its price and quantity; 0 where it cannot."""
    each = (option.strike or ZERO) * units(option, ONE)
    if not each or not is_named(option, stock.row) or not (is_adjusted(option) or is_at_strike(option, stock.row)):
        return ZERO
    worth = stock.left * price_of(stock.row)
    contracts = (worth / each).to_integral_value()
    return contracts if abs(worth - contracts * each) <= stock.left * HALF_A_CENT else ZERO


def delivery_of(option: Transaction, stock: Stock, contracts: Decimal, delivered: Decimal) -> Delivery:
    """Write a link down."""
    return Delivery(
        id=derived_id(BROKER_VIEW, option.id, stock.row.id, "delivery"),
        option_row=option.id,
        stock_row=stock.row.id,
        kind="exercise" if option.sub_type == "Exercise" else "assignment",
        underlying=option.underlying or "",
        option_symbol=option.symbol or "",
        stock_symbol=stock.row.symbol or "",
        contracts=contracts,
        units=delivered,
        at=stock.row.executed_at,
    )
