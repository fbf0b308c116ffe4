"""Mail and send runs that are not settled: what the badge of the outbox counts while the list itself is not shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.ids import SubmissionId
from composer_app.domain.send_run import SendRunEntry
from composer_app.domain.submission import SubmissionHead
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.outbox.row_model import Action, Row, Section, section_of, tries_of, tries_of_mail
from composer_app.ui.outbox.run_row import run_row_of


class OpenMail(QObject):
    """Reads the open mail of the account in use, without contents, recipients and what is settled.

    Args:
        most: the newest so many mails count, as in the list.

    Signals:
        read: `counts` and `tries` are those of now.
    """

    read = Signal()

    def __init__(self, services: Services, most: int, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._most = most
        self._heads: tuple[SubmissionHead, ...] = ()
        self._runs: list[Row] = []
        self._reading: Task[tuple[SubmissionHead, ...]] | Task[tuple[SendRunEntry, ...]] | None = None
        self._is_stale = False

    def counts(self) -> tuple[int, int]:
        """The numbers of what needs the user, and of all that is not settled."""
        sections = [*map(section_of, self._heads), *(row.section for row in self._runs)]
        return sections.count(Section.NEEDS_YOU), sum(one is not Section.DONE for one in sections)

    def tries(self) -> list[tuple[SubmissionId, Action]]:
        """The mails that "try all now" is for, each with its action."""
        found = ((one.id, tries_of_mail(one)) for one in self._heads)
        return [(id_, action) for id_, action in found if action is not None]

    def run_tries(self) -> list[tuple[SendRunEntry, Action]]:
        """The same of the send runs."""
        found = ((row.run, tries_of(row.primary, row.quiet)) for row in self._runs)
        return [(run, action) for run, action in found if run is not None and action is not None]

    @Slot()
    def refresh(self) -> None:
        """Read them again, once more if they are being read."""
        self._is_stale = self._reading is not None
        if self._reading is None:
            task = self._reading = self._services.outbox.unsettled(self._services.accounts.current.id, self._most)
            task.on_success(self._on_heads).on_failure(self._on_not_read).on_cancel(self._on_ended)

    @Slot(object)
    def _on_heads(self, heads: tuple[SubmissionHead, ...]) -> None:
        account = self._services.accounts.current
        self._heads = tuple(one for one in heads if one.account_id == account.id)
        task = self._reading = self._services.send_runs.unfinished(account.id)
        task.on_success(self._on_runs).on_failure(self._on_not_read).on_cancel(self._on_ended)

    @Slot(object)
    def _on_runs(self, entries: tuple[SendRunEntry, ...]) -> None:
        account, now = self._services.accounts.current, self._services.context.clock()
        self._runs = [run_row_of(one, account, now) for one in entries if one.run.account_id == account.id]
        self._on_ended()
        self.read.emit()

    @Slot(object)
    def _on_not_read(self, _failure: Exception) -> None:
        """The list says so when it is shown; the numbers stay."""
        self._on_ended()

    @Slot()
    def _on_ended(self) -> None:
        self._reading = None
        if self._is_stale:
            self.refresh()
