"""One notice for what happens while the user does not look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.services.settings import Settings
from composer_app.ui.shell.desktop_notices import DesktopNotices, News
from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.texts.notices import NewsKind
from tests.qt.shell.desktop import Desktop


class Corner:
    """A window, its notices, and what clicks have shown."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.desktop = Desktop(window)
        self.timer = QTimer(window)
        self.is_wanted = self.names_mail = True
        self.seen: list[str] = []
        self.notices = DesktopNotices(
            window, self.desktop, lambda: self.is_wanted, lambda: self.names_mail, window, timer=self.timer
        )

    def add(self, kind: NewsKind, count: int, sentence: str) -> None:
        self.notices.add(News(kind, count, sentence, lambda: self.seen.append(sentence)))

    def tell(self) -> None:
        if self.timer.isActive():
            self.timer.timeout.emit()


@pytest.fixture
def corner(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corner:
    window = MainWindow(Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: None))
    return Corner(window)


def test_what_happens_together_is_one_notice_with_the_gravest_first(corner: Corner) -> None:
    corner.add(NewsKind.SENT, 1, "“News” was handed over.")
    corner.add(NewsKind.NOT_DELIVERED, 2, "Not delivered to ana@example.com and 1 other.")
    corner.add(NewsKind.NOT_DELIVERED, 1, "Not delivered to ben@example.com.")
    assert corner.desktop.shown == []
    corner.tell()
    assert corner.desktop.shown == [
        (
            "3 mails not delivered",
            "Not delivered to ana@example.com and 1 other.\nNot delivered to ben@example.com.\n"
            "1 large send handed over",
        )
    ]


def test_a_notice_that_may_not_name_mail_counts_it(corner: Corner) -> None:
    corner.names_mail = False
    corner.add(NewsKind.SENT, 1, "“News” was handed over.")
    corner.add(NewsKind.NOT_DELIVERED, 2, "Not delivered to ana@example.com and 1 other.")
    corner.tell()
    assert corner.desktop.shown == [
        ("2 mails not delivered", "1 large send handed over\nClick to see it in Mail Composer.")
    ]


def test_what_happens_later_replaces_the_notice_and_counts_on(corner: Corner) -> None:
    corner.add(NewsKind.REJECTED, 1, "One.")
    corner.tell()
    for number in range(4):
        corner.add(NewsKind.REJECTED, 1, f"Number {number}.")
    corner.tell()
    assert corner.desktop.shown[-1] == ("5 mails rejected", "One.\nNumber 0.\nNumber 1.\nAnd 2 more.")


def test_a_click_raises_the_window_on_the_gravest(corner: Corner) -> None:
    corner.add(NewsKind.NOT_DELIVERED, 1, "bounced")
    corner.add(NewsKind.MAYBE_SENT, 1, "maybe")
    corner.tell()
    corner.desktop.clicked.emit()
    assert corner.seen == ["maybe"]
    assert corner.window.isVisible()
    assert not corner.desktop.is_out
    corner.desktop.clicked.emit()
    assert corner.seen == ["maybe"], "it was told once"


def test_who_looks_at_the_window_needs_no_notice(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    corner.add(NewsKind.SENT, 1, "before")
    monkeypatch.setattr(QApplication, "activeWindow", staticmethod(lambda: corner.window))
    corner.tell()
    corner.add(NewsKind.SENT, 1, "now")
    corner.tell()
    assert corner.desktop.shown == []


def test_coming_back_takes_the_notice_away_and_begins_anew(corner: Corner) -> None:
    corner.add(NewsKind.SENT, 1, "first")
    corner.tell()
    assert corner.desktop.is_out
    QApplication.sendEvent(corner.window, QEvent(QEvent.Type.WindowActivate))
    assert not corner.desktop.is_out
    corner.add(NewsKind.SENT, 1, "second")
    corner.tell()
    assert corner.desktop.shown[-1] == ("1 large send handed over", "second")


def test_switched_off_it_says_nothing(corner: Corner) -> None:
    corner.is_wanted = False
    corner.add(NewsKind.REJECTED, 1, "one")
    corner.tell()
    assert corner.desktop.shown == []
