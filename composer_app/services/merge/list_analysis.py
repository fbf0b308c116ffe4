"""Finds out how a list file is to be read, and goes through its rows: how many get the mail, and what is wrong."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

import msgspec

from composer_app.domain.list_columns import header_row_of, uses_of
from composer_app.domain.list_rows import CheckedRow, RowChecker
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.domain.merge_list import MergeRow, MergeSettings, RowProblem
from composer_app.services.merge.list_file import ListFile

MOST_SHOWN = 200
"""Rows that are kept of the file, and of each problem, to be shown."""
MOST_HEADER_ROWS = 10
"""The header is looked for among so many rows."""
_LOOKED_AT = 60
_ROWS_BETWEEN = 500


class ProblemRows(msgspec.Struct, frozen=True):
    """The rows with one problem."""

    numbers: array[int]
    """In the order of the file."""
    shown: tuple[CheckedRow, ...]
    """The first ones."""


class ListAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a list, read with these settings."""

    settings: MergeSettings
    sheets: tuple[str, ...]
    """Of a spreadsheet; empty: it is a text file."""
    titles: tuple[str, ...]
    """By column; empty texts where there is no header."""
    row_count: int
    """Rows with data."""
    recipient_count: int
    """Rows that get the mail."""
    shown: tuple[CheckedRow, ...]
    """The first rows."""
    recipients: tuple[MergeRow, ...]
    """Those of the first rows that get the mail."""
    problems: dict[RowProblem, ProblemRows]
    """Those that occur."""
    empty: dict[str, int]
    """How many rows that get the mail have no value for a placeholder."""
    has_dates: bool

    @property
    def leaves_out_repeats(self) -> bool:
        """Rows that repeat an address cannot get the mail: with them it would need several requests, and such a mail
        goes to each address once."""
        repeats = self.problems.get(RowProblem.REPEATED)
        if repeats is None:
            return False
        left_out = len(repeats.numbers) if RowProblem.REPEATED in self.settings.left_out else 0
        return self.recipient_count + left_out > MAX_RECIPIENTS


def found_settings(
    file: ListFile, placeholders: Sequence[str], given: MergeSettings | None = None, *, finds_header: bool = True
) -> MergeSettings:
    """How the file is probably to be read.

    Args:
        placeholders: those of the mail.
        given: settings whose sheet, encoding and delimiter the user has chosen; the uses are found anew.
        finds_header: False: the header is that of `given`.

    Raises:
        Failed: the file cannot be read.
    """
    encoding = given.encoding if given else file.encoding
    settings = msgspec.structs.replace(
        given or MergeSettings(),
        sheet=given.sheet if given else _first_sheet_with_rows(file),
        encoding=encoding,
        delimiter=given.delimiter if given else file.delimiter_in(encoding),
        excluded_rows=(),
    )
    rows = file.first_rows(_LOOKED_AT, settings)
    header = header_row_of(rows[: MOST_HEADER_ROWS + 1]) if finds_header else settings.header_row
    titles = next((cells for number, cells in rows if number == header), ())
    below = [cells for number, cells in rows if number > header]
    return msgspec.structs.replace(settings, header_row=header, uses=uses_of(titles, below, placeholders))


def analysis_of(
    file: ListFile, settings: MergeSettings, is_wanted: Callable[[], bool] = lambda: True
) -> ListAnalysis | None:
    """Read the whole file. None: it is not wanted any more.

    Where `ListAnalysis.leaves_out_repeats`, rows that repeat an address are left out; the settings do not count then.

    Args:
        is_wanted: asked now and then.

    Raises:
        Failed: the file cannot be read.
    """
    counter = _Counter(settings)
    for row_count, (number, cells) in enumerate(file.rows(settings)):
        counter.take(number, cells)
        if row_count % _ROWS_BETWEEN == 0 and not is_wanted():
            return None
    first = file.first_rows(settings.header_row, settings) if settings.header_row else []
    titles = first[-1][1] if first else ()
    width = max([len(titles), len(settings.uses), counter.width])
    found = ListAnalysis(
        settings=settings,
        sheets=file.sheets,
        titles=tuple(" ".join(titles[at].split()) if at < len(titles) else "" for at in range(width)),
        row_count=counter.row_count,
        recipient_count=counter.recipient_count,
        shown=tuple(counter.shown),
        recipients=tuple(filter(None, map(counter.checker.merge_row, counter.shown))),
        problems={
            problem: ProblemRows(numbers, tuple(counter.samples[problem]))
            for problem, numbers in counter.numbers.items()
        },
        empty=counter.empty,
        has_dates=file.has_dates,
    )
    if found.leaves_out_repeats and RowProblem.REPEATED not in settings.left_out:
        left_out = (*settings.left_out, RowProblem.REPEATED)
        return analysis_of(file, msgspec.structs.replace(settings, left_out=left_out), is_wanted)
    return found


class _Counter:
    """Counts the rows of one reading."""

    def __init__(self, settings: MergeSettings) -> None:
        self.checker = RowChecker(settings)
        self.row_count = self.recipient_count = self.width = 0
        self.shown: list[CheckedRow] = []
        self.numbers: dict[RowProblem, array[int]] = {}
        self.samples: dict[RowProblem, list[CheckedRow]] = {}
        self.empty: dict[str, int] = {}

    def take(self, number: int, cells: Sequence[str]) -> None:
        row = self.checker.check(number, cells)
        self.row_count += 1
        if len(self.shown) < MOST_SHOWN:
            self.shown.append(row)
            self.width = max(self.width, len(cells))
        recipient = self.checker.merge_row(row)
        if recipient is not None:
            self.recipient_count += 1
        for problem in row.problems:
            self.numbers.setdefault(problem, array("I")).append(number)
            samples = self.samples.setdefault(problem, [])
            if len(samples) < MOST_SHOWN:
                samples.append(row)
        if recipient is not None and RowProblem.EMPTY_VALUE in row.problems:
            for name, value in recipient.values.items():
                if not value:
                    self.empty[name] = self.empty.get(name, 0) + 1


def _first_sheet_with_rows(file: ListFile) -> str:
    full = (sheet for sheet in file.sheets if any(file.rows(MergeSettings(sheet=sheet))))
    return next(full, file.sheets[0] if file.sheets else "")
