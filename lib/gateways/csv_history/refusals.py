"""Why a file is refused, and where."""

from lib.domain.errors import DomainError


class HistoryError(DomainError):
    """A file that cannot be read as a history; `line` counts from 1, `column` is the heading."""

    code = "history_refused"

    def __init__(self, message: str, *, code: str, line: int | None = None, column: str | None = None) -> None:
        """Keep the sentence and the place."""
        super().__init__(message, code=code)
        self.line = line
        self.column = column
