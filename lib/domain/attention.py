"""What a person should look at, gathered by kind and symbol, each with a sentence."""

from collections import defaultdict
from decimal import Decimal

from lib.domain.books import Attention
from lib.domain.derived_ids import BROKER_VIEW, derived_id
from lib.domain.money import ZERO
from lib.domain.transactions import Transaction

SENTENCES = {
    "unmatched_close": "Closed {quantity} of {symbol} that no earlier row opened: the profit of that part is unknown "
    "and not in the totals. Import the history from before.",
    "effect_mismatch": "{symbol} was opened against an open position of {quantity}, which was closed first.",
    "unpaired_corporate_action": "A {sub_type} of {symbol} has only one of its two halves here: its lots were left as "
    "they are. Import the rest of that day.",
    "no_quantity": "A row of {symbol} opens or closes without a quantity: its cash is counted as unclassified.",
    "transferred_out": "{quantity} of {symbol} left the account: its lots were taken out without profit or loss.",
    "basis:drip_price": "{quantity} of {symbol} came from a reinvested dividend; its cost is the price of that day.",
    "basis:acat_mark": "{quantity} of {symbol} came by transfer; its cost is the broker's price of that day, not what "
    "was paid for it elsewhere.",
    "basis:zero_cost": "{quantity} of {symbol} came without a price; its cost counts as nothing, which makes its "
    "profit too high.",
    "basis:carried_cost": "{quantity} of {symbol} came out of a corporate action, opened before the first row here; "
    "its cost is what the broker carried over.",
    "not_booked": "{symbol} is a {instrument_type}: its cash is counted, its profit is not worked out yet.",
    "unknown_type": "Rows of type {type} / {sub_type} are not known: their cash is counted as unclassified, positions "
    "are left as they are.",
    "unclassified_cash": "Cash rows of type {type} / {sub_type} could not be told: they are counted as unclassified.",
    "foreign_currency": "Rows in {currency} are kept, and left out of all totals in dollars.",
}
Key = tuple[str, ...]


class AttentionList:
    """Collects rows to look at; rows of one kind and symbol become one item."""

    def __init__(self) -> None:
        """Start with nothing to look at."""
        self._rows: dict[Key, list[Transaction]] = defaultdict(list)
        self._quantities: dict[Key, Decimal] = defaultdict(lambda: ZERO)

    def note(self, code: str, row: Transaction, quantity: Decimal = ZERO) -> None:
        """Ask to look at a row, for `quantity` (unsigned) of it."""
        key = (code, row.symbol or "", row.underlying or "", row.currency, *named_types(code, row))
        self._rows[key].append(row)
        self._quantities[key] += quantity

    def items(self) -> tuple[Attention, ...]:
        """Return every item, in a fixed order."""
        return tuple(self._item(key) for key in sorted(self._rows))

    def _item(self, key: Key) -> Attention:
        rows, quantity = self._rows[key], self._quantities[key]
        first = rows[0]
        sentence = SENTENCES[key[0]].format(
            symbol=" ".join((first.symbol or "an unnamed position").split()),
            quantity=f"{quantity.normalize():f}",
            type=first.type,
            sub_type=first.sub_type or "none",
            instrument_type=first.instrument_type or "unknown instrument",
            currency=first.currency,
        )
        return Attention(
            id=derived_id(BROKER_VIEW, *key),
            code=key[0],
            transaction_ids=tuple(dict.fromkeys(row.id for row in rows)),
            symbol=first.symbol,
            message=sentence,
        )


def named_types(code: str, row: Transaction) -> Key:
    """Tell rows apart by their type where the sentence names it."""
    return (row.type, row.sub_type or "") if "{sub_type}" in SENTENCES[code] else ()
