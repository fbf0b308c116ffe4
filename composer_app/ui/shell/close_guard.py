"""Closing the window while mail is on its way: it asks, and whatever is answered no state is lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from composer_app.services.runtime.termination import is_told_to_end
from composer_app.services.sending.outbox import Outbox
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.texts import format as fmt
from composer_app.ui.widgets.confirm import ConfirmDialog

TEXT = (
    "Wait, and the window closes when they are out. Quit now, and what was not handed over leaves when you start the "
    "program again. What was under way is looked up then; nothing is sent twice."
)
TEXT_ONE = (
    "Wait, and the window closes when it is out. Quit now, and it leaves when you start the program again. "
    "If it was under way, it is looked up then; it is not sent twice."
)


def title(count: int) -> str:
    """`2 mails are being sent.`"""
    return f"{fmt.count(count, 'mail')} {'is' if count == 1 else 'are'} being sent."


class CloseGuard(QObject):
    """Asks before the window closes over mail that leaves by itself within a minute. Blocks nothing: the mail goes on
    leaving while the question stands, and once it is out the window closes without an answer.
    """

    def __init__(self, main_view: MainView, outbox: Outbox, window: MainWindow) -> None:
        super().__init__(main_view)
        self._main_view = main_view
        self._outbox = outbox
        self._window = window
        self._dialog: ConfirmDialog | None = None
        self._is_waiting = self._is_decided = False
        window.installEventFilter(self)
        outbox.sending_changed.connect(self._on_sending_changed)

    @property
    def dialog(self) -> ConfirmDialog | None:
        """The question, as long as it stands."""
        return self._dialog

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and watched is self._window and not self.may_close():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def may_close(self) -> bool:
        """True: nothing is on its way, somebody decided, or nobody can be asked."""
        app = QGuiApplication.instance()
        is_logout = isinstance(app, QGuiApplication) and app.isSavingSession()
        if self._is_decided or self._outbox.unfinished == 0 or is_told_to_end() or is_logout:
            return True
        if self._dialog is None:
            self._ask()
        return False

    def _ask(self) -> None:
        count = self._outbox.unfinished
        text = TEXT_ONE if count == 1 else TEXT
        dialog = ConfirmDialog(title(count), text, "Wait", cancel="Quit now", parent=self._window)
        dialog.setObjectName("leaving_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.do_button.clicked.connect(self._on_wait)
        dialog.cancel_button.clicked.connect(self._on_quit_now)
        dialog.finished.connect(self._on_answered)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def _on_answered(self) -> None:
        self._dialog = None

    @Slot()
    def _on_wait(self) -> None:
        self._is_waiting = True
        count = fmt.count(self._outbox.unfinished, "mail")
        self._main_view.show_toast(f"The window closes when {count} {_be(count)} out.", "Stay open", self._stay)
        self._on_sending_changed()

    def _stay(self) -> None:
        self._is_waiting = False

    @Slot()
    def _on_quit_now(self) -> None:
        self._is_decided = True
        self._window.close()

    @Slot()
    def _on_sending_changed(self, _count: int = 0) -> None:
        if (self._dialog is None and not self._is_waiting) or self._outbox.unfinished:
            return
        if self._dialog is not None:
            self._dialog.done(0)
        self._is_waiting = False
        self._window.close()


def _be(count: str) -> str:
    return "is" if count.startswith("1 ") else "are"
