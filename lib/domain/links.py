"""Which rows of a history belong together, found before any of them is booked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lib.domain.books import Delivery
from lib.domain.corporate_actions import CorporateAction, paired
from lib.domain.deliveries import deliveries_of
from lib.domain.late_marks import late_marks
from lib.domain.money import ZERO
from lib.domain.movements import ENDS, TRANSFORMS, Movement
from lib.domain.products import FUTURE
from lib.domain.reinvestments import payments_of
from lib.domain.reversals import Reversal, by_row
from lib.domain.settlements import removals_left
from lib.domain.transactions import Transaction

Step = tuple[Movement, Transaction]
DELIVERIES = (Movement.REMOVAL, Movement.OPEN, Movement.CLOSE, Movement.EITHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """
    What rows say about each other, by row id.

    `payments` are what pays for reinvested shares, by the id of the row that brings them and by their own ids.
    `removals_left` is what removals still close beside the cash rows of the same option, and what those without a
    quantity turned into something; `actions` the corporate
    action and `taken_back` the reversal that a row is part of, `deliveries` what options turned into, `late_marks` the
    cash of daily settlements that came after a future's final one.
    """

    removals_left: Mapping[str, Decimal]
    actions: Mapping[str, CorporateAction]
    taken_back: Mapping[str, Reversal]
    deliveries: tuple[Delivery, ...]
    payments: Mapping[str, Transaction]
    late_marks: Mapping[str, Decimal]


def links_of(
    steps: Sequence[Step],
    reversals: Sequence[Reversal],
    payments: Sequence[Transaction],
    rows: Iterable[Transaction],
) -> Links:
    """
    Find what belongs together.

    `steps` are the rows that receive or deliver, in the order they are booked; `payments` those for reinvested shares;
    `rows` are all there are, for the little that others tell about these.
    """
    moving = [row for movement, row in steps if movement in DELIVERIES]
    paid = payments_of((row for movement, row in steps if movement is Movement.OPEN), payments) if payments else {}
    finals = [row for row in moving if row.sub_type in ENDS and row.instrument_type is FUTURE and not row.price]
    taken_back = by_row(reversals)
    deliveries = deliveries_of(moving)
    actions = paired([row for movement, row in steps if movement in TRANSFORMS])
    return Links(
        removals_left={**removals_left(moving, rows), **contracts_of(moving, deliveries)},
        actions={row.id: action for action in actions for row in action.rows},
        taken_back=taken_back,
        late_marks=late_marks(finals, rows, taken_back),
        deliveries=deliveries,
        payments={**paid, **{row.id: row for row in paid.values()}},
    )


def contracts_of(rows: Iterable[Transaction], deliveries: Iterable[Delivery]) -> Mapping[str, Decimal]:
    """Return how many contracts each removal without a quantity delivered."""
    unsaid = {row.id for row in rows if not row.quantity}
    contracts: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for delivery in deliveries if unsaid else ():
        if delivery.option_row in unsaid:
            contracts[delivery.option_row] += delivery.contracts
    return contracts
