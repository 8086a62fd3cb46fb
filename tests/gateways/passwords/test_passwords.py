"""A new password is long enough, not guessed early, and not the address it belongs to."""

import pytest

from lib.domain.errors import DomainError
from lib.gateways.passwords import KnownBadPasswords


async def refusal(password: str, email: str | None = "ann.miller@example.com") -> str:
    with pytest.raises(DomainError) as refused:
        await KnownBadPasswords().check(password, email)
    assert refused.value.code == "weak_password"
    return refused.value.message


class TestAPassword:
    async def test_of_unrelated_words_is_fine(self) -> None:
        await KnownBadPasswords().check("violin harbor tuesday", "ann.miller@example.com")

    async def test_has_ten_characters_at_least(self) -> None:
        assert "at least 10 characters" in await refusal("xK9#mQ2$v")

    async def test_has_72_bytes_at_most_which_are_fewer_letters_in_other_alphabets(self) -> None:
        await KnownBadPasswords().check("aKw9-" * 14 + "aK")
        assert "72 bytes" in await refusal("aKw9-" * 14 + "aKw")
        assert "72 bytes" in await refusal("жю" * 18 + "x")

    @pytest.mark.parametrize("password", ["password123", "qwertyuiop", "1234567890", "iloveyou2024", "aaaaaaaaaaaa"])
    async def test_is_none_of_those_tried_first(self, password: str) -> None:
        await refusal(password)

    async def test_does_not_contain_the_owners_address(self) -> None:
        assert "your mail address" in await refusal("Ann.Miller@example.com!7")

    async def test_is_not_made_of_the_owners_name(self) -> None:
        await refusal("ann.miller1")

    async def test_is_not_made_of_ours(self) -> None:
        await refusal("tastytrade1")

    async def test_is_not_quoted_in_the_refusal(self) -> None:
        assert "qwertyuiop" not in await refusal("qwertyuiop")
