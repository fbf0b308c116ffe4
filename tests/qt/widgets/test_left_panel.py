"""The left panel: beside the content, or behind a button over it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtWidgets import QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from composer_app.ui.theme import typography
from composer_app.ui.widgets.left_panel import FOLDED_BELOW, PANEL_WIDTH, LeftPanel
from tests.qt.windows import show

WIDE, NARROW = FOLDED_BELOW + 200, FOLDED_BELOW - 100


def made(qtbot: QtBot, width: int) -> tuple[LeftPanel, QPushButton, QTextEdit]:
    panel, content = QPushButton("Panel"), QTextEdit()
    left = show(qtbot, LeftPanel(panel, content), typography.units(width), 400)
    return left, panel, content


def test_a_wide_window_has_it_beside_the_content(qtbot: QtBot) -> None:
    left, panel, content = made(qtbot, WIDE)
    assert not left.is_folded
    assert panel.isVisible()
    assert panel.width() == typography.units(PANEL_WIDTH)
    assert content.mapTo(left, QPoint()).x() > panel.width()


def test_a_narrow_one_folds_it_and_shows_it_over_the_content(qtbot: QtBot) -> None:
    left, panel, content = made(qtbot, WIDE)
    with qtbot.waitSignal(left.folded) as folded:
        left.resize(typography.units(NARROW), 400)
    assert folded.args == [True]
    assert not panel.isVisible()
    qtbot.waitUntil(lambda: content.width() == left.width())
    left.set_open(True)
    assert panel.isVisible()
    assert panel.geometry().left() == 0
    assert content.width() == left.width()
    with qtbot.waitSignal(left.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    with qtbot.waitSignal(left.folded) as folded:
        left.resize(typography.units(WIDE), 400)
    assert folded.args == [False]
    assert panel.isVisible()
    left.set_open(True)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isVisible()


def test_its_width_is_remembered(qtbot: QtBot) -> None:
    left, panel, _ = made(qtbot, WIDE)
    left.restore(QByteArray(b"300"))
    left.resize(left.width() + 1, 400)
    qtbot.waitUntil(lambda: panel.width() == typography.units(300))
    assert left.save() == QByteArray(b"300")
    left.restore(QByteArray(b"rubbish"))
    assert left.save() == QByteArray(b"300")
    left.restore(QByteArray(b"99999"))
    left.resize(left.width() + 1, 400)
    qtbot.waitUntil(lambda: panel.width() <= typography.units(420))
