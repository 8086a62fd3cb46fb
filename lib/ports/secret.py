"""A text that must not be seen: no representation, no log and no error message of ours shows it."""


class Secret:
    """Keeps a text out of sight; only `reveal` gives it away, so that every place that does is easy to find."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Hide the text."""
        self._text = text

    def reveal(self) -> str:
        """Return the text, for whom it is meant."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Secret()"
