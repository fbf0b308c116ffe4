"""Binds the list of the open draft to the page: opens the sheet, shows chip, gaps and one recipient's values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from composer_app.domain.cost_estimate import PaidPrice
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import DraftProblem
from composer_app.domain.merge_list import MergeAttachment, MergeRow
from composer_app.domain.placeholders import placeholders_of
from composer_app.services.merge.list_analysis import MOST_SHOWN, ListAnalysis
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.compose.attachments.file_picker import pick_one_file
from composer_app.ui.compose.compose_view import ComposeView
from composer_app.ui.compose.recipient_list.list_sheet import ListSheet, missing_placeholders
from composer_app.ui.compose.recipient_list.recipient_stepper import RecipientStepper
from composer_app.ui.texts import recipient_lists as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.draft_problems import draft_problem_words
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.texts.send_test import NOT_SENT

_KEY = "list"
_MOST_SAID = 3
"""Problems that the sheet names of a test."""


class ListBinding(QObject):
    """Signals:
    toast_wanted: text, name of the action, and the action, for the window.
    values_changed: `values` gives those of another recipient.
    test_wanted: the user wants a test of the mail with these values of the placeholders (a dict).
    """

    toast_wanted = Signal(str, str, object)
    values_changed = Signal()
    test_wanted = Signal(object)

    def __init__(self, page: QWidget, session: DraftSession, view: ComposeView, services: Services) -> None:
        super().__init__(page)
        self._page, self._session, self._view = page, session, view
        self._lists, self._settings, self._records = services.merge_lists, services.settings, services.records
        self._sheet: ListSheet | None = None
        self._sheet_draft_id = session.draft.id
        self._shown: MergeAttachment | None = None
        self._analysis: ListAnalysis | None = None
        self._rows: tuple[MergeRow, ...] = ()
        self._start = self._at = 0
        self._reading: Task[tuple[MergeRow, ...]] | None = None
        self.stepper = RecipientStepper()
        self.stepper.setObjectName("recipient_stepper")
        view.preview.put_last(self.stepper)
        chip = view.header.list_chip
        chip.opened.connect(self.open_again)
        chip.remove_requested.connect(self._on_remove)
        self.stepper.moved.connect(self._on_moved)
        session.list_changed.connect(self.show_list)
        session.rewritten.connect(self._on_rewritten)
        session.opened.connect(self._on_draft_opened)

    # -- the sheet

    @property
    def sheet(self) -> ListSheet | None:
        """The open sheet."""
        return self._sheet

    @Slot()
    def pick(self) -> QFileDialog:
        """Open the dialog for a list file."""
        dialog = pick_one_file(self._page, self._settings, texts.IMPORT_LIST, texts.LIST_FILES)
        dialog.fileSelected.connect(self._on_picked)
        return dialog

    @Slot(str)
    def _on_picked(self, name: str) -> None:
        self.open_file(Path(name))

    @Slot(Path)
    def open_file(self, path: Path) -> None:
        """Open the sheet with this file."""
        self._open().wait_for(path.name, self._lists.open(path, self._placeholders()))

    @Slot(str)
    def open_table(self, text: str) -> None:
        """Open the sheet with a table that was pasted."""
        task = self._lists.open_text(text, texts.PASTED, self._placeholders())
        self._open().wait_for(texts.PASTED, task)

    @Slot()
    def open_again(self) -> None:
        """Open the sheet with the list of the mail."""
        merge = self._session.draft.merge
        if merge is not None:
            self._open().show_again(merge)

    def _open(self) -> ListSheet:
        if self._sheet is None:
            self._sheet = ListSheet(self._page, self._lists, self._placeholders())
            self._sheet_draft_id = self._session.draft.id
            self._sheet.chosen.connect(self._on_chosen)
            self._sheet.another_wanted.connect(self.pick)
            self._sheet.test_wanted.connect(self.test_wanted)
            self._sheet.finished.connect(self._on_closed)
            self._sheet.open()
            if (account := self._session.account) is not None:
                self._records.paid_prices(account.id).on_success(self._on_prices).on_failure(self._on_no_prices)
        return self._sheet

    @Slot(object)
    def _on_prices(self, paid: tuple[PaidPrice, ...]) -> None:
        if self._sheet is not None:
            self._sheet.show_prices(paid)

    @Slot(object)
    def _on_no_prices(self, _error: Exception) -> None:
        """The sheet says nothing about the cost."""

    @Slot(object)
    def show_test_problems(self, problems: tuple[DraftProblem, ...]) -> None:
        """Say in the open sheet why a test was not sent: the page is behind it."""
        if self._sheet is not None:
            sentences = " ".join(draft_problem_words(one) for one in problems[:_MOST_SAID])
            self._sheet.show_failure(MessageText(NOT_SENT, sentences))

    @Slot(object)
    def show_test_failure(self, error: Exception) -> None:
        """The same, where it did not get into the outbox."""
        if self._sheet is not None:
            self._sheet.show_failure(failure_words(error))

    def _placeholders(self) -> tuple[str, ...]:
        draft = self._session.draft
        return placeholders_of(draft, draft.text or "")

    @Slot(object)
    def _on_chosen(self, merge: MergeAttachment) -> None:
        self._session.use_list(merge)

    @Slot()
    def close_sheet(self) -> None:
        """Close the sheet; nothing is changed."""
        if self._sheet is not None:
            self._sheet.reject()

    @Slot(object)
    def _on_draft_opened(self, draft: Draft) -> None:
        """The list of the sheet was for the draft that was open; it stays if only the content of that one is new."""
        if draft.id != self._sheet_draft_id:
            self.close_sheet()

    @Slot()
    def _on_closed(self) -> None:
        self._sheet = None

    # -- the list of the mail

    @Slot()
    def show_list(self) -> None:
        """Show the list of the open draft."""
        merge = self._session.draft.merge
        if merge == self._shown:
            return
        self._shown, self._analysis, self._rows, self._reading = merge, None, (), None
        self._start = self._at = 0
        self._view.messages.take(_KEY)
        self._view.header.show_list(merge)
        self._show_recipient()
        if merge is not None:
            task = self._lists.analyse(merge, merge.settings)
            task.on_success(self._on_analysed)
            task.on_failure(self._on_unreadable)

    @Slot()
    def show_gaps(self) -> None:
        """Show what of the list leaves gaps in the mail as it is now."""
        merge, analysis = self._session.draft.merge, self._analysis
        if merge is None:
            return
        names = self._placeholders()
        empty = {name: count for name, count in analysis.empty.items() if name in names} if analysis else {}
        words = texts.list_hint(missing_placeholders(names, merge.settings), empty)
        self._view.header.list_hint.say(words, is_error=bool(words))

    @Slot(object)
    def _on_analysed(self, analysis: ListAnalysis | None) -> None:
        merge = self._session.draft.merge
        if analysis is None or merge is None or analysis.settings != merge.settings or merge != self._shown:
            return
        self._analysis, self._rows = analysis, analysis.recipients
        if analysis.recipient_count != merge.recipient_count:  # an address was erased from it
            self._session.recount_list(analysis.recipient_count)
        self.show_gaps()
        self._show_recipient()

    @Slot(object)
    def _on_unreadable(self, failure: Failed) -> None:
        self._view.messages.put(_KEY, failure_words(failure))

    @Slot()
    def _on_remove(self) -> None:
        merge = self._session.draft.merge
        undo = self._session.remove_list()
        if merge is not None and undo is not None:
            self._view.header.focus("to")
            self.toast_wanted.emit(texts.LIST_REMOVED.format(name=merge.file_name), verbs.UNDO, undo)

    @Slot()
    def _on_rewritten(self) -> None:
        self._shown = None
        self.show_list()

    # -- one recipient

    def values(self) -> Mapping[str, str]:
        """The values of the recipient whose mail is shown."""
        row = self._row()
        return row.values if row is not None else {}

    def _row(self) -> MergeRow | None:
        place = self._at - self._start
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @Slot(int)
    def _on_moved(self, at: int) -> None:
        self._at = at
        self._show_recipient()
        merge = self._session.draft.merge
        if self._row() is None and merge is not None:
            self._start = at // MOST_SHOWN * MOST_SHOWN
            self._rows = ()
            self._reading = self._lists.recipients(merge, self._start, MOST_SHOWN)
            self._reading.on_success(self._on_rows)
            self._reading.on_failure(self._on_unreadable)

    @Slot(object)
    def _on_rows(self, rows: tuple[MergeRow, ...]) -> None:
        if self._reading is not None and self._reading.is_done:
            self._reading = None
            self._rows = rows
            self._show_recipient()

    def _show_recipient(self) -> None:
        merge = self._session.draft.merge
        self.stepper.show_recipient(self._row(), self._at, merge.recipient_count if merge else 0)
        self.values_changed.emit()
