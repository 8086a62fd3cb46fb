"""A broker's history as a file, read."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from lib.domain.transactions import Transaction


class HistoryRow(Protocol):
    """One line of the file: the row in the trade's own terms, its cells as they stood, and where."""

    @property
    def transaction(self) -> Transaction:
        """The row; its id is not given yet."""
        ...

    @property
    def line(self) -> int:
        """The line in the file, counted from 1."""
        ...

    @property
    def raw(self) -> Mapping[str, str]:
        """The cells by their headings, untouched."""
        ...

    @property
    def root_symbol(self) -> str | None:
        """The root of an option's symbol where the file names it."""
        ...


class History(Protocol):
    """A whole file: its layout, its rows, and the account it names, where it names one."""

    @property
    def layout(self) -> str:
        """Which of the broker's layouts it is: A, B0, B, C or D."""
        ...

    @property
    def rows(self) -> Sequence[HistoryRow]:
        """Every row, in the file's order."""
        ...

    @property
    def account_reference(self) -> str | None:
        """What the file calls the account; None where the layout does not name one."""
        ...


class HistoryReader(Protocol):
    """Reads a file that may be compressed; runs long enough that the caller keeps it off the event loop."""

    def __call__(self, data: bytes, *, time_zone: str | None = None) -> History:
        """
        Read a whole file.

        `time_zone` is the IANA zone of the file's clock, for the layout that names none.
        Raises DomainError, with line and column where there are some, for a file that is not a history.
        """
        ...
