"""Lists of recipients for the window: freezes their files, and reads them on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import QObject

from composer_app.domain.mail import Attachment
from composer_app.domain.merge_list import MergeAttachment, MergeRow, MergeSettings
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import attach_bytes_now, attach_now, stored_path
from composer_app.services.merge.list_analysis import ListAnalysis, analysis_of, found_settings
from composer_app.services.merge.list_file import MAX_LIST_BYTES, open_list
from composer_app.services.merge.list_reader import merge_rows
from composer_app.services.runtime.error_mapping import Failed, raising_failed
from composer_app.services.runtime.serial_thread import SerialThread
from composer_app.services.runtime.tasks import Task

T = TypeVar("T")


class FrozenList(msgspec.Struct, frozen=True):
    """The copy of a list file in the attachment store."""

    sha256: str
    file_name: str
    size_bytes: int


class OpenedList(msgspec.Struct, frozen=True):
    """A list file that was just frozen, read as it probably should be."""

    file: FrozenList
    analysis: ListAnalysis


class MergeLists(QObject):
    """Opens, analyses and reads lists. GUI thread only; reading happens on its thread, one file after the other."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._folder = context.profile.attachments
        self._thread: SerialThread[None] | None = None
        self._held: set[str] = set()
        self._wanted = 0

    def open(self, path: Path, placeholders: Sequence[str]) -> Task[OpenedList | None]:
        """Freeze a file and read it. The task succeeds with the `OpenedList`, or fails with `Failed`: FILE_IS_FOLDER,
        FILE_UNREADABLE, a problem of the disk, or one of the `LIST_` problems. None: a later call made it
        superfluous."""
        return self._opened(lambda: _frozen(self._folder, path), placeholders)

    def open_text(self, text: str, file_name: str, placeholders: Sequence[str]) -> Task[OpenedList | None]:
        """The same for a table that was pasted."""
        return self._opened(lambda: attach_bytes_now(self._folder, text.encode("utf-8-sig"), file_name), placeholders)

    def find_again(
        self, file: FrozenList, settings: MergeSettings, placeholders: Sequence[str], *, finds_header: bool
    ) -> Task[ListAnalysis | None]:
        """Read it with another sheet, encoding, delimiter or header: the columns are found anew, and the header unless
        the user chose it. None: a later call made it superfluous."""
        is_wanted = self._next()

        def read() -> ListAnalysis | None:
            with open_list(stored_path(self._folder, file.sha256), file.file_name) as opened:
                found = found_settings(opened, placeholders, settings, finds_header=finds_header)
                return analysis_of(opened, found, is_wanted)

        return self._asked(read)

    def analyse(self, file: FrozenList | MergeAttachment, settings: MergeSettings) -> Task[ListAnalysis | None]:
        """Go through all rows. None: a later call made it superfluous."""
        is_wanted = self._next()

        def read() -> ListAnalysis | None:
            with open_list(stored_path(self._folder, file.sha256), file.file_name) as opened:
                return analysis_of(opened, settings, is_wanted)

        return self._asked(read)

    def recipients(self, merge: MergeAttachment, start: int, count: int) -> Task[tuple[MergeRow, ...]]:
        """Rows that get the mail, from number `start` of them, from 0."""
        path = stored_path(self._folder, merge.sha256)
        return self._asked(lambda: tuple(islice(merge_rows(path, merge), start, start + count)))

    def hold(self, file: FrozenList) -> None:
        """Keep this copy in the store while it is looked at."""
        self._held = {file.sha256}

    def release(self) -> None:
        """No copy is looked at any more."""
        self._held = set()

    def held_files(self) -> set[str]:
        """The SHA-256 of copies that no draft needs yet."""
        return self._held

    def stop(self) -> None:
        """End the thread; a reading is broken off."""
        self._next()
        if self._thread is not None:
            self._thread.stop()

    def _next(self) -> Callable[[], bool]:
        """Whether the reading that begins now is still the last one."""
        self._wanted += 1
        number = self._wanted
        return lambda: number == self._wanted

    def _opened(self, freeze: Callable[[], Attachment], placeholders: Sequence[str]) -> Task[OpenedList | None]:
        is_wanted = self._next()

        def read() -> OpenedList | None:
            copied = freeze()
            file = FrozenList(copied.sha256, copied.file_name, copied.size_bytes)
            with open_list(stored_path(self._folder, file.sha256), file.file_name) as opened:
                analysis = analysis_of(opened, found_settings(opened, placeholders), is_wanted)
            return None if analysis is None else OpenedList(file, analysis)

        return self._asked(read)

    def _asked(self, job: Callable[[], T]) -> Task[T]:
        if self._thread is None:
            self._thread = SerialThread("lists", lambda: None)

        def run(_nothing: None) -> T:
            with raising_failed():
                return job()

        return self._context.watch(self._thread.ask(run))


def _frozen(folder: Path, path: Path) -> Attachment:
    try:
        return attach_now(folder, path, MAX_LIST_BYTES)
    except Failed as failure:
        if failure.problem.code is ProblemCode.FILE_TOO_BIG:
            raise Failed(Problem(ProblemCode.LIST_TOO_BIG, subject=path.name)) from failure
        raise
