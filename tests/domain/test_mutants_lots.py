"""What is left of lots when a part of them goes away and comes back."""

from lib.domain.ledger import build_books
from lib.domain.transactions import Action, Transaction
from tests.domain.rows import at, buy, row, told

RECEIVED = {"type": "Receive Deliver", "executed_at": at(10)}
NEW = {"symbol": "NEW", "underlying": "NEW"}


def renamed(quantity: str, cost: str, old: dict[str, str], new: dict[str, str], day: int) -> list[Transaction]:
    """Return the two rows that carry shares from one symbol to another at cost."""
    change = {"type": "Receive Deliver", "sub_type": "Symbol Change", "quantity": quantity, "executed_at": at(day)}
    out = row(**(change | {"action": Action.SELL_TO_CLOSE, "value": cost} | old))
    return [out, row(**(change | {"action": Action.BUY_TO_OPEN, "value": f"-{cost}"} | new))]


class TestPartOfALot:
    def test_that_goes_on_under_another_symbol_remembers_where_its_cost_came_from(self) -> None:
        received = {"sub_type": "ACAT", "action": Action.BUY_TO_OPEN, "quantity": "100", "price": "10"}
        rows = [row(**(RECEIVED | received)), *renamed("40", "400", {}, NEW, 11)]

        lots = build_books(rows).open_lots

        assert told(lots, "symbol", "quantity", "value", "basis_source") == [
            ("ABC", 60, -600, "acat_mark"),
            ("NEW", 40, -400, "acat_mark"),
        ]

    def test_that_comes_back_to_its_symbol_brings_its_cost_and_fees(self) -> None:
        rows = [buy("100", "-1000", fees="-5"), *renamed("40", "400", {}, NEW, 11), *renamed("40", "400", NEW, {}, 12)]

        lots = build_books(rows).open_lots

        assert told(lots, "symbol", "quantity", "value", "fees") == [("ABC", 100, -1000, -5)]


class TestTransferOut:
    def test_takes_the_oldest_shares_along(self) -> None:
        out = {"sub_type": "ACAT", "action": Action.SELL_TO_CLOSE, "quantity": "10"}
        rows = [buy("10", "-100", executed_at=at(3)), buy("10", "-200", executed_at=at(4)), row(**(RECEIVED | out))]

        assert told(build_books(rows).open_lots, "quantity", "value") == [(10, -200)]
