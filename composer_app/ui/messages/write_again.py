"""Makes a new draft of a mail in a list: for the recipient of its row, or without recipients."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.draft import Draft
from composer_app.services.records import FoundDetails, RecordKind
from composer_app.services.services import Services
from composer_app.ui.texts import sent_mail
from composer_app.ui.texts.problems import failure_words


class WriteAgain(QObject):
    """Signals:
    edit_wanted(Draft): open it on the compose page.
    toast_requested: a sentence for a toast.
    """

    edit_wanted = Signal(object)
    toast_requested = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services

    def write(self, kind: RecordKind, row: int, *, keeps_recipient: bool) -> None:
        """Write the mail of a row again.

        Args:
            keeps_recipient: the draft is for the recipient of the row; otherwise for none.
        """
        task = self._services.records.details(kind, row)
        task.on_success(self._to_recipient if keeps_recipient else self._to_none).on_failure(self._on_failed)

    @Slot(object)
    def _to_recipient(self, found: FoundDetails | None) -> None:
        self._copy(found, [] if found is None else [found.details.message.to])

    @Slot(object)
    def _to_none(self, found: FoundDetails | None) -> None:
        self._copy(found, [])

    def _copy(self, found: FoundDetails | None, keep: list[str]) -> None:
        if found is None:
            self.toast_requested.emit(sent_mail.ERASED.title)
        elif (submission_id := found.details.message.submission_id) is None:
            self.toast_requested.emit(sent_mail.NOT_OURS)
        else:
            task = self._services.outbox.copy_to_draft(submission_id, keep)
            task.on_success(self._on_draft).on_failure(self._on_failed)

    @Slot(object)
    def _on_draft(self, draft: Draft | None) -> None:
        if draft is None:
            self.toast_requested.emit(sent_mail.ERASED.title)
        else:
            self.edit_wanted.emit(draft)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        words = failure_words(error, of_a_read=True)
        self.toast_requested.emit(f"{words.title} {words.body}")
