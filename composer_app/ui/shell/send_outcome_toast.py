"""Outcome of a send: a toast when the service accepted the mail, a banner when it did not."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from composer_app.domain.ids import SendRunId, SubmissionId
from composer_app.domain.message_history import OutboxEntry, RecipientGroup, count_by_outcome, decisive_groups
from composer_app.domain.outcome import Outcome
from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.services import Services
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.texts import send_runs, send_time
from composer_app.ui.texts import shell as texts
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec

_KEY = "sent"
_KINDS = {SubmissionState.REJECTED: BannerKind.ERROR, SubmissionState.UNKNOWN: BannerKind.WARNING}


class SentNotice(QObject):
    """Announces the outcome of each mail once, on every page. It says accepted, not delivered."""

    def __init__(self, main_view: MainView, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._main_view = main_view
        self._records = services.records
        self._accounts = services.accounts
        self._shown: SubmissionId | SendRunId | None = None
        services.outbox.settled.connect(self._on_settled)
        services.send_runs.settled.connect(self._on_run_settled)
        services.accounts.switched.connect(self._take)
        main_view.page_shown.connect(self._on_page_shown)

    @Slot(object)
    def _on_settled(self, submission: Submission) -> None:
        if submission.account_id != self._accounts.current.id or submission.run_id is not None:
            return
        show = partial(self._show, submission.id)
        subject = _subject(submission.content.subject)
        if submission.state is SubmissionState.ACCEPTED:
            if submission.id == self._shown:
                self._take()
            self._count_accepted(submission)
        elif submission.state is SubmissionState.SCHEDULED and submission.send_at is not None:
            words = texts.SCHEDULED.format(time=send_time.moment(submission.send_at), subject=subject)
            self._main_view.show_toast(words, texts.SHOW, show)
        elif submission.state in _KINDS and self._main_view.current_page != "outbox":
            title, text = texts.SENT_TROUBLES[submission.state]
            self._shown = submission.id
            kind, actions = _KINDS[submission.state], ((texts.SHOW, show),)
            spec = BannerSpec(kind, title, text.format(subject=subject), actions, closable=True)
            self._main_view.put_banner(_KEY, spec)

    @Slot(object)
    def _on_run_settled(self, entry: SendRunEntry) -> None:
        """A send run is announced as a whole, and not each of its requests."""
        if entry.run.account_id != self._accounts.current.id:
            return
        subject, show = _subject(entry.run.subject), partial(self._show, entry.run.id)
        if entry.run.state is SendRunState.DONE:
            words = send_runs.finished(entry, subject)
            self._main_view.show_toast(words, texts.SHOW, show)
        elif self._main_view.current_page != "outbox":
            self._shown = entry.run.id
            text = send_runs.PAUSED_TEXT.format(subject=subject)
            spec = BannerSpec(BannerKind.ERROR, send_runs.PAUSED, text, ((texts.SHOW, show),), closable=True)
            self._main_view.put_banner(_KEY, spec)

    def _count_accepted(self, submission: Submission) -> None:
        """Accepted means at least one recipient; with several the others are read first."""
        if len(submission.recipients) == 1:
            self._tell_accepted(submission.id, submission.content.subject, ())
            return
        self._records.outbox_entry(submission.id).on_success(self._on_counted)

    @Slot(object)
    def _on_counted(self, entry: OutboxEntry | None) -> None:
        if entry is not None:
            self._tell_accepted(entry.submission.id, entry.submission.subject, entry.groups)

    def _tell_accepted(self, submission_id: SubmissionId, subject: str, groups: tuple[RecipientGroup, ...]) -> None:
        words = f"{accepted_words(groups)} {_subject(subject)}"
        self._main_view.show_toast(words, texts.SHOW, partial(self._show, submission_id))

    def _show(self, submission_id: SubmissionId | SendRunId) -> None:
        self._take()
        self._main_view.show_page("outbox")
        self._main_view.page("outbox").reveal(submission_id)

    @Slot(str)
    def _on_page_shown(self, key: str) -> None:
        if key == "outbox":
            self._take()

    @Slot()
    def _take(self) -> None:
        self._shown = None
        self._main_view.take_banner(_KEY)


def accepted_words(groups: tuple[RecipientGroup, ...]) -> str:
    """``Accepted.``, or ``Accepted for 1 of 2.`` if the answer rejects recipients or leaves some out."""
    counts = count_by_outcome(decisive_groups(groups))
    return texts.accepted(sum(one.number for one in groups), counts[Outcome.REJECTED] + counts[Outcome.UNKNOWN])


def _subject(subject: str) -> str:
    return subject or texts.NO_SUBJECT
