"""The steps a submission may take."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from composer_app.domain.ids import AccountId, SubmissionId, new_bulk_id
from composer_app.domain.mail import Mailbox, MailContent, RecipientKind
from composer_app.domain.submission import (
    NEXT_STATES,
    IllegalStep,
    Recipient,
    Submission,
    SubmissionState,
    check_step,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_every_step_is_either_listed_or_refused() -> None:
    assert set(NEXT_STATES) == set(SubmissionState)
    for old, new in product(SubmissionState, repeat=2):
        if new in NEXT_STATES[old]:
            check_step(old, new)
        else:
            with pytest.raises(IllegalStep):
                check_step(old, new)


def test_what_was_accepted_is_never_sent_again() -> None:
    seen = {SubmissionState.ACCEPTED}
    todo = [SubmissionState.ACCEPTED]
    while todo:
        for state in NEXT_STATES[todo.pop()]:
            if state not in seen:
                seen.add(state)
                todo.append(state)
    assert SubmissionState.SENDING not in seen


@pytest.mark.parametrize("before", [state for state in SubmissionState if state is not SubmissionState.QUEUED])
def test_sending_begins_from_the_queue_alone(before: SubmissionState) -> None:
    assert SubmissionState.SENDING not in NEXT_STATES[before]


def test_recipients_by_kind_keep_their_order() -> None:
    def to(address: str, kind: RecipientKind) -> Recipient:
        return Recipient(Mailbox(address), kind)

    mail = Submission(
        id=SubmissionId("s"),
        account_id=AccountId("a"),
        bulk_id=new_bulk_id(NOW),
        content=MailContent(sender="a@example.com", subject="S"),
        recipients=(
            to("2@example.com", RecipientKind.TO),
            to("c@example.com", RecipientKind.CC),
            to("1@example.com", RecipientKind.TO),
        ),
        created_at=NOW,
    )
    assert [one.mailbox.address for one in mail.of_kind(RecipientKind.TO)] == ["2@example.com", "1@example.com"]
    assert mail.of_kind(RecipientKind.BCC) == ()
