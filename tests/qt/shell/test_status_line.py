"""The line at the bottom."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.ui.shell.status_line import StatusLine


def test_both_texts_are_said(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_texts("3 messages", "Times are local.")

    assert line.texts() == ("3 messages", "Times are local.")
    assert line.accessibleName() == "3 messages. Times are local."


def test_the_right_text_gives_way_where_there_is_no_room(qtbot: QtBot) -> None:
    with_right, without = StatusLine(), StatusLine()
    for line in (with_right, without):
        qtbot.addWidget(line)
    left = "8,512 of 1,204,377 messages"
    with_right.set_texts(left, "Times are local (CET). Logs fetched 13:51.")
    without.set_texts(left, "")
    for width, is_shown in ((700, True), (220, False)):
        for line in (with_right, without):
            line.resize(width, line.sizeHint().height())

        assert (with_right.grab().toImage() != without.grab().toImage()) is is_shown


def test_with_nothing_to_say_it_still_has_a_name(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_texts("", "")

    assert line.accessibleName() == "Status bar"
