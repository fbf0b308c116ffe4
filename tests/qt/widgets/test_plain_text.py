"""Text that is not ours, in a label, a tooltip, a menu item and a title."""

from __future__ import annotations

from html import escape

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextDocument, QTextDocumentFragment
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.plain_text import (
    LONGEST_CAPTION,
    LONGEST_TOOLTIP,
    Label,
    MarkupLabel,
    breakable,
    caption,
    joined,
    markup,
    set_tooltip,
    show_tooltip,
    tooltip_text,
    window_title,
)

HOSTILE = [
    "<img src='/some/pipe'>",
    "<b>Ana</b> <ana@example.com>",
    "<style>* { display: none }</style>Your statement",
    "<!DOCTYPE html><table background='file:///etc/passwd'>",
    "<?xml version='1.0'?><html>",
    "R&D &lt;b&gt; &amp; more",
    "<a href='https://www.example.com'>a\nb\tc</a>",
    "  <p>two  spaces",
    "<i>‮txt.exe</i>",
]
HARMLESS = ["", "Ana Example", "a < b", "Fish & Chips", "first line\n<b>second</b>"]


def seen(tooltip: str) -> str:
    """What Qt shows of a tooltip, by its own rule."""
    return QTextDocumentFragment.fromHtml(tooltip).toPlainText() if GuiQt.mightBeRichText(tooltip) else tooltip


@pytest.mark.parametrize("text", HOSTILE + HARMLESS)
def test_a_tooltip_shows_what_was_written(text: str) -> None:
    assert seen(tooltip_text(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_tooltip_stays_as_it_is(text: str) -> None:
    assert tooltip_text(text) == text


def test_a_tooltip_has_an_end() -> None:
    assert len(seen(tooltip_text("<b>" + "x" * 3_000_000))) == LONGEST_TOOLTIP


@pytest.mark.parametrize("text", HOSTILE)
def test_widgets_and_actions_are_given_it(text: str, qtbot: QtBot) -> None:
    widget, action = QWidget(), QAction()
    qtbot.addWidget(widget)
    set_tooltip(widget, text)
    set_tooltip(action, text)

    assert seen(widget.toolTip()) == seen(action.toolTip()) == text


def test_a_tooltip_that_is_shown_now(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

    show_tooltip(QPoint(10, 10), HOSTILE[0], widget)

    assert seen(QToolTip.text()) == HOSTILE[0]
    show_tooltip(QPoint(10, 10), "", widget)


@pytest.mark.parametrize("text", HOSTILE + HARMLESS)
def test_a_label_shows_what_was_written(text: str, qtbot: QtBot) -> None:
    label = Label(text)
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == text


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" not in text and "  " not in text])
def test_markup_escapes_what_is_put_into_it(text: str, qtbot: QtBot) -> None:
    label = MarkupLabel()
    qtbot.addWidget(label)
    label.set_markup(joined([markup("<b>{}</b>", text), markup('<a href="{}">more</a>', text)], "<br>"))

    document = QTextDocument()
    document.setHtml(label.text())
    assert document.toPlainText() == f"{text}\nmore"
    assert f'<a href="{escape(text)}">' in label.text()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fish & Chips", "Fish && Chips"),
        ("one\ttwo\nthree\r\x00four\u2028five", "one two three  four five"),
        ("x" * 500, "x" * (LONGEST_CAPTION - 1) + "…"),
        ("&" * 500, "&&" * (LONGEST_CAPTION - 1) + "…"),
        ("<b>Ana</b>", "<b>Ana</b>"),
    ],
)
def test_a_caption_is_one_line_without_mnemonics(text: str, shown: str, qtbot: QtBot) -> None:
    assert caption(text) == shown
    menu = QMenu()
    qtbot.addWidget(menu)
    assert menu.addAction(caption(text)).shortcut().isEmpty()


@pytest.mark.parametrize("text", ["[*]", "a[*][*]b", "plain"])
def test_a_title_keeps_its_marks(text: str, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle(window_title(text))
    window.show()

    handle = window.windowHandle()
    assert handle is not None
    assert text in handle.title()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Your November statement", "Your November statement"),
        ("", ""),
        ("x" * 41, "x" * 40 + "\N{ZERO WIDTH SPACE}x"),
        ("word " * 100, "word " * 19 + "word…"),
        ("one\ntwo", "one\ntwo"),
        ("\n" * 50, "\n" * 9 + "…"),
    ],
)
def test_a_long_text_can_be_broken_and_has_an_end(text: str, shown: str) -> None:
    assert breakable(text, 100) == shown
