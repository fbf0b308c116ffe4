"""Tokens, offers and free text of the filter bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import MAX_TOKENS, FilterToken, tokens_in
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.filter_bar.filter_bar import FilterBar, Meaning
from tests.qt.windows import offers, show, show_column

Key = Qt.Key
VALUES = {
    FilterKey.STATUS: lambda: ["bounced", "delivered", "rejected"],
    FilterKey.SINCE: lambda: ["1h", "7d"],
}


def check(token: FilterToken) -> str:
    return "no time" if token.key == "since" and not token.value[:-1].isdigit() else ""


class ShownBar(FilterBar):
    """A filter bar and the window around it."""

    home: QWidget


@pytest.fixture
def bar(qtbot: QtBot) -> ShownBar:
    made = ShownBar(VALUES, check, placeholder="Filter")
    made.home = show_column(qtbot, made, width=900, height=300)
    made.focus_input()
    qtbot.waitUntil(made.input().hasFocus)
    return made


def test_enter_makes_the_token(qtbot: QtBot, bar: ShownBar) -> None:
    qtbot.keyClicks(bar.input(), "status:bounced")
    bar.completion().popup().hide()
    with qtbot.waitSignal(bar.changed) as reported:
        qtbot.keyClick(bar.input(), Key.Key_Return)
    assert reported.args == [[FilterToken("status", "bounced")], ""]
    assert bar.input().text() == ""


def test_enter_takes_all_words_apart(qtbot: QtBot, bar: ShownBar) -> None:
    bar.input().setText('since:7d "November statement" to:*@corp.example http://x')
    bar.commit()
    assert bar.tokens() == [FilterToken("since", "7d"), FilterToken("to", "*@corp.example")]
    assert bar.text() == '"November statement" http://x'


def test_typing_is_reported_after_a_while(qtbot: QtBot, bar: ShownBar) -> None:
    qtbot.keyClicks(bar.input(), "invoice")
    assert bar.timer.isActive()
    with qtbot.waitSignal(bar.changed) as reported:
        bar.timer.timeout.emit()
    assert reported.args == [[], "invoice"]


def test_same_filter_is_reported_once(qtbot: QtBot, bar: ShownBar) -> None:
    bar.set_filter([FilterToken("since", "7d")], "x")
    with qtbot.assertNotEmitted(bar.changed):
        bar.set_filter([FilterToken("since", "7d")], "x")
        bar.commit()


def test_a_narrow_bar_keeps_one_line_for_one_token(qtbot: QtBot, bar: ShownBar) -> None:
    bar.set_count("329 of 6,000")
    bar.home.resize(360, 300)
    one_line = bar.height()
    assert bar.input().placeholderText()

    bar.set_filter([FilterToken("status", "bounced")])

    assert bar.height() == one_line
    assert not bar.input().placeholderText()
    bar.set_filter([])
    assert bar.input().placeholderText()


def test_wrong_token_says_why(bar: ShownBar) -> None:
    bar.set_filter([FilterToken("since", "soon")])
    assert bar.tokens() == [FilterToken("since", "soon")]
    assert "wrong: no time" in bar.token_widgets()[0].accessibleName()


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("status:sl", FilterToken("status", "slow")),
        ("-status:SL", FilterToken("-status", "slow")),
        ("status:s", FilterToken("status", "s")),
        ("status:x", FilterToken("status", "x")),
        ("status:slow", FilterToken("status", "slow")),
    ],
)
def test_a_begun_value_becomes_the_only_one_that_begins_so(qtbot: QtBot, typed: str, token: FilterToken) -> None:
    known = ["slow", "steady", "fast"]
    bar = FilterBar({FilterKey.STATUS: lambda: known}, lambda one: "" if one.value in known else "not known")
    qtbot.addWidget(bar)
    bar.input().setText(typed)
    bar.commit()
    assert bar.tokens() == [token]


def test_backspace_opens_the_last_token(qtbot: QtBot, bar: ShownBar) -> None:
    bar.set_filter([FilterToken("since", "7d"), FilterToken("to", "a b")], "rest")
    bar.input().setCursorPosition(0)
    qtbot.keyClick(bar.input(), Key.Key_Backspace)
    assert bar.tokens() == [FilterToken("since", "7d")]
    assert bar.input().text() == 'to:"a b" rest'


def test_click_on_a_token_opens_and_cross_removes(qtbot: QtBot, bar: ShownBar) -> None:
    bar.set_filter([FilterToken("since", "7d"), FilterToken("to", "x@example.com")])
    second = bar.token_widgets()[1]
    with qtbot.waitSignal(bar.changed):
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton, pos=QPoint(second.width() - 8, 10))
    qtbot.mouseClick(bar.token_widgets()[0], Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert bar.tokens() == []
    assert bar.input().text() == "since:7d"


def test_keys_on_tokens(qtbot: QtBot, bar: ShownBar) -> None:
    bar.set_filter([FilterToken("since", "7d"), FilterToken("to", "x@example.com")])
    first, second = bar.token_widgets()
    qtbot.keyClick(bar.input(), Key.Key_Left)
    assert second.hasFocus()
    qtbot.keyClick(second, Key.Key_Left)
    assert first.hasFocus()
    qtbot.keyClick(first, Key.Key_Right)
    qtbot.keyClick(second, Key.Key_Right)
    assert bar.input().hasFocus()
    qtbot.keyClick(bar.input(), Key.Key_Left)
    qtbot.keyClick(second, Key.Key_Delete)
    assert bar.tokens() == [FilterToken("since", "7d")]


def test_minus_and_alt_click_turn_a_token(qtbot: QtBot, bar: ShownBar) -> None:
    group = FilterToken("is", "new", (FilterToken("to", "a"),))
    bar.set_filter([FilterToken("since", "7d"), group])
    bar.token_widgets()[0].setFocus()
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClick(bar.token_widgets()[0], Key.Key_Minus)
    assert bar.tokens() == [FilterToken("-since", "7d"), group]
    assert bar.token_widgets()[0].hasFocus()
    qtbot.keyClick(bar.token_widgets()[1], Key.Key_Minus)
    with qtbot.waitSignal(bar.changed):
        alt = Qt.KeyboardModifier.AltModifier
        qtbot.mouseClick(bar.token_widgets()[0], Qt.MouseButton.LeftButton, alt, pos=QPoint(10, 10))
    assert bar.tokens() == [FilterToken("since", "7d"), group]


def test_escape_leaves(qtbot: QtBot, bar: ShownBar) -> None:
    with qtbot.waitSignal(bar.left):
        qtbot.keyClick(bar.input(), Key.Key_Escape)


def test_keys_and_values_are_offered(qtbot: QtBot, bar: ShownBar) -> None:
    qtbot.keyClicks(bar.input(), "st")
    popup = bar.completion().popup()
    assert popup.isVisible()
    assert offers(bar) == ["status:"]
    bar.completion().taken.emit("status:")
    assert bar.input().text() == "status:"
    assert offers(bar) == ["status:bounced", "status:delivered", "status:rejected"]
    bar.completion().taken.emit("status:rejected")
    assert bar.tokens() == [FilterToken("status", "rejected")]
    assert bar.input().text() == ""


def test_taking_an_offer_by_keyboard(qtbot: QtBot, bar: ShownBar) -> None:
    qtbot.keyClicks(bar.input(), "words st")
    popup = bar.completion().popup()
    qtbot.keyClick(popup, Key.Key_Down)
    assert bar.completion().chosen() == "status:"
    qtbot.keyClick(popup, Key.Key_Return)
    assert bar.input().text() == "words status:"


@pytest.mark.parametrize("marked", [False, True])
def test_tab_takes_the_offer_and_keeps_the_focus(qtbot: QtBot, bar: ShownBar, marked: bool) -> None:
    after = QLineEdit()
    bar.home.layout().addWidget(after)
    qtbot.keyClicks(bar.input(), "st")
    popup = bar.completion().popup()
    if marked:
        qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Tab)
    assert bar.input().text() == "status:"
    assert bar.input().hasFocus()
    qtbot.keyClick(popup, Key.Key_Tab)
    assert bar.tokens() == [FilterToken("status", "bounced")]
    assert not popup.isVisible()
    assert bar.input().hasFocus()


def test_tab_that_reaches_the_field_takes_the_offer_too(qtbot: QtBot, bar: ShownBar) -> None:
    qtbot.keyClicks(bar.input(), "si")
    qtbot.keyClick(bar.input(), Key.Key_Tab)
    assert bar.input().text() == "since:"


def test_ring_stays_while_the_offers_are_open(qtbot: QtBot, bar: ShownBar) -> None:
    def ring() -> bool:
        image = bar.grab().toImage()
        return image.pixelColor(image.width() // 2, 0).name() == current().focus.name()

    assert ring()
    qtbot.keyClicks(bar.input(), "st")
    bar.input().clearFocus()
    assert bar.completion().is_open()
    assert ring()
    bar.completion().popup().hide()
    assert not ring()


def test_down_shows_all_keys(qtbot: QtBot, bar: ShownBar) -> None:
    qtbot.keyClick(bar.input(), Key.Key_Down)
    assert offers(bar) == [f"{key}:" for key in FilterKey]


def test_many_tokens_take_more_lines(bar: ShownBar) -> None:
    one = bar.height()
    bar.set_filter([FilterToken("to", f"somebody{n}@corp.example") for n in range(9)])
    assert bar.height() > one
    bar.set_filter([])
    assert bar.height() == one


def test_what_begins_with_or_joins_the_last_token(bar: ShownBar) -> None:
    group = FilterToken("status", "bounced", (FilterToken("status", "rejected"),))
    bar.set_filter([FilterToken("since", "7d"), FilterToken("status", "bounced")])
    bar.input().setText("OR")
    bar.commit()
    assert (bar.tokens()[1], bar.input().text()) == (FilterToken("status", "bounced"), "OR")
    bar.input().setText("OR status:rejected late")
    bar.commit()
    assert bar.tokens() == [FilterToken("since", "7d"), group]
    assert bar.text() == "late"


def test_a_group_stays_whole_while_its_end_is_completed(qtbot: QtBot, bar: ShownBar) -> None:
    qtbot.keyClicks(bar.input(), "status:bounced OR status:re")
    qtbot.keyClick(bar.completion().popup(), Key.Key_Tab)
    assert bar.tokens() == [FilterToken("status", "bounced", (FilterToken("status", "rejected"),))]


@pytest.mark.parametrize("text", ["status:", "status:bo", "since:2", 'to:"an', "OR", "colour:"])
def test_what_is_half_typed_is_no_word(qtbot: QtBot, bar: ShownBar, text: str) -> None:
    qtbot.keyClicks(bar.input(), text)
    assert tokens_in(bar.text()) in ([], [FilterToken("", "colour:")])


def test_up_and_the_icon_offer_earlier_filters(qtbot: QtBot, bar: ShownBar) -> None:
    earlier: list[str] = []
    bar.set_history(lambda: earlier)
    bar.used.connect(lambda written: earlier.insert(0, written))
    qtbot.keyClick(bar.input(), Key.Key_Up)
    assert not bar.completion().is_open()
    bar.input().setText('since:7d OR -is:new "two words"')
    bar.commit()
    bar.set_filter([])
    assert earlier == ['since:7d OR -is:new "two words"']
    for way in (
        lambda: qtbot.keyClick(bar.input(), Key.Key_Up),
        lambda: qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(16, 16)),
    ):
        way()
        assert offers(bar) == earlier
        qtbot.keyClick(bar.completion().popup(), Key.Key_Tab)
        assert bar.tokens() == [FilterToken("since", "7d", (FilterToken("-is", "new"),))]
        assert bar.text() == '"two words"'
        bar.set_filter([])


def test_a_very_long_filter_scrolls(qtbot: QtBot, bar: ShownBar) -> None:
    """What is pasted makes neither the bar as high as the window nor the window slow."""
    bar.input().setText(" ".join(f"to:somebody{number}@corp.example" for number in range(400)) + ' "' * 500)
    bar.commit()
    assert len(bar.tokens()) == MAX_TOKENS
    assert bar.height() < 6 * 32
    first, last = bar.token_widgets()[0], bar.token_widgets()[-1]

    def is_in_sight(widget: QWidget) -> bool:
        return bar.rect().contains(widget.geometry())

    assert is_in_sight(bar.input())
    assert not is_in_sight(first)
    first.setFocus()
    assert is_in_sight(first)
    assert not is_in_sight(last)
    for _ in range(200):
        wheel = QWheelEvent(
            QPointF(5, 5),
            bar.mapToGlobal(QPointF(5, 5)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(bar, wheel)
    assert is_in_sight(bar.input())
    bar.set_filter([FilterToken("to", "a")])
    assert is_in_sight(bar.token_widgets()[0])


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_select_all_and_one_key_empty_the_filter(qtbot: QtBot, bar: ShownBar, key: Qt.Key) -> None:
    bar.set_filter([FilterToken("status", "bounced"), FilterToken("since", "7d")], "invoice")
    qtbot.keyClick(bar.input(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert all(widget.is_chosen() for widget in bar.token_widgets())
    with qtbot.waitSignal(bar.changed) as heard:
        qtbot.keyClick(bar.input(), key)
    assert heard.args == [[], ""]
    assert bar.written() == ""


def test_typing_over_the_whole_filter_replaces_it(qtbot: QtBot, bar: ShownBar) -> None:
    bar.set_filter([FilterToken("status", "bounced"), FilterToken("since", "soon")])
    qtbot.keyClick(bar.input(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(bar.input(), Key.Key_Shift)
    qtbot.keyClicks(bar.input(), "Ana")
    bar.commit()
    assert (bar.tokens(), bar.text()) == ([], "Ana")


def test_pasting_over_the_whole_filter_replaces_it(qtbot: QtBot, bar: ShownBar) -> None:
    bar.set_filter([FilterToken("status", "bounced")])
    QGuiApplication.clipboard().setText("since:7d")
    qtbot.keyClick(bar.input(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(bar.input(), Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    bar.commit()
    assert bar.tokens() == [FilterToken("since", "7d")]


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Escape, Key.Key_Return])
def test_another_key_keeps_the_selected_filter(qtbot: QtBot, bar: ShownBar, key: Qt.Key) -> None:
    tokens = [FilterToken("status", "bounced"), FilterToken("since", "7d")]
    bar.set_filter(tokens)
    qtbot.keyClick(bar.input(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(bar.input(), key)
    assert bar.tokens() == tokens
    assert not any(widget.is_chosen() for widget in bar.token_widgets())
    qtbot.keyClicks(bar.input(), "x")
    assert bar.tokens() == tokens


def test_leaving_the_filter_selects_nothing(qtbot: QtBot, bar: ShownBar) -> None:
    bar.set_filter([FilterToken("status", "bounced")])
    qtbot.keyClick(bar.input(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    bar.token_widgets()[0].setFocus()
    assert not bar.token_widgets()[0].is_chosen()


def test_words_are_offered_as_the_token_that_they_mean(qtbot: QtBot) -> None:
    full = FilterToken("error", "6010")
    bar = show(qtbot, FilterBar({}, lambda _: "", meanings=lambda typed: of_mailboxes(typed, full)), 600, 60)
    qtbot.keyClicks(bar.input(), "to:ana invoice mailbox full")
    assert offers(bar) == ["Mailbox is full"]
    qtbot.keyClick(bar.completion().popup(), Key.Key_Tab)
    assert bar.tokens() == [FilterToken("to", "ana"), full]
    assert bar.text() == "invoice"


def of_mailboxes(typed: str, token: FilterToken) -> list[Meaning]:
    return [Meaning("Mailbox is full", token)] if typed.startswith("mailbox") else []


def test_enter_searches_for_the_words_unless_an_offer_is_marked(qtbot: QtBot) -> None:
    token = FilterToken("error", "6010")
    bar = show(qtbot, FilterBar({}, lambda _: "", meanings=lambda _: [Meaning("Mailbox is full", token)]), 600, 60)
    qtbot.keyClicks(bar.input(), "mailbox")
    with qtbot.waitSignal(bar.changed) as emitted:
        qtbot.keyClick(bar.completion().popup(), Key.Key_Return)
    assert emitted.args == [[], "mailbox"]


def test_words_before_the_cursor_alone_mean_nothing(qtbot: QtBot) -> None:
    asked: list[str] = []
    bar = show(qtbot, FilterBar({}, lambda _: "", meanings=lambda typed: asked.append(typed) or []), 600, 60)
    bar.input().setText("bounced")
    bar.input().setCursorPosition(0)
    qtbot.keyClicks(bar.input(), "x")
    assert asked == []


def test_the_cross_empties_the_filter(qtbot: QtBot, bar: ShownBar) -> None:
    assert bar.clear_button.isHidden()
    bar.set_filter([FilterToken("since", "7d")], "rest")
    with qtbot.waitSignal(bar.changed) as emitted:
        qtbot.mouseClick(bar.clear_button, Qt.MouseButton.LeftButton)
    assert emitted.args == [[], ""]
    assert bar.clear_button.isHidden()
    assert bar.input().hasFocus()


def test_a_very_long_text_is_measured_only_as_far_as_it_shows(qtbot: QtBot, bar: ShownBar) -> None:
    bar.input().setText("word " * 2_000)
    qtbot.keyClick(bar.input(), "a")
    assert bar.input().width() <= bar.width()
    assert bar.text().endswith("word a")
