"""A row of "What is different?": its words, its bars, its keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.messages.comparison_row import TwoBarRow, TwoBars
from composer_app.ui.theme.theme_store import current
from tests.qt.widgets.placing import put

LONG = "68 % left between 22 November 23:00 and 30 November 05:00, which is a long time for one line."
ALT = Qt.KeyboardModifier.AltModifier


def bars(rest: int = 202, *, can_filter: bool = True) -> TwoBars:
    return TwoBars(
        "84 % go to corp.example.",
        "6 % of all others do.",
        ("These", "The rest"),
        ((38, 45), (rest, 3367)),
        can_filter,
    )


def shown(home: QWidget, made: TwoBars) -> TwoBarRow:
    row = TwoBarRow(made)
    put(home, row)
    return row


def count_of(row: TwoBarRow, colour: QColor) -> int:
    picture = row.grab().toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(picture.pixelColor(x, y) == colour for x, y in places)


def test_words_are_spoken(qtbot: QtBot, home: QWidget) -> None:
    row = shown(home, bars())
    assert row.accessibleName() == "84 % go to corp.example. 6 % of all others do."
    assert row.accessibleDescription().startswith("These: 38 of 45. The rest: 202 of 3,367.")
    assert row.height() >= 92


def test_a_long_finding_takes_more_lines(home: QWidget) -> None:
    plain, row = TwoBarRow(bars()), TwoBarRow(replace(bars(), title=LONG))
    for width in (280, 336):
        assert plain.heightForWidth(width) == 92
        assert row.heightForWidth(width) > plain.heightForWidth(width)
    assert row.heightForWidth(280) >= row.heightForWidth(600)
    put(home, row)
    assert row.height() >= row.heightForWidth(row.width())


def test_bars_are_on_one_scale_and_zero_draws_none(qtbot: QtBot, home: QWidget) -> None:
    theme = current()
    row = shown(home, bars())
    these, rest = (count_of(row, theme.outcomes[one].bar) for one in (Outcome.SENDING, Outcome.PENDING))
    assert 10 < these / rest < 18  # 84 against 6 %
    assert count_of(shown(home, bars(0)), theme.outcomes[Outcome.PENDING].bar) == 0
    assert count_of(shown(home, bars(1)), theme.outcomes[Outcome.PENDING].bar) > 0


def test_click_and_keys_choose_and_with_alt_exclude(qtbot: QtBot, home: QWidget) -> None:
    row = shown(home, bars())
    chosen: list[bool] = []
    row.chosen.connect(chosen.append)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, ALT)
    qtbot.keyClick(row, Qt.Key.Key_Space)
    qtbot.keyClick(row, Qt.Key.Key_Return, ALT)
    assert chosen == [False, True, False, True]


def test_menu_has_both(qtbot: QtBot, home: QWidget) -> None:
    row = shown(home, bars())
    chosen: list[bool] = []
    row.chosen.connect(chosen.append)
    place = QPoint(5, 5)
    QApplication.sendEvent(row, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, row.mapToGlobal(place)))
    menu = row.findChild(QMenu)
    assert menu is not None
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert chosen == [False, True]


def test_what_no_filter_says_is_text_alone(qtbot: QtBot, home: QWidget) -> None:
    row = shown(home, bars(can_filter=False))
    chosen: list[bool] = []
    row.chosen.connect(chosen.append)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    place = QPoint(5, 5)
    QApplication.sendEvent(row, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, row.mapToGlobal(place)))
    assert chosen == []
    assert row.findChild(QMenu) is None
    assert "Alt" not in row.accessibleDescription()
