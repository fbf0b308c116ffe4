"""Undo of a send: the toast shown while a mail can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.draft import Draft
from composer_app.domain.submission import Submission
from composer_app.services.services import Services
from composer_app.ui.outbox.row_model import undo_left_s
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.texts import shell as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.outbox import subject_leaves_in
from composer_app.ui.widgets.toast import Toast

_LOOK_EVERY_MS = 250


class UndoToast(QObject):
    """Counts down in the window's toast. The outbox decides when the mail leaves, even if the toast is closed.

    Signals:
        taken_back: the mail is a draft again (`Draft`).
    """

    taken_back = Signal(object)

    def __init__(self, main_view: MainView, services: Services) -> None:
        super().__init__(main_view)
        self._main_view = main_view
        self._services = services
        self._submission: Submission | None = None
        self._shown = ""
        self._toast: Toast | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._show_left)
        services.eraser.forgotten.connect(self._read_again)
        services.outbox.changed.connect(self._read_again)

    def start(self, submission: Submission) -> None:
        """Offer to take this mail back until it is sent."""
        self._submission = submission
        self._shown = self._words()
        left_s = undo_left_s(submission, self._services.context.clock())
        self._toast = self._main_view.show_toast(self._shown, verbs.UNDO, self._undo, int(left_s * 1000))
        self._timer.start()

    def _words(self) -> str:
        assert self._submission is not None
        left_s = undo_left_s(self._submission, self._services.context.clock())
        return subject_leaves_in(left_s, self._submission.content.subject) if left_s else ""

    @Slot()
    def _show_left(self) -> None:
        toast, words = self._toast, self._words()
        is_ours = toast is not None and not toast.isHidden() and toast.text() == self._shown
        if not words:
            self._timer.stop()
            if toast is not None and is_ours:
                toast.dismiss()
        elif words != self._shown:
            self._shown = words
            if toast is not None and is_ours:  # otherwise the toast has another text by now; Ctrl+Z still works
                toast.set_text(words)

    @Slot()
    def _read_again(self) -> None:
        """Check the mail: it may have been sent early, changed by an erasure, or deleted."""
        submission = self._submission
        if submission is not None and self._timer.isActive():
            self._services.records.submission(submission.id).on_success(self._on_read_again)

    @Slot(object)
    def _on_read_again(self, submission: Submission | None) -> None:
        toast = self._toast
        if toast is None or not self._timer.isActive():
            return
        if submission is None:
            self._timer.stop()
            toast.dismiss()
        elif self._submission is not None and submission.id == self._submission.id:
            self._submission = submission
            self._show_left()

    def take_back(self) -> bool:
        """Take the mail back within its undo time; False: there is none."""
        if not self._timer.isActive() or not self._words():
            return False
        if self._toast is not None:
            self._toast.dismiss()
        self._undo()
        return True

    def _undo(self) -> None:
        self._timer.stop()
        if self._submission is not None:
            self._services.outbox.take_back(self._submission).on_success(self._on_taken_back)

    @Slot(object)
    def _on_taken_back(self, draft: Draft | None) -> None:
        if draft is None:
            self._main_view.show_toast(texts.LEFT_ALREADY)
        else:
            self.taken_back.emit(draft)
