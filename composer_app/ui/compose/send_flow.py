"""From the press on Send to the outbox: text part, checks, questions, and the handing over."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.domain.account import AccountUse
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import problems_of, recipient_count
from composer_app.domain.recipients import parse_address
from composer_app.domain.submission import Submission
from composer_app.services.maintenance.erase_address import Erasure
from composer_app.services.services import Services
from composer_app.ui.compose.attachments.attachment_reminder import names_an_attachment
from composer_app.ui.compose.body.text_maker import PreparedMail, TextMaker
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.drafts import placeholder_question
from composer_app.ui.widgets.confirm import Alternative, Confirm


class SendFlow(QObject):
    """One mail at a time. Whatever ends before the outbox has it leaves the draft as it is.

    Signals:
        wrong: what must be mended first, a tuple of `DraftProblem`.
        handed_over: the draft is on its way into the outbox; the page may go on to the next mail.
        queued: the `Submission`, on disk.
        failed: the draft that is not in the outbox, and the exception.
        file_wanted: the user attaches a file before the mail goes.
        ended: whatever came of it.
    """

    wrong = Signal(object)
    handed_over = Signal(object)
    queued = Signal(object)
    failed = Signal(object, object)
    file_wanted = Signal()
    ended = Signal()

    def __init__(self, services: Services, maker: TextMaker, confirm: Confirm, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._maker, self._confirm, self._window = services, maker, confirm, window
        self._draft: Draft | None = None

    @property
    def is_busy(self) -> bool:
        return self._draft is not None

    def start(self, draft: Draft) -> None:
        """Send this draft, if nothing is wrong with it and nobody says no."""
        if self._draft is not None:
            return
        self._draft = draft
        task = self._maker.prepare(draft)
        task.on_success(self._go_on)
        task.on_failure(self._on_failed)

    def apply(self, erasure: Erasure) -> None:
        """A person was erased: no mail leaves to them that was not begun after that."""
        self._draft = erasure.applied(self._draft)

    @Slot(object)
    def _go_on(self, outgoing: PreparedMail) -> None:
        draft, text = self._draft, outgoing.text
        assert draft is not None
        problems = problems_of(draft, text)
        if problems:
            self._end()
            self.wrong.emit(problems)
            return
        may_go = (
            self._may_go_with(outgoing.placeholders) and self._has_its_files(draft, text) and self._may_go_live(draft)
        )
        account = self._services.accounts.get(draft.account_id)
        # While a question is open a person may be erased from the mail, and a command may remove the account.
        if not may_go or self._draft != draft or account is None:
            self._end()
            return
        # What is typed last is on disk before the archive takes the draft out of the drafts.
        self._services.drafts.keep(draft)
        self._services.drafts.flush()
        task = self._services.outbox.send(draft, text, account)
        task.on_success(self._on_queued)
        task.on_failure(self._on_failed)
        self.handed_over.emit(draft)

    def _may_go_with(self, placeholders: tuple[str, ...]) -> bool:
        if not placeholders:
            return True
        title, text = placeholder_question(placeholders)
        return self._confirm(title, text, "Send as it stands", danger=True, parent=self._window)

    def _has_its_files(self, draft: Draft, text: str) -> bool:
        if any(not file.is_inline for file in draft.attachments):
            return True
        word = names_an_attachment(draft.subject) or names_an_attachment(text)
        if not word:
            return True
        return self._confirm(
            "Send without a file?",
            f"The mail says “{word}”, and no file is attached.",
            "Send without a file",
            instead=Alternative("Attach a file…", self.file_wanted.emit),
            parent=self._window,
        )

    def _may_go_live(self, draft: Draft) -> bool:
        account = self._services.accounts.get(draft.account_id)
        if account is None or account.use is not AccountUse.LIVE:
            return True
        count = recipient_count(draft)
        one = next((text for text in (*draft.to, *draft.cc, *draft.bcc) if parse_address(text).mailbox), "")
        whom = one if count == 1 and one else fmt.people(count)
        return self._confirm(
            f"Send to {whom} from the live account {account.name}?",
            f"Subject: {draft.subject.strip()}",
            "Send mail" if whom == one else f"Send to {fmt.number(count)}",
            parent=self._window,
        )

    @Slot(object)
    def _on_queued(self, submission: Submission) -> None:
        draft = self._draft
        self._end()
        if draft is not None:  # a save of it that failed must not be made up for now: it is no draft any more
            self._services.drafts.discard(draft.id)
        self.queued.emit(submission)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        draft = self._draft
        self._end()
        if draft is not None:
            self._services.drafts.keep(draft)
            self.failed.emit(draft, error)

    def _end(self) -> None:
        self._draft = None
        self.ended.emit()
