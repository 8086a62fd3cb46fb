"""A broker in small: it counts what is held by plain addition, and writes rows the way tastytrade does."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from lib.domain.transactions import Action, InstrumentType, OptionRight, Transaction
from tests.domain.rows import TEN_O_CLOCK, option, row

Cells = dict[str, Any]
Drawn = TypeVar("Drawn")
ZERO, CENT = Decimal(0), Decimal("0.01")
EXPIRY = date(2027, 1, 15)
FUTURE = InstrumentType.FUTURE
ON_FUTURES = {FUTURE, InstrumentType.FUTURE_OPTION}
OPENS = {True: Action.BUY_TO_OPEN, False: Action.SELL_TO_OPEN}
CLOSES = {True: Action.BUY_TO_CLOSE, False: Action.SELL_TO_CLOSE}
BARE = {True: Action.BUY, False: Action.SELL}
STEPS = st.sampled_from([timedelta(0), timedelta(0), timedelta(0), timedelta(seconds=1), timedelta(minutes=1),
                         timedelta(hours=5), timedelta(days=1), timedelta(days=25)])  # fmt: skip
APART = timedelta(minutes=3)
PRICES = st.integers(100, 50_000).map(lambda cents: Decimal(cents) / 100)
MILLS = st.integers(0, 3_000).map(lambda mills: -Decimal(mills) / 1000)
DOLLARS = st.integers(0, 3).map(lambda dollars: -Decimal(dollars))


def stock(symbol: str) -> Cells:
    """Return what names a share."""
    return {"symbol": symbol, "underlying": symbol, "instrument_type": InstrumentType.EQUITY}


def listed(right: OptionRight, strike: int, root: str) -> Cells:
    """Return what names an equity option."""
    return option(right, strike, root, EXPIRY)


def future(symbol: str, underlying: str, multiplier: str) -> Cells:
    """Return what names a future."""
    return {"symbol": symbol, "underlying": underlying, "instrument_type": FUTURE, "multiplier": multiplier}


def future_option(right: OptionRight, strike: int) -> Cells:
    """Return what names an option on the E-mini of March 2025."""
    named = {"symbol": f"./ESH5 EW1H5 250307{right}{strike}", "underlying": "/ES", "multiplier": "50"}
    named |= {"strike": str(strike), "right": right, "expires_on": date(2025, 3, 7)}  # type: ignore[dict-item]
    return named | {"instrument_type": InstrumentType.FUTURE_OPTION}


STOCKS = (stock("ABC"), stock("XYZ"))
OPTIONS = tuple(listed(right, strike, root) for right in OptionRight for strike, root in ((50, "ABC"), (60, "XYZ")))
INDEX = tuple(listed(right, 6500, "SPXW") | {"underlying": "SPX"} for right in OptionRight)
FUTURES = (future("/ESH5", "/ES", "50"), future("/CLJ5", "/CL", "1000"))
FUTURE_OPTIONS = tuple(future_option(right, 5900) for right in OptionRight)
POINTS = {cells["symbol"]: Decimal(cells["multiplier"]) for cells in FUTURES}
COINS = ({"symbol": "BTC/USD", "underlying": "BTC/USD", "instrument_type": InstrumentType.CRYPTOCURRENCY},)


@dataclass(frozen=True, repr=False)
class History:
    """
    Rows in the order in which they happened, and what plain counting says of each.

    `effects` is the signed quantity a row moves, by its id; `in_kind` what the books hold beside the cash of a row:
    the cost of shares that came without cash, or the cash that left with shares. `odd` rows need a look by a person;
    `boundaries` are the lengths at which no event is half told; `unmatched` is the share of a closing row
    that closes what nobody opened.
    """

    rows: tuple[Transaction, ...]
    effects: dict[str, Decimal]
    in_kind: dict[str, Decimal]
    odd: frozenset[str]
    unmatched: dict[str, Decimal]
    boundaries: tuple[int, ...]
    events: Counter[str]

    def __repr__(self) -> str:
        """Tell the rows as a person reads them, one a line."""
        return "\n".join(["", *map(told, self.rows)])

    def _repr_pretty_(self, printer: RepresentationPrinter, _: bool) -> None:
        printer.text(repr(self))

    def held(self, length: int) -> dict[str, Decimal]:
        """Return the signed quantity of every symbol after the first `length` rows, flat ones left out."""
        counter: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for one in self.rows[:length]:
            counter[one.symbol or ""] += self.effects.get(one.id, ZERO)
        return {symbol: quantity for symbol, quantity in counter.items() if quantity}


def told(one: Transaction) -> str:
    """Return a row on one line: when, what, how much, for how much, with which charges."""
    what = f"{one.executed_at:%m-%d %H:%M:%S} #{one.id} {one.type}/{one.sub_type} {one.action or '-'} {one.symbol}"
    cash = f"x{one.quantity} @{one.price} value {one.value} charges {one.charges} order {one.order_id}"
    return f"{what} {cash} {one.currency} takes back {one.reverses}: {one.description}"


class Desk:
    """Holds positions, and writes what a trader and the market do to them; `is_numbered` as the API numbers rows."""

    def __init__(self, draw: st.DrawFn, *, is_numbered: bool, crosses: bool = False) -> None:
        """Start flat on a Monday in March; only who `crosses` opens from nothing twice in one second."""
        self.draw = draw
        self.is_numbered = is_numbered
        self._crosses = crosses
        self._opened: set[tuple[object, str]] = set()
        self.now = TEN_O_CLOCK
        self.rows: list[Transaction] = []
        self.held: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self.cells: dict[str, Cells] = {}
        self.effects: dict[str, Decimal] = {}
        self.in_kind: dict[str, Decimal] = {}
        self.odd: set[str] = set()
        self.unmatched: dict[str, Decimal] = {}
        self.boundaries: list[int] = []
        self.events: Counter[str] = Counter()
        self.settled_at: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
        self.is_instrument_known = draw(st.booleans())  # a file does not say what a future's point is worth
        self.is_rounded = draw(st.booleans())  # one layout writes charges to the cent, and a total of its own
        self._is_apart = False

    def history(self) -> History:
        """Return everything that was written."""
        kinds = self.effects, self.in_kind, frozenset(self.odd), self.unmatched, tuple(self.boundaries)
        return History(tuple(self.rows), *kinds, self.events)

    def one_of(self, choices: Sequence[Drawn]) -> Drawn:
        """Draw one of several."""
        return self.draw(st.sampled_from(choices))

    def goes_on(self) -> None:
        """Let time pass, often none at all."""
        step = self.draw(STEPS)
        self.now += max(step, APART) if self._is_apart else step
        self._is_apart = False

    def stands_apart(self) -> None:
        """Keep what comes now away from what was before and what comes next."""
        self.now += APART
        self._is_apart = True

    def write(self, effect: Decimal = ZERO, **given: object) -> Transaction:
        """Write a row that moves `effect` (signed) of its symbol."""
        number = len(self.rows) + 1
        self._opens_once(given.get("symbol"), effect)
        named = {"id": f"{number:04d}", "executed_at": self.now, "sequence": number if self.is_numbered else 0}
        if not self.is_instrument_known and given.get("instrument_type") in ON_FUTURES:
            given = given | {"multiplier": None}
        made = row(**(named | {"broker_id": f"b{number}"} | given))
        if self.is_rounded and given.get("order_id") and number % 7 == 0:
            made = replace(made, net_value=made.net_value + CENT)
        self.rows.append(made)
        if effect:
            self.effects[made.id] = effect
            self.held[made.symbol or ""] += effect
        return made

    def _opens_once(self, symbol: object, effect: Decimal) -> None:
        """Let a second pass before a symbol is opened from nothing, or turned over, once more in this one."""
        held = self.held[str(symbol)]
        if not effect or (held and held * (held + effect) >= 0):
            return
        if (self.now, str(symbol)) in self._opened and not self._crosses:
            self.now += timedelta(seconds=1)
        self._opened.add((self.now, str(symbol)))

    def charges(self) -> Cells:
        """Draw a commission and fees to the tenth of a cent."""
        return {"commission": self.draw(DOLLARS), "fees": self.draw(MILLS)}

    def fill(self, cells: Cells, signed: Decimal, **given: object) -> None:
        """Write a fill; one that goes through zero is two rows, a future's one."""
        self.cells[cells["symbol"]] = cells
        if cells["instrument_type"] is FUTURE:
            self.future_fill(cells, signed, given)
            return
        held = self.held[cells["symbol"]]
        closing = min(abs(held), abs(signed)) if held * signed < 0 else ZERO
        for quantity, actions in ((closing, CLOSES), (abs(signed) - closing, OPENS)):
            if quantity:
                self.part(cells, quantity.copy_sign(signed), actions[signed > 0], given)

    def part(self, cells: Cells, signed: Decimal, action: Action, given: Cells) -> None:
        """Write the row of one fill, at the price per share or unit that is given, or at any."""
        price = self.price(given)
        amount = (-signed * price * Decimal(cells.get("multiplier", 1))).quantize(CENT)
        self.write(signed, **(cells | self.traded(cells, signed, action, price) | {"value": amount} | given))

    def future_fill(self, cells: Cells, signed: Decimal, given: Cells) -> None:
        """Write a future's fill: no cash at its opening, at its closing what it made since the last settlement."""
        price = self.price(given)
        amount = self.made(cells, signed, price)
        self.write(signed, **(cells | self.traded(cells, signed, BARE[signed > 0], price) | {"value": amount} | given))

    def price(self, given: Cells) -> Decimal:
        """Return the price that is given, or draw one."""
        return Decimal(given["price"]) if "price" in given else self.draw(PRICES)

    def traded(self, cells: Cells, signed: Decimal, action: Action, price: Decimal) -> Cells:
        """Return what every fill's row says, with charges that are drawn."""
        text = f"{action.value} {abs(signed)} {cells['symbol']} @ {price}"
        common = {"type": "Trade", "sub_type": action.value, "action": action, "description": text, "price": price}
        return common | {"quantity": abs(signed)} | self.charges()

    def made(self, cells: Cells, signed: Decimal, price: Decimal) -> Decimal:
        """Move a future's position and return the cash: each part since its last settlement, or since it was opened."""
        parts, left, points = self.settled_at[cells["symbol"]], signed, ZERO
        while left and parts and parts[0][0] * left < 0:
            quantity, since = parts.pop(0)
            met = min(abs(quantity), abs(left)).copy_sign(quantity)
            points += met * (price - since)
            left += met
            if quantity != met:
                parts.insert(0, (quantity - met, since))
        if left:
            parts.append((left, price))
        return points * Decimal(cells["multiplier"])

    def holding(self, kinds: Sequence[InstrumentType]) -> list[Cells]:
        """Return what is held of these kinds."""
        held = [self.cells[symbol] for symbol, quantity in self.held.items() if quantity and symbol in self.cells]
        return [cells for cells in held if cells["instrument_type"] in kinds]
