"""Search of the outbox among recipients that its rows do not hold."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.ids import SubmissionId
from composer_app.services.runtime.tasks import Task
from composer_app.services.sending.outbox import Outbox
from composer_app.ui.outbox.row_model import Row


class RecipientSearch(QObject):
    """Asks the archive which mails have the words of the search field.

    Signals:
        found: `ids` and `is_running` are others than before.
    """

    found = Signal()

    def __init__(self, outbox: Outbox, parent: QObject) -> None:
        super().__init__(parent)
        self._outbox = outbox
        self._ids: frozenset[SubmissionId] = frozenset()
        self._text = self._asked_text = ""
        self._wanted: list[SubmissionId] = []
        self._task: Task[frozenset[SubmissionId]] | None = None
        self._is_stale = False

    @property
    def ids(self) -> frozenset[SubmissionId]:
        """The mails found so far."""
        return self._ids

    @property
    def is_running(self) -> bool:
        """More may be found."""
        return self._task is not None

    def look_for(self, text: str, rows: Iterable[Row]) -> None:
        """Search the mails of these rows that have more recipients than the row names."""
        mails = (row.submission for row in rows if row.run is None)
        self._wanted = [one.id for one in mails if text and one.recipient_count > len(one.first_recipients)]
        if text != self._text:
            self._text, self._ids = text, frozenset()
        self._is_stale = self._task is not None
        if self._task is not None:
            self._task.cancel()
        elif self._wanted:
            self._ask()

    def _ask(self) -> None:
        self._is_stale, self._asked_text = False, self._text
        self._task = self._outbox.with_words(self._wanted, self._text)
        self._task.on_success(self._on_found).on_failure(self._on_failed).on_cancel(self._on_ended)

    @Slot(object)
    def _on_found(self, ids: frozenset[SubmissionId]) -> None:
        if self._asked_text == self._text:
            self._ids = ids
        self._on_ended()

    @Slot(object)
    def _on_failed(self, _failure: Exception) -> None:
        """The list says that the archive cannot be read; what the rows hold is found."""
        self._on_ended()

    @Slot()
    def _on_ended(self) -> None:
        self._task = None
        if self._is_stale and self._wanted:
            self._ask()
        else:
            self.found.emit()
