"""Decodes the stored problem of a submission, also as earlier versions wrote it."""

from __future__ import annotations

import msgspec

from composer_app.archive.column_values import value_of
from composer_app.domain.problem import Problem, ProblemCode

_EARLIER_KEYRING_SUBJECTS = {
    "none there": ProblemCode.KEYRING_MISSING,
    "plain text": ProblemCode.KEYRING_PLAIN_TEXT,
    "locked": ProblemCode.KEYRING_LOCKED,
    "refused": ProblemCode.KEYRING_REFUSED,
    "no answer": ProblemCode.KEYRING_NO_ANSWER,
}
"""Earlier versions wrote KEYRING_LOCKED for every keyring problem, with the actual one as its subject."""


def stored_problem(text: str) -> Problem:
    """The problem in a column. The row itself stays as it is."""
    problem = value_of(text, Problem)
    if problem.code is not ProblemCode.KEYRING_LOCKED or not problem.subject:
        return problem
    code = _EARLIER_KEYRING_SUBJECTS.get(problem.subject, problem.code)
    return msgspec.structs.replace(problem, code=code, subject="")
