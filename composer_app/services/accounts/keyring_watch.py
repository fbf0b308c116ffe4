"""Detects that the user has unlocked the keyring."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.services.app_context import AppContext

LOOK_EVERY_MS = 10_000
EMIT_AGAIN_AFTER = timedelta(minutes=10)
"""Pause after an attempt: a keyring may report unlocked and give out nothing, and each try may ask for the password."""


class KeyringWatch(QObject):
    """Polls the lock of the keyring while a caller waits for it. Never asks for a password.

    Signals:
        unlocked: it is open, for the first time since it was locked.
    """

    unlocked = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._waiting: set[str] = set()
        self._emitted_at: datetime | None = None
        self._is_asking = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def wait_for(self, who: str, waits: bool) -> None:
        """Note whether `who` waits for the keyring."""
        if waits:
            self._waiting.add(who)
        else:
            self._waiting.discard(who)
        if not self._waiting:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
            self.look()  # at once, to see it locked before the user unlocks it

    @Slot(bool)
    def wait_for_mail(self, waits: bool) -> None:
        """The same for mail in the outbox."""
        self.wait_for("outbox", waits)

    @property
    def is_looking(self) -> bool:
        """Whether anything waits for the keyring."""
        return self._timer.isActive()

    @property
    def is_asking(self) -> bool:
        """Whether a query is pending."""
        return self._is_asking

    def stop(self) -> None:
        self._waiting.clear()
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Query now, unless a query is pending."""
        if self._is_asking:  # it may hang
            return
        self._is_asking = True
        task = self._context.run(self._context.credentials.is_locked)
        task.on_success(self._on_answer)
        task.on_failure(self._on_no_answer)

    @Slot(object)
    def _on_answer(self, is_locked: bool | None) -> None:
        self._is_asking = False
        now = self._context.clock()
        if is_locked:
            self._emitted_at = None
        elif is_locked is False and self._waiting and self._may_emit(now):
            self._emitted_at = now
            self.unlocked.emit()

    def _may_emit(self, now: datetime) -> bool:
        return self._emitted_at is None or abs(now - self._emitted_at) >= EMIT_AGAIN_AFTER

    @Slot(object)
    def _on_no_answer(self, _error: Exception) -> None:
        self._is_asking = False
