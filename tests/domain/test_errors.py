"""What the domain refuses carries a sentence and a code."""

from lib.domain.errors import DomainError


class TestDomainError:
    def test_carries_its_sentence_and_the_code_it_is_given(self) -> None:
        refused = DomainError("No lot is left to close.", code="no_lot")

        assert (refused.message, str(refused), refused.code) == ("No lot is left to close.",) * 2 + ("no_lot",)

    def test_has_a_code_of_its_own(self) -> None:
        assert DomainError("No.").code == "refused"
