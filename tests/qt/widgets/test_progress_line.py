"""A line that shows how far something is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.theme import motion
from composer_app.ui.widgets.progress_line import ProgressLine
from tests.qt.widgets.placing import put


def test_progress(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    assert line.sizeHint().height() == 4
    line.set_value(1.7)
    assert line.value() == 1.0
    line.set_value(0.5)
    line.set_texts("3,000 of 5,000 handed over", "about 40 s left")
    assert line.accessibleName() == "3,000 of 5,000 handed over about 40 s left"
    assert line.sizeHint().height() > 4
    line.set_busy(True)
    assert not line.grab().isNull()
    line.set_busy(False)


def test_progress_glides_where_motion_is_wanted(qtbot: QtBot, home: QWidget) -> None:
    line = ProgressLine()
    put(home, line)
    motion.set_reduced(False)
    line.set_value(0.5)
    line.set_value(0.8)
    qtbot.waitUntil(lambda: line.property("shown") == 0.8)
    line.set_busy(True)
    qtbot.waitUntil(lambda: not line.grab().isNull())
    line.set_busy(False)


def test_what_does_not_fit_beside_the_words_is_below_the_line(qtbot: QtBot) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.set_texts("3,000 of 5,000 handed over", "about 4 minutes left")
    low = line.sizeHint().height()

    assert line.heightForWidth(600) == low
    assert line.heightForWidth(180) > low
    line.resize(180, line.heightForWidth(180))
    assert not line.grab().isNull()
    line.set_texts("3,000 of 5,000 handed over")
    assert line.heightForWidth(180) == low
