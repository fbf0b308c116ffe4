"""Messages below each other: one for each key, and the oldest makes room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.message_area import MOST, LinkList, MessageArea
from composer_app.ui.texts.inline_message_text import MessageText


@pytest.fixture
def area(qtbot: QtBot) -> MessageArea:
    made = MessageArea()
    qtbot.addWidget(made)
    made.resize(800, 200)
    return made


def test_a_message_takes_the_place_of_the_one_with_its_key(qtbot: QtBot, area: MessageArea) -> None:
    with qtbot.waitSignal(area.shown) as shown:
        area.put("files", MessageText("One."))
    again = area.put("files", MessageText("Two.", "Why."))

    assert shown.args[0] is not again
    assert area.keys() == ["files"]
    assert area.message("files") is again
    assert (again.title(), again.body()) == ("Two.", "Why.")


def test_it_takes_no_room_without_messages(area: MessageArea) -> None:
    assert area.isHidden()
    area.put("a", MessageText("One."))
    assert not area.isHidden()
    area.take("unknown")
    assert not area.isHidden()
    area.clear()
    assert area.isHidden()
    assert area.keys() == []


def test_the_oldest_makes_room_unless_it_must_stay(area: MessageArea) -> None:
    area.put("stays", MessageText("Stays."), can_be_closed=False)
    for number in range(MOST):
        area.put(str(number), MessageText(f"{number}."))

    assert area.keys() == ["stays", "1", "2"]


def test_a_closed_message_is_gone(area: MessageArea) -> None:
    area.put("a", MessageText("One."))
    message = area.put("b", MessageText("Two."))

    message.closed.emit()

    assert area.keys() == ["a"]


def test_links_are_followed_by_their_number(qtbot: QtBot) -> None:
    followed: list[int] = []
    links = LinkList(["No subject.", "No <body>."], followed.append)
    qtbot.addWidget(links)
    assert links.accessibleName() == "No subject.\nNo <body>."
    assert "&lt;body&gt;" in links.text()
    links.linkActivated.emit("1")

    links.set_sentences(["No <body>."])
    links.linkActivated.emit("0")

    assert followed == [1, 0]
    assert links.sentences() == ["No <body>."]
    assert links.focusPolicy() is Qt.FocusPolicy.StrongFocus
