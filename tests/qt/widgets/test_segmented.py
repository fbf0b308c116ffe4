"""A row of segments, of which one is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.segmented import Segmented, SegmentItem
from tests.qt.widgets.placing import Show

Key = Qt.Key


def test_segments_are_one_tab_stop_and_arrows_move(qtbot: QtBot, shown: Show) -> None:
    segmented = Segmented([SegmentItem("html", "HTML"), SegmentItem("letter", "Letter"), SegmentItem("text", "Text")])
    after = QLineEdit()
    shown(segmented, after)
    first = segmented.segment("html")
    first.setFocus()
    with qtbot.waitSignal(segmented.changed) as emitted:
        qtbot.keyClick(first, Key.Key_Right)
    assert emitted.args == ["letter"]
    assert segmented.current() == "letter"
    assert segmented.segment("letter").hasFocus()
    qtbot.keyClick(segmented.segment("letter"), Key.Key_Tab)
    assert after.hasFocus()


def test_segment_set_by_code_and_disabled(qtbot: QtBot) -> None:
    segmented = Segmented([SegmentItem("a", "A"), SegmentItem("b", icon="sun", tooltip="Light")], name="View")
    qtbot.addWidget(segmented)
    assert segmented.segment("b").accessibleName() == "Light"
    with qtbot.waitSignal(segmented.changed):
        segmented.set_current("b")
    with qtbot.assertNotEmitted(segmented.changed):
        segmented.set_current("b")
    with pytest.raises(KeyError):
        segmented.set_current("c")
