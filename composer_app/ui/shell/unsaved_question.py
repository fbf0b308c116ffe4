"""The question whether the window may close over drafts that are not saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from composer_app.services.runtime.quit_on_signal import is_ending
from composer_app.ui.texts import shell as texts
from composer_app.ui.widgets.confirm import ConfirmDialog


class UnsavedQuestion(ConfirmDialog):
    """Accepted: what was written may be lost."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            texts.UNSAVED,
            texts.UNSAVED_TEXT,
            texts.CLOSE_AND_LOSE,
            danger=True,
            cancel=texts.STAY_OPEN,
            parent=parent,
        )
        self.setObjectName("unsaved_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def must_end() -> bool:
    """The system ends the program or the session: no question may hold that up."""
    app = QGuiApplication.instance()
    return is_ending() or (isinstance(app, QGuiApplication) and app.isSavingSession())
