"""Statuses become outcomes."""

from __future__ import annotations

import pytest

from composer_app.domain.outcome import Outcome
from composer_app.domain.status import (
    NO_GROUP,
    NO_NUMBER,
    Status,
    VendorError,
    group_implied_by,
    outcome_of,
    outcome_of_answer,
)


@pytest.mark.parametrize(
    ("group", "status_id", "outcome", "of_answer"),
    [
        (0, -1, Outcome.ACCEPTED, Outcome.ACCEPTED),
        (1, 26, Outcome.PENDING, Outcome.ACCEPTED),
        (1, 7, Outcome.PENDING, Outcome.ACCEPTED),
        (2, 9, Outcome.BOUNCED, Outcome.BOUNCED),
        (3, 5, Outcome.DELIVERED, Outcome.ACCEPTED),
        (3, 2, Outcome.PENDING, Outcome.ACCEPTED),
        (3, 9999, Outcome.DELIVERED, Outcome.ACCEPTED),
        (4, 15, Outcome.EXPIRED, Outcome.EXPIRED),
        (5, 51, Outcome.REJECTED, Outcome.REJECTED),
        (6, 1, Outcome.PENDING, Outcome.ACCEPTED),
        (-1, 1, Outcome.PENDING, Outcome.ACCEPTED),
    ],
)
def test_each_group_has_its_outcome(group: int, status_id: int, outcome: Outcome, of_answer: Outcome) -> None:
    status = Status(group, id=status_id)
    assert outcome_of(status) is outcome
    assert outcome_of_answer(status) is of_answer


def test_delivered_is_never_claimed_by_the_answer_to_a_send() -> None:
    answers = {outcome_of_answer(Status(group, id=number)) for group in range(10) for number in range(100)}
    assert Outcome.DELIVERED not in answers


def test_only_endings_are_final() -> None:
    final = {outcome for outcome in Outcome if outcome.is_final}
    assert final == {Outcome.DELIVERED, Outcome.BOUNCED, Outcome.EXPIRED, Outcome.REJECTED, Outcome.CANCELLED}


def test_no_error_is_no_error() -> None:
    assert not VendorError().is_error
    assert VendorError(id=6010).is_error


@pytest.mark.parametrize(
    ("group_name", "name", "status_id", "group"),
    [
        ("DELIVERED", "", None, 3),
        ("undeliverable ", "", None, 2),
        ("OK", "", None, 0),
        ("", "REJECTED_NETWORK", None, 5),
        ("new words", "EXPIRED_EXPIRED", None, 4),
        ("", "", 26, 1),
        ("", "MISSING_TO", 51, 5),
        ("", "NEWER", 1000, NO_GROUP),
        ("", "", None, NO_GROUP),
    ],
)
def test_a_group_without_a_number_is_implied(group_name: str, name: str, status_id: int | None, group: int) -> None:
    assert group_implied_by(group_name, name, status_id) == group


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Status(9, "NEWER", 99, "NEWER_AND_BETTER", "Held by the moon"), "Held by the moon"),
        (Status(9, "NEWER", 99, "NEWER_AND_BETTER", " . "), "Newer and better"),
        (Status(9, "A new group"), "A new group"),
        (Status(9), ""),
        (VendorError(1, "", 6001, "EC_EMAIL_BLACKLISTED"), "Email blacklisted"),
        (VendorError(1, "", 6099, "", " "), "Error 6099"),
        (VendorError(id=NO_NUMBER), "Error without words"),
        (VendorError(description="No Error"), ""),
    ],
)
def test_the_words_of_a_status_or_error(said: Status | VendorError, words: str) -> None:
    assert said.words == words
