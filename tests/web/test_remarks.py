"""What users say about rows is bounded before it reaches anything."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from lib.ports.overrides import Basis
from lib.web.remarks import Acknowledgement, LookedAt, NewBasis, NewNote

ROW = "7d9f6c1e-0000-4000-8000-000000000001"


def today() -> date:
    return datetime.now(ZoneInfo("America/New_York")).date()


class TestNewBasis:
    @pytest.mark.parametrize("amount", ["0", "1234.50", " 12 ", "999999999999.99999999"])
    def test_takes_unsigned_dollars_exactly(self, amount: str) -> None:
        assert NewBasis(amount=amount).basis == Basis(amount=Decimal(amount), acquired_on=None)

    @pytest.mark.parametrize(
        "amount", ["-1", "+1", "NaN", "Infinity", "1e3", "1,000", "$5", "", "1.", ".5", "1.123456789", "1" * 13, "٣"]
    )
    def test_refuses_anything_else_and_says_what_to_enter(self, amount: str) -> None:
        with pytest.raises(ValidationError, match="Enter dollars without a sign"):
            NewBasis(amount=amount)

    def test_refuses_a_number_that_is_no_text(self) -> None:
        with pytest.raises(ValidationError):
            NewBasis.model_validate({"amount": 12.5})

    @pytest.mark.parametrize("day", [date(1970, 1, 1), today()])
    def test_takes_any_day_from_1970_to_today(self, day: date) -> None:
        assert NewBasis(amount="1", acquired_on=day).basis.acquired_on == day

    @pytest.mark.parametrize("day", [date(1969, 12, 31), today() + timedelta(days=1), date(9999, 12, 31)])
    def test_refuses_any_other_day(self, day: date) -> None:
        with pytest.raises(ValidationError, match="Choose a day from 1970 to today"):
            NewBasis(amount="1", acquired_on=day)

    def test_refuses_what_it_does_not_know(self) -> None:
        with pytest.raises(ValidationError):
            NewBasis.model_validate({"amount": "1", "currency": "EUR"})


class TestNewNote:
    def test_takes_two_thousand_characters_without_the_blanks_around_them(self) -> None:
        assert NewNote(note=f" {'x' * 2000}\n").note == "x" * 2000

    @pytest.mark.parametrize("note", ["", " \n ", "x" * 2001])
    def test_refuses_none_and_too_many(self, note: str) -> None:
        with pytest.raises(ValidationError):
            NewNote(note=note)


class TestAcknowledgement:
    def test_may_go_without_a_note(self) -> None:
        seen = Acknowledgement.model_validate({"code": "basis:acat_mark", "transaction_ids": [ROW]})

        assert (seen.code, seen.rows, seen.note) == ("basis:acat_mark", [ROW], "")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"code": ""},
            {"code": "x" * 61},
            {"code": "'; drop table"},
            {"transaction_ids": []},
            {"transaction_ids": ["x"]},
            {"transaction_ids": [ROW] * 5001},
            {"note": "x" * 2001},
        ],
    )
    def test_refuses_what_names_nothing_and_what_is_too_long(self, wrong: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            Acknowledgement.model_validate({"code": "unknown_type", "transaction_ids": [ROW], **wrong})

    def test_is_taken_back_without_a_note(self) -> None:
        with pytest.raises(ValidationError):
            LookedAt.model_validate({"code": "unknown_type", "transaction_ids": [ROW], "note": "x"})
