"""Outcomes are stored: their spelling is a promise."""

from __future__ import annotations

from composer_app.domain.outcome import BY_GRAVITY, PROBLEMS, Outcome
from composer_app.domain.submission import SubmissionState


def test_outcomes_keep_their_spelling() -> None:
    assert {outcome.value for outcome in Outcome} == {
        "queued",
        "sending",
        "scheduled",
        "cancelled",
        "unknown",
        "accepted",
        "pending",
        "delivered",
        "bounced",
        "expired",
        "rejected",
    }


def test_every_state_of_a_submission_can_be_shown_as_an_outcome() -> None:
    assert {state.value for state in SubmissionState} <= {outcome.value for outcome in Outcome}


def test_every_outcome_has_its_gravity_and_problems_come_first() -> None:
    assert sorted(BY_GRAVITY) == sorted(Outcome)
    assert set(BY_GRAVITY[: len(PROBLEMS)]) == PROBLEMS


def test_a_mail_that_no_record_knows_of_is_not_done() -> None:
    assert not Outcome.UNKNOWN.is_final
    assert not Outcome.ACCEPTED.is_final


def test_a_mail_that_bounced_was_taken_and_one_that_was_rejected_was_not() -> None:
    assert all(one.is_taken for one in (Outcome.ACCEPTED, Outcome.PENDING, Outcome.DELIVERED, Outcome.BOUNCED))
    assert not any(one.is_taken for one in (Outcome.QUEUED, Outcome.UNKNOWN, Outcome.REJECTED, Outcome.CANCELLED))
