"""Drives a real window: finds widgets by name, clicks, types, waits, takes pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

W = TypeVar("W", bound=QWidget)

PATIENCE_S = 30.0
_LOOK_EVERY_MS = 20


class FlowFailed(AssertionError):
    """The window did not do what the flow expects; the text says what was waited for."""


class Driver:
    """Operates one window as a user does. GUI thread only; it never blocks the event loop."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window

    def find(self, kind: type[W], name: str, inside: QWidget | None = None) -> W:
        """The visible widget of this objectName. Raises FlowFailed."""
        for widget in (inside or self.window).findChildren(kind, name):
            if widget.isVisible():
                return widget
        for top in QApplication.topLevelWidgets():
            if top.isVisible() and isinstance(top, kind) and top.objectName() == name:
                return top
            for widget in top.findChildren(kind, name):
                if widget.isVisible():
                    return widget
        raise FlowFailed(f"no visible {kind.__name__} named {name}")

    def until(self, what: str, holds: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
        """Run the event loop until `holds()`. Raises FlowFailed with `what` after `within_s`."""
        if holds():
            return
        loop, clock, limit = QEventLoop(), QTimer(interval=_LOOK_EVERY_MS), QTimer(singleShot=True)
        clock.timeout.connect(lambda: loop.quit() if holds() else None)
        limit.timeout.connect(loop.quit)
        clock.start()
        limit.start(int(within_s * 1000))
        loop.exec()
        clock.stop()
        if not holds():
            raise FlowFailed(f"waited {within_s:g} s in vain: {what}")

    def settle(self, milliseconds: int = 250) -> None:
        """Let layouts and short animations come to rest, before a picture."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def click(self, widget: QWidget, position: QPoint | None = None) -> None:
        """A left click, in the middle unless a place is given."""
        self.until(f"{widget.objectName()} can be clicked", widget.isEnabled)
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, position or widget.rect().center()
        )

    def type(self, widget: QWidget, text: str) -> None:
        """Key by key. Characters that no plain key has arrive as an input method sends them."""
        widget.setFocus()
        for char in text:
            if char.isascii():
                QTest.keyClicks(widget, char)
            else:
                typed = QInputMethodEvent()
                typed.setCommitString(char)
                QApplication.sendEvent(widget, typed)

    def activate(self) -> None:
        """Bring the window to the front, as far as the desktop lets a program do that."""
        self.window.raise_()
        self.window.activateWindow()
        self.until("the window is on the screen", self.window.isVisible)

    def press(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(widget, key, modifier)

    def drop_files(self, target: QWidget, paths: list[Path]) -> None:
        """Drag files from elsewhere onto a widget and let go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at = target.rect().center()
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(target, QDragEnterEvent(at, copy, data, left, none))
        QApplication.sendEvent(target, QDragMoveEvent(at, copy, data, left, none))
        QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, data, left, none))

    def picture(self, path: Path) -> None:
        """Save a PNG of the window."""
        self.settle()
        screen = self.window.screen()
        whole = screen.grabWindow(self.window.winId())
        (whole if not whole.isNull() else self.window.grab()).save(str(path))
