"""The icon in the tray. The offscreen platform has none, so what a desktop would do is done by signals."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.shell.tray_icon import TrayIcon
from tests.qt.windows import child

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # of the offscreen platform, which has no tray


@pytest.fixture
def tray(qtbot: QtBot, home: QWidget) -> TrayIcon:
    return TrayIcon(home, home)


def test_it_is_shown_while_it_is_wanted_or_has_a_notice(tray: TrayIcon) -> None:
    assert not tray.icon.isVisible()
    tray.set_wanted(True)
    assert tray.icon.isVisible()
    tray.set_wanted(False)
    assert not tray.icon.isVisible()
    tray.show_notice("1 mail not delivered", "To ana@example.com")
    assert tray.icon.isVisible()
    tray.withdraw()
    assert not tray.icon.isVisible()
    tray.set_wanted(True)
    tray.stop()
    assert not tray.icon.isVisible()


def test_it_keeps_the_program_only_where_there_is_a_tray(tray: TrayIcon, monkeypatch: pytest.MonkeyPatch) -> None:
    for is_available in (True, False):
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda found=is_available: found))
        tray.set_wanted(True)
        assert tray.is_shown is is_available
        tray.set_wanted(False)
        assert not tray.is_shown


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0), "Nothing waits"),
        ((3, 0), "3 waiting"),
        ((0, 1), "1 failed"),
        ((1200, 2), "1,200 waiting, 2 failed"),
    ],
)
def test_it_says_what_waits_and_failed(tray: TrayIcon, counts: tuple[int, int], words: str) -> None:
    tray.set_wanted(True)
    plain = tray.icon.icon().pixmap(64).toImage()
    tray.set_counts(*counts)
    assert child(tray.menu, QAction, "tray_state").text() == words
    assert tray.icon.toolTip() == f"Mail Composer: {words}"
    assert (tray.icon.icon().pixmap(64).toImage() != plain) is bool(counts[1])


def test_its_menu_shows_fetches_and_quits(qtbot: QtBot, tray: TrayIcon) -> None:
    for name, signal in (
        ("tray_show", tray.show_wanted),
        ("tray_fetch", tray.fetch_wanted),
        ("tray_quit", tray.quit_wanted),
    ):
        with qtbot.waitSignal(signal):
            child(tray.menu, QAction, name).trigger()
    with qtbot.waitSignal(tray.show_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.show_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    with qtbot.waitSignal(tray.clicked):
        tray.icon.messageClicked.emit()
