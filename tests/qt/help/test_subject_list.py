"""The list of subjects."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from composer_app.ui.help.subject_list import SubjectList
from composer_app.ui.theme.theme_store import current


@pytest.fixture
def subjects(qtbot: QtBot) -> SubjectList:
    made = SubjectList()
    qtbot.addWidget(made)
    made.add("outbox", "Outbox")
    made.add("logs", "Logs")
    return made


def test_a_subject_is_marked_by_its_name(subjects: SubjectList) -> None:
    assert subjects.current() == ""
    assert subjects.mark("logs")
    assert subjects.current() == "logs"
    assert not subjects.mark("weather")
    assert subjects.current() == "logs"


def test_it_is_as_wide_as_its_longest_title(subjects: SubjectList) -> None:
    narrow = subjects.width()

    subjects.add("long", "How mail goes out, and what may be tried again and what may not")

    assert subjects.width() > narrow


def test_the_mark_is_painted(subjects: SubjectList) -> None:
    subjects.mark("outbox")
    spot = subjects.visualItemRect(subjects.item(0)).center()

    assert subjects.viewport().grab().toImage().pixelColor(subjects.width() - 20, spot.y()) == current().accent_soft
