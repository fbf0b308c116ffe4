"""A list with its details beside it or over it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.side_panel import OVERLAY_BELOW, PANEL_WIDTH, SidePanel


@pytest.fixture
def parts(qtbot: QtBot) -> tuple[SidePanel, QWidget, QWidget]:
    content, panel = QPlainTextEdit(), QPlainTextEdit()
    side = SidePanel(content, panel)
    qtbot.addWidget(side)
    side.resize(OVERLAY_BELOW + 100, 400)
    with qtbot.waitExposed(side):
        side.show()
    return side, content, panel


def test_in_a_wide_window_both_stand_beside_each_other(parts: tuple[SidePanel, QWidget, QWidget]) -> None:
    side, content, panel = parts
    assert not panel.isVisible()

    side.set_open(True)

    assert panel.isVisible()
    assert not side.is_over
    assert panel.width() == PANEL_WIDTH
    assert panel.mapTo(side, panel.rect().topRight()).x() == side.width() - 1
    assert content.width() >= side.width() - PANEL_WIDTH - 1


def test_in_a_narrow_window_the_panel_lies_over_the_list(
    qtbot: QtBot, parts: tuple[SidePanel, QWidget, QWidget]
) -> None:
    side, content, panel = parts
    side.set_open(True)
    side.resize(OVERLAY_BELOW - 100, 400)
    qtbot.waitUntil(lambda: side.is_over and content.width() == side.width())

    assert panel.geometry().right() == side.rect().right()
    assert side.is_open


def test_another_column_of_a_wide_window_does_not_push_the_panel_over_the_list(qtbot: QtBot) -> None:
    window, beside = QWidget(), QWidget()
    beside.setFixedWidth(208)
    side = SidePanel(QPlainTextEdit(), QPlainTextEdit())
    in_row(window, beside, side, grows=side)
    qtbot.addWidget(window)
    window.resize(OVERLAY_BELOW, 400)
    with qtbot.waitExposed(window):
        window.show()
    side.set_open(True)

    assert side.width() < OVERLAY_BELOW
    assert not side.is_over
    window.resize(OVERLAY_BELOW - 1, 400)
    qtbot.waitUntil(lambda: side.is_over)


def test_the_second_press_of_a_double_click_goes_through_the_panel(
    qtbot: QtBot, parts: tuple[SidePanel, QWidget, QWidget]
) -> None:
    side, _, panel = parts
    side.expect_double_click()
    side.set_open(True)
    assert panel.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    qtbot.waitUntil(lambda: not panel.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents))


@pytest.mark.parametrize(("kept", "width"), [(b"500", 500), (b"1", PANEL_WIDTH - 56), (b"rubbish", PANEL_WIDTH)])
def test_its_width_is_kept_within_reason(parts: tuple[SidePanel, QWidget, QWidget], kept: bytes, width: int) -> None:
    side, _, panel = parts
    side.restore(QByteArray(kept))
    side.set_open(True)

    assert panel.width() == width
    assert side.save() == QByteArray(str(width).encode())
