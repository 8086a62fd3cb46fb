"""From text to records: cells by their headings, each record with its line."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib.gateways.csv_history.refusals import HistoryError
from lib.gateways.csv_history.text import HOW_TO_EXPORT

SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file and its records; a record is the line it starts on and its cells."""

    headings: tuple[str, ...]
    records: tuple[tuple[int, list[str]], ...]


def table_of(text: str) -> Table:
    """Split a file into records; raises HistoryError for one that is empty, torn or has unbalanced quotes."""
    records = lines_of(text)
    first = next(records, None)
    if first is None:
        raise HistoryError(f"The file is empty. {HOW_TO_EXPORT}", code="empty_file")
    headings = headings_of(first)
    return Table(headings, tuple((line, checked(cells, line, headings)) for line, cells in records))


def lines_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    start = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as damage:
        raise HistoryError(
            "A quotation mark is opened and never closed, or closed too early: the file is damaged. Export it again.",
            code="unbalanced_quotes",
            line=start,
        ) from damage


def separator_of(text: str) -> str:
    """Return what stands between the headings."""
    heading = text.lstrip().partition("\n")[0]
    return max(SEPARATORS, key=heading.count)


def headings_of(first: tuple[int, list[str]]) -> tuple[str, ...]:
    """Return the headings as the file writes them; raises HistoryError when one is there twice."""
    line, cells = first
    headings = tuple(cell.strip() for cell in cells)
    for place, heading in enumerate(headings):
        if heading and heading in headings[:place]:
            raise HistoryError(
                f'The column "{heading}" is there twice, so that it is not clear which one counts.',
                code="column_twice",
                line=line,
                column=heading,
            )
    return headings


def checked(cells: list[str], line: int, headings: Sequence[str]) -> list[str]:
    """Return the cells of a record that has exactly as many as there are headings."""
    surplus = cells[len(headings) :]
    if any(map(str.strip, surplus)):
        raise HistoryError(
            f"Line {line} has {len(cells)} cells where the headings have {len(headings)}: a separator too many.",
            code="row_too_long",
            line=line,
        )
    if len(cells) < len(headings):
        raise HistoryError(
            f"Line {line} is cut short: {len(cells)} of {len(headings)} cells. The file is damaged. Export it again.",
            code="row_cut_short",
            line=line,
            column=headings[len(cells)] or None,
        )
    return cells[: len(headings)]
