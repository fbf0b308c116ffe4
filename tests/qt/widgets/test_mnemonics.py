"""Underlined letters: one for each text, each once, the first letters of words before others."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.mnemonics import letter_labels, plain, with_mnemonics
from composer_app.ui.widgets.plain_text import Label


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["Undo", "Redo"], ["&Undo", "&Redo"]),
        (["Cut", "Copy", "Close"], ["&Cut", "C&opy", "C&lose"]),
        (["Save", "Send &now"], ["&Save", "Send &now"]),
        (["Send now", "Save &now"], ["&Send now", "Save &now"]),
        (["Find…\tCtrl+F"], ["&Find…\tCtrl+F"]),
        (["R && D", "…", ""], ["&R && D", "…", ""]),
        (["A", "a", "A"], ["&A", "a", "A"]),
        (["Öl", "1 file"], ["Ö&l", "&1 file"]),
    ],
)
def test_each_text_gets_a_letter_of_its_own(texts: list[str], wanted: list[str]) -> None:
    assert with_mnemonics(texts) == wanted
    assert with_mnemonics(wanted) == wanted, "a second time changes nothing"
    assert list(map(plain, wanted)) == list(map(plain, texts))


def test_words_are_plain_without_letter_and_keys() -> None:
    assert plain("Save && &close\tCtrl+S") == "Save & close"


def test_labels_of_fields_and_ticks_of_a_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field, label, tick, other = QLineEdit(window), Label("Name", window), QCheckBox("No key", window), Label("N")
    label.setBuddy(field)
    other.setParent(window)

    letter_labels(window)

    assert (label.text(), tick.text(), other.text()) == ("&Name", "No &key", "N")


def test_a_text_without_a_letter_left_takes_one_of_a_text_that_has_another() -> None:
    made = with_mnemonics(["abc", "a", "b"])
    assert made == ["ab&c", "&a", "&b"]
    assert with_mnemonics(["a", "a"]) == ["&a", "a"]
