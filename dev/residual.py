"""Whether the books keep every cent of an account's cash: what rows moved, less what the books say became of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from lib.domain.books import Books
from lib.domain.money import ZERO
from lib.domain.movements import BOOKED_IN, TRANSFORMS, Movement, movement_of
from lib.domain.transactions import InstrumentType, Transaction


def cash_residual(rows: Sequence[Transaction], books: Books) -> Decimal:
    """
    Return the cash of all dollar rows that is in no closing, lot or cash event of the broker's view; 0 when all is.

    Left out of the comparison is what is no cash of these rows: an outright future's price, a cost that a price or the
    owner says, and the part of a row that closes what no row opened. USD.
    """
    cash = {row.id: row.net_value for row in rows if row.currency == BOOKED_IN}
    booked: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for event in books.cash_events:
        booked[event.transaction_id] += event.amount
    for row_id, amount in in_lots(books).items():
        booked[row_id] += amount
    exempt = {row.id for row in rows if is_no_cash(row)} | paid_for_as_told(rows)
    exempt |= {row for item in books.attention if is_partial(item.code) for row in item.transaction_ids}
    exempt |= opened_before_leaving(rows, books)
    return sum((amount - booked[row_id] for row_id, amount in cash.items() if row_id not in exempt), ZERO)


def in_lots(books: Books) -> Mapping[str, Decimal]:
    """Return what of each row's cash is in lots, open or closed; of a future only the fees are."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for one in books.closings:
        is_cash = one.instrument_type is not InstrumentType.FUTURE
        sums[one.opening_id] += one.fees_open + (one.value_open if is_cash else ZERO)
        sums[one.closing_id] += one.fees_close + (one.gross - one.value_open if is_cash else ZERO)
    for lot in books.open_lots:
        sums[lot.opening_id] += lot.fees + (lot.value if lot.instrument_type is not InstrumentType.FUTURE else ZERO)
    return sums


def is_no_cash(row: Transaction) -> bool:
    """Whether a row's cost is its owner's word, or its cash is counted with another row's."""
    paired = TRANSFORMS | {Movement.REVERSAL}
    return row.basis is not None or movement_of(row) in paired


def paid_for_as_told(rows: Sequence[Transaction]) -> set[str]:
    """Return the rows that pay for reinvested dividends of a symbol whose cost is its owner's word."""
    told = {row.symbol for row in rows if row.basis is not None}
    return {row.id for row in rows if row.symbol in told and movement_of(row) is Movement.REINVESTMENT}


def is_partial(code: str) -> bool:
    """Whether rows of an attention code are not in the books with all their cash, or with more than it."""
    return code == "unmatched_close" or code.startswith("basis:")


def opened_before_leaving(rows: Sequence[Transaction], books: Books) -> set[str]:
    """Return the rows of symbols of which a position left the account, whose cost nothing here got back."""
    left = {item.symbol for item in books.attention if item.code == "transferred_out"}
    return {row.id for row in rows if row.symbol in left}


def kept(books: Books) -> Decimal:
    """Return what the lots of a view are worth at cost, open and closed, fees included: the same in both views."""
    closed = sum((one.net for one in books.closings), ZERO)
    return closed + sum((lot.value + lot.fees for lot in books.open_lots), ZERO)
