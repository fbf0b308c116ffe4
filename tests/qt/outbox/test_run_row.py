"""What the outbox shows of a send run, state by state."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.row_model import Action, Row, Section, matches
from composer_app.ui.outbox.run_row import run_row_of, run_undo_left_s
from tests.qt.outbox.samples import LIVE, NOW, batch, run, three_of_five

ACCEPTED, UNKNOWN, QUEUED = SubmissionState.ACCEPTED, SubmissionState.UNKNOWN, SubmissionState.QUEUED
REJECTED = SubmissionState.REJECTED
LEAVES = NOW + timedelta(seconds=4)


def row(entry: SendRunEntry) -> Row:
    return run_row_of(entry, LIVE, NOW)


def test_a_running_one_shows_how_far_it_is_how_fast_and_how_long_it_takes() -> None:
    shown = row(three_of_five())
    assert (shown.section, shown.badge) == (Section.SENDING, Outcome.SENDING)
    assert shown.people == "5,000 recipients in customers.csv, 12,000 a minute"
    assert shown.progress is not None
    assert (shown.progress.value, shown.progress.done) == (0.6, "3,000 of 5,000 handed over")
    assert shown.progress.left == "about 10 s left"
    assert (shown.primary, shown.quiet) == (Action.PAUSE, (Action.STOP_RUN,))
    assert shown.more == (Action.COPY_BULK_ID, Action.SHOW_IN_LOGS)


def test_the_pace_is_shown_from_the_second_request_on_and_the_pace_that_was_set_counts() -> None:
    first = run(SendRunState.RUNNING, batch(0, ACCEPTED), left=4000)
    assert row(first).people == "5,000 recipients in customers.csv"
    set_to = msgspec.structs.replace(first.run, per_minute=1000)
    shown = row(msgspec.structs.replace(first, run=set_to))
    assert shown.progress is not None
    assert shown.progress.left == "about 4 min left"


def test_it_can_be_taken_back_within_its_undo_time() -> None:
    entry = run(SendRunState.RUNNING, left=5000, leaves_at=LEAVES, list_name="")
    shown = row(entry)
    assert run_undo_left_s(entry, NOW) == 4
    assert run_undo_left_s(entry, LEAVES) == 0
    assert (shown.section, shown.state) == (Section.WAITING, "Sent in 4 s")
    assert (shown.primary, shown.quiet) == (Action.UNDO, (Action.SEND_NOW,))
    assert shown.people == "5,000 recipients"


def test_one_that_is_paused_by_the_user_waits() -> None:
    shown = row(three_of_five(SendRunState.PAUSED))
    assert (shown.section, shown.badge_text, shown.message) == (Section.WAITING, "Paused", None)
    assert (shown.state, shown.state_note) == ("Paused", "3,000 of 5,000 handed over")
    assert (shown.primary, shown.quiet) == (Action.RESUME, (Action.STOP_RUN,))


@pytest.mark.parametrize(
    ("code", "is_of_account"), [(ProblemCode.WRONG_KEY, True), (ProblemCode.REQUEST_REFUSED, False)]
)
def test_a_refusal_says_why_and_what_resuming_does(code: ProblemCode, is_of_account: bool) -> None:
    problem = Problem(code, http_status=401)
    entry = run(SendRunState.PAUSED, batch(0, ACCEPTED), batch(1, REJECTED), left=3000, problem=problem)
    shown = row(entry)
    assert (shown.section, shown.badge, shown.is_of_account) == (Section.NEEDS_YOU, Outcome.REJECTED, is_of_account)
    assert shown.message is not None
    assert "Resume sends the refused request again and goes on." in shown.message.body


def test_one_that_lacks_a_key_or_was_restored_says_so() -> None:
    shown = row(run(SendRunState.PAUSED, batch(0, QUEUED), left=3000, problem=Problem(ProblemCode.NO_KEY)))
    assert shown.message is not None
    assert shown.message.body.endswith("Nothing more is sent until you resume.")
    assert shown.badge is Outcome.QUEUED
    shown = row(run(SendRunState.PAUSED, left=3000, problem=Problem(ProblemCode.RESTORED), is_restored=True))
    assert shown.message is not None
    assert "restored or repaired archive" in shown.message.title
    assert shown.badge is Outcome.UNKNOWN


@pytest.mark.parametrize("state", [SendRunState.RUNNING, SendRunState.PAUSED])
def test_requests_that_the_logs_do_not_know_need_one_decision(state: SendRunState) -> None:
    lost = [batch(n, UNKNOWN, is_missing=True) for n in (1, 2)]
    shown = row(run(state, batch(0, ACCEPTED), *lost, left=2000))
    assert (shown.section, shown.badge) == (Section.NEEDS_YOU, Outcome.UNKNOWN)
    assert (shown.primary, shown.quiet) == (Action.SEND_MISSING, (Action.LEAVE_MISSING,))
    assert shown.message is not None
    assert shown.message.title == "It is not known whether 2 requests were sent."
    assert shown.message.body.startswith("They have 2,000 recipients.")
    assert (Action.RESUME in shown.more) == (state is SendRunState.PAUSED)


def test_requests_that_are_looked_up_are_counted_once_nothing_else_is_left() -> None:
    shown = row(run(SendRunState.RUNNING, batch(0, ACCEPTED), batch(1, UNKNOWN)))
    assert shown.progress is not None
    assert shown.progress.left == "1,000 being looked up"
    assert (shown.badge, shown.primary, shown.quiet) == (Outcome.UNKNOWN, Action.LOOK_UP, ())
    waiting = row(run(SendRunState.RUNNING, *(batch(n, UNKNOWN) for n in range(3)), left=2000))
    assert waiting.quiet == (Action.STOP_RUN,)


def test_one_that_is_held_back_says_when_it_is_tried_again() -> None:
    busy = Problem(ProblemCode.RATE_LIMITED, retry_at=NOW + timedelta(seconds=40), tries=1)
    shown = row(run(SendRunState.RUNNING, batch(0, QUEUED, problem=busy), left=4000))
    assert (shown.section, shown.quiet) == (Section.WAITING, (Action.TRY_NOW, Action.PAUSE))
    assert shown.state.startswith("Next try at ")
    shown = row(run(SendRunState.RUNNING, batch(0, QUEUED, problem=Problem(ProblemCode.NO_KEY)), left=4000))
    assert shown.state == "Waiting for you"


def test_what_is_over_is_listed_under_its_day() -> None:
    done = row(run(SendRunState.DONE, batch(0, ACCEPTED)))
    assert (done.section, done.badge, done.state) == (Section.DONE, Outcome.ACCEPTED, "1,000 of 1,000 handed over")
    assert done.day == NOW
    assert row(run(SendRunState.DONE, batch(0, SubmissionState.CANCELLED))).badge is Outcome.CANCELLED
    stopped = row(run(SendRunState.STOPPED, batch(0, ACCEPTED), left=4000))
    assert (stopped.state_note, stopped.quiet) == ("1,000 of 5,000 handed over", ())
    written = row(run(SendRunState.STOPPED, batch(0, ACCEPTED), left=4000, list_name=""))
    assert written.quiet == (Action.COPY_REST,)
    refused = row(run(SendRunState.STOPPED, batch(0, REJECTED), list_name=""))
    assert refused.quiet == (Action.COPY_REST,)
    undecided = row(run(SendRunState.STOPPED, batch(0, UNKNOWN, is_missing=True), left=4000, list_name=""))
    assert (undecided.section, undecided.primary) == (Section.NEEDS_YOU, Action.LEAVE_MISSING)
    assert undecided.quiet == (Action.COPY_REST,)
    assert row(run(SendRunState.TAKEN_BACK)).state_note == "Nothing was sent"


def test_it_is_found_by_subject_sender_list_and_bulk_id() -> None:
    shown = row(three_of_five(subject=""))
    assert shown.title == "(no subject)"
    for text in ("customers", "billing@", "stem"):
        assert matches(shown, text)
    assert not matches(shown, "another")
