"""What cases say beside their tables, as far as it is about lots: an owner's basis, and the cost after a delivery."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from dev.vector_cases import MODES, Case, Json
from dev.vector_totals import CENT
from lib.domain.books import Books
from lib.domain.ledger import build_books
from lib.domain.money import ZERO

BASIS = "override_basis_"


def extra_differences(extra: Json, mode: str, case: Case) -> Iterator[str]:
    """Yield a sentence for every figure that is not as expected; what is not about lots is left to others."""
    for name, expected in extra.items():
        found: Mapping[str, Decimal] = {}
        figures = expected if isinstance(expected, dict) else {name: expected}
        if mode == "broker" and name.startswith(BASIS):
            found = {"stock_gain": gain_at(Decimal(name.removeprefix(BASIS)), case)}
        elif mode == "broker" and name.startswith("after_allocation"):
            found = allocated(figures, case)
        elif mode == "fold" and name in {"fold_basis_total", "fold_proceeds"}:
            found = delivered(case.books)
        for key, figure in figures.items():
            if key in found and found[key].quantize(CENT) != Decimal(figure).quantize(CENT):
                yield f"{name}: {key} expected {figure}, got {found[key]}"


def gain_at(price: Decimal, case: Case) -> Decimal:
    """Return what was earned on lots whose cost nobody knew, once their owner says a price per share."""
    unknown = {row for item in case.books.attention if item.code.startswith("basis:") for row in item.transaction_ids}
    rows = [replace(row, basis=price * row.quantity) if row.id in unknown else row for row in case.rows]
    return sum((one.gross for one in build_books(rows, MODES["broker"]).closings if one.opening_id in unknown), ZERO)


def allocated(figures: Mapping[str, str], case: Case) -> Mapping[str, Decimal]:
    """Return what symbols cost and earned after their owner split the cost between them: PAR_basis, SPN_gain."""
    costs = {name.removesuffix("_basis"): Decimal(cost) for name, cost in figures.items() if name.endswith("_basis")}
    rows = [
        replace(row, basis=costs[row.symbol]) if row.symbol in costs and row.action and row.action.opens else row
        for row in case.rows
    ]
    books = build_books(rows, MODES["broker"])
    found: dict[str, Decimal] = {}
    for symbol in costs:
        closed = [one for one in books.closings if one.symbol == symbol]
        lots = sum((lot.value for lot in books.open_lots if lot.symbol == symbol), ZERO)
        found[f"{symbol}_basis"] = -lots - sum((one.value_open for one in closed), ZERO)
        found[f"{symbol}_gain"] = sum((one.gross for one in closed), ZERO)
    return found


def delivered(books: Books) -> Mapping[str, Decimal]:
    """Return what the closed lots cost and brought, fees included."""
    return {
        "fold_basis_total": -sum((one.value_open + one.fees_open for one in books.closings), ZERO),
        "fold_proceeds": sum((one.gross - one.value_open + one.fees_close for one in books.closings), ZERO),
    }
