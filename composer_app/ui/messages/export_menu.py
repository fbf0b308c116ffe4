"""The button "Export" of a list: which rows, which format, where to; then how far it is."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.exchange import xlsx_limits
from composer_app.services.exchange.atomic_file import temporary_name, with_ending
from composer_app.services.exchange.exchanges import RunningExchange
from composer_app.services.exchange.export_job import Exported, ExportFormat, ExportJob
from composer_app.services.exchange.exported_columns import ExportColumn, TitledColumn
from composer_app.services.exchange.exported_times import local_zone
from composer_app.services.exchange.protocol import Ended
from composer_app.services.records import RecordKind
from composer_app.services.services import Services
from composer_app.ui.texts import exchange as texts
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import verbs
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import caption
from composer_app.ui.widgets.progress_line import ProgressLine
from composer_app.ui.widgets.save_folder import remember_save_folder, save_folder

AskPath = Callable[[QWidget, str, str], str]
"""Asks where to; gets the suggested path and the kinds of files, gives the chosen path or ""."""


def exported_columns(titles: Sequence[str]) -> tuple[TitledColumn, ...]:
    """The columns of the file for the shown columns of a list, in their order."""
    columns: list[ExportColumn] = []
    for title in titles:
        columns.append(texts.COLUMNS_BY_TITLE[title])
        if columns[-1] is ExportColumn.PRICE:
            columns.append(ExportColumn.CURRENCY)
    return tuple(TitledColumn(column, texts.COLUMN_TITLES[column]) for column in columns)


@dataclass(frozen=True)
class ListToExport:
    """What a list shows.

    Attributes:
        titles: of the shown columns, in their order.
        chosen: the selected rows, if there are several; otherwise the whole list is meant.
        count: how many rows the list has; None while it is not known.
    """

    kind: RecordKind
    wanted: ArchiveFilter
    sort: SortKey
    descending: bool
    titles: tuple[str, ...]
    chosen: array[int]
    count: int | None


@dataclass(frozen=True)
class _Choice:
    title: str
    format: ExportFormat
    files: str
    for_excel: bool = False
    ending: str = ""
    """Of the file, where it is not the name of the format."""


_CHOICES = (
    _Choice(texts.CSV, ExportFormat.CSV, texts.CSV_FILES),
    _Choice(texts.CSV_FOR_EXCEL, ExportFormat.CSV, texts.CSV_FILES, for_excel=True),
    _Choice(texts.XLSX, ExportFormat.XLSX, texts.XLSX_FILES),
    _Choice(texts.NDJSON, ExportFormat.NDJSON, texts.NDJSON_FILES),
    _Choice(texts.EML, ExportFormat.EML, texts.ZIP_FILES, ending="zip"),
)


def ask_path(parent: QWidget, suggested: str, files: str) -> str:
    """The real one: the system's own dialog, which asks before it overwrites."""
    chosen, _ = QFileDialog.getSaveFileName(parent, texts.TITLE, suggested, files)
    return chosen


class ExportProgress(QWidget):
    """How far an export is, and the button that cancels it.

    Signals:
        cancelled: the button was pressed.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_progress")
        self.line = ProgressLine(self)
        self.cancel_button = quiet_button(verbs.CANCEL, self)
        self.cancel_button.setObjectName("cancel_export")
        self.cancel_button.clicked.connect(self.cancelled)
        in_row(self, self.line, self.cancel_button, grows=self.line, spacing=12)

    def begin(self, name: str) -> None:
        self.line.set_value(0)
        self.line.set_texts(texts.writing(name))
        self.line.set_busy(True)

    def show_share(self, done: int, total: int) -> None:
        self.line.set_busy(False)
        self.line.set_texts(texts.progress(done, total))
        self.line.set_value(done / max(total, 1))


class ExportMenu(QMenu):
    """The menu of the button. It exports what `listed` gives when an action is chosen.

    Signals:
        shown_changed: whether `progress` is to be seen.
        toast_requested: a sentence for a toast.
    """

    shown_changed = Signal(bool)
    toast_requested = Signal(str)

    def __init__(self, services: Services, listed: Callable[[], ListToExport], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("export_menu")
        self._services = services
        self._listed = listed
        self._parent = parent
        self._running: RunningExchange | None = None
        self._name = ""
        self.ask_path: AskPath = ask_path
        self.progress = ExportProgress(parent)
        self.progress.cancelled.connect(self.cancel)
        self._what = self.addAction("")  # not a section: its words are drawn by few styles
        self._what.setEnabled(False)
        self.addSeparator()
        self._exports: list[QAction] = []
        for number, choice in enumerate(_CHOICES):
            action = self.addAction(caption(choice.title))
            action.setData(number)
            action.triggered.connect(self._on_chosen)
            self._exports.append(action)
        give_mnemonics(self._exports)
        self._xlsx_title = next(one.text() for one in self._exports if _CHOICES[one.data()].format is ExportFormat.XLSX)
        self.aboutToShow.connect(self._say_what)

    @Slot()
    def cancel(self) -> None:
        """Cancel the running export. Nothing is left of it."""
        if self._running is not None:
            self._running.cancel()

    @Slot()
    def _say_what(self) -> None:
        listed = self._listed()
        self._what.setText(texts.selected_rows(len(listed.chosen)) if listed.chosen else texts.all_rows(listed.count))
        for action in self._exports:
            action.setEnabled(self._running is None and listed.count != 0)
            if _CHOICES[action.data()].format is ExportFormat.XLSX:
                is_too_long = (len(listed.chosen) or listed.count or 0) > xlsx_limits.MOST_ROWS
                action.setText(texts.XLSX_TOO_LONG if is_too_long else self._xlsx_title)
                action.setEnabled(action.isEnabled() and not is_too_long)

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction) or self._running is not None:
            return
        choice, listed = _CHOICES[action.data()], self._listed()
        settings = self._services.settings
        chosen = self.ask_path(self._parent, str(save_folder(settings) / self._suggested(listed, choice)), choice.files)
        if not chosen:
            return
        remember_save_folder(settings, chosen)
        target = with_ending(Path(chosen).absolute(), f".{choice.ending or choice.format.value}")
        self._start(listed, choice, target)

    def _suggested(self, listed: ListToExport, choice: _Choice) -> str:
        day = fmt.local_day(self._services.context.clock()).isoformat()
        return f"{texts.FILE_NAMES[listed.kind]}-{day}.{choice.ending or choice.format.value}"

    def _start(self, listed: ListToExport, choice: _Choice, target: Path) -> None:
        job = ExportJob(
            target=str(target),
            temporary=str(temporary_name(target)),
            format=choice.format,
            kind=listed.kind,
            wanted=listed.wanted,
            sort=listed.sort,
            descending=listed.descending,
            columns=exported_columns(listed.titles),
            rows=listed.chosen.tobytes() or None,
            for_excel=choice.for_excel,
            zone=local_zone(),
            attachments=str(self._services.context.profile.attachments.absolute()),
        )
        self._name = target.name
        self._running = self._services.exchanges.export(job)
        self._running.progressed.connect(self._on_progressed)
        self._running.task.on_success(self._on_done).on_failure(self._on_failed)
        self.progress.begin(target.name)
        self.shown_changed.emit(True)

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self._running is not None:
            self.progress.show_share(done, total)

    @Slot(object)
    def _on_done(self, ended: Ended) -> None:
        self._end()
        done = ended.result
        if isinstance(done, Exported):
            said = (texts.exported(self._name, done), texts.not_held(done))
            self.toast_requested.emit(" ".join(filter(None, said)))
        else:
            self.toast_requested.emit(texts.CANCELLED)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        words = failure_words(error)
        self.toast_requested.emit(" ".join(part for part in (words.title, words.body, words.vendor) if part))

    def _end(self) -> None:
        self._running = None
        self.shown_changed.emit(False)
