"""Kinds of events, whose spelling is a promise because they are stored, and recipients in groups."""

from __future__ import annotations

from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, SubmissionId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import (
    EventKind,
    MessageRow,
    OutboxEntry,
    RecipientGroup,
    count_by_outcome,
    decisive_groups,
)
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import ListedSubmission
from tests.unit.archive.samples import T0


def test_kinds_keep_their_spelling() -> None:
    assert {kind.value for kind in EventKind} >= {
        "queued",
        "handed over",
        "answered",
        "no answer",
        "held back",
        "looked up",
        "seen in logs",
        "reported",
        "cancelled",
        "sent again",
    }


def group(outcome: Outcome, number: int, kind: RecipientKind = RecipientKind.TO) -> RecipientGroup:
    first = MessageRow(row=number, account_id=SANDBOX_ACCOUNT, outcome=outcome, to="ana@example.com", kind=kind)
    return RecipientGroup(first, number)


def test_copies_without_a_report_decide_nothing() -> None:
    to, silent = group(Outcome.DELIVERED, 3), group(Outcome.ACCEPTED, 2, RecipientKind.CC)
    bounced, again = group(Outcome.BOUNCED, 1, RecipientKind.BCC), group(Outcome.DELIVERED, 4, RecipientKind.CC)

    decisive = decisive_groups((to, silent, bounced, again))

    assert decisive == (to, bounced, again)
    assert count_by_outcome(decisive) == {Outcome.DELIVERED: 7, Outcome.BOUNCED: 1}


def test_the_recipients_of_groups_of_one_are_known() -> None:
    head = ListedSubmission(
        id=SubmissionId("s1"),
        account_id=SANDBOX_ACCOUNT,
        bulk_id=BulkId("b1"),
        created_at=T0,
        subject="",
        sender="",
        recipient_count=2,
        first_recipients=(),
    )
    one, other = group(Outcome.DELIVERED, 1), group(Outcome.BOUNCED, 1)

    assert OutboxEntry(head, (one, other)).single_messages == (one.first, other.first)
    assert OutboxEntry(head, (one, group(Outcome.BOUNCED, 2))).single_messages is None
