"""The content of the window where the program could not start again after a restore or a repair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from composer_app.ui.shell.unsaved_question import UnsavedQuestion, must_end
from composer_app.ui.texts import shell as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.inline_message import InlineMessage


class InterruptedPage(QWidget):
    """Says why, and lets the user try again. Closing the window over drafts that only memory has asks first.

    Args:
        again: starts once more.
        has_unsaved: drafts are in memory alone.
    """

    def __init__(
        self, folder: Path, error: OSError, again: Callable[[], object], window: QMainWindow, *, has_unsaved: bool
    ) -> None:
        super().__init__(window)
        self._window = window
        self._has_unsaved = has_unsaved
        self._question: UnsavedQuestion | None = None
        body = texts.INTERRUPTED_TEXT.format(folder=folder)
        if has_unsaved:
            body = f"{body} {texts.INTERRUPTED_UNSAVED}"
        message = InlineMessage(MessageKind.ERROR, texts.NO_PROFILE, body, error.strerror or str(error), self)
        message.add_action(verbs.TRY_AGAIN, again)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(message)
        column.addStretch(1)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_close = event.type() is QEvent.Type.Close and watched is self._window
        if not is_close or must_end() or not self._has_unsaved:
            return super().eventFilter(watched, event)
        event.ignore()
        if self._question is None:
            self._question = UnsavedQuestion(self._window)
            self._question.accepted.connect(self._on_agreed)
            self._question.finished.connect(self._on_answered)
            self._question.open()
        return True

    @Slot()
    def _on_agreed(self) -> None:
        self._has_unsaved = False
        self._window.close()

    @Slot()
    def _on_answered(self) -> None:
        self._question = None
