"""The icon in the tray: how much waits and failed, a menu, and, where the desktop has no other way, its notices."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from composer_app.ui.texts import tray as texts
from composer_app.ui.theme.app_icon import app_icon
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.plain_text import caption, set_tooltip


class TrayIcon(QObject):
    """Shown as long as it is wanted, or a notice of it is out.

    Signals:
        show_wanted, fetch_wanted, quit_wanted: chosen in the menu; a click on the icon shows the window.
        clicked: a notice was clicked.
    """

    show_wanted = Signal()
    fetch_wanted = Signal()
    quit_wanted = Signal()
    clicked = Signal()

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_wanted = self._has_notice = False
        self._counts = (0, 0)
        self.menu = QMenu(window)
        self.menu.setObjectName("tray_menu")
        self._state = self._add(texts.NOTHING_WAITS, "tray_state")
        self._state.setEnabled(False)
        self.menu.addSeparator()
        for text, name, signal in (
            (texts.SHOW, "tray_show", self.show_wanted),
            (texts.FETCH_NOW, "tray_fetch", self.fetch_wanted),
            (texts.QUIT, "tray_quit", self.quit_wanted),
        ):
            self._add(text, name).triggered.connect(signal)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.clicked)

    def _add(self, text: str, name: str) -> QAction:
        action = QAction(caption(text), self.menu)
        action.setObjectName(name)
        self.menu.addAction(action)
        return action

    @staticmethod
    def is_possible() -> bool:
        """Whether the desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def is_shown(self) -> bool:
        """Whether the user can reach the program by it."""
        return self._is_wanted and self.is_possible()

    def set_wanted(self, on: bool) -> None:
        """Show it from now on, or take it away."""
        self._is_wanted = on
        self._show()

    def set_counts(self, waiting: int, failed: int) -> None:
        """How many mails wait, and how many failed."""
        self._counts = waiting, failed
        self._state.setText(caption(texts.state(waiting, failed)))
        if self.icon.isVisible():
            self._paint()

    def show_notice(self, title: str, body: str) -> None:
        """Show a notice at the icon."""
        self._has_notice = True
        self._show()
        self.icon.showMessage(title, body, app_icon())

    def withdraw(self) -> None:
        """The notice is not needed any more."""
        self._has_notice = False
        self._show()

    def stop(self) -> None:
        """Take the icon away."""
        self._is_wanted = self._has_notice = False
        self.icon.hide()

    def _show(self) -> None:
        if self._is_wanted or self._has_notice:
            self._paint()
            self.icon.show()
        else:
            self.icon.hide()

    def _paint(self) -> None:
        waiting, failed = self._counts
        self.icon.setIcon(app_icon(current().warning.bar if failed else None))
        set_tooltip(self.icon, texts.tooltip(waiting, failed))

    @Slot(object)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_wanted.emit()
