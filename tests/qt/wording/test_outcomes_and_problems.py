"""Whose words are told, and of whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.history import MessageRow
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.ui.wording.outcomes import explain_of, why_of
from composer_app.ui.wording.problems import problem_words
from composer_app.ui.wording.service import named_for, service_of

LIVE = Account(id=AccountId("live"), name="Linden Energy", base_url="https://x1y2z3.api.example.com")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def accepted(kind: RecipientKind, account_id: AccountId = LIVE.id) -> MessageRow:
    return MessageRow(row=1, account_id=account_id, outcome=Outcome.ACCEPTED, to="a@example.com", kind=kind)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (RecipientKind.TO, "No report yet"),
        (RecipientKind.CC, "No report for Cc"),
        (RecipientKind.BCC, "No report for Bcc"),
    ],
)
def test_cc_and_bcc_are_not_waited_for(kind: RecipientKind, why: str) -> None:
    assert why_of(accepted(kind)) == why
    assert explain_of(accepted(kind)).title == f"{why}."


def test_the_sandbox_answers_in_its_own_name() -> None:
    assert service_of(SANDBOX_ACCOUNT) == "the Sandbox"
    assert named_for("Infobip took it. Infobip's words, and Infobip.", SANDBOX_ACCOUNT) == (
        "The Sandbox took it. The Sandbox's words, and the Sandbox."
    )
    assert named_for("Infobip took it.", LIVE.id) == "Infobip took it."
    assert "the Sandbox took" in explain_of(accepted(RecipientKind.TO, SANDBOX_ACCOUNT)).body
    assert "Infobip took" in explain_of(accepted(RecipientKind.TO)).body


def test_what_the_service_said_is_told_in_its_name_and_what_the_system_said_is_not() -> None:
    answer = Problem(ProblemCode.REQUEST_REFUSED, http_status=400, vendor_code="BAD_REQUEST", vendor_text="Bad request")
    assert problem_words(answer, LIVE).vendor == "Infobip says: 400 BAD_REQUEST Bad request"
    assert problem_words(answer, SANDBOX).vendor == "The Sandbox says: 400 BAD_REQUEST Bad request"
    assert problem_words(answer, SANDBOX).title == "The Sandbox refused the mail."
    file = Problem(ProblemCode.FILE_UNREADABLE, vendor_text="[Errno 13] Permission denied", subject="a.pdf")
    assert problem_words(file, LIVE).vendor == "[Errno 13] Permission denied"
    sandbox = Problem(ProblemCode.SANDBOX_FAILED, vendor_text="it ended at once", retry_at=NOON)
    assert problem_words(sandbox, SANDBOX).vendor == "it ended at once"
