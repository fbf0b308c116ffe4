"""The main window: title, geometry and menu bar. It is shown before its content is built."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMenuBar, QWidget

from composer_app.services.settings import Settings
from composer_app.ui.shell.live_account_line import LiveAccountLine
from composer_app.ui.widgets.layouts import REST, in_column
from composer_app.ui.widgets.plain_text import window_title

TITLE = "Mail Composer"
SIZE = QSize(1280, 820)
SMALLEST = QSize(720, 420)
"""Smallest size at which the pages can be used. A full-HD screen at 200 % leaves 960 x 500."""
FRAME = QSize(16, 48)
"""Approximate frame of a window; the window manager reports the real one only after the window is shown."""


class MainWindow(QMainWindow):
    """Shown first, so that the user sees at once that the program starts; `MainView` fills it.

    Signals:
        closing: it is being closed or hidden; layouts are saved.
    """

    closing = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.setObjectName("main_window")
        self.setWindowTitle(TITLE)
        self.setMinimumSize(SMALLEST)
        self._live_line = LiveAccountLine()
        self._live_line.hide()
        if sys.platform != "darwin":  # there the menus are at the top of the screen
            self.setMenuWidget(self._with_line_above(QMenuBar()))
        if not self.restoreGeometry(settings.layout("window")):
            self.resize(SIZE)
        if not self.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            self._fit_screen()

    def _fit_screen(self) -> None:
        """Limit the size to the screen, frame included, also for a size saved on a larger screen."""
        room = self.screen().availableSize() - FRAME
        self.resize(self.size().boundedTo(room).expandedTo(SMALLEST))

    def menuBar(self) -> QMenuBar:
        menu_widget = self.menuWidget()
        found = menu_widget.findChild(QMenuBar) if menu_widget is not None else None
        return found if isinstance(found, QMenuBar) else super().menuBar()

    def show_account(self, name: str, *, is_live: bool) -> None:
        """Name the account in the title, and draw the red line of a live one along the top."""
        self._live_line.setVisible(is_live)
        self.setWindowTitle(window_title(f"{name} — {TITLE}" if name else TITLE))

    @Slot()
    def come_to_front(self) -> None:
        """Raise the window when the program is started a second time."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def save_layout(self) -> None:
        """Keep its place, and let the pages keep theirs."""
        self._settings.set_layout("window", self.saveGeometry())
        self.closing.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.save_layout()
        event.accept()

    def _with_line_above(self, menu_bar: QMenuBar) -> QWidget:
        top = QWidget()
        in_column(top, self._live_line, menu_bar)
        return top


def cannot_start(folder: Path, error: OSError) -> QWidget:
    """The content of the window if the profile's folder cannot be used."""
    from composer_app.ui.texts import shell as texts
    from composer_app.ui.theme.colours import MessageKind
    from composer_app.ui.widgets.inline_message import InlineMessage

    body = texts.NO_PROFILE_TEXT.format(folder=folder)
    page = QWidget()
    message = InlineMessage(MessageKind.ERROR, texts.NO_PROFILE, body, error.strerror or "")
    in_column(page, message, REST, margins=(16, 16, 16, 16))
    return page
