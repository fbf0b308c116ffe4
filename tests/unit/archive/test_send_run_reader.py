"""Reading send runs: lists without those being prepared, and what each batch says."""

from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import NotFound
from composer_app.domain.account import Generation
from composer_app.domain.ids import SANDBOX_ACCOUNT, SendRunId
from composer_app.domain.mail import Mailbox, MailContent
from composer_app.domain.send_run import SendRunState
from composer_app.domain.submission import Recipient, SubmissionState
from tests.unit.archive.samples import NO_ANSWER, after, draft, send_run

CONTENT = MailContent(sender="billing@example.com", subject="Hello", html="<p>Hello</p>")


def begun(archive: Archive, stem: str, at: float) -> SendRunId:
    run = send_run(bulk_stem=stem, batch_size=1, created_at=after(at))
    archive.send_runs.begin(run, CONTENT, draft())
    archive.send_runs.add_recipients(run.id, [Recipient(Mailbox(f"p{n}@example.com")) for n in range(3)])
    return run.id


def test_a_second_connection_sees_runs_with_their_batches(archive: Archive) -> None:
    first, second, half = (begun(archive, stem, at) for at, stem in enumerate(("first", "second", "half")))
    archive.send_runs.start(first)
    archive.send_runs.start(second)
    made = [archive.send_runs.next_batch(first, Generation.V3, after(5)) for _ in range(2)]
    assert made[0] is not None
    archive.outbox.start_sending(made[0].id, after(6))
    archive.outbox.record_unknown(made[0].id, after(7), NO_ANSWER, after(12))
    archive.outbox.record_lookup(made[0].id, after(20), None, after(20))
    archive.outbox.record_lookup(made[0].id, after(1000), None, after(1000))
    reader = archive.reader()

    assert [one.run.id for one in reader.send_runs.newest(SANDBOX_ACCOUNT, 5)] == [second, first]
    assert [one.run.id for one in reader.send_runs.newest(SANDBOX_ACCOUNT, 1)] == [second]
    assert [one.run.id for one in reader.send_runs.open()] == [first, second]
    assert [one.run.id for one in reader.send_runs.entries([first, half])] == [first]
    entry = reader.send_runs.get(first)
    assert entry is not None
    lost, waiting = entry.batches
    assert (lost.state, lost.problem, lost.handed_over_at) == (SubmissionState.UNKNOWN, NO_ANSWER, after(6))
    assert (lost.is_missing, waiting.is_missing) == (True, False)
    assert (waiting.bulk_id, waiting.recipient_count, waiting.created_at) == ("first-2", 1, after(5))
    found = reader.send_runs.get(half)
    assert found is not None
    assert found.run.state is SendRunState.PREPARING
    assert reader.send_runs.get(SendRunId("none")) is None
    reader.close()


def test_an_id_that_is_not_there_is_a_fault(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.send_runs.next_batch(SendRunId("none"), Generation.V3, after(0))
