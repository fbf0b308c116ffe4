"""The list of the outbox: a click selects, a double click opens, keys move and take out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SubmissionId
from composer_app.ui.outbox.outbox_list import OutboxList
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.outbox.row_model import row_of
from composer_app.ui.outbox.sections import groups_of
from composer_app.ui.widgets.section_header import SectionHeader
from tests.qt.outbox.samples import NOW, everything

HEAD = QPoint(300, 20)


@pytest.fixture
def shown(qtbot: QtBot) -> OutboxList:
    made = OutboxList()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    rows = [row_of(one, None, NOW) for one in everything()]
    made.set_groups(groups_of(rows, "all", "", {}, NOW))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def rows_of(shown: OutboxList) -> list[OutboxRow]:
    return sorted((row for row in shown.findChildren(OutboxRow) if row.isVisible()), key=lambda row: row.y())


def current(shown: OutboxList) -> list[SubmissionId]:
    return [row.row().id for row in rows_of(shown) if row.is_current()]


def test_a_click_selects_and_focuses(qtbot: QtBot, shown: OutboxList) -> None:
    first, second = rows_of(shown)[:2]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=HEAD)
    assert QApplication.focusWidget() is first
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton, pos=HEAD)
    assert QApplication.focusWidget() is second
    assert current(shown) == [second.row().id]


@pytest.mark.parametrize("is_unfolded", [False, True])
def test_a_double_click_shows_the_mail_and_leaves_the_row_as_it_was(
    qtbot: QtBot, shown: OutboxList, is_unfolded: bool
) -> None:
    row = rows_of(shown)[1]
    row.unfold(is_unfolded)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=HEAD)
    assert row.isChecked() is not is_unfolded
    with qtbot.waitSignal(shown.mail_wanted) as wanted:
        qtbot.mouseDClick(row, Qt.MouseButton.LeftButton, pos=HEAD)
    assert wanted.args == [row.row().id]
    assert row.isChecked() is is_unfolded


def test_enter_shows_the_mail_and_space_its_recipients(qtbot: QtBot, shown: OutboxList) -> None:
    row = rows_of(shown)[1]
    with qtbot.waitSignal(shown.mail_wanted) as wanted:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert wanted.args == [row.row().id]
    assert not row.isChecked()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert row.isChecked()


def test_keys_move_the_selection(qtbot: QtBot, shown: OutboxList) -> None:
    rows = rows_of(shown)
    rows[1].setFocus()
    for key, wanted in ((Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert current(shown) == [rows[wanted].row().id]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    assert QApplication.focusWidget() is not rows[0]


def test_arrows_never_leave_the_list(qtbot: QtBot, shown: OutboxList) -> None:
    outside = QPushButton("Elsewhere", shown)
    outside.show()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        rows_of(shown)[0].setFocus()
        qtbot.keyClick(QApplication.focusWidget(), key)
        for step in (Qt.Key.Key_Down, Qt.Key.Key_Up) * 3:
            qtbot.keyClick(QApplication.focusWidget(), step)
            qtbot.keyClick(QApplication.focusWidget(), step)
            assert isinstance(QApplication.focusWidget(), OutboxRow | SectionHeader)


def test_escape_folds(qtbot: QtBot, shown: OutboxList) -> None:
    row = rows_of(shown)[0]
    row.unfold(True)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Escape)
    assert not row.isChecked()


def test_delete_wants_the_mail_out(qtbot: QtBot, shown: OutboxList) -> None:
    row = next(row for row in rows_of(shown) if "discard" in [one.value for one in row.row().more + row.row().quiet])
    row.setFocus()
    with qtbot.waitSignal(shown.action_wanted) as wanted:
        qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert wanted.args == [row.row().id, "discard"]
