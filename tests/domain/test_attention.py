"""What a listed item says: its rows' cash, its sentence, and what can be done."""

from decimal import Decimal

from lib.domain.ledger import build_books
from tests.domain.rows import at, buy, cash, sell, told


class TestAnItem:
    def test_sums_the_cash_of_its_rows(self) -> None:
        rows = [sell("1", "10", fees="-0.25"), sell("2", "30", executed_at=at(4))]

        item = build_books(rows).attention[0]

        assert item.amount == Decimal("39.75")
        assert item.message.startswith("Closed 3 of ABC that no earlier row opened")

    def test_says_what_helps(self) -> None:
        rows = [
            sell("1", "10"),
            buy("1", "0", type="Receive Deliver", sub_type="Transfer", symbol="XYZ", underlying="XYZ"),
            cash("Mystery", "5"),
        ]

        assert told(build_books(rows).attention, "code", "actions") == [
            ("basis:zero_cost", ("enter_basis", "acknowledge")),
            ("unclassified_cash", ("acknowledge",)),
            ("unmatched_close", ("import_more", "enter_basis", "acknowledge")),
        ]
