"""The sizes of placeholders and images in a letter, and that they are painted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from composer_app.domain.letter import LetterPicture, PlaceholderMark
from composer_app.services.services import Services
from composer_app.ui.compose.body.letter.letter_formats import object_format
from composer_app.ui.compose.body.letter.letter_objects import PicturePainter, PlaceholderPainter
from composer_app.ui.compose.body.letter.letter_pane import LetterPane
from composer_app.ui.compose.body.letter.letter_pictures import LetterPictures
from composer_app.ui.theme.theme_store import current
from tests.qt.compose.body.letter.test_letter_pictures import drawn
from tests.qt.windows import show


@pytest.fixture
def pictures(qtbot: QtBot, services: Services, tmp_path: Path) -> LetterPictures:
    path = drawn(tmp_path / "a.png", 100, 50)
    made = LetterPictures(services.context, lambda name: (path, "") if name == "a" else None, services.context)
    with qtbot.waitSignal(made.loaded):
        made.picture("cid:a")
    return made


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        ("", "", QSizeF(100, 50)),
        ("40", "", QSizeF(40, 20)),
        ("", "100px", QSizeF(200, 100)),
        ("30", "30", QSizeF(30, 30)),
        ("50%", "x", QSizeF(100, 50)),
        ("1200", "", QSizeF(300, 150)),
    ],
)
def test_an_image_has_its_real_size_up_to_the_column(
    pictures: LetterPictures, width: str, height: str, size: QSizeF
) -> None:
    painter = PicturePainter(pictures, pictures)
    painter.room = 300

    made = object_format(LetterPicture("cid:a", "", width, height))
    assert painter.intrinsicSize(QTextDocument(), 0, made) == size


def test_a_placeholder_is_as_wide_as_its_name(pictures: LetterPictures) -> None:
    painter = PlaceholderPainter(pictures)
    short, long = (
        painter.intrinsicSize(QTextDocument(), 0, object_format(PlaceholderMark(name))) for name in ("a", "a long name")
    )

    assert short.width() < long.width()
    assert short.height() == long.height()


def test_objects_are_painted_in_their_colours(qtbot: QtBot, pictures: LetterPictures) -> None:
    pane = show(qtbot, LetterPane(pictures, list), 600, 300)
    pane.show_html('<p>{{aaaaaaaa}}<img src="cid:a" alt=""><img src="cid:gone" alt="words"></p>')

    def colours() -> set[str]:
        image = pane.editor.viewport().grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}

    theme = current()
    plain = colours()
    assert {theme.syntax_placeholder_ground.name(), "#008080", theme.alt.name()} <= plain
    pane.show_columns(["bbb"])
    assert theme.warning.soft.name() in colours(), "the list has no such column"
    pane.show_columns(["aaaaaaaa"])
    assert theme.warning.soft.name() not in colours()
    pane.editor.selectAll()
    assert "#008080" not in colours(), "a selected image is tinted"
