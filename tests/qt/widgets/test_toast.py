"""The toast."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.toast import STAY_MS, Toast


def test_toast_goes_by_itself(qtbot: QtBot, home: QWidget) -> None:
    toast = Toast(home)
    toast.show_message("Draft discarded")
    assert toast.isVisible()
    assert toast.timer.interval() == STAY_MS
    assert abs(toast.geometry().center().x() - home.width() // 2) <= 1
    with qtbot.waitSignal(toast.dismissed):
        toast.timer.timeout.emit()
    assert toast.isHidden()


def test_toast_action_is_called_once_and_closes(qtbot: QtBot, home: QWidget) -> None:
    undone: list[bool] = []
    toast = Toast(home)
    toast.show_message("Sent in 7 s", action="Undo", on_action=lambda: undone.append(True), stay_ms=7000)
    assert toast.timer.interval() == 7000
    action = toast.findChild(QAbstractButton, "toast_action")
    assert isinstance(action, QAbstractButton)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert toast.isHidden()


def test_toast_stays_while_hovered(home: QWidget) -> None:
    toast = Toast(home)
    toast.show_message("Draft discarded", action="Undo")
    toast.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not toast.timer.isActive()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast.timer.isActive()


def test_toast_follows_the_window(qtbot: QtBot, home: QWidget) -> None:
    toast = Toast(home)
    toast.show_message("Draft discarded")
    home.resize(600, 400)
    qtbot.waitUntil(lambda: abs(toast.geometry().center().x() - 300) <= 1)
    toast.set_text("A longer text than there was before")
    assert toast.text().startswith("A longer")
    assert not toast.grab().isNull()
