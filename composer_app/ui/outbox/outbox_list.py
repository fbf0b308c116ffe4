"""The list of the outbox: headings and rows, created when they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from composer_app.domain.message_history import MessageRow
from composer_app.ui.outbox.lazy_column import LazyColumn, Piece
from composer_app.ui.outbox.outbox_row import HEAD, OutboxRow
from composer_app.ui.outbox.row_model import Row, RowId
from composer_app.ui.outbox.sections import Group
from composer_app.ui.texts import outbox
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.section_header import SectionHeader

_HEADER = 34
_MESSAGE = 84
"""About how high an open message is, before it has been measured."""


@spoken_as(QAccessible.Role.Tree)
class OutboxList(LazyColumn):
    """Shows groups of rows.

    Signals:
        action_wanted(submission id, action): an action of the user on a mail.
        mail_wanted(submission id): show a mail as it was sent.
        fold_wanted(group key, open): a heading was folded or unfolded.
        recipients_wanted(submission id): a row was unfolded; `set_recipients` lists them.
    """

    action_wanted = Signal(str, str)
    mail_wanted = Signal(str)
    fold_wanted = Signal(str, bool)
    recipients_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_list")
        self.setAccessibleName(outbox.LIST)
        self._unfolded: set[RowId] = set()
        self._recipients: dict[RowId, Sequence[MessageRow]] = {}
        self._progress: dict[RowId, tuple[int, int, str]] = {}
        self._current: RowId | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Show only these groups."""
        pieces = []
        for group in groups:
            pieces.append(self._header_piece(group))
            if group.is_open:
                pieces += [self._row_piece(row) for row in group.rows]
        self.set_pieces(pieces)

    def set_progress(self, submission_id: RowId, sent: int, total: int, left: str) -> None:
        """Set the progress of a send, shown by its row, now or when it comes into view."""
        self._progress[submission_id] = (sent, total, left)
        if (row := self.row_widget(submission_id)) is not None:
            row.set_progress(sent, total, left)

    def forget_progress(self, keep: set[RowId]) -> None:
        self._progress = {one: value for one, value in self._progress.items() if one in keep}

    def unfolded(self) -> frozenset[RowId]:
        """Rows that list their recipients."""
        return frozenset(self._unfolded)

    def set_recipients(self, submission_id: RowId, messages: Sequence[MessageRow]) -> None:
        """List the recipients of a mail, if it is still unfolded."""
        if submission_id in self._unfolded:
            self._recipients[submission_id] = messages
            if (row := self.row_widget(submission_id)) is not None:
                row.set_recipients(messages)

    def row_widget(self, submission_id: RowId) -> OutboxRow | None:
        """The row of a submission, if it is in or near the view."""
        widget = self.built(f"row-{submission_id}")
        return widget if isinstance(widget, OutboxRow) else None

    def reveal_row(self, submission_id: RowId) -> OutboxRow | None:
        """Scroll to a row."""
        return cast("OutboxRow | None", self.reveal(f"row-{submission_id}"))

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        """Mark the row with the focus, or the last one with it, as current."""
        before, row = self._row_around(old), self._row_around(now)
        if row is not None and row.row().id != self._current:
            if self._current is not None and (last := self.row_widget(self._current)) is not None:
                last.set_current(False)
            self._current = row.row().id
        for one in (before, row):
            if one is not None:
                one.set_current(one.row().id == self._current)

    def _row_around(self, widget: QWidget | None) -> OutboxRow | None:
        if widget is None or not self.isAncestorOf(widget):
            return None
        while widget is not None and not isinstance(widget, OutboxRow):
            widget = widget.parentWidget()
        return widget

    def stop_key(self) -> str:
        """Where the keyboard enters the list."""
        return f"row-{self._current}" if self._current is not None else ""

    # -- pieces

    def _header_piece(self, group: Group) -> Piece:
        def build(parent: QWidget) -> QWidget:
            header = SectionHeader(group.title, group.note, parent, foldable=group.is_foldable)
            header.setObjectName(f"section_{group.key}")
            header.setChecked(group.is_open)
            header.toggled.connect(self._folding(group.key))
            return header

        def renew(widget: QWidget) -> None:
            header = cast(SectionHeader, widget)
            header.setText(group.title)
            header.set_note(group.note)
            header.blockSignals(True)
            header.setChecked(group.is_open)
            header.blockSignals(False)
            header.update()

        return Piece(group.key, _HEADER, build, renew, is_stop=group.is_foldable)

    def _row_piece(self, row: Row) -> Piece:
        def build(parent: QWidget) -> QWidget:
            widget = OutboxRow(row, parent)
            widget.unfold(row.id in self._unfolded)
            if (recipients := self._recipients.get(row.id)) is not None:
                widget.set_recipients(recipients)
            widget.set_current(row.id == self._current)
            widget.toggled.connect(self._unfolding(row.id))
            widget.action_wanted.connect(self.action_wanted)
            widget.mail_wanted.connect(self.mail_wanted)
            self._show_progress(widget)
            return widget

        def renew(widget: QWidget) -> None:
            shown = cast(OutboxRow, widget)
            if shown.row() != row:
                shown.set_row(row)
            self._show_progress(shown)

        return Piece(f"row-{row.id}", HEAD + (_MESSAGE if row.is_open else 0), build, renew, is_stop=True)

    def _show_progress(self, widget: OutboxRow) -> None:
        if (progress := self._progress.get(widget.row().id)) is not None:
            widget.set_progress(*progress)

    def _folding(self, key: str) -> Callable[[bool], None]:
        return lambda on: self.fold_wanted.emit(key, on)

    def _unfolding(self, submission_id: RowId) -> Callable[[bool], None]:
        def note(on: bool) -> None:
            if on:
                self._unfolded.add(submission_id)
                self.recipients_wanted.emit(submission_id)
            else:
                self._unfolded.discard(submission_id)
                self._recipients.pop(submission_id, None)

        return note

    @Slot(str)
    def unfold(self, submission_id: RowId) -> None:
        """List the recipients of a mail."""
        self._unfolded.add(submission_id)
        if (row := self.row_widget(submission_id)) is not None:
            row.unfold(True)
        else:
            self.recipients_wanted.emit(submission_id)
