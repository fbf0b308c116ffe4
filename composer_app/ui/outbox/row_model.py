"""Row model of the outbox: texts and actions of a submission and its recipients. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from composer_app.domain.account import Account
from composer_app.domain.ids import MessageId, SendRunId, SubmissionId
from composer_app.domain.message_history import OutboxEntry, RecipientGroup, count_by_outcome, decisive_groups
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import KEY_PROBLEMS, Problem, ProblemCode
from composer_app.domain.search_words import has_words
from composer_app.domain.send_run import SendRun, SendRunEntry
from composer_app.domain.submission import ListedSubmission, SubmissionHead, SubmissionState
from composer_app.services.sending.send_schedule import MAX_UNDO, is_waiting
from composer_app.ui.commands.shortcuts import keys_of
from composer_app.ui.texts import outbox, outcome_reasons, outcome_words, send_time
from composer_app.ui.texts.inconsistencies import copies_words
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import problem_words


class Section(StrEnum):
    NEEDS_YOU = "needs_you"
    SENDING = "sending"
    WAITING = "waiting"
    DONE = "done"


class Action(StrEnum):
    """An action of the user on a mail in the outbox."""

    LOOK_UP = "look_up"
    SEND_AGAIN = "send_again"
    EDIT_AND_SEND = "edit_and_send"
    """Open a copy as a draft, and discard the old mail."""
    EDIT = "edit"
    """Turn it back into a draft."""
    UNDO = "undo"
    """The same within the undo time."""
    SEND_NOW = "send_now"
    """Skip the undo time."""
    COPY_TO_NEW = "copy_to_new"
    DISCARD = "discard"
    CANCEL = "cancel"
    STOP = "stop"
    TRY_NOW = "try_now"
    RESCHEDULE = "reschedule"
    SEND_AT_ONCE = "send_at_once"
    """Send a mail whose time has passed before it was handed over."""
    PAUSE_SCHEDULED = "pause_scheduled"
    RESUME_SCHEDULED = "resume_scheduled"
    CANCEL_SCHEDULED = "cancel_scheduled"
    """Cancel it at the service."""
    EDIT_ACCOUNT = "edit_account"
    COPY_BULK_ID = "copy_bulk_id"
    COPY_MESSAGE_ID = "copy_message_id"
    SHOW_IN_LOGS = "show_in_logs"
    PAUSE = "pause"
    """Of a send run, as are those below."""
    RESUME = "resume"
    STOP_RUN = "stop_run"
    SEND_MISSING = "send_missing"
    """Send all requests again that the logs do not list."""
    LEAVE_MISSING = "leave_missing"
    COPY_REST = "copy_rest"
    """A new mail to the recipients of a stopped run who got none."""


@dataclass(frozen=True, slots=True)
class RunProgress:
    """A progress line in place of the two lines of the state."""

    value: float
    done: str
    left: str


RowId = SubmissionId | SendRunId


@dataclass(frozen=True, slots=True)
class Row:
    """One mail or one send run of the list.

    `primary` is the expected next step, a button with an edge; `quiet` are the others; `more` are in the menu.
    `message` is open under the row if `is_open`, otherwise once the row is unfolded.
    """

    id: RowId
    section: Section
    badge: Outcome
    badge_text: str
    title: str
    people: str
    state: str
    state_note: str
    primary: Action | None
    quiet: tuple[Action, ...]
    more: tuple[Action, ...]
    message: MessageText | None
    is_open: bool
    is_of_account: bool
    """True: the user must correct the account, then the same mail can be sent."""
    source: OutboxEntry | SendRunEntry
    progress: RunProgress | None = None

    @property
    def run(self) -> SendRunEntry | None:
        """The send run; None for a mail."""
        return self.source if isinstance(self.source, SendRunEntry) else None

    @property
    def entry(self) -> OutboxEntry:
        """The mail of a row that is no send run."""
        assert isinstance(self.source, OutboxEntry)
        return self.source

    @property
    def submission(self) -> ListedSubmission:
        return self.entry.submission

    @property
    def head(self) -> ListedSubmission | SendRun:
        """The times of a mail or a run."""
        return self.source.run if isinstance(self.source, SendRunEntry) else self.source.submission

    @property
    def day(self) -> datetime:
        """The day under which it is listed once settled."""
        return self.head.settled_at or self.head.created_at


OF_THE_ACCOUNT = {
    ProblemCode.WRONG_KEY,
    ProblemCode.FORBIDDEN,
    ProblemCode.NOT_THIS_API,
    ProblemCode.FOREIGN_ANSWER,
    *KEY_PROBLEMS,
}
"""Problems to correct in the account, not in the mail: the same mail is sent again."""


def undo_left_s(submission: SubmissionHead, now: datetime) -> float:
    """Seconds left of a mail's undo time; 0: none."""
    if submission.state is not SubmissionState.QUEUED or submission.leaves_at is None:
        return 0.0
    left = (submission.leaves_at - now).total_seconds()
    return left if 0 < left <= MAX_UNDO.total_seconds() else 0.0


def is_given_up(entry: OutboxEntry) -> bool:
    """True for a mail that is not looked up any more, and may have been sent."""
    is_out = any(one.first.outcome not in (Outcome.CANCELLED, Outcome.REJECTED) for one in entry.groups)
    return entry.submission.state is SubmissionState.CANCELLED and is_out


def section_of(submission: SubmissionHead) -> Section:
    """The section of a mail."""
    match submission.state:
        case SubmissionState.UNKNOWN | SubmissionState.REJECTED:
            return Section.NEEDS_YOU
        case SubmissionState.SENDING:
            return Section.SENDING
        case SubmissionState.QUEUED:
            return Section.WAITING if is_waiting(submission) else Section.NEEDS_YOU
        case SubmissionState.SCHEDULED:
            return Section.WAITING
        case _:
            return Section.DONE


def row_of(entry: OutboxEntry, account: Account | None, now: datetime) -> Row:
    """What the list shows of a submission.

    Args:
        entry: as stored in the archive.
        account: for the host in the sentences.
        now: for "today".
    """
    submission = entry.submission
    section = section_of(submission)
    badge, badge_text = _badge(entry)
    state, note = _state(entry, section, account, now)
    if entry.copies > 1:
        note = outbox.in_the_logs(entry.copies)
    primary, quiet, more = _actions(submission, submission.state, section, can_undo=undo_left_s(submission, now) > 0)
    message, is_open = _message(entry, section, account)
    return Row(
        id=submission.id,
        section=section,
        badge=badge,
        badge_text=badge_text,
        title=submission.subject or outbox.NO_SUBJECT,
        people=outbox.recipients_line(submission),
        state=state,
        state_note=note,
        primary=primary,
        quiet=quiet,
        more=(*more, Action.COPY_BULK_ID, *_ids(submission), Action.SHOW_IN_LOGS),
        message=message,
        is_open=is_open,
        is_of_account=is_open and account is not None and not account.is_sandbox and _is_of_account(submission),
        source=entry,
    )


def matches(row: Row, text: str) -> bool:
    """True if every word of `text` occurs in subject, ids, or addresses and names of the first recipients."""
    if row.run is not None:
        return has_words([row.run.run.subject, row.run.run.sender, row.run.run.list_name, row.run.run.bulk_stem], text)
    submission = row.submission
    parts = [submission.subject, submission.bulk_id, submission.sender]
    for recipient in submission.first_recipients:
        parts += recipient.searched_parts
    return has_words(parts, text)


def tries_of(primary: Action | None, quiet: tuple[Action, ...]) -> Action | None:
    """The action of "try all now" among those that a mail offers; none that could reach a recipient twice."""
    return next((action for action in (Action.TRY_NOW, Action.LOOK_UP) if action in (primary, *quiet)), None)


def tries_of_mail(submission: SubmissionHead) -> Action | None:
    """The same of a mail whose row is not known."""
    primary, quiet, _ = _actions(submission, submission.state, section_of(submission), can_undo=False)
    return tries_of(primary, quiet)


FAILURES = (Outcome.BOUNCED, Outcome.REJECTED, Outcome.EXPIRED)
_ON_ITS_WAY = (Outcome.ACCEPTED, Outcome.PENDING, Outcome.DELIVERED)


def _badge(entry: OutboxEntry) -> tuple[Outcome, str]:
    """One outcome for all recipients: a failed one takes precedence."""
    state = entry.submission.state
    if state is not SubmissionState.ACCEPTED and not is_given_up(entry):
        return Outcome(state.value), ""
    found = count_by_outcome(decisive_groups(entry.groups))
    if not found:
        return Outcome.ACCEPTED, ""
    if len(found) == 1:
        return next(iter(found)), ""
    for failure in FAILURES:
        if number := found[failure]:
            return failure, outcome_words.summary_of({failure: number})
    return next((one for one in _ON_ITS_WAY if one in found), Outcome.ACCEPTED), ""


def _state(entry: OutboxEntry, section: Section, account: Account | None, now: datetime) -> tuple[str, str]:
    """The two lines of the state column."""
    submission = entry.submission
    problem = submission.problem
    handed_over = ""
    if submission.handed_over_at:
        handed_over = outbox.HANDED_OVER.format(time=outbox.when(submission.handed_over_at, now))
    match entry.submission.state:
        case SubmissionState.UNKNOWN if problem is not None and problem.code is ProblemCode.RESTORED:
            at = submission.handed_over_at or submission.created_at
            return outbox.UNKNOWN_SINCE.format(time=outbox.when(at, now)), outbox.why_unknown(
                problem, submission.account_id
            )
        case SubmissionState.UNKNOWN:
            return handed_over, outbox.why_unknown(problem, submission.account_id)
        case SubmissionState.REJECTED:
            at = submission.settled_at or submission.created_at
            note = outbox.EARLIER_TRY if entry.may_have_left_before else outbox.NOTHING_SENT
            return outbox.REJECTED.format(time=outbox.when(at, now)), note
        case SubmissionState.CANCELLED if is_given_up(entry):
            at = submission.settled_at or submission.created_at
            found = count_by_outcome(decisive_groups(entry.groups))
            is_known = any(outcome is not Outcome.UNKNOWN for outcome in found)
            note = outcome_words.summary_of(found) if is_known else outbox.MAY_HAVE_GONE_OUT
            return outbox.GIVEN_UP.format(time=outbox.when(at, now)), note
        case SubmissionState.CANCELLED:
            at = submission.settled_at or submission.created_at
            return outbox.CANCELLED.format(time=outbox.when(at, now)), handed_over or outbox.NOTHING_SENT
        case SubmissionState.QUEUED if problem is not None:
            title = problem_words(problem, account).title.rstrip(".")
            if problem.retry_at is None:
                return outbox.WAITS_FOR_YOU, title
            return outbox.NEXT_TRY.format(time=outbox.when(problem.retry_at, now)), title
        case SubmissionState.QUEUED if left := undo_left_s(submission, now):
            return outbox.leaves_in(left), outbox.TAKES_BACK.format(keys=keys_of("undo"))
        case SubmissionState.QUEUED:
            return outbox.WAITS_FOR_TURN, outbox.QUEUED.format(time=outbox.when(submission.created_at, now))
        case SubmissionState.ACCEPTED:
            return _accepted(decisive_groups(entry.groups), handed_over, now)
        case SubmissionState.SCHEDULED if submission.send_at is not None:
            return _scheduled(submission, submission.send_at, now)
        case _:
            return handed_over or outbox.BEING_HANDED_OVER, ""


def _scheduled(submission: SubmissionHead, send_at: datetime, now: datetime) -> tuple[str, str]:
    if submission.is_paused:
        return outbox.PAUSED, outbox.paused_until(send_at)
    return send_time.moment(send_at), outbox.held(send_at, now, submission.account_id)


def _accepted(groups: tuple[RecipientGroup, ...], handed_over: str, now: datetime) -> tuple[str, str]:
    counts = count_by_outcome(groups)
    if counts.total() > 1:
        return outcome_words.summary_of(counts), handed_over
    if not groups or groups[0].first.outcome is Outcome.ACCEPTED:
        return handed_over, outbox.NO_REPORT
    message = groups[0].first
    at = f" {outbox.when(message.done_at, now)}" if message.done_at and message.outcome.is_final else ""
    why = outcome_reasons.why_of(message)
    return f"{outcome_words.word(message.outcome)}{at}", why or handed_over


def _actions(
    submission: SubmissionHead, state: SubmissionState, section: Section, *, can_undo: bool
) -> tuple[Action | None, tuple[Action, ...], tuple[Action, ...]]:
    problem = submission.problem
    match state:
        case SubmissionState.UNKNOWN:
            return Action.LOOK_UP, (Action.SEND_AGAIN,), (Action.COPY_TO_NEW, Action.DISCARD)
        case SubmissionState.REJECTED if _is_of_account(submission):
            return Action.SEND_AGAIN, (Action.DISCARD,), (Action.EDIT_AND_SEND,)
        case SubmissionState.REJECTED:
            return Action.EDIT_AND_SEND, (Action.DISCARD,), (Action.SEND_AGAIN,)
        case SubmissionState.SENDING:
            return None, (Action.STOP,), ()
        case SubmissionState.SCHEDULED if submission.is_paused:
            return (
                Action.RESUME_SCHEDULED,
                (Action.RESCHEDULE, Action.CANCEL_SCHEDULED),
                (Action.LOOK_UP, Action.COPY_TO_NEW),
            )
        case SubmissionState.SCHEDULED:
            more = (Action.PAUSE_SCHEDULED, Action.LOOK_UP, Action.COPY_TO_NEW)
            return None, (Action.RESCHEDULE, Action.CANCEL_SCHEDULED), more
        case SubmissionState.QUEUED if problem is not None and problem.code is ProblemCode.TIME_PASSED:
            return Action.RESCHEDULE, (Action.SEND_AT_ONCE, Action.CANCEL), (Action.EDIT,)
        case SubmissionState.QUEUED if section is Section.NEEDS_YOU:
            return Action.TRY_NOW, (Action.CANCEL,), (Action.EDIT,)
        case SubmissionState.QUEUED if problem is not None:
            return None, (Action.TRY_NOW, Action.CANCEL), (Action.EDIT,)
        case SubmissionState.QUEUED if can_undo:
            return Action.UNDO, (Action.SEND_NOW,), (Action.CANCEL,)
        case SubmissionState.QUEUED:
            return None, (Action.EDIT, Action.CANCEL), ()
        case SubmissionState.ACCEPTED if submission.is_maybe_sent:
            return Action.LOOK_UP, (), (Action.COPY_TO_NEW,)
        case _:
            return None, (), (Action.COPY_TO_NEW,)


def _is_of_account(submission: SubmissionHead) -> bool:
    return submission.problem is not None and submission.problem.code in OF_THE_ACCOUNT


def _ids(submission: ListedSubmission) -> tuple[Action, ...]:
    return (Action.COPY_MESSAGE_ID,) if single_message_id(submission) is not None else ()


def single_message_id(submission: ListedSubmission) -> MessageId | None:
    """The message ID of a mail with one only. Cc and Bcc have none, so all of its few recipients are known."""
    found = [one.message_id for one in submission.first_recipients if one.message_id is not None]
    is_whole = submission.recipient_count == len(submission.first_recipients)
    return found[0] if len(found) == 1 and is_whole else None


def _message(entry: OutboxEntry, section: Section, account: Account | None) -> tuple[MessageText | None, bool]:
    submission = entry.submission
    if entry.copies > 1:
        return copies_words(entry.copies, submission.account_id), True
    match entry.submission.state:
        case SubmissionState.UNKNOWN:
            return outbox.unknown(submission, account), True
        case SubmissionState.REJECTED:
            problem = submission.problem or Problem(ProblemCode.ALL_REJECTED)
            reason = _shared_reason(entry) if submission.problem is None else None
            return _of_last_try(entry, reason or problem_words(problem, account)), True
        case SubmissionState.QUEUED if submission.problem is not None:
            return _of_last_try(entry, problem_words(submission.problem, account)), section is Section.NEEDS_YOU
        case SubmissionState.ACCEPTED | SubmissionState.SCHEDULED if submission.problem is not None:
            return problem_words(submission.problem, account), True
        case SubmissionState.ACCEPTED:
            return _only_recipient(entry), False
        case _:
            return None, False


def _of_last_try(entry: OutboxEntry, words: MessageText) -> MessageText:
    """Limit the words to the last try, if an earlier one may have sent the mail."""
    if not entry.may_have_left_before:
        return words
    return replace(words, body=f"{outbox.OF_LAST_TRY} {words.body}")


def _shared_reason(entry: OutboxEntry) -> MessageText | None:
    """Why all recipients were rejected, if the reason is the same."""
    reasons = {(one.first.outcome, one.first.status, one.first.error) for one in entry.groups}
    return outcome_reasons.explain_of(entry.groups[0].first) if len(reasons) == 1 else None


def _only_recipient(entry: OutboxEntry) -> MessageText | None:
    """For a failed mail with one recipient: what it means and what to do."""
    messages = entry.single_messages
    if messages is None or len(messages) != 1 or messages[0].outcome not in FAILURES:
        return None
    return outcome_reasons.explain_of(messages[0])
