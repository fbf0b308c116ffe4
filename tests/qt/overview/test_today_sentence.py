"""The numbers in the sentence are links."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.ui.overview.today_sentence import TodaySentence
from composer_app.ui.texts.overview import Link, Part
from composer_app.ui.theme.theme_store import ThemeMode, store
from tests.qt.windows import show, show_column

PARTS = (
    Part("Of "),
    Part("3", Link.SENT),
    Part(" mails sent today, "),
    Part("2", Link.BOUNCED),
    Part(" to <b> bounced."),
)
LISTS = {Link.SENT: (FilterToken("since", "today"),), Link.BOUNCED: (FilterToken("status", "bounced"),)}


def test_each_number_opens_its_list_by_keyboard(qtbot: QtBot) -> None:
    sentence = TodaySentence()
    sentence.set_sentence(PARTS, LISTS)
    window = show_column(qtbot, sentence, width=500, height=60)
    qtbot.waitUntil(window.isActiveWindow)
    sentence.setFocus()
    qtbot.keyClick(sentence, Qt.Key.Key_Tab)
    with qtbot.waitSignal(sentence.list_wanted) as wanted:
        qtbot.keyClick(sentence, Qt.Key.Key_Return)
    assert wanted.args[0] in LISTS.values()


def test_words_of_others_are_text(qtbot: QtBot) -> None:
    sentence = show(qtbot, TodaySentence(), 500, 60)
    sentence.set_sentence(PARTS, LISTS)
    assert sentence.sentence() == sentence.accessibleName() == "Of 3 mails sent today, 2 to <b> bounced."
    assert "&lt;b&gt;" in sentence.text()


def test_links_follow_the_theme(qtbot: QtBot) -> None:
    sentence = show(qtbot, TodaySentence(), 500, 60)
    sentence.set_sentence(PARTS, LISTS)
    light = sentence.text()
    store().set_mode(ThemeMode.DARK)
    assert sentence.text() != light
