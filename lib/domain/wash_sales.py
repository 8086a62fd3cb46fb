"""Losses that are disallowed because the same was bought again, and where they go instead."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from typing import NamedTuple

from lib.domain.books import Closing, OpenLot
from lib.domain.money import EXACT, ZERO, share
from lib.domain.new_york import new_york_day
from lib.domain.terms import Term, term_of
from lib.domain.transactions import InstrumentType

WINDOW = timedelta(days=30)
NO_TIME = timedelta(0)
SUBJECT = (InstrumentType.EQUITY, InstrumentType.EQUITY_OPTION)
Side = tuple[str, bool]  # the symbol, and whether it is sold short


class Taxed(NamedTuple):
    """
    How one closing is taxed.

    Both amounts in USD, >= 0: `disallowed` is the part of its loss that a wash sale puts off; `carried` the losses of
    earlier wash sales that are part of its cost.
    """

    term: Term
    disallowed: Decimal = ZERO
    carried: Decimal = ZERO


UNWASHED = {term: Taxed(term) for term in Term}
SECTION_1256 = Term.SECTION_1256  # looked up once: every closing is asked


class Block:
    """Shares or contracts of one closing or open lot, which can replace as many that were sold at a loss."""

    __slots__ = ("carried", "disallowed", "free", "held_before", "part")

    def __init__(self, part: Closing | OpenLot) -> None:
        """Start with shares that replace nothing yet."""
        self.part = part
        self.free = abs(part.quantity)
        self.carried = self.disallowed = ZERO
        self.held_before: timedelta | None = None

    def is_held_after(self, at: datetime) -> bool:
        """Whether the shares are closed later, or open."""
        return isinstance(self.part, OpenLot) or self.part.closed_at > at

    def replace(self, quantity: Decimal, amount: Decimal, held: timedelta) -> None:
        """Let `quantity` of the shares replace others that were held for a time, and carry their loss."""
        self.free -= quantity
        self.carried += amount
        self.held_before = held if self.held_before is None else min(self.held_before, held)

    def held(self) -> timedelta:
        """Return the time that counts as held before the purchase; only where every share replaces another."""
        return NO_TIME if self.free or self.held_before is None else self.held_before

    def taxed(self, closing: Closing) -> Taxed:
        """Say how the closing is taxed."""
        term = term_of(closing, held_before=self.held())
        if not self.disallowed and not self.carried:
            return UNWASHED[term]
        return Taxed(term, self.disallowed, self.carried)


class Purchases:
    """What was opened of one symbol on one side, moment by moment, as far as it can still replace something."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        """Start with everything that was ever opened."""
        self._by_moment: OrderedDict[datetime, deque[Block]] = OrderedDict()
        for block in sorted(blocks, key=by_opening):
            self._by_moment.setdefault(block.part.opened_at, deque()).append(block)
        self._days = {moment: new_york_day(moment) for moment in self._by_moment}

    def replace(self, sold: Block, closing: Closing) -> None:
        """
        Disallow the loss of what was sold as far as the same was bought in the 61 days around, oldest purchase first.

        Not by what was bought together with the shares sold (Revenue Ruling 56-602), nor by what was sold before or
        with them. Sales come in the order of time, so what is too old for one is forgotten for all that follow.
        """
        sold_on = new_york_day(closing.closed_at)
        since, until = sold_on - WINDOW, sold_on + WINDOW
        loss = Loss(sold, closing, sold_on)
        forgotten: list[datetime] = []
        for moment, blocks in self._by_moment.items():
            bought_on = self._days[moment]
            if bought_on > until or not loss.quantity:
                break
            if moment == closing.opened_at:
                continue
            if bought_on < since:
                blocks.clear()
            loss.move_to(blocks)
            if not blocks:
                forgotten.append(moment)
        for moment in forgotten:
            del self._by_moment[moment]


class Loss:
    """What is left of one closing's loss to put off."""

    def __init__(self, sold: Block, closing: Closing, sold_on: date) -> None:
        """Start with the whole loss, the one carried into it included."""
        self.sold = sold
        self.sold_at = closing.closed_at
        self.quantity = closing.quantity
        self.amount = sold.carried - closing.net
        self.held = sold_on - new_york_day(closing.opened_at) + sold.held()

    def move_to(self, blocks: deque[Block]) -> None:
        """Put the loss off onto shares bought at one moment; those that can replace nothing any more are dropped."""
        while blocks and self.quantity:
            block = blocks[0]
            if block.free and block.is_held_after(self.sold_at):
                taken = min(self.quantity, block.free)
                amount = share(self.amount, taken, self.quantity)
                block.replace(taken, amount, self.held)
                self.sold.disallowed += amount
                self.quantity, self.amount = self.quantity - taken, self.amount - amount
            else:
                blocks.popleft()


def taxes_of(closings: Iterable[Closing], open_lots: Iterable[OpenLot]) -> dict[str, Taxed]:
    """
    Return how every closing is taxed, by its id; closings and lots are those of the folded view of one account.

    A wash sale: the same symbol is bought again (for a short sale: sold short again) within 30 days before or after a
    loss, 61 days in all. Only the identical symbol counts, as brokers report it, not an option on it; only equities
    and options on them that are not under section 1256; share by share, the first loss onto the first purchase. What
    an open lot replaces is carried later, so what is carried never exceeds what is disallowed.
    Source: 26 USC 1091; IRS Publication 550, wash sales; domain.md 1.11. Symbols are compared as they are when a lot
    is closed, or now; other accounts of the same owner are not looked at.
    """
    taxes: dict[str, Taxed] = {}
    sides: dict[Side, list[Closing | OpenLot]] = {}
    with localcontext(EXACT):
        closings = tuple(closings)
        for closing in closings:
            term = term_of(closing)
            taxes[closing.id] = UNWASHED[term]
            if term is not SECTION_1256 and closing.gross + closing.fees_open + closing.fees_close < ZERO:
                sides[closing.symbol, closing.is_short] = []
        gather(sides, closings, open_lots)
        for parts in sides.values():
            if may_wash(parts):
                taxes.update(washed(parts))
    return taxes


def gather(
    sides: Mapping[Side, list[Closing | OpenLot]], closings: Iterable[Closing], open_lots: Iterable[OpenLot]
) -> None:
    """Add the closings and lots of the sides that have a loss; wash sales concern no other."""
    for closing in closings:
        if (parts := sides.get((closing.symbol, closing.is_short))) is not None:
            parts.append(closing)
    for lot in open_lots:
        if (parts := sides.get((lot.symbol, lot.quantity < ZERO))) is not None:
            parts.append(lot)


def may_wash(parts: Sequence[Closing | OpenLot]) -> bool:
    """Whether wash sales concern the instrument, and there is a second purchase."""
    first = parts[0]
    return first.instrument_type in SUBJECT and any(part.opened_at != first.opened_at for part in parts)


def washed(parts: Iterable[Closing | OpenLot]) -> Iterator[tuple[str, Taxed]]:
    """Go through the sales of one side in the order of time, and say how each is taxed."""
    blocks = [Block(part) for part in parts]
    purchases = Purchases(blocks)
    sales = [(block.part, block) for block in blocks if isinstance(block.part, Closing)]
    for closing, block in sorted(sales, key=by_sale):
        if closing.net < block.carried:
            purchases.replace(block, closing)
    for closing, block in sales:
        yield closing.id, block.taxed(closing)


def by_opening(block: Block) -> tuple[object, ...]:
    """Order by purchase, then by sale; what is still open is sold last."""
    closed = (False, block.part.closed_at) if isinstance(block.part, Closing) else (True,)
    return block.part.opened_at, closed, block.part.id


def by_sale(sale: tuple[Closing, Block]) -> tuple[object, ...]:
    """Order by sale, then by purchase."""
    return sale[0].closed_at, sale[0].opened_at, sale[0].id
