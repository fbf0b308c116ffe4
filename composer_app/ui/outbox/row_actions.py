"""Actions of the buttons of a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from composer_app.domain.clock import Clock
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SubmissionId
from composer_app.domain.problem import KEY_PROBLEMS, ProblemCode
from composer_app.domain.scheduled_bulk import BulkChange
from composer_app.domain.send_time import FARTHEST, FARTHEST_MOVE
from composer_app.domain.submission import Submission, SubmissionHead, SubmissionState
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.sending.outbox import Outbox
from composer_app.ui.outbox.row_model import Action, Row, single_message_id
from composer_app.ui.texts import outbox
from composer_app.ui.widgets.confirm import Confirm
from composer_app.ui.widgets.send_time_dialog import SendTimeDialog

_OF_THE_KEY = {ProblemCode.WRONG_KEY, *KEY_PROBLEMS}


class RowActions(QObject):
    """Carries out actions on mail in the outbox, and asks first if one cannot be undone.

    Signals:
        edit_wanted(Draft): open it on the compose page.
        show_in_logs(BulkId): show it on the Logs page.
        account_wanted(is_key): open the account in use for correction; the flag: the key is at fault.
        toast_requested(text): a sentence for a toast.
    """

    edit_wanted = Signal(object)
    show_in_logs = Signal(object)
    account_wanted = Signal(bool)
    toast_requested = Signal(str)

    def __init__(
        self,
        outbox: Outbox,
        accounts: Accounts,
        clock: Clock,
        find: Callable[[SubmissionId], Row | None],
        confirm: Confirm,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._outbox = outbox
        self._accounts = accounts
        self._clock = clock
        self._find = find
        self._confirm = confirm
        self._window = parent

    @Slot(str, str)
    def do(self, submission_id: SubmissionId, action: str) -> None:
        """Carry out the action, unless the mail changed state meanwhile."""
        row = self._find(submission_id)
        if row is None:
            return
        submission = row.submission
        match Action(action):
            case Action.LOOK_UP:
                self._outbox.look_up_now(submission_id)
                self.toast_requested.emit(outbox.LOOKED_UP)
            case Action.SEND_AGAIN:
                self._send_again(row)
            case Action.EDIT_AND_SEND:
                self._edit(submission_id)
            case Action.EDIT | Action.UNDO:
                self.take_back(submission)
            case Action.COPY_TO_NEW:
                self._copy_to_new(submission_id)
            case Action.DISCARD:
                self._discard(row)
            case Action.CANCEL:
                self._outbox.cancel(submission_id)
            case Action.STOP:
                self._stop(row)
            case Action.TRY_NOW | Action.SEND_NOW:
                self._outbox.try_now(submission_id)
            case Action.RESCHEDULE:
                self._reschedule(row)
            case Action.SEND_AT_ONCE:
                self._outbox.set_send_at(submission_id, None)
            case Action.PAUSE_SCHEDULED:
                self._change(submission_id, BulkChange.PAUSE, self._on_paused)
            case Action.RESUME_SCHEDULED:
                self._change(submission_id, BulkChange.RESUME, self._on_resumed)
            case Action.CANCEL_SCHEDULED:
                self._cancel_scheduled(row)
            case Action.EDIT_ACCOUNT:
                problem = submission.problem
                self.account_wanted.emit(problem is not None and problem.code in _OF_THE_KEY)
            case Action.COPY_BULK_ID:
                self._copy(submission.bulk_id, outbox.BULK_ID_COPIED)
            case Action.COPY_MESSAGE_ID:
                self._copy(single_message_id(submission) or "", outbox.MESSAGE_ID_COPIED)
            case Action.SHOW_IN_LOGS:
                self.show_in_logs.emit(submission.bulk_id)

    def _send_again(self, row: Row) -> None:
        state = row.entry.submission.state
        if state is SubmissionState.UNKNOWN and not self._confirm(
            outbox.AGAIN_QUESTION,
            outbox.twice(row.submission.recipient_count),
            outbox.SEND_AGAIN,
            danger=True,
            cancel=outbox.KEEP_LOOKING,
            parent=self._window,
        ):
            return
        if self._is_still(row, state):
            self._outbox.send_again(row.submission.id)

    def _discard(self, row: Row) -> None:
        state = row.entry.submission.state
        text = outbox.DISCARD_UNKNOWN if state is SubmissionState.UNKNOWN else outbox.DISCARD_QUEUED
        if self._confirm(outbox.DISCARD_QUESTION, text, outbox.DISCARD_VERB, danger=True, parent=self._window) and (
            self._is_still(row, state)
        ):
            self._outbox.cancel(row.submission.id)

    def _stop(self, row: Row) -> None:
        text = outbox.STOP_TEXT
        if self._confirm(outbox.STOP_QUESTION, text, outbox.STOP_VERB, danger=True, parent=self._window) and (
            self._is_still(row, SubmissionState.SENDING)
        ):
            self._outbox.cancel(row.submission.id)

    def _reschedule(self, row: Row) -> None:
        account = self._accounts.get(row.submission.account_id)
        is_held = row.submission.state is SubmissionState.SCHEDULED
        if account is None:
            return
        farthest = FARTHEST_MOVE if is_held else FARTHEST[account.generation]
        dialog = SendTimeDialog(farthest, self._clock, self._window, send_at=row.submission.send_at)
        dialog.chosen.connect(lambda send_at: self._move(row, send_at))
        dialog.open()

    def _move(self, row: Row, send_at: datetime) -> None:
        if not self._is_still(row, row.submission.state):
            return
        if row.submission.state is SubmissionState.SCHEDULED:
            self._change(row.submission.id, BulkChange.MOVE, self._on_moved, send_at)
        else:
            self._outbox.set_send_at(row.submission.id, send_at)

    def _cancel_scheduled(self, row: Row) -> None:
        if self._confirm(
            outbox.CANCEL_QUESTION,
            outbox.CANCEL_TEXT,
            outbox.CANCEL_VERB,
            danger=True,
            cancel=outbox.KEEP_MAIL,
            parent=self._window,
        ) and self._is_still(row, SubmissionState.SCHEDULED):
            self._change(row.submission.id, BulkChange.CANCEL, self._on_cancelled)

    def _change(
        self,
        submission_id: SubmissionId,
        change: BulkChange,
        on_success: Callable[[Submission | None], None],
        send_at: datetime | None = None,
    ) -> None:
        """Ask the service for a change of a scheduled mail. The outbox reports a failure."""
        self._outbox.change_scheduled(submission_id, change, send_at).on_success(on_success)

    @Slot(object)
    def _on_moved(self, submission: Submission | None) -> None:
        self._say(submission, SubmissionState.SCHEDULED, outbox.MOVED)

    @Slot(object)
    def _on_paused(self, submission: Submission | None) -> None:
        self._say(submission, SubmissionState.SCHEDULED, outbox.PAUSED_NOW)

    @Slot(object)
    def _on_resumed(self, submission: Submission | None) -> None:
        self._say(submission, SubmissionState.SCHEDULED, outbox.RESUMED_NOW)

    @Slot(object)
    def _on_cancelled(self, submission: Submission | None) -> None:
        self._say(submission, SubmissionState.CANCELLED, outbox.CANCELLED_NOW)

    def _say(self, submission: Submission | None, wanted: SubmissionState, words: str) -> None:
        """The outcome of a change, unless the mail was deleted meanwhile."""
        if submission is not None:
            self.toast_requested.emit(words if submission.state is wanted else outbox.WENT_OUT)

    def _copy_to_new(self, submission_id: SubmissionId) -> None:
        self._outbox.copy_to_draft(submission_id).on_success(self._on_copied)

    @Slot(object)
    def _on_copied(self, draft: Draft | None) -> None:
        if draft is not None:
            self.edit_wanted.emit(draft)

    def _edit(self, submission_id: SubmissionId) -> None:
        """Open a copy as a draft, and discard the rejected mail."""
        self._outbox.edit_and_cancel(submission_id).on_success(self._on_copied)

    def take_back(self, submission: SubmissionHead) -> None:
        """Turn a queued mail back into a draft, so that it is not sent while the user edits it."""
        self._outbox.take_back(submission).on_success(self._on_taken_back)

    @Slot(object)
    def _on_taken_back(self, draft: Draft | None) -> None:
        if draft is None:
            self.toast_requested.emit(outbox.LEFT_ALREADY)
        else:
            self.edit_wanted.emit(draft)

    def _is_still(self, row: Row, state: SubmissionState) -> bool:
        """False, with a toast, if the mail changed state while a question was open."""
        now = self._find(row.submission.id)
        if now is not None and now.entry.submission.state is state:
            return True
        self.toast_requested.emit(outbox.GONE_ON)
        return False

    def _copy(self, text: str, notice: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.toast_requested.emit(notice)
