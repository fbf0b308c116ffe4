"""The zoom of an editor: its limits, and what a change of style asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.editor_zoom import BIGGEST, SMALLEST, EditorZoom

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def applied() -> list[int]:
    return []


@pytest.fixture
def editor(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def zoom(editor: QWidget, applied: list[int]) -> EditorZoom:
    return EditorZoom(applied.append, editor)


def key(code: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, modifier)


def test_it_ends_at_its_limits(zoom: EditorZoom, applied: list[int]) -> None:
    for _ in range(BIGGEST + 5):
        assert zoom.takes_key(key(Qt.Key.Key_Plus))
    assert (zoom.steps(), applied[-1]) == (BIGGEST, BIGGEST)
    zoom.set_steps(-100)
    assert (zoom.steps(), applied[-1]) == (SMALLEST, SMALLEST)


def test_the_same_steps_are_applied_and_are_no_change(qtbot: QtBot, zoom: EditorZoom, applied: list[int]) -> None:
    zoom.set_steps(2)
    with qtbot.assertNotEmitted(zoom.changed):
        zoom.apply_again()
        zoom.set_steps(2)
    assert applied == [2, 2, 2]


def test_other_keys_are_the_editors(zoom: EditorZoom, applied: list[int]) -> None:
    assert not zoom.takes_key(key(Qt.Key.Key_Plus, NONE))
    assert not zoom.takes_key(key(Qt.Key.Key_A))
    assert applied == []
