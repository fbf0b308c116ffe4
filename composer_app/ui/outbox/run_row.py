"""Row of a send run in the outbox: its progress, its pace and its actions. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from composer_app.domain.account import Account
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import SendRunBatch, SendRunEntry, SendRunState
from composer_app.domain.send_run_pace import recipients_per_minute
from composer_app.domain.submission import SubmissionState
from composer_app.services.sending.send_schedule import MAX_UNDO
from composer_app.ui.commands.shortcuts import keys_of
from composer_app.ui.outbox.remaining_time import time_left_words
from composer_app.ui.outbox.row_model import OF_THE_ACCOUNT, Action, Row, RunProgress, Section
from composer_app.ui.texts import outbox, send_runs
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import problem_words


@dataclass(frozen=True)
class _Shown:
    """What differs from state to state."""

    section: Section
    badge: Outcome
    badge_text: str = ""
    state: str = ""
    note: str = ""
    progress: RunProgress | None = None
    primary: Action | None = None
    quiet: tuple[Action, ...] = ()
    more: tuple[Action, ...] = ()
    message: MessageText | None = None
    is_of_account: bool = False


def run_row_of(entry: SendRunEntry, account: Account | None, now: datetime) -> Row:
    """What the list shows of a send run.

    Args:
        account: for the host in the sentences.
        now: for "today", and the undo time.
    """
    run, shown = entry.run, _shown(entry, account, now)
    return Row(
        id=run.id,
        section=shown.section,
        badge=shown.badge,
        badge_text=shown.badge_text,
        title=run.subject or outbox.NO_SUBJECT,
        people=send_runs.recipients_line(entry, recipients_per_minute(entry)),
        state=shown.state,
        state_note=shown.note,
        primary=shown.primary,
        quiet=shown.quiet,
        more=(*shown.more, Action.COPY_BULK_ID, Action.SHOW_IN_LOGS),
        message=shown.message,
        is_open=shown.message is not None,
        is_of_account=shown.is_of_account,
        source=entry,
        progress=shown.progress,
    )


def run_undo_left_s(entry: SendRunEntry, now: datetime) -> float:
    """Seconds left of a run's undo time; 0: none."""
    if entry.run.state is not SendRunState.RUNNING or entry.run.leaves_at is None:
        return 0.0
    left = (entry.run.leaves_at - now).total_seconds()
    return left if 0 < left <= MAX_UNDO.total_seconds() else 0.0


def _shown(entry: SendRunEntry, account: Account | None, now: datetime) -> _Shown:
    match entry.run.state:
        case SendRunState.RUNNING | SendRunState.PAUSED if entry.missing:
            return _undecided(entry)
        case SendRunState.STOPPED if entry.missing:
            return _Shown(
                Section.NEEDS_YOU,
                Outcome.UNKNOWN,
                state=_at(send_runs.STOPPED, entry, now),
                note=send_runs.handed_over(entry),
                primary=Action.LEAVE_MISSING,
                quiet=_copies_rest(entry),
                more=(Action.LOOK_UP,),
                message=send_runs.missing(entry),
            )
        case SendRunState.PAUSED if entry.run.problem is not None:
            return _refused(entry, entry.run.problem, account)
        case SendRunState.PAUSED:
            return _Shown(
                Section.WAITING,
                Outcome.QUEUED,
                send_runs.PAUSED,
                send_runs.PAUSED,
                send_runs.handed_over(entry),
                primary=Action.RESUME,
                quiet=(Action.STOP_RUN,),
            )
        case SendRunState.RUNNING if left_s := run_undo_left_s(entry, now):
            return _Shown(
                Section.WAITING,
                Outcome.QUEUED,
                state=outbox.leaves_in(left_s),
                note=outbox.TAKES_BACK.format(keys=keys_of("undo")),
                primary=Action.UNDO,
                quiet=(Action.SEND_NOW,),
                more=(Action.STOP_RUN,),
            )
        case SendRunState.RUNNING:
            return _running(entry, account, now)
        case SendRunState.DONE:
            is_whole = entry.handed_over == entry.total
            return _Shown(
                Section.DONE,
                Outcome.ACCEPTED if is_whole or entry.handed_over else Outcome.CANCELLED,
                state=send_runs.handed_over(entry),
                note=_at(send_runs.FINISHED, entry, now),
            )
        case SendRunState.TAKEN_BACK:
            return _Shown(
                Section.DONE, Outcome.CANCELLED, state=_at(outbox.CANCELLED, entry, now), note=outbox.NOTHING_SENT
            )
        case _:
            return _Shown(
                Section.DONE,
                Outcome.CANCELLED,
                state=_at(send_runs.STOPPED, entry, now),
                note=send_runs.handed_over(entry),
                quiet=_copies_rest(entry),
            )


def _copies_rest(entry: SendRunEntry) -> tuple[Action, ...]:
    """The values of a list are not part of a draft, so its rest cannot be written to in this way."""
    return (Action.COPY_REST,) if entry.unsent and not entry.run.list_name else ()


def _running(entry: SendRunEntry, account: Account | None, now: datetime) -> _Shown:
    held = next((one for one in entry.batches if one.state is SubmissionState.QUEUED and one.problem), None)
    if held is not None:
        return _held_back(held, account, now)
    looked_up = entry.count(SubmissionState.UNKNOWN)
    left = send_runs.looked_up(looked_up) if looked_up and not entry.left else _time_left(entry)
    progress = RunProgress(entry.handed_over / max(entry.total, 1), send_runs.handed_over(entry), left)
    if looked_up and not _is_under_way(entry):
        return _Shown(
            Section.SENDING,
            Outcome.UNKNOWN,
            progress=progress,
            primary=Action.LOOK_UP,
            quiet=(Action.STOP_RUN,) if entry.left else (),
            more=(Action.PAUSE,),
        )
    return _Shown(Section.SENDING, Outcome.SENDING, progress=progress, primary=Action.PAUSE, quiet=(Action.STOP_RUN,))


def _held_back(batch: SendRunBatch, account: Account | None, now: datetime) -> _Shown:
    """A batch surely was not taken, and is tried again: the run waits for it."""
    assert batch.problem is not None
    words = problem_words(batch.problem, account)
    at = batch.problem.retry_at
    return _Shown(
        Section.WAITING,
        Outcome.QUEUED,
        state=outbox.NEXT_TRY.format(time=outbox.when(at, now)) if at else outbox.WAITS_FOR_YOU,
        note=words.title.rstrip("."),
        quiet=(Action.TRY_NOW, Action.PAUSE),
        more=(Action.STOP_RUN,),
    )


def _undecided(entry: SendRunEntry) -> _Shown:
    is_paused = entry.run.state is SendRunState.PAUSED
    return _Shown(
        Section.NEEDS_YOU,
        Outcome.UNKNOWN,
        state=send_runs.handed_over(entry),
        note=send_runs.PAUSED if is_paused else send_runs.NOT_IN_LOGS,
        primary=Action.SEND_MISSING,
        quiet=(Action.LEAVE_MISSING,),
        more=(Action.LOOK_UP, Action.RESUME if is_paused else Action.PAUSE, Action.STOP_RUN),
        message=send_runs.missing(entry),
    )


def _refused(entry: SendRunEntry, problem: Problem, account: Account | None) -> _Shown:
    """It was paused by a refusal, or by a restore of the archive."""
    is_restored = problem.code is ProblemCode.RESTORED
    if is_restored:
        words = MessageText.warning(send_runs.RESTORED_TITLE, send_runs.RESTORED_BODY)
    else:
        words = send_runs.refused(problem_words(problem, account), entry)
    return _Shown(
        Section.NEEDS_YOU,
        Outcome.UNKNOWN if is_restored else Outcome.REJECTED if entry.rejected else Outcome.QUEUED,
        send_runs.PAUSED,
        send_runs.PAUSED,
        send_runs.handed_over(entry),
        primary=Action.RESUME,
        quiet=(Action.STOP_RUN,),
        message=words,
        is_of_account=problem.code in OF_THE_ACCOUNT and account is not None and not account.is_sandbox,
    )


def _is_under_way(entry: SendRunEntry) -> bool:
    return any(one.state in (SubmissionState.QUEUED, SubmissionState.SENDING) for one in entry.batches)


def _time_left(entry: SendRunEntry) -> str:
    pace = entry.run.per_minute or recipients_per_minute(entry)
    rest = entry.total - entry.handed_over
    return time_left_words(60 * rest / pace) if pace and rest else ""


def _at(sentence: str, entry: SendRunEntry, now: datetime) -> str:
    return sentence.format(time=outbox.when(entry.run.settled_at or entry.run.created_at, now))
