"""Capitals, exclamation marks and length of a subject."""

from __future__ import annotations

import pytest

from composer_app.domain.checks import subject_checks
from composer_app.domain.checks.finding import Field
from tests.unit.domain.checks.mails import details, mail


@pytest.mark.parametrize(
    ("subject", "count"),
    [
        ("BUY THIS NOW", 1),
        ("BUY THIS {{name}} NOW", 1),
        ("РАСПРОДАЖА", 1),
        ("Buy THIS NOW", 0),
        ("FAQ 2026", 0),
        ("12345678 90", 0),
        ("重要なお知らせです", 0),
        ("", 0),
    ],
)
def test_capitals(subject: str, count: int) -> None:
    assert len(details(subject_checks.in_capitals, subject=subject)) == count


@pytest.mark.parametrize(("subject", "count"), [("Hurry!!", 1), ("A! B! C!", 1), ("Hi! You!", 0)])
def test_exclamation_marks(subject: str, count: int) -> None:
    assert len(details(subject_checks.many_marks, subject=subject)) == count


def test_wide_marks_count_too() -> None:
    assert [one.field for one in subject_checks.many_marks(mail(subject="\uff01\uff01\uff01"))] == [Field.SUBJECT]


def test_length() -> None:
    assert details(subject_checks.too_long, subject="x" * subject_checks.LONG) == []
    assert details(subject_checks.too_long, subject="x" * 79) == ["79"]
