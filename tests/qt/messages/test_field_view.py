"""Names and values below each other."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from composer_app.ui.messages.field_view import FieldView
from composer_app.ui.widgets.wrapped_text import WrappedText

FIELDS = [("To", "ana@example.com"), ("Message ID", "m-1"), ("Bulk", "b-1")]


def test_an_id_is_copied_with_a_click(qtbot: QtBot) -> None:
    view = FieldView()
    qtbot.addWidget(view)
    view.set_fields(FIELDS)
    buttons = {button.objectName(): button for button in view.findChildren(QToolButton)}
    assert set(buttons) == {"copy_message_id", "copy_bulk"}

    with qtbot.waitSignal(view.copied) as copied:
        qtbot.mouseClick(buttons["copy_message_id"], Qt.MouseButton.LeftButton)

    assert copied.args == ["m-1 copied."]
    assert QGuiApplication.clipboard().text() == "m-1"


def test_other_fields_take_the_place_of_the_former(qtbot: QtBot) -> None:
    view = FieldView()
    qtbot.addWidget(view)
    view.set_fields(FIELDS)
    before = view.findChildren(WrappedText)
    view.set_fields(list(FIELDS))
    assert view.findChildren(WrappedText) == before, "the same fields change nothing"

    view.set_fields([("From", "billing@example.com")])

    names = [text.accessibleName() for text in view.findChildren(WrappedText) if not text.isHidden()]
    assert names == ["From: billing@example.com"]
    assert view.fields() == [("From", "billing@example.com")]


def test_widgets_are_filled_anew_and_only_lines_of_another_kind_are_made(qtbot: QtBot) -> None:
    view = FieldView()
    qtbot.addWidget(view)
    view.set_fields(FIELDS)
    before = view.findChildren(WrappedText)
    view.set_fields([("From", "tom@example.com"), ("Message ID", "m-2"), ("Bulk", "b-2")])
    assert view.findChildren(WrappedText) == before
    assert [text.toPlainText() for text in before] == ["tom@example.com", "m-2", "b-2"]
    with qtbot.waitSignal(view.copied) as copied:
        qtbot.mouseClick(view.findChildren(QToolButton)[1], Qt.MouseButton.LeftButton)
    assert copied.args == ["b-2 copied."]

    view.set_fields([("From", "tom@example.com"), ("Bulk", "b-3")])

    shown = [text.accessibleName() for text in view.findChildren(WrappedText) if not text.isHidden()]
    assert shown == ["From: tom@example.com", "Bulk: b-3"]


def test_lines_with_a_button_and_without_one_stand_equally_far_apart(qtbot: QtBot) -> None:
    view = FieldView()
    qtbot.addWidget(view)
    view.set_fields([("From", "a@example.com"), ("To", "b@example.com"), *FIELDS[1:]])
    view.resize(300, view.sizeHint().height())
    with qtbot.waitExposed(view):
        view.show()
    tops = [text.y() for text in view.findChildren(WrappedText)]
    steps = [after - before for before, after in pairwise(tops)]
    assert max(steps) - min(steps) <= 1
