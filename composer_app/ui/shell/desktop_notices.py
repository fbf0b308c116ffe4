"""Notices of the desktop about failures and the end of large sends, one for all while another window is in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QApplication

from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.texts import notices as texts
from composer_app.ui.texts.notices import NewsKind

TOGETHER_MS = 3_000
"""What happens within this time comes in one notice."""


class NoticeChannel(Protocol):
    """Protocol of what shows a notice on the desktop: one at a time."""

    clicked: SignalInstance

    def show_notice(self, title: str, body: str) -> None: ...

    def withdraw(self) -> None: ...


@dataclass(frozen=True)
class News:
    """One thing that happened: how many mails it is about, a sentence, and what shows it in the window."""

    kind: NewsKind
    count: int
    sentence: str
    show: Callable[[], object]


class DesktopNotices(QObject):
    """Collects news until the window is looked at. A click raises the window and shows the gravest of them.

    Args:
        is_wanted: whether the user wants notices.
        names_mail: whether they may say which mail they are about.
        timer: for what happens together.
    """

    def __init__(
        self,
        window: MainWindow,
        channel: NoticeChannel,
        is_wanted: Callable[[], bool],
        names_mail: Callable[[], bool],
        parent: QObject,
        *,
        timer: QTimer | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._channel = channel
        self._is_wanted = is_wanted
        self._names_mail = names_mail
        self._news: list[News] = []
        self._timer = timer or QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOGETHER_MS)
        self._timer.timeout.connect(self._show)
        self._is_out = False
        channel.clicked.connect(self._on_clicked)
        window.installEventFilter(self)

    def add(self, news: News) -> None:
        """Put it into a notice with what else happens now, unless the user looks at the window."""
        if self._is_wanted() and not _is_looked_at():
            self._news.append(news)
            if not self._timer.isActive():
                self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate:
            self._forget()
        return super().eventFilter(watched, event)

    @Slot()
    def _show(self) -> None:
        if not self._news or _is_looked_at():
            self._forget()
            return
        news = sorted(self._news, key=lambda one: one.kind)
        counts: dict[NewsKind, int] = {}
        for one in news:
            counts[one.kind] = counts.get(one.kind, 0) + one.count
        self._is_out = True
        gravest = [one.sentence for one in news if one.kind is news[0].kind]
        self._channel.show_notice(*texts.notice(counts, gravest if self._names_mail() else ()))

    def _forget(self) -> None:
        self._timer.stop()
        self._news.clear()
        if self._is_out:
            self._is_out = False
            self._channel.withdraw()

    @Slot()
    def _on_clicked(self) -> None:
        gravest = min(self._news, key=lambda one: one.kind, default=None)
        self._forget()
        self._window.come_to_front()
        if gravest is not None:
            gravest.show()


def _is_looked_at() -> bool:
    """Whether a window of the program is the active one."""
    return QApplication.activeWindow() is not None
