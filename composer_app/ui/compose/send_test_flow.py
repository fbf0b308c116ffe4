"""Send test: the open draft to own addresses, while it stays open."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import problems_of
from composer_app.domain.mail import Mailbox
from composer_app.domain.submission import Submission
from composer_app.services.compose.text_part import PreparedMail, TextPartMaker
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.services import Services
from composer_app.ui.compose.send_test_dialog import SendTestDialog
from composer_app.ui.texts import send_test


class SendTestFlow(QObject):
    """One test at a time.

    Signals:
        wrong: problems to correct first, a tuple of `DraftProblem`.
        failed: the test could not be sent (the exception).
        queued: a sentence for a toast.
    """

    wrong = Signal(object)
    failed = Signal(object)
    queued = Signal(str)

    def __init__(self, services: Services, session: DraftSession, maker: TextPartMaker, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._session, self._maker, self._window = services, session, maker, window
        self._draft: Draft | None = None
        self._people: tuple[Mailbox, ...] = ()
        self._values: Mapping[str, str] | None = None

    def start(self, values: Mapping[str, str] | None = None) -> None:
        """Ask where the test goes. The account is there.

        Args:
            values: of the placeholders; None: those of the first recipient of the list.
        """
        self._values = values
        account = self._session.account
        assert account is not None
        dialog = SendTestDialog(account.test_recipients, self._window)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    @Slot(object, bool)
    def _on_chosen(self, people: tuple[Mailbox, ...], has_prefix: bool) -> None:
        account, draft = self._session.account, self._session.draft
        if account is None:
            return
        addresses = tuple(str(one) for one in people)
        if addresses != account.test_recipients:
            self._services.accounts.save(msgspec.structs.replace(account, test_recipients=addresses), None)
        subject = draft.subject.strip()
        if has_prefix and subject:
            subject = send_test.PREFIX_IN_SUBJECT.format(subject=subject)
        self._people = people
        self._draft = msgspec.structs.replace(draft, subject=subject, to=addresses, cc=(), bcc=())
        self._maker.prepare(self._draft).on_success(self._on_prepared).on_failure(self._on_failed)

    @Slot(object)
    def _on_prepared(self, prepared: PreparedMail) -> None:
        draft, self._draft = self._draft, None
        account = None if draft is None else self._services.accounts.get(draft.account_id)
        if draft is None or account is None:
            return
        alone = msgspec.structs.replace(draft, merge=None)  # the list is not what it goes to
        if problems := problems_of(alone, prepared.text, account, self._services.context.clock()):
            self.wrong.emit(problems)
            return
        task = self._services.outbox.send_test(draft, prepared.text, account, self._people, self._values)
        task.on_success(self._on_queued).on_failure(self._on_failed)

    @Slot(object)
    def _on_queued(self, submission: Submission) -> None:
        self.queued.emit(send_test.queued(len(submission.recipients)))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._draft = None
        self.failed.emit(error)
