"""One record of a file, asked for its cells by heading; what cannot be read is refused with its place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TypeVar

from lib.domain.transactions import OptionRight
from lib.gateways.csv_history.cells import NoTimeZoneError, day, moment, number
from lib.gateways.csv_history.layouts import Columns
from lib.gateways.csv_history.refusals import HistoryError

Value = TypeVar("Value")
ZERO = Decimal(0)
RIGHTS = {"CALL": OptionRight.CALL, "C": OptionRight.CALL, "PUT": OptionRight.PUT, "P": OptionRight.PUT}


class Record:
    """The cells of one line under the headings of its file."""

    __slots__ = ("_cells", "_columns", "line")

    def __init__(self, line: int, cells: Sequence[str], columns: Columns) -> None:
        """Keep the cells as they stand."""
        self.line = line
        self._cells = cells
        self._columns = columns

    @property
    def raw(self) -> Mapping[str, str]:
        """Every cell by its own heading, untouched."""
        return dict(zip(self._columns.headings, self._cells, strict=True))

    def has(self, name: str) -> bool:
        """Whether the file has the column."""
        return name in self._columns.places

    def text(self, name: str) -> str:
        """Return a cell without the space around it, '' where the file has no such column."""
        place = self._columns.places.get(name)
        return "" if place is None else self._cells[place].strip()

    def number(self, name: str) -> Decimal | None:
        """Return a number, None where there is none."""
        return self._read(name, number)

    def amount(self, name: str) -> Decimal:
        """Return a number, 0 where there is none."""
        return self._read(name, number) or ZERO

    def day(self, name: str) -> date | None:
        """Return a day, None where there is none."""
        return self._read(name, day)

    def right(self) -> OptionRight | None:
        """Return call or put, None where there is none."""
        text = self.text("Call or Put").upper()
        if text in {"", "--"}:
            return None
        if text not in RIGHTS:
            raise self.refusal("cell_unreadable", "Call or Put", f'"{text[:40]}" is neither a call nor a put')
        return RIGHTS[text]

    def moment(self, zone: tzinfo | None) -> datetime:
        """Return when it happened, in UTC."""
        try:
            return self._read("Date", lambda text: moment(text, zone))
        except NoTimeZoneError:
            raise HistoryError(
                "This older export does not say in which time zone its clock runs. Choose the time zone your computer "
                "had when you exported it.",
                code="time_zone_needed",
                line=self.line,
                column=self._heading("Date"),
            ) from None

    def refusal(self, code: str, name: str, reason: str) -> HistoryError:
        """Return the error for a cell of this line."""
        heading = self._heading(name)
        sentence = f'Line {self.line}, column "{heading}": {reason}. Nothing was imported. Export the file again.'
        return HistoryError(sentence, code=code, line=self.line, column=heading)

    def _heading(self, name: str) -> str:
        place = self._columns.places.get(name)
        return name if place is None else self._columns.headings[place]

    def _read(self, name: str, read: Callable[[str], Value]) -> Value:
        place = self._columns.places.get(name)
        try:
            return read("" if place is None else self._cells[place])
        except NoTimeZoneError:
            raise
        except ValueError as reason:
            raise self.refusal("cell_unreadable", name, str(reason)) from reason
