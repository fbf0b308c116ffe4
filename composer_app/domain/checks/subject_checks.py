"""Checks of the subject line: capitals, exclamation marks, length."""

from __future__ import annotations

from collections.abc import Iterator

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.placeholders import PLACEHOLDER

LONG = 78
"""Characters of a subject from which lists of mail cut it off."""
_FEWEST_LETTERS = 8
"""A short subject may be an abbreviation."""
_MANY_MARKS = 3


def in_capitals(mail: CheckedMail) -> Iterator[CheckFinding]:
    """A subject in capitals, which spam filters count against a mail."""
    subject = PLACEHOLDER.sub(" ", mail.draft.subject)
    letters = [char for char in subject if char.isupper() or char.islower()]
    if len(letters) >= _FEWEST_LETTERS and all(char.isupper() for char in letters):
        yield CheckFinding(CheckId.SUBJECT_CAPITALS, Field.SUBJECT)


def many_marks(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Two exclamation marks in a row, or three in all."""
    subject = mail.draft.subject
    marks = sum(subject.count(mark) for mark in "!\uff01")
    if "!!" in subject or marks >= _MANY_MARKS:
        yield CheckFinding(CheckId.SUBJECT_MARKS, Field.SUBJECT)


def too_long(mail: CheckedMail) -> Iterator[CheckFinding]:
    """A subject that most lists of mail cut off."""
    length = len(mail.draft.subject.strip())
    if length > LONG:
        yield CheckFinding(CheckId.SUBJECT_LONG, Field.SUBJECT, str(length))
