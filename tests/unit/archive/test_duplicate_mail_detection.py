"""Mail that the logs list more than once."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.duplicate_mail_detection import is_apart
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, MessageId, SubmissionId
from tests.unit.archive.samples import NO_ANSWER, Answered, after, entry, submission
from tests.unit.archive.steps import sent, sync

OURS, SECOND, THIRD = ("mine-1", "bulk-1"), ("theirs-2", "bulk-1"), ("theirs-3", "bulk-1")


def copies_of(archive: Archive) -> dict[SubmissionId, int]:
    """The mails that the logs list more than once for some recipient, and how often."""
    entries = archive.outbox.newest_entries(SANDBOX_ACCOUNT, 100)
    return {one.submission.id: one.copies for one in entries if one.copies > 1}


@pytest.mark.parametrize(
    ("answers", "count"),
    [
        (([OURS],), 1),
        (([OURS], [OURS], [OURS]), 1),
        (([OURS, OURS],), 2),
        (([OURS, OURS, OURS], [OURS, OURS]), 3),
        (([OURS, SECOND],), 2),
        (([OURS], [SECOND]), 2),
        (([SECOND], [OURS]), 2),
        (([SECOND], [SECOND]), 1),
        (([SECOND], [OURS, SECOND], [THIRD, SECOND, OURS]), 3),
        (([OURS, ("theirs-2", "bulk-2")],), 1),
        (([OURS, ("theirs-2", None)],), 1),
    ],
)
@pytest.mark.parametrize("is_answered", [True, False])
def test_more_than_one_message_for_one_of_our_ids_is_counted(
    archive: Archive, is_answered: bool, answers: tuple[list[tuple[str, str | None]], ...], count: int
) -> None:
    """Under our own message id, or to one of our recipients in our bulk."""
    mail = submission("ana@example.com", ids=("mine-1",))
    if is_answered:
        sent(archive, mail, Answered("ana@example.com", MessageId("mine-1")))
    else:
        archive.outbox.queue(mail, None)
        archive.outbox.start_sending(mail.id, after(1))
        archive.outbox.record_unknown(mail.id, after(2), NO_ANSWER, None)
    for number, listed in enumerate(answers):
        entries = [entry(message_id, bulk_id=bulk and BulkId(bulk)) for message_id, bulk in listed]
        sync(archive, *entries, at=after(60 + number))

    assert copies_of(archive).get(mail.id, 1) == count


def test_the_same_id_sent_at_two_times_is_two_messages_also_in_two_answers(archive: Archive) -> None:
    mail = submission("ana@example.com", ids=("mine-1",))
    sent(archive, mail, Answered("ana@example.com", MessageId("mine-1")))
    first = entry("mine-1")
    coarser = msgspec.structs.replace(first, sent_at=after(30), raw=b"30")
    sync(archive, first)
    sync(archive, coarser, at=after(61))
    assert copies_of(archive) == {}, "the same time, less exactly"

    sync(archive, msgspec.structs.replace(first, sent_at=after(3600), raw=b"3600"), at=after(3700))
    assert copies_of(archive) == {mail.id: 2}


def test_times_within_a_minute_are_of_one_message() -> None:
    assert not is_apart(0, 60_000_000)
    assert is_apart(60_000_001, 0)
    assert not is_apart(None, 60_000_001)
