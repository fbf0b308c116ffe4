"""Send flow: text part, checks, questions, handover to the outbox."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.domain.account import AccountUse
from composer_app.domain.checks.rules import CheckResult
from composer_app.domain.cost_estimate import CostEstimate
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import problems_of, recipient_count
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.domain.recipients import parse_address
from composer_app.services.compose.text_part import PreparedMail, TextPartMaker
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.compose.attachments.attachment_reminder import names_an_attachment
from composer_app.ui.texts import checks, compose
from composer_app.ui.texts.draft_problems import placeholder_question
from composer_app.ui.widgets.confirm import Alternative, Confirm


class SendFlow(QObject):
    """Sends one mail at a time. The draft stays open until the session hands it over.

    Signals:
        wrong: problems to correct first, a tuple of `DraftProblem`.
        failed: the text part could not be made (the exception).
        file_wanted: the user attaches a file before the mail goes.
        checked: what the checks found in the mail, a `CheckResult`.
        finding_wanted: the user looks at the first warning before the mail goes.
    """

    wrong = Signal(object)
    failed = Signal(object)
    file_wanted = Signal()
    checked = Signal(object)
    finding_wanted = Signal()

    def __init__(
        self,
        services: Services,
        session: DraftSession,
        maker: TextPartMaker,
        confirm: Confirm,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._accounts, self._records, self._clock = services.accounts, services.records, services.context.clock
        self._session, self._maker, self._checks = session, maker, services.mail_checks
        self._confirm, self._window = confirm, window
        self._prepared: PreparedMail | None = None
        self._preparing: Task[PreparedMail] | None = None
        self._checking: Task[CheckResult | None] | None = None
        self._result: CheckResult | None = None

    def start(self, send_at: datetime | None = None) -> None:
        """Send the open draft, if nothing is wrong with it and the user agrees to every question.

        Args:
            send_at: when the service is to send it; None: at once.
        """
        draft = self._session.begin_sending(send_at)
        if draft is None:
            return
        task = self._preparing = self._maker.prepare(draft)
        task.on_success(self._on_prepared)
        task.on_failure(self._on_failed)

    @Slot(object)
    def _on_prepared(self, prepared: PreparedMail) -> None:
        draft, text = self._session.outgoing, prepared.text
        if draft is None or not self._is_wanted():
            return
        account = self._accounts.get(draft.account_id)
        if account is None:
            self._session.stop_sending()
            return
        if problems := problems_of(draft, text, account, self._clock(), may_split=True):
            self._session.stop_sending()
            self.wrong.emit(problems)
            return
        self._prepared, self._result = prepared, None
        task = self._checking = self._checks.check(draft, account, text, is_fresh=True)
        task.on_success(self._on_checked).on_failure(self._on_not_checked)

    @Slot(object)
    def _on_checked(self, result: CheckResult | None) -> None:
        if self._checking is None or not self._checking.is_done:  # of a draft that was discarded meanwhile
            return
        self._result = result
        if result is not None:
            self.checked.emit(result)
        self._estimate()

    @Slot(object)
    def _on_not_checked(self, _error: Exception) -> None:
        """The mail goes without: the archive refuses it anyway, if it cannot be read."""
        if self._checking is not None and self._checking.is_done:
            self._estimate()

    def _estimate(self) -> None:
        """Ask for the cost where the question names it."""
        draft = self._session.outgoing
        account = self._accounts.get(draft.account_id) if draft is not None else None
        if draft is None or account is None:
            self._session.stop_sending()
            return
        count = recipient_count(draft)
        if account.use is not AccountUse.LIVE and count <= min(account.confirm_above, MAX_RECIPIENTS):
            self._ask(None)
            return
        task = self._records.cost_estimate(account.id, count)
        task.on_success(self._ask).on_failure(self._on_no_estimate)

    @Slot(object)
    def _on_no_estimate(self, _error: Exception) -> None:
        """The question goes without it."""
        self._ask(None)

    @Slot(object)
    def _ask(self, cost: CostEstimate | None) -> None:
        """Ask every question, and hand the mail over.

        Args:
            cost: of the mail, if it is asked about before it goes; None: not known.
        """
        draft, prepared, self._prepared = self._session.outgoing, self._prepared, None
        if draft is None or prepared is None:  # discarded meanwhile
            return
        text = prepared.text
        may_go = (
            self._may_go_with(prepared.placeholders)
            and self._may_go_unmended()
            and self._has_its_files(draft, text)
            and (
                self._may_go_split(draft, cost)
                if recipient_count(draft) > MAX_RECIPIENTS
                else self._may_go_to_all(draft, cost)
            )
        )
        account = self._accounts.get(draft.account_id)  # again: an answer may have taken long
        # While a question is open the draft may change by an erasure, and a command may remove the account.
        if not may_go or self._session.outgoing != draft or account is None:
            self._session.stop_sending()
            return
        self._session.hand_over(text, account)

    def _is_wanted(self) -> bool:
        """False if the task that ends just now belongs to a draft that was discarded meanwhile."""
        return self._preparing is not None and self._preparing.is_done

    def _may_go_with(self, placeholders: tuple[str, ...]) -> bool:
        if not placeholders:
            return True
        title, text = placeholder_question(placeholders)
        return self._confirm(title, text, compose.SEND_AS_IT_IS, danger=True, parent=self._window)

    def _may_go_unmended(self) -> bool:
        """One question for all warnings of the checks."""
        result, self._result = self._result, None
        if result is None or not result.warnings():
            return True
        title, text = checks.anyway_question(result)
        show = Alternative(checks.SHOW_FIRST, self.finding_wanted.emit)
        return self._confirm(title, text, checks.SEND_ANYWAY, instead=show, parent=self._window)

    def _has_its_files(self, draft: Draft, text: str) -> bool:
        if any(not file.is_inline for file in draft.attachments):
            return True
        word = names_an_attachment(draft.subject) or names_an_attachment(text)
        if not word:
            return True
        return self._confirm(
            compose.SEND_WITHOUT_FILE_QUESTION,
            compose.SEND_WITHOUT_FILE_TEXT.format(word=word),
            compose.SEND_WITHOUT_FILE,
            instead=Alternative(compose.ATTACH_A_FILE, self.file_wanted.emit),
            parent=self._window,
        )

    def _may_go_to_all(self, draft: Draft, cost: CostEstimate | None) -> bool:
        """A live account asks about each mail, another one about a mail to many."""
        account, count = self._accounts.get(draft.account_id), recipient_count(draft)
        if account is None or (account.use is not AccountUse.LIVE and count <= account.confirm_above):
            return True
        words = compose.send_question_text(draft, cost)
        if account.use is not AccountUse.LIVE:
            title = compose.many_question(count, account.name)
            return self._confirm(title, words, compose.send_to_words(count), parent=self._window)
        one = next((text for text in (*draft.to, *draft.cc, *draft.bcc) if parse_address(text).mailbox), "")
        title, verb = compose.live_question(count, one if count == 1 else "", account.name)
        return self._confirm(title, words, verb, parent=self._window)

    def _may_go_split(self, draft: Draft, cost: CostEstimate | None) -> bool:
        """A mail to more than a request takes is asked about on each account: how it goes out is not plain to see."""
        account, count = self._accounts.get(draft.account_id), recipient_count(draft)
        live = account.name if account is not None and account.use is AccountUse.LIVE else ""
        title, text = compose.split_question(draft, count, self._session.requests_for(count), live, cost)
        return self._confirm(title, text, compose.send_to_words(count), parent=self._window)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self._session.outgoing is None or not self._is_wanted():
            return
        self._session.stop_sending()
        self.failed.emit(error)
