"""Opens a list of recipients by its content, not by its ending, and streams its rows as text.

Text (CSV, tabs, one address a line) is read block by block. A spreadsheet is unpacked in memory by calamine, about
70 MB for 100,000 rows of seven cells, so its size has a limit.
"""

from __future__ import annotations

import csv
import io
import mmap
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from composer_app.domain.list_cells import cell_text
from composer_app.domain.list_delimiter import delimiter_of
from composer_app.domain.merge_list import DateStyle, MergeSettings
from composer_app.domain.number_format import NumberFormat
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.merge.column_formats import column_formats
from composer_app.services.merge.sheet_sizes import check_size
from composer_app.services.merge.text_encoding import encoding_of
from composer_app.services.runtime.error_mapping import Failed

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Row = tuple[int, Sequence[str]]
"""The number of the row in the file, from 1, and its cells."""

MOST_COLUMNS = 200
"""Columns after these are not read."""
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_SAMPLE_BYTES = 64 * 1024
MAX_LIST_BYTES = 250_000_000
_BINARY_STARTS = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"SQLite format")


class ListFile(ABC):
    """An open list. `rows` may be called several times, one reading after the other."""

    sheets: tuple[str, ...] = ()
    """Of a spreadsheet."""
    encoding = ""
    """Of a text file: as found."""
    has_dates = False
    """A date of a spreadsheet was read."""

    def rows(self, settings: MergeSettings) -> Iterator[Row]:
        """The rows with data below the header; blank ones are left out."""
        for number, cells in self.all_rows(settings):
            if number > settings.header_row and any(map(str.strip, cells)):
                yield number, cells

    def first_rows(self, count: int, settings: MergeSettings) -> list[Row]:
        """The first rows of the file, with those of the header."""
        return list(islice(self.all_rows(settings), count))

    def delimiter_in(self, encoding: str) -> str:
        """The delimiter of a text file that is read in this encoding."""
        return ""

    @abstractmethod
    def all_rows(self, settings: MergeSettings) -> Iterator[Row]:
        """All rows."""


@contextmanager
def open_list(path: Path, name: str) -> Iterator[ListFile]:
    """The list at `path`; its content decides the format.

    Args:
        name: of the file, for the words about a problem.

    Raises:
        Failed: FILE_LOST or one of the `LIST_` problems, also while rows are read.
    """
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except OSError:
            raise Failed(Problem(ProblemCode.FILE_LOST, subject=name)) from None
        start = file.read(_SAMPLE_BYTES)
        if not start.strip():
            raise Failed(Problem(ProblemCode.LIST_EMPTY, subject=name))
        if start.startswith((_ZIP, _OLE)):
            yield _Spreadsheet(path, name, stack)
        elif start.startswith(_BINARY_STARTS):
            raise Failed(Problem(ProblemCode.LIST_NOT_A_TABLE, subject=name))
        else:
            yield _TextList(file, name)


class _TextList(ListFile):
    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name
        self.encoding = encoding_of(file)

    def delimiter_in(self, encoding: str) -> str:
        with self._opened(encoding) as text:
            return delimiter_of(text.read(_SAMPLE_BYTES))

    def all_rows(self, settings: MergeSettings) -> Iterator[Row]:
        with self._opened(settings.encoding or self.encoding) as text:
            lines = (line.replace("\0", "") for line in text)
            try:
                if settings.delimiter:
                    for number, cells in enumerate(csv.reader(lines, delimiter=settings.delimiter), 1):
                        yield number, cells[:MOST_COLUMNS]
                else:
                    for number, line in enumerate(lines, 1):
                        yield number, [line.strip()]
            except csv.Error as error:
                raise Failed(Problem(ProblemCode.LIST_OPEN_QUOTE, subject=self._name)) from error

    @contextmanager
    def _opened(self, encoding: str) -> Iterator[io.TextIOWrapper]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, encoding, errors="replace", newline="")
        try:
            yield text
        finally:
            text.detach()  # or it would close the file


class _Spreadsheet(ListFile):
    def __init__(self, path: Path, name: str, stack: ExitStack) -> None:
        self._name = name
        self._path = path
        self._sheet: CalamineSheet | None = None
        self._formats: dict[int, NumberFormat] = {}
        with _translated(name):
            if _is_encrypted(path):
                raise Failed(Problem(ProblemCode.LIST_LOCKED, subject=name))
            check_size(path, name)
            import python_calamine  # only for spreadsheets

            self._book = stack.enter_context(python_calamine.load_workbook(path))
            self.sheets = tuple(
                sheet.name
                for sheet in self._book.sheets_metadata
                if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
            )
        if not self.sheets:
            raise Failed(Problem(ProblemCode.LIST_EMPTY, subject=name))

    def all_rows(self, settings: MergeSettings) -> Iterator[Row]:
        wanted = settings.sheet or self.sheets[0]
        if wanted not in self.sheets:
            raise Failed(Problem(ProblemCode.SHEET_GONE, subject=wanted))
        with _translated(self._name):
            if self._sheet is None or self._sheet.name != wanted:
                self._sheet = self._book.get_sheet_by_name(wanted)  # the slow part
                self._formats = column_formats(self._path, wanted)
            sheet = self._sheet
            left = sheet.start[1] if sheet.start else 0
        before = [""] * left  # so that a column keeps its place
        style = settings.date_style
        for number, cells in enumerate(sheet.iter_rows(), 1):
            texts = [
                cell if isinstance(cell, str) else self._text(cell, style, left + at)
                for at, cell in enumerate(cells[:MOST_COLUMNS])
            ]
            yield number, [*before, *texts]

    def _text(self, cell: object, style: DateStyle, column: int) -> str:
        if isinstance(cell, float) and (number := self._formats.get(column)) is not None:
            return number.text(cell)
        if isinstance(cell, date):
            self.has_dates = True
        return cell_text(cell, style)


def _is_encrypted(path: Path) -> bool:
    """XLSX with a password: a packed file in the container of the old formats (MS-OFFCRYPTO 1.3.2)."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(_OLE, 0, len(_OLE)) == 0 and content.find("EncryptedPackage".encode("utf-16-le")) > 0


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """The errors of calamine as problems."""
    try:
        yield
    except Failed:
        raise
    except Exception as error:
        is_locked = type(error).__name__ == "PasswordError"
        code = ProblemCode.LIST_LOCKED if is_locked else ProblemCode.LIST_DAMAGED
        raise Failed(Problem(code, subject=name)) from error
