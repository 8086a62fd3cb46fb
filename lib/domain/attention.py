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
    "corporate_action_mismatch": "A {sub_type} says that {symbol} is held on the other side than it is here: its lots "
    "were left as they are. Import the history from before.",
    "no_quantity": "A row of {symbol} opens or closes without a quantity: its cash is counted as unclassified.",
    "transferred_out": "{quantity} of {symbol} left the account: its lots were taken out without profit or loss.",
    "basis:drip_price": "{quantity} of {symbol} came from a reinvested dividend; its cost is the price of that day.",
    "basis:acat_mark": "{quantity} of {symbol} came by transfer; its cost is the broker's price of that day, not what "
    "was paid for it elsewhere.",
    "basis:zero_cost": "{quantity} of {symbol} came without a price; its cost counts as nothing, which makes its "
    "profit too high.",
    "basis:carried_cost": "{quantity} of {symbol} came out of a corporate action, opened before the first row here; "
    "its cost is what the broker carried over.",
    "multiplier_disagreement": "The cash of a row of {symbol} is not what its price and quantity make: its profit is "
    "worked out from the cash.",
    "multiplier_assumed": "One point of {symbol} is taken to be worth {quantity} dollars, as the exchange says; the "
    "rows do not say it. Its profits depend on that.",
    "cash_disagreement": "The profit of {symbol}, worked out from its prices, is {quantity} dollars apart from its "
    "cash: a price, a daily settlement or the worth of a point is missing or wrong.",
    "unknown_multiplier": "Nobody says what one point of {symbol} is worth: its cash is counted, its profit is not "
    "worked out.",
    "no_price": "A row of {symbol} has no price: its cash is counted as unclassified, its position is left as it is.",
    "unlikely_price": "A row of {symbol} is worth a trillion dollars or more by its price: its cash is counted as "
    "unclassified, its position is left as it is.",
    "unpaired_reversal": "A row takes back another one of {symbol} that is not here, or whose position had been closed "
    "before: its cash is counted as unclassified.",
    "not_booked": "{symbol} is a {instrument_type}: its cash is counted, its profit is not worked out yet.",
    "unknown_type": "Rows of type {type} / {sub_type} are not known: their cash is counted as unclassified, positions "
    "are left as they are.",
    "unclassified_cash": "Cash rows of type {type} / {sub_type} could not be told: they are counted as unclassified.",
    "foreign_currency": "Rows in {currency} are kept, and left out of all totals in dollars.",
}
ACKNOWLEDGE = ("acknowledge",)
ACTIONS = {
    "unmatched_close": ("import_more", "enter_basis", "acknowledge"),
    "effect_mismatch": ("import_more", "acknowledge"),
    "unpaired_corporate_action": ("import_more", "acknowledge"),
    "corporate_action_mismatch": ("import_more", "acknowledge"),
    "unpaired_reversal": ("import_more", "acknowledge"),
    "cash_disagreement": ("import_more", "acknowledge"),
    "basis:carried_cost": ("import_more", "enter_basis", "acknowledge"),
    "basis:drip_price": ("enter_basis", "acknowledge"),
    "basis:acat_mark": ("enter_basis", "acknowledge"),
    "basis:zero_cost": ("enter_basis", "acknowledge"),
}
IN_PART = frozenset(
    {
        "unmatched_close",
        "transferred_out",
        "no_price",
        "unlikely_price",
        "no_quantity",
        "unknown_multiplier",
        "unknown_type",
    }
)
PER_PRODUCT = "multiplier_assumed"  # one item for all symbols of a product; its quantity is the multiplier
Key = tuple[str, ...]


class AttentionList:
    """Collects rows to look at; rows of one kind and symbol become one item."""

    def __init__(self) -> None:
        """Start with nothing to look at."""
        self._rows: dict[Key, list[Transaction]] = defaultdict(list)
        self._quantities: dict[Key, Decimal] = defaultdict(lambda: ZERO)

    def note(self, code: str, row: Transaction, quantity: Decimal = ZERO) -> None:
        """Ask to look at a row, for `quantity` (unsigned) of it."""
        symbol = row.underlying if code == PER_PRODUCT else row.symbol
        key = (code, symbol or "", row.underlying or "", row.currency, *named_types(code, row))
        self._rows[key].append(row)
        self._quantities[key] = quantity if code == PER_PRODUCT else self._quantities[key] + quantity

    def note_unless_in_part(self, code: str, row: Transaction, quantity: Decimal) -> None:
        """Ask to look at a row whose symbol is not listed for keeping a part of its cash out of its profit."""
        if IN_PART.isdisjoint(key[0] for key in self._rows if key[1] == row.symbol):
            self.note(code, row, quantity)

    def items(self) -> tuple[Attention, ...]:
        """Return every item, in a fixed order."""
        return tuple(self._item(key) for key in sorted(self._rows))

    def _item(self, key: Key) -> Attention:
        rows, quantity = self._rows[key], self._quantities[key]
        first = rows[0]
        sentence = SENTENCES[key[0]].format(
            symbol=" ".join((key[1] or "an unnamed position").split()),
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
            symbol=key[1] or None,
            message=sentence,
            amount=sum((row.net_value for row in rows), ZERO),
            actions=ACTIONS.get(key[0], ACKNOWLEDGE),
        )


def named_types(code: str, row: Transaction) -> Key:
    """Tell rows apart by their type where the sentence names it."""
    return (row.type, row.sub_type or "") if "{sub_type}" in SENTENCES[code] else ()
