"""Symbol changes, splits and mergers as they are booked: each once, after those that bring what it takes up."""

from collections.abc import Iterator

from lib.domain.attention import AttentionList
from lib.domain.basis import CARRIED_COST
from lib.domain.books import CashEvent
from lib.domain.carry_over import carried
from lib.domain.cash_kinds import ADJUSTMENTS
from lib.domain.corporate_actions import CorporateAction, Neighbours
from lib.domain.corporate_legs import Leg, meets
from lib.domain.entries import cash_event_of
from lib.domain.inventory import Inventory
from lib.domain.links import Links
from lib.domain.money import ZERO, share
from lib.domain.transactions import Transaction

UNPAIRED = "unpaired_corporate_action"
MISMATCH = "corporate_action_mismatch"


class Transforms:
    """Carries lots over to what they become, without profit or loss."""

    def __init__(self, links: Links, inventory: Inventory, attention: AttentionList) -> None:
        """Know which rows are one event; nothing is carried over yet."""
        self._actions = links.actions
        self._inventory = inventory
        self._attention = attention
        self._neighbours = Neighbours(dict.fromkeys(links.actions.values()))
        self._done: set[str] = set()

    def book(self, row: Transaction) -> Iterator[CashEvent]:
        """
        Carry lots over at cost, once for all rows of an event, and yield the cash that its rows leave.

        What stands in the way of that is in `refusal`.
        """
        if row.id in self._done:
            return
        begun = [self._begin(self._actions[row.id])]
        while begun:
            action, others = begun[-1]
            other = next((one for one in others if self._goes_first(one, action)), None)
            if other is not None:
                begun.append(self._begin(other))
            else:
                yield from self._carry_over(begun.pop()[0])

    def refusal(self, row: Transaction) -> str | None:
        """Say why a row's lots are left as they are: half an event, or one of a position on the other side."""
        action = self._actions.get(row.id)
        if action is None:
            return UNPAIRED
        return MISMATCH if self._crosses(action) else None

    def _begin(self, action: CorporateAction) -> tuple[CorporateAction, Iterator[CorporateAction]]:
        """Note that an event is being booked, and return it with those that may have to come first."""
        self._done |= {its.id for its in action.rows}
        return action, iter(self._neighbours.of(action))

    def _goes_first(self, other: CorporateAction, action: CorporateAction) -> bool:
        """Whether another event of that minute gives what this one takes up, or takes away what is in its way."""
        old, new = action.old, action.new
        gives = meets(other.new, old) and other.new.quantity == old.quantity and not self._holds(old)
        makes_way = meets(new, other.old) and self._holds(other.old)
        return (gives or makes_way) and other.old.first.id not in self._done and not self._crosses(other)

    def _holds(self, leg: Leg) -> bool:
        """Whether all of a position, no more and no less, is what an event takes up."""
        return abs(self._inventory.position(leg.first).quantity) == leg.quantity

    def _crosses(self, action: CorporateAction) -> bool:
        """Whether the new symbol is held on the other side, so that the two cannot be one position."""
        if action.new.first.id in self._done:
            return False
        return bool(self._inventory.position(action.new.first).against(action.new.first))

    def _carry_over(self, action: CorporateAction) -> Iterator[CashEvent]:
        old, new = action.old, action.new
        position = self._inventory.position(old.first)
        held = position.quantity
        there = min(max(-held if action.is_short else held, ZERO), old.quantity)
        moved, missing = carried(position.take(there), old.quantity, new)
        (target := self._inventory.position(new.first)).merge(moved)
        if missing and new.first.basis is not None:
            self._inventory.open_as_told(new.first, missing, is_long=not action.is_short)
        elif missing:
            self._attention.note("unmatched_close", old.first, old.quantity - there)
            self._attention.note(f"basis:{CARRIED_COST}", new.first, missing)
            value = share(new.value, missing, new.quantity)
            left = -missing if action.is_short else missing
            self._inventory.open(new.first, target, left, value, ZERO, CARRIED_COST)
        residual = sum((row.net_value for row in action.rows), ZERO)
        if residual:
            yield cash_event_of(new.first, ADJUSTMENTS, residual)
