"""The dialog that asks when a mail is to be sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.send_time_dialog import SendTimeDialog
from tests.qt.windows import show

NOW = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
"""A Friday; in Auckland it is Saturday."""
FAR = timedelta(days=30)


def opened(qtbot: QtBot, farthest: timedelta = FAR, send_at: datetime | None = None) -> SendTimeDialog:
    return show(qtbot, SendTimeDialog(farthest, lambda: NOW, send_at=send_at))


def button(dialog: SendTimeDialog) -> QAbstractButton:
    found = dialog.findChild(QAbstractButton, "choose_time")
    assert isinstance(found, QAbstractButton)
    return found


def test_it_gives_the_time_of_the_zone_in_utc(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.zone.setEditText("Europe/Zagreb")
    dialog.date.setDate(QDate(2026, 12, 1))
    dialog.time.setTime(QTime(8, 0))
    with qtbot.waitSignal(dialog.chosen) as chosen:
        button(dialog).click()
    assert chosen.args == [datetime(2026, 12, 1, 7, 0, tzinfo=UTC)]


def test_quick_choices_are_days_of_the_zone(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.zone.setEditText("Pacific/Auckland")
    dialog.tomorrow.click()
    assert dialog.send_at() == datetime(2026, 11, 28, 19, 0, tzinfo=UTC)  # Sunday 8:00 there
    dialog.monday.click()
    assert dialog.send_at() == datetime(2026, 11, 29, 19, 0, tzinfo=UTC)
    dialog.zone.setEditText("Europe/Zagreb")
    dialog.tomorrow.click()
    assert dialog.send_at() == datetime(2026, 11, 28, 7, 0, tzinfo=UTC)


def test_the_limits_are_said_beforehand(qtbot: QtBot) -> None:
    dialog = opened(qtbot, timedelta(days=5))
    dialog.zone.setEditText("UTC")
    assert button(dialog).isEnabled()
    for day, words in ((QDate(2026, 11, 27), "over"), (QDate(2026, 12, 5), "5 days")):
        dialog.date.setDate(day)
        assert not button(dialog).isEnabled()
        assert words in dialog.note.text()
    dialog.zone.setEditText("Nowhere/Land")
    assert "Nowhere/Land" in dialog.note.text()
    button(dialog).click()
    assert dialog.isVisible()


def test_a_mail_that_is_moved_shows_its_time(qtbot: QtBot) -> None:
    send_at = NOW + timedelta(days=3)
    dialog = opened(qtbot, send_at=send_at)
    assert dialog.send_at() == send_at
    assert "in 3 days" in dialog.note.text()
