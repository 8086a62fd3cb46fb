"""Cash whose kind turns on a cent, or on a sub-type nobody knows."""

import pytest

from lib.domain.ledger import build_books
from tests.domain.rows import cash, told

SHARE = {"symbol": "ABC", "underlying": "ABC"}


class TestCashKind:
    def test_of_a_sub_type_that_is_new_is_not_guessed_from_the_symbol(self) -> None:
        assert told(build_books([cash("Gift", "5", **SHARE)]).cash_events, "kind", "amount") == [("unclassified", 5)]

    @pytest.mark.parametrize(("value", "kind"), [("0.01", "dividends"), ("0", "unclassified"), ("-1", "unclassified")])
    def test_of_a_share_without_sub_type_is_a_dividend_when_cash_came(self, value: str, kind: str) -> None:
        assert told(build_books([cash(None, value, **SHARE)]).cash_events, "kind") == [kind]

    @pytest.mark.parametrize(("value", "kind"), [("0.01", "deposits"), ("0", "deposits"), ("-0.01", "withdrawals")])
    def test_of_a_wire_follows_the_cash_to_the_cent(self, value: str, kind: str) -> None:
        assert told(build_books([cash(None, value, "ACH DEPOSIT")]).cash_events, "kind") == [kind]
