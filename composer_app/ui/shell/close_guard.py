"""Close guard: asks before the window closes over drafts that cannot be saved, and while mail is being sent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.sending.outbox import Outbox
from composer_app.services.sending.send_run import SendRuns
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.shell.unsaved_question import UnsavedQuestion, must_end
from composer_app.ui.texts import shell as texts
from composer_app.ui.widgets.confirm import ConfirmDialog


class CloseGuard(QObject):
    """Asks before the window closes while mail is being sent or due within a minute. Sending continues while the
    question is open; when it is done the window closes. No answer loses a state.

    Before that it asks about drafts that cannot be saved.

    Where the program keeps running without its window, closing hides the window and asks nothing.

    Signals:
        hidden: the window was hidden instead of closed.
    """

    hidden = Signal()

    def __init__(
        self, main_view: MainView, outbox: Outbox, send_runs: SendRuns, drafts: Drafts, window: MainWindow
    ) -> None:
        super().__init__(main_view)
        self._main_view = main_view
        self._outbox, self._send_runs = outbox, send_runs
        self._drafts = drafts
        self._window = window
        self._dialog: ConfirmDialog | None = None
        self._draft_dialog: ConfirmDialog | None = None
        self._is_waiting = self._is_decided = self._may_lose_drafts = self._is_quitting = False
        self.hides: Callable[[], bool] = lambda: False
        """Whether closing the window hides it. Quitting does not."""
        main_view.quit_wanted.connect(self.quit)
        window.installEventFilter(self)
        outbox.sending_changed.connect(self._on_sending_changed)

    @property
    def dialog(self) -> ConfirmDialog | None:
        """The open question, if any."""
        return self._dialog

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Close or watched is not self._window:
            return super().eventFilter(watched, event)
        if self._is_quitting or must_end() or not self.hides():
            is_refused = not self.may_close()
        else:
            is_refused = True
            self._hide_window()
        if is_refused:
            event.ignore()
        return is_refused

    @Slot()
    def quit(self) -> None:
        """End the program, after the same questions as when the window is closed for good."""
        self._is_quitting = True
        was_hidden = self._window.isHidden()
        if self._window.close() and was_hidden:
            QCoreApplication.quit()  # Qt quits by itself when the last window in sight is closed

    def _hide_window(self) -> None:
        self._window.save_layout()
        self._window.hide()
        self.hidden.emit()

    def may_close(self) -> bool:
        """True: nothing is being sent, the user agreed, or there is no user to ask."""
        if must_end():
            return True
        if self._drafts.are_refused and not self._may_lose_drafts:
            if self._draft_dialog is None:
                self._ask_about_drafts()
            return False
        if self._is_decided or self._outbox.unfinished == 0:
            return True
        if self._dialog is None:
            self._ask()
        return False

    def _show_window(self) -> None:
        if self._window.isHidden() or self._window.isMinimized():
            self._window.come_to_front()

    def _ask(self) -> None:
        self._show_window()
        title, text = texts.closing_question(self._outbox.unfinished, has_run=self._send_runs.is_running)
        dialog = ConfirmDialog(title, text, texts.WAIT, cancel=texts.QUIT_NOW, parent=self._window)
        dialog.setObjectName("leaving_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.do_button.clicked.connect(self._on_wait)
        dialog.cancel_button.clicked.connect(self._on_quit_now)
        dialog.finished.connect(self._on_answered)
        self._dialog = dialog
        dialog.open()

    def _ask_about_drafts(self) -> None:
        self._show_window()
        dialog = UnsavedQuestion(self._window)
        dialog.accepted.connect(self._on_lose_drafts)
        dialog.finished.connect(self._on_drafts_answered)
        self._draft_dialog = dialog
        dialog.open()

    @Slot()
    def _on_drafts_answered(self) -> None:
        self._draft_dialog = None
        self._is_quitting &= self._may_lose_drafts

    @Slot()
    def _on_lose_drafts(self) -> None:
        self._may_lose_drafts = self._is_quitting = True
        self._window.close()
        self._may_lose_drafts = self._dialog is not None  # the other question is open

    @Slot()
    def _on_answered(self) -> None:
        self._dialog = None
        self._is_quitting &= self._is_waiting or self._is_decided

    @Slot()
    def _on_wait(self) -> None:
        self._is_waiting = self._is_quitting = True
        self._main_view.show_toast(texts.closes_later(self._outbox.unfinished), texts.STAY_OPEN, self._stay)
        self._on_sending_changed()

    def _stay(self) -> None:
        self._is_waiting = self._is_quitting = False

    @Slot()
    def _on_quit_now(self) -> None:
        self._is_decided = self._is_quitting = True
        self._window.close()

    @Slot()
    def _on_sending_changed(self, _count: int = 0) -> None:
        if (self._dialog is None and not self._is_waiting) or self._outbox.unfinished:
            return
        if self._dialog is not None:
            self._dialog.done(0)
        self._is_waiting, self._is_quitting = False, True
        self._window.close()
