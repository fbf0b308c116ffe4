"""What painted widgets share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.theme import painting, typography
from composer_app.ui.theme.painting import Painted, SelfPlaced
from composer_app.ui.theme.theme_store import current


class Plain(Painted, QWidget):
    """It counts how often it is told that its look is another one."""

    restyled = 0

    def restyle(self) -> None:
        self.restyled += 1
        super().restyle()


def test_another_font_and_another_direction_restyle(qtbot: QtBot) -> None:
    widget = Plain()
    qtbot.addWidget(widget)
    before = widget.restyled

    widget.setFont(QFont(widget.font().family(), 30))
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    assert widget.restyled >= before + 2


def test_from_right_to_left_a_box_is_mirrored(qtbot: QtBot) -> None:
    widget = Plain()
    qtbot.addWidget(widget)
    widget.resize(100, 20)
    assert widget.visual(QRect(10, 0, 20, 20)) == QRectF(10, 0, 20, 20)

    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    assert widget.visual(QRect(10, 0, 20, 20)) == QRectF(70, 0, 20, 20)


@pytest.mark.parametrize("height", [painting.row_height, painting.chip_height])
def test_heights_grow_with_the_font(height: object) -> None:
    assert callable(height)
    small, large = QFont(typography.body()), QFont(typography.body())
    large.setPixelSize(60)

    assert height(26, small) >= 26
    assert height(26, large) > 60


def test_no_text_takes_no_room() -> None:
    assert painting.text_width("", typography.body()) == 0
    assert painting.wrapped_height("", typography.body(), 100) == 0
    assert painting.wrapped_height("many words " * 20, typography.body(), 100) > painting.wrapped_height(
        "many words", typography.body(), 100
    )


def test_an_outline_lies_inside_its_box() -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painting.rounded(painter, QRectF(5, 5, 10, 10), 2, current().accent, current().border)
    painter.end()

    inked = [(x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).alpha()]
    assert {min(inked), max(inked)} <= {(x, y) for x in range(5, 15) for y in range(5, 15)}
    assert image.pixelColor(10, 10) == current().accent


class Placing(SelfPlaced, QWidget):
    """It counts how often it places what is in it."""

    placed = 0

    def place(self) -> None:
        self.placed += 1


def test_another_size_and_another_font_place_anew(qtbot: QtBot) -> None:
    widget = Placing()
    qtbot.addWidget(widget)
    widget.show()
    before = widget.placed

    widget.resize(300, 100)
    assert widget.placed == before + 1
    widget.setFont(QFont(widget.font().family(), 30))
    assert widget.placed == before + 2
