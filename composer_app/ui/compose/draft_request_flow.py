"""Shows the request that the open draft would be sent with; with a dry run also whether it could be sent."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.domain.account import Account
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import problems_of
from composer_app.domain.submission import Submission
from composer_app.services.compose.text_part import PreparedMail, TextPartMaker
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.services import Services
from composer_app.ui.messages.request_dialog import RequestDialog
from composer_app.ui.texts import send_test


class DraftRequestFlow(QObject):
    """Sends nothing.

    Signals:
        wrong: a dry run found problems, a tuple of `DraftProblem`.
        failed: the request could not be built (the exception).
    """

    wrong = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, session: DraftSession, maker: TextPartMaker, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._session, self._maker, self._window = services, session, maker, window
        self._is_dry_run = False
        self._shown: tuple[Draft, Account] | None = None

    def start(self, *, is_dry_run: bool) -> None:
        """Show the request of the draft as it is now. The account is there.

        Args:
            is_dry_run: only if nothing is wrong with it.
        """
        account = self._session.account
        assert account is not None
        self._is_dry_run, self._shown = is_dry_run, (self._session.draft, account)
        self._maker.prepare(self._session.draft).on_success(self._on_prepared).on_failure(self._on_failed)

    @Slot(object)
    def _on_prepared(self, prepared: PreparedMail) -> None:
        if self._shown is None:
            return
        draft, account = self._shown
        now = self._services.context.clock()
        if self._is_dry_run and (problems := problems_of(draft, prepared.text, account, now, may_split=True)):
            self.wrong.emit(problems)
            return
        task = self._services.records.submission_of_draft(draft, prepared.text, account)
        task.on_success(self._on_built).on_failure(self._on_failed)

    @Slot(object)
    def _on_built(self, submission: Submission) -> None:
        if self._shown is None:
            return
        account = self._shown[1]
        note = send_test.DRY_RUN_NOTE if self._is_dry_run else send_test.DRAFT_NOTE
        RequestDialog(self._services.records, account, submission, None, self._window, note=note).open()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
