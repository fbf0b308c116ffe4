"""The subject line: one line from everywhere, and what an input method composes stays in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.subject_field import SubjectField
from tests.qt.compose.conftest import drop
from tests.qt.windows import show


@pytest.fixture
def subject(qtbot: QtBot) -> SubjectField:
    return show(qtbot, SubjectField(), 600, 40)


def compose(line: QLineEdit, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(line, event)


def cursor_at(line: QLineEdit) -> int:
    place = line.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert isinstance(place, QRect)
    return place.x()


def test_two_cells_of_a_table_are_words_with_a_blank_between(qtbot: QtBot, subject: SubjectField) -> None:
    QGuiApplication.clipboard().setText("Invoice 47\tMarch 2026\r\n")
    with qtbot.waitSignal(subject.breaks_replaced):
        subject.paste_clipboard()

    assert subject.text() == "Invoice 47 March 2026"


def test_what_is_dropped_becomes_one_line_too(qtbot: QtBot, subject: SubjectField) -> None:
    mime = QMimeData()
    mime.setText("One\ntwo\x07")
    with qtbot.waitSignal(subject.breaks_replaced), qtbot.waitSignal(subject.edited):
        drop(subject, mime, QPoint(5, 5))

    assert subject.text() == "One two"


@pytest.mark.parametrize("before", ["", "For {{name}} "])
def test_a_syllable_is_in_sight_while_it_is_composed(qtbot: QtBot, subject: SubjectField, before: str) -> None:
    plain = QLineEdit()
    plain.setFont(subject.font())
    plain.setTextMargins(subject.textMargins())
    qtbot.addWidget(plain)
    plain.resize(subject.size())
    plain.show()
    starts = [cursor_at(line) for line in (subject, plain)]
    for line in (subject, plain):
        line.insert(before)
        compose(line, "\u3131")
        compose(line, "\uac00", commit="\ud55c")  # the next syllable begins as the one before is finished

    assert subject.text() == plain.text() == before + "\ud55c"
    widths = [cursor_at(line) - start for line, start in zip((subject, plain), starts, strict=True)]
    assert widths[0] == pytest.approx(widths[1], abs=2)
    assert widths[0] > plain.fontMetrics().horizontalAdvance(before + "\ud55c") + 2

    compose(subject, "", commit="\uac00")
    assert subject.text() == before + "\ud55c\uac00"
