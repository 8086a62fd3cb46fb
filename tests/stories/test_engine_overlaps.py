"""Exports that overlap, repeat or are cut anywhere end in the same rows and books."""

import pytest

from lib.domain.identity import identity_of
from lib.domain.ledger import build_books
from tests.stories.exported import A, Account, C, D, read

pytestmark = pytest.mark.needs("shared")


@pytest.fixture(scope="module")
def alone() -> Account:
    """Return the account that only ever saw the newest export."""
    account = Account()
    assert account.take("D", read(D)) == 1268
    return account


class TestOverlappingExports:
    """One account in three layouts, in any order, ends as the newest export alone."""

    @pytest.mark.parametrize("order", ["AD", "DA", "CD", "DC", "CAD", "ADC"])
    def test_end_in_the_same_rows_and_books(self, alone: Account, order: str) -> None:
        account = Account()

        for layout in order:
            account.take(layout, read({"A": A, "C": C, "D": D}[layout]))

        assert {row_id: row.transaction for row_id, row in account.stored.items()} == {
            row_id: row.transaction for row_id, row in alone.stored.items()
        }
        assert account.books() == alone.books()

    @pytest.mark.parametrize(("layout", "name"), [("A", A), ("C", C), ("D", D)])
    def test_the_same_file_twice_adds_nothing(self, layout: str, name: str) -> None:
        account = Account()

        first, second = account.take(layout, read(name)), account.take(layout, read(name))

        assert (first, second) == (len(read(name)), 0)

    def test_a_longer_export_adds_exactly_the_new_rows(self) -> None:
        account = Account()
        rows = read(D)

        account.take("D", rows[:700])

        assert account.take("D", rows) == 568

    def test_identical_rows_are_all_kept(self, alone: Account) -> None:
        repeated = [row for row in alone.stored.values() if row.nth]

        assert len(repeated) == 1268 - len({identity_of(row.transaction) for row in read(D)})
        assert len(repeated) > 30

    def test_the_order_of_rows_makes_no_difference(self, alone: Account) -> None:
        rows = [row.transaction for row in alone.stored.values()]

        assert build_books(reversed(rows)) == build_books(rows)

    def test_cut_between_two_fills_of_a_minute_makes_no_difference(self, alone: Account) -> None:
        rows = read(D)
        minutes = [identity_of(row.transaction) for row in rows]
        cuts = [place for place in range(1, len(rows)) if minutes[place] in minutes[:place]]
        assert len(cuts) > 40

        for cut in cuts:
            for part in (rows[cut:], rows[:cut]):
                account = Account()
                account.take("D", part)
                account.take("D", rows)
                assert account.figures() == alone.figures(), cut
