"""Rows of a form."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.form_rows import FormRows


def test_a_label_belongs_to_its_field(qtbot: QtBot) -> None:
    rows, name, number = FormRows(), QLineEdit(), QSpinBox()
    qtbot.addWidget(rows)
    rows.add("Name", name)
    rows.add("Number", number)

    labels = {label.text(): label.buddy() for label in rows.findChildren(QLabel) if label.buddy() is not None}
    assert labels == {"Name": name, "Number": number}
    assert name.accessibleName() == "Name"
    inside = number.findChild(QLineEdit)
    assert isinstance(inside, QLineEdit)
    assert inside.accessibleName() == "Number"
    rows.set_label(name, "Full name")
    assert name.accessibleName() == "Full name"


def test_what_is_wrong_takes_the_place_of_the_hint(qtbot: QtBot) -> None:
    rows, name = FormRows(), QLineEdit()
    qtbot.addWidget(rows)
    note = rows.add("Name", name, "As in the list")

    rows.set_wrong(name, "It is in use.")
    assert note.text() == "It is in use."
    assert note.palette().windowText().color() == current().danger.text
    assert name.property("wrong") == "true"

    rows.set_wrong(name, "")
    assert note.text() == "As in the list"
    assert note.palette().windowText().color() == current().text2


def test_a_row_is_hidden_whole_and_a_note_without_words_stays_hidden(qtbot: QtBot) -> None:
    rows, name, other = FormRows(), QLineEdit(), QLineEdit()
    qtbot.addWidget(rows)
    note, silent = rows.add("Name", name, "As in the list"), rows.add("Other", other)
    rows.show()
    high = rows.sizeHint().height()

    rows.set_row_visible(name, False)
    assert not name.isVisible()
    assert not note.isVisible()
    assert rows.sizeHint().height() < high

    rows.set_row_visible(name, True)
    assert note.isVisible()
    assert not silent.isVisible()
    note.set_hint("")
    assert not note.isVisible()
