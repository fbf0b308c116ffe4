"""The sheet that turns a list file into recipients: how it is read, what its columns are, and who gets the mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QWidget

from composer_app.domain.cost_estimate import PaidPrice, estimate_cost
from composer_app.domain.list_rows import CheckedRow, RowChecker
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.domain.merge_list import (
    ColumnRole,
    DateStyle,
    ListColumnUse,
    MergeAttachment,
    MergeSettings,
    RowProblem,
)
from composer_app.domain.send_run import batches_of
from composer_app.services.merge.list_analysis import MOST_HEADER_ROWS, ListAnalysis
from composer_app.services.merge.list_file import MOST_COLUMNS
from composer_app.services.merge.merge_lists import FrozenList, MergeLists, OpenedList
from composer_app.services.merge.text_encoding import ENCODINGS
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.ui.compose.recipient_list.empty_values_dialog import EmptyValuesDialog
from composer_app.ui.compose.recipient_list.mapping_table import MappingTable
from composer_app.ui.compose.recipient_list.row_problems import RowProblems
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import recipient_lists as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import row_height
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.plain_text import Label, set_tooltip
from composer_app.ui.widgets.primary_button import PrimaryButton
from composer_app.ui.widgets.progress_line import ProgressLine
from composer_app.ui.widgets.sheet import Sheet
from composer_app.ui.widgets.small_icon import SmallIcon
from composer_app.ui.widgets.small_note import SmallNote

_MARGIN = 20
V = TypeVar("V")


class ListSheet(Sheet):
    """Nothing changes before "Use this list".

    Args:
        lists: reads the file.
        placeholders: those of the mail.

    Signals:
        chosen: the list to use (`MergeAttachment`).
        another_wanted: the user wants to pick another file.
        test_wanted: the user wants a test of the mail with these values of the placeholders (a dict).
    """

    chosen = Signal(object)
    test_wanted = Signal(object)
    another_wanted = Signal()

    def __init__(self, page: QWidget, lists: MergeLists, placeholders: Sequence[str]) -> None:
        super().__init__("list_sheet", page)
        self._lists, self._placeholders = lists, tuple(placeholders)
        self._file: FrozenList | MergeAttachment | None = None
        self._analysis: ListAnalysis | None = None
        self._settings = MergeSettings()
        self._reading: Task[ListAnalysis | None] | Task[OpenedList | None] | None = None
        self._shows: RowProblem | str | None = None
        self._rows: Sequence[CheckedRow] = ()
        self._paid: tuple[PaidPrice, ...] = ()
        self._make_parts()
        self._lay_out()
        self.finished.connect(self._on_end)

    def _make_parts(self) -> None:
        self.heading = SmallHeading()
        self.facts = SmallNote()
        self.facts.setObjectName("list_facts")
        self.another = quiet_button(texts.ANOTHER_FILE)
        self.another.setObjectName("another_file")
        self.another.clicked.connect(self.another_wanted)
        self.values = quiet_button(texts.VALUES_IF_EMPTY)
        self.values.setObjectName("values_if_empty")
        self.values.clicked.connect(self._ask_values)
        self.close_button = quiet_button(icon="close", tooltip=verbs.CLOSE)
        self.close_button.setObjectName("close_sheet")
        self.close_button.clicked.connect(self.reject)
        self.boxes = {
            key: _box(key, name)
            for key, name in (
                ("sheet", texts.SHEET),
                ("encoding", texts.ENCODING),
                ("delimiter", texts.DELIMITER),
                ("header_row", texts.HEADER),
                ("date_style", texts.DATES),
            )
        }
        self._found_parts = {key: _labelled(box) for key, box in self.boxes.items()}
        self._coverage_icon = SmallIcon()
        self.boxes["sheet"].activated.connect(self._on_sheet)
        self.boxes["encoding"].activated.connect(self._on_encoding)
        self.boxes["delimiter"].activated.connect(self._on_delimiter)
        self.boxes["header_row"].activated.connect(self._on_header)
        self.boxes["date_style"].activated.connect(self._on_dates)
        self.coverage = SmallNote()
        self.coverage.setObjectName("placeholder_coverage")
        self.table = MappingTable()
        self.table.uses_chosen.connect(self._on_uses)
        self.table.row_toggled.connect(self._on_row_toggled)
        self.problems = RowProblems()
        self.problems.left_out_chosen.connect(self._on_left_out)
        self.problems.correction_wanted.connect(self._on_correction)
        self.problems.values_wanted.connect(self._ask_values)
        self.problems.show_wanted.connect(self._on_show_wanted)
        self.progress = ProgressLine()
        self.progress.setObjectName("list_progress")
        self.message = InlineMessage(MessageKind.ERROR, "")
        self.message.setObjectName("list_message")
        self.outcome, self.requests = Label(), Label()
        self.outcome.setFont(typography.strong())
        self.outcome.setObjectName("list_outcome")
        self.requests.setObjectName("list_requests")
        self.test_button = quiet_button(" ", icon="send-test")
        self.test_button.setObjectName("send_row_to_me")
        self.test_button.clicked.connect(self._on_test)
        self.cancel_button = secondary_button(verbs.CANCEL)
        self.cancel_button.setObjectName("cancel_list")
        self.cancel_button.clicked.connect(self.reject)
        self.use_button = PrimaryButton(texts.USE_THIS_LIST)
        self.use_button.setObjectName("use_list")
        self.use_button.clicked.connect(self._on_use)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(row_height(52, typography.heading()))
        title = (SmallIcon("table", "text2", 20), 10, self.heading, 12, self.facts)
        in_row(head, *title, REST, self.values, self.another, 8, self.close_button, margins=(_MARGIN, 0, 12, 0))
        self._found = QWidget()
        self._found.setFixedHeight(row_height(52, typography.body()))
        coverage = in_row(None, REST, self._coverage_icon, self.coverage, spacing=6)
        in_row(self._found, *self._found_parts.values(), REST, coverage, spacing=16, margins=(_MARGIN, 0, _MARGIN, 12))
        self._body = QWidget()
        in_column(self._body, self._found, Hairline(), self.table, self.problems, grows=self.table)
        self._wait = QWidget()
        in_column(self._wait, self.progress, self.message, REST, margins=(_MARGIN, 8, _MARGIN, 16))
        foot = QWidget()
        foot.setFixedHeight(row_height(64, typography.body()))
        buttons = (self.test_button, 24, self.cancel_button, 8, self.use_button)
        in_row(foot, self.outcome, 6, self.requests, REST, *buttons, margins=(_MARGIN, 0, _MARGIN, 4))
        in_column(self, head, self._wait, self._body, Hairline(), foot, grows=self._body)
        self._body.hide()
        self.message.hide()
        self._show_foot()

    @property
    def is_reading(self) -> bool:
        """A file is being read."""
        return self._reading is not None and not self._reading.is_done

    def show_prices(self, paid: tuple[PaidPrice, ...]) -> None:
        """Say below what the mail is likely to cost by these prices."""
        self._paid = paid
        self._show_foot()

    def show_failure(self, words: MessageText) -> None:
        """Show a message above the list."""
        self.message.set_content(words.kind, words.title, words.body, words.vendor)
        self.message.show()
        self._wait.show()
        self.place()

    # -- which file

    def wait_for(self, name: str, task: Task[OpenedList | None]) -> None:
        """Show the list that this task opens; a failure is said, and the list that was shown before stays."""
        self._reading = task
        self.heading.setText(texts.SHEET_TITLE.format(name=name))
        self.message.hide()
        self._show_busy(texts.READING.format(name=name))
        task.on_success(self._on_opened)
        task.on_failure(self._on_not_opened)

    def show_again(self, merge: MergeAttachment) -> None:
        """Show a list that the mail has."""
        self._file, self._settings = merge, merge.settings
        self.heading.setText(texts.SHEET_TITLE.format(name=merge.file_name))
        self._analyse(texts.READING.format(name=merge.file_name))

    @Slot(object)
    def _on_opened(self, opened: OpenedList | None) -> None:
        if opened is None or not self.isVisible():
            return
        self._file = opened.file
        self._lists.hold(opened.file)
        self._shows = None
        self.heading.setText(texts.SHEET_TITLE.format(name=opened.file.file_name))
        self._on_analysed(opened.analysis)

    @Slot(object)
    def _on_not_opened(self, failure: Failed) -> None:
        self._show_busy("")
        self.show_failure(failure_words(failure))
        if self._file is not None:
            self.heading.setText(texts.SHEET_TITLE.format(name=self._file.file_name))
        self._show_foot()
        self.place()

    # -- how it is read

    @Slot(int)
    def _on_sheet(self, _index: int) -> None:
        self._find_again(sheet=self.boxes["sheet"].currentData())

    @Slot(int)
    def _on_encoding(self, _index: int) -> None:
        self._find_again(encoding=self.boxes["encoding"].currentData())

    @Slot(int)
    def _on_delimiter(self, _index: int) -> None:
        self._find_again(delimiter=self.boxes["delimiter"].currentData())

    @Slot(int)
    def _on_header(self, _index: int) -> None:
        self._find_again(finds_header=False, header_row=self.boxes["header_row"].currentData())

    @Slot(int)
    def _on_dates(self, _index: int) -> None:
        self._change(date_style=DateStyle(self.boxes["date_style"].currentData()))  # Qt gives a plain text back

    @Slot(object)
    def _on_uses(self, uses: tuple[ListColumnUse, ...]) -> None:
        self._change(uses=uses)

    @Slot(int)
    def _on_row_toggled(self, number: int) -> None:
        excluded = tuple(sorted({number} ^ set(self._settings.excluded_rows)))
        self.table.show_excluded(excluded)
        self._change(excluded_rows=excluded)

    @Slot(object, bool)
    def _on_left_out(self, problem: RowProblem, is_left_out: bool) -> None:
        others = tuple(one for one in self._settings.left_out if one is not problem)
        self._change(left_out=(*others, problem) if is_left_out else others)

    @Slot(object, bool)
    def _on_correction(self, problem: RowProblem, is_corrected: bool) -> None:
        others = tuple(one for one in self._settings.corrected if one is not problem)
        self._change(corrected=(*others, problem) if is_corrected else others)

    @Slot()
    def _ask_values(self) -> None:
        names = dict.fromkeys([*self._settings.placeholders(), *self._placeholders])
        dialog = EmptyValuesDialog(tuple(names), self._settings.defaults, self)
        dialog.chosen.connect(self._on_values)
        dialog.open()

    @Slot(object)
    def _on_values(self, values: dict[str, str]) -> None:
        self._change(defaults=values)

    def _change(self, **changes: object) -> None:
        self._settings = msgspec.structs.replace(self._settings, **changes)
        self._analyse(texts.READING_AGAIN)

    def _find_again(self, *, finds_header: bool = True, **changes: object) -> None:
        if self._file is None:
            return
        self._settings = msgspec.structs.replace(self._settings, **changes)
        file = FrozenList(self._file.sha256, self._file.file_name, self._file.size_bytes)
        self._begun(
            self._lists.find_again(file, self._settings, self._placeholders, finds_header=finds_header),
            texts.READING_AGAIN,
        )

    def _analyse(self, words: str) -> None:
        assert self._file is not None
        self._begun(self._lists.analyse(self._file, self._settings), words)

    def _begun(self, task: Task[ListAnalysis | None], words: str) -> None:
        self._reading = task
        task.on_success(self._on_analysed)
        task.on_failure(self._on_not_opened)
        self.message.hide()
        self._show_busy(words)

    # -- what is shown

    @Slot(object)
    def _on_analysed(self, analysis: ListAnalysis | None) -> None:
        if analysis is None or self._file is None:
            return
        self._reading = None
        self._analysis, self._settings = analysis, analysis.settings
        self._show_busy("")
        self._show_found(analysis)
        self.table.show_columns(analysis, self._placeholders)
        self.problems.show_analysis(analysis)
        self._show_rows()
        is_first = self._body.isHidden()
        self._body.show()
        self._show_foot()
        self.place()
        if is_first:
            self.use_button.setFocus() if self.use_button.isEnabled() else self.boxes["header_row"].setFocus()

    def _show_found(self, analysis: ListAnalysis) -> None:
        settings, is_text = analysis.settings, not analysis.sheets
        columns = len(analysis.titles)
        facts = texts.size_words(analysis.row_count, columns)
        self.facts.say(f"{facts}. {texts.more_columns_words(MOST_COLUMNS)}" if columns >= MOST_COLUMNS else facts)
        delimiters = dict.fromkeys([*texts.DELIMITER_NAMES, settings.delimiter])
        header_rows = range(max(MOST_HEADER_ROWS, settings.header_row) + 1)
        _fill(self.boxes["sheet"], {name: name for name in analysis.sheets}, settings.sheet)
        _fill(self.boxes["encoding"], {one: texts.encoding_name(one) for one in ENCODINGS}, settings.encoding)
        _fill(
            self.boxes["delimiter"],
            {one: texts.DELIMITER_NAMES.get(one, one) for one in delimiters},
            settings.delimiter,
        )
        _fill(
            self.boxes["header_row"],
            {row: texts.HEADER_ROW.format(n=row) if row else texts.NO_HEADER for row in header_rows},
            settings.header_row,
        )
        _fill(self.boxes["date_style"], {one: texts.DATE_NAMES[one] for one in DateStyle}, settings.date_style)
        shown = {
            "sheet": not is_text,
            "encoding": is_text,
            "delimiter": is_text,
            "header_row": True,
            "date_style": analysis.has_dates,
        }
        for key, is_shown in shown.items():
            self._found_parts[key].setVisible(is_shown)
        missing = missing_placeholders(self._placeholders, settings)
        unused = sum(use.role is ColumnRole.NOT_USED for use in settings.uses)
        words = texts.placeholder_words(missing, len(self._placeholders), unused)
        self.coverage.say(words, role="warning.text" if missing else "text2")
        if missing:
            self._coverage_icon.show_icon("warning", "warning.text")
        else:
            self._coverage_icon.show_icon("check", "success.text")

    def _show_rows(self) -> None:
        analysis = self._analysis
        assert analysis is not None
        rows: Sequence[CheckedRow] = analysis.shown
        if isinstance(self._shows, RowProblem):
            found = analysis.problems.get(self._shows)
            rows = found.shown if found else ()
        elif self._shows is not None:
            all_of_them = {row.number: row for found in analysis.problems.values() for row in found.shown}
            rows = [all_of_them[number] for number in sorted(all_of_them)]
        if not rows:
            self._shows, rows = None, analysis.shown
        self.problems.show_shown(self._shows is not None)
        self._rows = rows
        self.table.show_rows(rows)
        self._show_test()

    @Slot(object)
    def _on_show_wanted(self, shows: RowProblem | str | None) -> None:
        self._shows = shows
        self._show_rows()

    def _show_busy(self, words: str) -> None:
        self.progress.set_texts(words)
        self.progress.set_busy(bool(words))
        self.progress.setVisible(bool(words))
        self._wait.setVisible(bool(words) and self._body.isHidden())
        if words:
            self._show_foot()

    def _show_foot(self) -> None:
        analysis = self._analysis
        self.values.setVisible(analysis is not None)
        if analysis is None or self.is_reading:
            words = texts.READING_AGAIN if self.is_reading else ""
            self.outcome.setText(words if analysis is not None else "")
            self.requests.setText("")
            self.use_button.set_available(False, words)
            self._show_test()
            return
        count = analysis.recipient_count
        self.outcome.setText(texts.outcome_words(count, analysis.row_count))
        requests = texts.request_words(batches_of(count), MAX_RECIPIENTS)
        cost = texts.cost_words(estimate_cost(self._paid, count))
        self.requests.setText(" ".join(filter(None, (requests, cost))))
        has_address = self._settings.column_of(ColumnRole.ADDRESS) is not None
        why_not = "" if count else texts.NO_RECIPIENT_LEFT
        self.use_button.set_available(has_address and count > 0, why_not if has_address else texts.CHOOSE_ADDRESS)

    def _show_test(self) -> None:
        is_shown = self._analysis is not None and bool(self._rows)
        self.test_button.setVisible(is_shown)
        self.test_button.setEnabled(is_shown and not self.is_reading)
        if is_shown:
            number = fmt.number(self._rows[0].number)
            self.test_button.setText(texts.SEND_ROW_TO_ME.format(n=number))
            set_tooltip(self.test_button, texts.SEND_ROW_HINT.format(n=number))

    @Slot()
    def _on_test(self) -> None:
        self.test_wanted.emit(RowChecker(self._settings).values_of(self._rows[0].cells))

    # -- the end

    @Slot()
    def _on_use(self) -> None:
        file, analysis = self._file, self._analysis
        assert file is not None
        assert analysis is not None
        self.chosen.emit(
            MergeAttachment(
                sha256=file.sha256,
                file_name=file.file_name,
                size_bytes=file.size_bytes,
                settings=analysis.settings,
                recipient_count=analysis.recipient_count,
                row_count=analysis.row_count,
            )
        )
        self.accept()

    @Slot(int)
    def _on_end(self, _result: int) -> None:
        self._lists.release()


class SmallHeading(Label):
    """The title of a sheet: one line that is cut at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(typography.heading())
        self.setObjectName("sheet_title")

    def setText(self, text: str) -> None:
        self.setAccessibleName(text)
        metrics = QFontMetrics(self.font())
        super().setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, typography.units(520)))
        set_tooltip(self, text)


def missing_placeholders(placeholders: Sequence[str], settings: MergeSettings) -> tuple[str, ...]:
    """Those of the mail that have neither a column nor a value of their own."""
    known = settings.placeholders().keys() | settings.defaults.keys()
    return tuple(name for name in placeholders if name not in known)


def _box(key: str, name: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(f"list_{key}")
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMaximumWidth(typography.units(170))
    return box


def _labelled(box: QComboBox) -> QWidget:
    part = QWidget()
    in_row(part, Label(box.accessibleName()), box, spacing=8)
    return part


def _fill(box: QComboBox, choices: dict[V, str], current: V) -> None:
    box.clear()
    for value, words in choices.items():
        box.addItem(words, value)
    box.setCurrentIndex(list(choices).index(current) if current in choices else -1)
