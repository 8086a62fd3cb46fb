"""Parameters are parsed and bounded once for all routes."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from lib.domain.errors import DomainError
from lib.ports.figures import Period as AskedPeriod
from lib.web.parameters import MailAddress, TokenHash, period

address = TypeAdapter(MailAddress)
token_hash = TypeAdapter(TokenHash)


class TestMailAddress:
    def test_is_the_same_however_it_is_typed(self) -> None:
        assert address.validate_python("  Ann@Example.COM ") == "ann@example.com"

    @pytest.mark.parametrize("text", ["ann", "ann@example", "ann@@example.com", "a b@example.com", "a@b.c" + "m" * 250])
    def test_refuses_what_no_mail_can_reach(self, text: str) -> None:
        with pytest.raises(ValidationError):
            address.validate_python(text)


class TestTokenHash:
    @pytest.mark.parametrize("text", ["", "a/b", "a.b", "a" * 201])
    def test_refuses_what_no_mail_of_ours_carries(self, text: str) -> None:
        with pytest.raises(ValidationError):
            token_hash.validate_python(text)


class TestPeriod:
    async def test_includes_both_days(self) -> None:
        day = date(2026, 3, 2)

        assert await period(day, day) == AskedPeriod(start=day, end=day)

    async def test_may_be_open_at_either_end(self) -> None:
        assert await period(None, date(2026, 3, 2)) == AskedPeriod(start=None, end=date(2026, 3, 2))

    async def test_may_not_end_before_it_begins(self) -> None:
        with pytest.raises(DomainError, match="ends before it begins"):
            await period(date(2026, 3, 2), date(2026, 3, 1))

    @pytest.mark.parametrize("day", [date(1969, 12, 31), date(2200, 1, 1)])
    async def test_stays_within_what_a_record_can_hold(self, day: date) -> None:
        with pytest.raises(DomainError):
            await period(day, None)
