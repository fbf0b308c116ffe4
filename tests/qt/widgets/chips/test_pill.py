"""The body that chips share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.pill import Pill, PillLook


class Plain(Pill):
    """Grey."""

    def look(self) -> PillLook:
        theme = current()
        return PillLook(theme.hover, theme.text, theme.text2, theme.text2, theme.text2)


@pytest.fixture
def pill(qtbot: QtBot, home: QWidget) -> Plain:
    made = Plain(home)
    made.set_parts("ana@example.com", icon="people", detail="example.com?", detail_is_button=True)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_its_parts_lie_beside_each_other(pill: Plain) -> None:
    middle = pill.height() / 2
    zones = [pill.zone_at(QPointF(x, middle)) for x in (2, pill.width() - 40, pill.width() - 4, pill.width() + 4)]

    assert zones == ["body", "detail", "cross", ""]
    assert not pill.grab().isNull()


def test_from_right_to_left_the_cross_is_on_the_left(pill: Plain) -> None:
    pill.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    assert pill.zone_at(QPointF(4, pill.height() / 2)) == "cross"


def test_each_part_has_its_press(qtbot: QtBot, pill: Plain) -> None:
    middle = pill.height() // 2
    for signal, x in (
        (pill.clicked, 4),
        (pill.detail_pressed, pill.width() - 40),
        (pill.remove_requested, pill.width() - 6),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(pill, Qt.MouseButton.LeftButton, pos=QPoint(x, middle))


def test_a_long_label_does_not_make_it_endless(pill: Plain) -> None:
    pill.set_parts("x" * 500)

    assert pill.sizeHint().width() == 26 * pill.fontMetrics().height()
