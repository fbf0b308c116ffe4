"""Problems of a draft as sentences, each with the field to correct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from composer_app.domain.draft_validation import DraftFault, DraftProblem
from composer_app.ui.texts.draft_problems import draft_problem_words, wrong_recipients_problem

_FIELDS = {
    DraftFault.NO_SENDER: "from",
    DraftFault.BAD_SENDER: "from",
    DraftFault.SEVERAL_SENDERS: "from",
    DraftFault.NO_RECIPIENT: "to",
    DraftFault.BAD_RECIPIENT: "wrong recipient",
    DraftFault.TOO_MANY_RECIPIENTS: "to",
    DraftFault.BAD_REPLY_TO: "reply_to",
    DraftFault.SEVERAL_REPLY_TO: "reply_to",
    DraftFault.NO_SUBJECT: "subject",
    DraftFault.SUBJECT_TOO_LONG: "subject",
    DraftFault.SUBJECT_LINE_BREAK: "subject",
    DraftFault.NO_BODY: "body",
    DraftFault.HTML_TOO_BIG: "body",
    DraftFault.TOO_BIG: "files",
    DraftFault.TOO_MANY_FILES: "files",
    DraftFault.REFUSED_FILE: "files",
}
_SINGLY = 2
"""Most invalid addresses listed one by one; more are counted."""


@dataclass(frozen=True)
class FieldProblem:
    """One sentence and the field it leads to."""

    sentence: str
    field: str
    fault: DraftFault


def field_problems(problems: Sequence[DraftProblem]) -> list[FieldProblem]:
    """The problems of a draft in the order of the page."""
    wrong = [problem for problem in problems if problem.fault is DraftFault.BAD_RECIPIENT]
    found = []
    for problem in problems:
        if problem.fault is DraftFault.BAD_RECIPIENT and len(wrong) > _SINGLY:
            if problem is wrong[0]:
                many = wrong_recipients_problem(len(wrong))
                found.append(FieldProblem(many, _FIELDS[problem.fault], problem.fault))
            continue
        found.append(FieldProblem(draft_problem_words(problem), _FIELDS[problem.fault], problem.fault))
    return found
