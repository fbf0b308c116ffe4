"""When a mail is due, until when it can be taken back, and what it waits for."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from composer_app.api import errors as api
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.problem import KEYRING_PROBLEMS, Problem, ProblemCode
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.domain.vendor_limits import LOG_REACH
from composer_app.services.connections.connections import NoSecret
from composer_app.services.runtime.error_mapping import problem_of
from composer_app.services.runtime.sandbox_process import SandboxFailedError
from composer_app.services.sending.send_schedule import (
    MAX_UNDO,
    due_at,
    is_mended_by_unlocking,
    next_lookup,
    undo_ends,
    waits_for_keyring,
    with_next_try,
)
from tests.unit.services.house import NOW, account_at, draft

SOON = NOW + timedelta(seconds=5)


def mail(**changes: object) -> Submission:
    queued = submission_of(draft(), "Hello", account_at("https://x.example.com"), NOW)
    return msgspec.structs.replace(queued, **changes)


def test_a_mail_is_due_at_once_or_when_it_cannot_be_taken_back_any_more() -> None:
    assert due_at(mail(), NOW) == NOW
    assert due_at(mail(leaves_at=SOON), NOW) == SOON
    assert undo_ends(mail(), NOW) is None
    assert undo_ends(mail(leaves_at=NOW), NOW) is None


def test_a_clock_that_was_set_back_makes_nobody_wait() -> None:
    assert due_at(mail(leaves_at=NOW + MAX_UNDO + timedelta(seconds=1)), NOW) == NOW


def test_one_that_was_held_back_is_due_when_it_says_so() -> None:
    assert due_at(mail(problem=Problem(ProblemCode.NO_CONNECTION, retry_at=SOON)), NOW) == SOON
    assert due_at(mail(problem=Problem(ProblemCode.NO_KEY)), NOW) is None


def test_an_unknown_one_is_looked_up_and_others_are_left_alone() -> None:
    assert due_at(mail(state=SubmissionState.UNKNOWN, next_lookup_at=SOON), NOW) == SOON
    assert due_at(mail(state=SubmissionState.ACCEPTED), NOW) is None


@pytest.mark.parametrize("code", sorted(KEYRING_PROBLEMS))
def test_unlocking_mends_what_a_locked_keyring_did(code: ProblemCode) -> None:
    problem = Problem(code)
    is_mended = code in (ProblemCode.KEYRING_LOCKED, ProblemCode.KEYRING_NO_ANSWER)

    assert is_mended_by_unlocking(problem) is is_mended
    assert waits_for_keyring(mail(problem=problem)) is is_mended
    assert not waits_for_keyring(mail(problem=problem, state=SubmissionState.CANCELLED))


def test_it_mends_nothing_else() -> None:
    assert not is_mended_by_unlocking(None)
    assert not is_mended_by_unlocking(Problem(ProblemCode.NO_KEY))


SURELY_NOT_TAKEN = [
    api.Unreachable(ProblemCode.REFUSED),
    api.RateLimited(http_status=429, is_vendors_refusal=True),
    SandboxFailedError("no port"),
]


@pytest.mark.parametrize("error", SURELY_NOT_TAKEN, ids=lambda error: type(error).__name__)
def test_it_is_tried_five_times_again_with_growing_pauses_and_then_waits_for_the_user(error: Exception) -> None:
    problems = [with_next_try(problem_of(error), error, NOW, tries) for tries in range(1, 9)]

    pauses = [(one.retry_at - NOW).total_seconds() for one in problems if one.retry_at]
    assert pauses == [5, 30, 120, 600, 3600]
    assert [one.is_given_up for one in problems] == [False] * 5 + [True] * 3
    assert [one.tries for one in problems] == list(range(1, 9))


@pytest.mark.parametrize(
    ("wanted_s", "tries", "pause_s"), [(None, 1, 5), (0.0, 1, 5), (1.0, 3, 120), (77.0, 1, 77), (86400.0, 5, 86400)]
)
def test_the_vendors_own_pause_can_only_be_longer(wanted_s: float | None, tries: int, pause_s: float) -> None:
    error = api.RateLimited(http_status=429, is_vendors_refusal=True, retry_after_s=wanted_s)

    assert with_next_try(problem_of(error), error, NOW, tries).retry_at == NOW + timedelta(seconds=pause_s)


@pytest.mark.parametrize(
    "error",
    [
        api.AuthFailed(http_status=401, is_vendors_refusal=True),
        api.ServerFault(http_status=500),
        api.Unavailable(http_status=503, retry_after_s=1.0, is_vendors_refusal=True),
        api.RateLimited(http_status=429, retry_after_s=1.0),
        api.NotThisApi(http_status=407),
        api.Unreachable(ProblemCode.PROXY_SIGN_IN),
        NoSecret(),
    ],
    ids=lambda error: f"{type(error).__name__} {getattr(error, 'http_status', '')}",
)
def test_nothing_else_is_tried_again_by_itself(error: Exception) -> None:
    problem = with_next_try(problem_of(error), error, NOW, 1)

    assert problem.retry_at is None
    assert not problem.is_given_up, "it was never tried by itself"


def test_the_lookups_come_at_their_times() -> None:
    at, times = NOW, []
    for lookups in range(7):
        following = next_lookup(at, NOW, lookups)
        assert following is not None
        times.append((following - NOW).total_seconds())
        at = following

    assert times == [5, 30, 120, 600, 600 + 3600, 600 + 2 * 3600, 600 + 3 * 3600]


def test_the_lookups_end_when_the_logs_have_forgotten() -> None:
    at, lookups = NOW, 0
    while (following := next_lookup(at, NOW, lookups)) is not None:
        at, lookups = following, lookups + 1

    assert NOW + LOG_REACH - timedelta(hours=1) < at <= NOW + LOG_REACH
    assert lookups == 4 + 47


def test_lookups_that_were_slept_through_are_not_made_up_for() -> None:
    woken = NOW + timedelta(hours=20)

    assert next_lookup(woken, NOW, 1) == woken + timedelta(seconds=25)
    assert next_lookup(woken, NOW, 9) == woken + timedelta(hours=1)
