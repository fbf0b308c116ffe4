"""Notices of a Linux desktop without a tray: the freedesktop service for them, over D-Bus.

Qt shows a notice through its tray icon alone, and GNOME has no tray.
Source: Desktop Notifications Specification 1.3, https://specifications.freedesktop.org/notification-spec.
"""

from __future__ import annotations

import contextlib
import html
import logging
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.threading import DBusRouter

    _OpenRouter = Callable[[], AbstractContextManager[DBusRouter]]

log = logging.getLogger(__name__)

PROGRAM, DESKTOP_FILE = "Mail Composer", "mail-composer"
_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_REPLY_S, _END_S = 5.0, 1.0
_ITS_OWN_TIME = -1
"""The desktop decides how long the notice stays."""


class DesktopNotifications(QObject):
    """Shows one notice at a time: a new one takes the place of the one before. GUI thread; D-Bus has a thread of its
    own, which begins with the first notice. A failure is harmless: it is noted in the log.

    Signals:
        clicked: the user clicked the notice.

    Args:
        open_router: opens the way to the session's bus.
    """

    clicked = Signal()

    def __init__(self, parent: QObject | None = None, *, open_router: _OpenRouter | None = None) -> None:
        super().__init__(parent)
        self._open_router = open_router or _session_router
        self._asked: queue.Queue[Any] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._shown_id = 0

    def show_notice(self, title: str, body: str) -> None:
        """Show a notice in place of the one before."""
        if self._thread is None or not self._thread.is_alive():  # the bus may have come, or come back
            self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
            self._thread.start()
        self._asked.put((title, body))

    def withdraw(self) -> None:
        """Take the notice away if it is still out."""
        if self._thread is not None:
            self._asked.put(())

    def stop(self) -> None:
        """End the thread. Bounded."""
        if self._thread is not None:
            self._asked.put(None)
            self._thread.join(_END_S)

    # on the thread

    def _run(self) -> None:
        try:
            with self._open_router() as router:
                self._serve(router)
        except Exception as error:  # no bus, no service, an answer that makes no sense: there is no notice then
            log.info("the desktop shows no notices: %s", error)

    def _serve(self, router: DBusRouter) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.threading import Proxy

        rule = MatchRule(type="signal", interface=_NAME, member="ActionInvoked", path=_PATH)
        Proxy(message_bus, router, timeout=_REPLY_S).AddMatch(rule)
        capabilities = _call(router, "GetCapabilities")[0]
        with router.filter(rule, queue=self._asked):
            while (asked := self._asked.get()) is not None:
                if asked == ():
                    self._close(router)
                elif isinstance(asked, tuple):
                    self._notify(router, *asked, takes_markup="body-markup" in capabilities)
                else:
                    self._on_invoked(asked)

    def _notify(self, router: DBusRouter, title: str, body: str, *, takes_markup: bool) -> None:
        hints = {"desktop-entry": ("s", DESKTOP_FILE), "category": ("s", "email")}
        words = html.escape(body, quote=False) if takes_markup else body
        what = (PROGRAM, self._shown_id, DESKTOP_FILE, title, words, ["default", ""], hints, _ITS_OWN_TIME)
        (self._shown_id,) = _call(router, "Notify", "susssasa{sv}i", what)

    def _close(self, router: DBusRouter) -> None:
        from jeepney import DBusErrorResponse

        with contextlib.suppress(DBusErrorResponse):  # it is gone already
            _call(router, "CloseNotification", "u", (self._shown_id,))
        self._shown_id = 0

    def _on_invoked(self, message: Message) -> None:
        if message.body[0] == self._shown_id:  # the bus tells of everyone's notices
            self.clicked.emit()


def _call(router: DBusRouter, method: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
    from jeepney import DBusAddress, new_method_call
    from jeepney.wrappers import unwrap_msg

    address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
    return unwrap_msg(router.send_and_get_reply(new_method_call(address, method, signature, body), timeout=_REPLY_S))


def _session_router() -> AbstractContextManager[DBusRouter]:
    from jeepney.io.threading import open_dbus_router

    router: AbstractContextManager[DBusRouter] = open_dbus_router()
    return router
