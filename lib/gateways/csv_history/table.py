"""From text to records: cells by their headings, each record with its line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib.gateways.csv_history.refusals import HistoryError
from lib.gateways.csv_history.text import HOW_TO_EXPORT

SEPARATORS = (",", ";", "\t")
HINT = re.compile(r"\s*sep=.\r?\n", re.IGNORECASE)  # a spreadsheet's note to itself, above the headings
# Far above any real row: what is longer was not written by the broker, and would not fit where rows are kept.
LONGEST_CELL = 200
LONGEST_DESCRIPTION = 2_000
LONGEST_ROW = 3_000


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file, and what follows them: the line each record starts on, and its cells, not yet checked."""

    line: int
    headings: tuple[str, ...]
    following: Iterator[tuple[int, list[str]]]

    def records(self) -> list[tuple[int, list[str]]]:
        """Return every record; raises HistoryError for one that does not fit the headings, and for torn quotes."""
        check_headings(self.headings, self.line)
        return [(line, checked(cells, line, self.headings)) for line, cells in self.following]


def table_of(text: str) -> Table:
    """Find the headings of a file; raises HistoryError for one that is empty or has unbalanced quotes there."""
    hint = HINT.match(text)
    following = lines_of(text[hint.end() :], hint[0].count("\n")) if hint else lines_of(text)
    first = next(following, None)
    if first is None:
        raise HistoryError(f"The file is empty. {HOW_TO_EXPORT}", code="empty_file")
    line, cells = first
    headings = [cell.strip() for cell in cells]
    while not headings[-1]:  # a separator after the last heading is none of a column
        headings.pop()
    return Table(line, tuple(headings), following)


def lines_of(text: str, above: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line it starts on; `above` lines of the file are not in the text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    start = above + 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield start, cells
            start = above + reader.line_num + 1
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


def check_headings(headings: Sequence[str], line: int) -> None:
    """Raise HistoryError for a heading that is there twice, or longer than any of ours."""
    refuse_long(headings, line, headings)
    for place, heading in enumerate(headings):
        if heading and heading in headings[:place]:
            raise HistoryError(
                f'The column "{heading}" is there twice, so that it is not clear which one counts.',
                code="column_twice",
                line=line,
                column=heading,
            )


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
    del cells[len(headings) :]
    refuse_long(cells, line, headings)
    return cells


def refuse_long(cells: Sequence[str], line: int, headings: Sequence[str]) -> None:
    """Raise for a cell, or a whole record, that is longer than any the broker writes."""
    lengths = list(map(len, cells))
    if sum(lengths) > LONGEST_ROW:
        raise too_long(line, headings[lengths.index(max(lengths))])
    if max(lengths) > LONGEST_CELL:
        for heading, length in zip(headings, lengths, strict=True):
            longest = LONGEST_DESCRIPTION if heading.lower() == "description" else LONGEST_CELL
            if length > longest:
                raise too_long(line, heading)


def too_long(line: int, heading: str) -> HistoryError:
    """Return the error for a record that is too long."""
    sentence = f'Line {line}, column "{heading}": longer than anything tastytrade writes. Nothing was imported.'
    return HistoryError(f"{sentence} Export the file again.", code="too_long", line=line, column=heading or None)
