"""Text that wraps anywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.wrapped_text import WrappedText


def test_it_is_as_high_as_its_text_at_every_width(qtbot: QtBot, home: QWidget) -> None:
    text = WrappedText(role="text2")
    column = home.layout()
    assert isinstance(column, QVBoxLayout)
    column.addWidget(text)
    column.addStretch(1)
    qtbot.waitUntil(text.isVisible)
    text.set_text("a-word-without-end-" * 20)
    wide = text.height()

    home.resize(300, 500)
    qtbot.waitUntil(lambda: text.width() == 300)

    assert text.height() > wide
    assert text.height() >= text.document().size().height()
    assert current().text2.name() in text.styleSheet()
    assert text.accessibleName() == text.toPlainText()


def test_text_without_blanks_wraps_and_nothing_is_cut(qtbot: QtBot) -> None:
    text = WrappedText()
    qtbot.addWidget(text)
    text.set_text("x" * 400)
    text.resize(120, 20)
    text.show()
    assert text.height() > 5 * text.fontMetrics().height()
    assert text.height() >= text.document().size().height()
