"""The archive finds exactly the messages that the rule calls doubtful."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.inconsistency_sql import IS_DISPUTED
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, MessageId
from composer_app.domain.inconsistencies import SILENCE, inconsistency_of
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.status import Status
from tests.examples import examples
from tests.stored_mail import newest_mail
from tests.unit.archive.earlier_layout import write_in_layout
from tests.unit.archive.samples import NO_ANSWER, REFUSED, Answered, after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, ENROUTE, REJECTED, TAKEN_OVER, WAITING
from tests.unit.archive.steps import ingest, sent, sync

SAID = st.tuples(st.sampled_from(["log", "report"]), st.sampled_from([BOUNCED, DELIVERED, WAITING, TAKEN_OVER]))
SPAN_S = SILENCE.total_seconds()


def inconsistent(archive: Archive, seconds: float) -> set[int]:
    wanted = ArchiveFilter(inconsistent_at=after(seconds))
    return set(archive.messages.ids(wanted, SortKey.RECEIVED, False))


def judged_doubtful(archive: Archive, seconds: float) -> set[int]:
    rows = archive.messages.ids(ArchiveFilter(), SortKey.RECEIVED, False)
    found = set()
    for row in rows:
        details = archive.messages.details(row)
        assert details is not None
        if inconsistency_of(details.message.outcome, details.events, after(seconds)):
            found.add(row)
    return found


def test_a_report_against_a_log_entry(archive: Archive) -> None:
    sent(archive, submission("ana@example.com", ids=("m-1",)), Answered("ana@example.com", MessageId("m-1")))
    sync(archive, entry("m-1", status=BOUNCED))
    assert inconsistent(archive, 120) == set()

    (row,) = ingest(archive, report("m-1", status=DELIVERED))
    assert inconsistent(archive, 120) == {row}
    wanted = ArchiveFilter(inconsistent_at=after(120))
    assert len(archive.reports.ids(wanted, SortKey.RECEIVED, False)) == 1


def test_silence_after_an_answer_and_after_a_look_up(archive: Archive) -> None:
    sent(archive, submission("ana@example.com", ids=("m-1",)), Answered("ana@example.com", MessageId("m-1")))
    lost = submission("tom@example.com", bulk_id="bulk-2")
    archive.outbox.queue(lost, None)
    archive.outbox.start_sending(lost.id, after(1))
    archive.outbox.record_unknown(lost.id, after(2), NO_ANSWER, None)
    archive.outbox.record_found(lost.id, after(600))

    assert inconsistent(archive, SPAN_S) == set()
    assert len(inconsistent(archive, SPAN_S + 1)) == 1
    assert len(inconsistent(archive, SPAN_S + 600)) == 2


def test_a_refusal_as_a_whole_against_a_log_entry(archive: Archive) -> None:
    """Nobody knew of the first try, which had arrived; the second one was refused."""
    lost = submission("ana@example.com", ids=("m-1",))
    archive.outbox.queue(lost, None)
    archive.outbox.start_sending(lost.id, after(1))
    archive.outbox.record_unknown(lost.id, after(2), NO_ANSWER, None)
    archive.outbox.requeue(lost.id, after(20))
    archive.outbox.start_sending(lost.id, after(21))
    archive.outbox.record_rejected(lost.id, after(22), REFUSED)
    assert inconsistent(archive, 30) == judged_doubtful(archive, 30) == set()

    (row,) = sync(archive, entry("m-1", status=DELIVERED))
    assert inconsistent(archive, 120) == judged_doubtful(archive, 120) == {row}


def test_a_mail_that_the_logs_list_twice_is_doubtful(archive: Archive) -> None:
    sent(archive, submission("ana@example.com", ids=("mine-1",)), Answered("ana@example.com", MessageId("mine-1")))
    sync(archive, entry("mine-1", bulk_id=BulkId("bulk-1")), entry("mine-1", bulk_id=BulkId("bulk-1")))
    assert inconsistent(archive, 120)
    assert inconsistent(archive, 120) == judged_doubtful(archive, 120)


def test_a_mail_of_other_programs_that_the_logs_list_twice_is_not_ours_to_judge(archive: Archive) -> None:
    sync(archive, entry("m-1", bulk_id=None), entry("m-1", bulk_id=None))
    assert inconsistent(archive, 120) == set()


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.lists(st.tuples(st.sampled_from([ENROUTE, REJECTED]), st.lists(SAID, max_size=4)), max_size=4))
def test_the_filter_and_the_rule_agree(archive: Archive, lives: list[tuple[Status, list[tuple[str, Status]]]]) -> None:
    started = len(newest_mail(archive))
    for number, (answer, said) in enumerate(lives, start=started):
        message_id, bulk = f"m-{number}", f"bulk-{number}"
        mail = submission("ana@example.com", bulk_id=bulk, ids=(message_id,))
        sent(archive, mail, Answered("ana@example.com", MessageId(message_id), answer))
        for step, (kind, status) in enumerate(said, start=1):
            at = after(60 * step)
            if kind == "log":
                sync(archive, entry(message_id, status=status, bulk_id=BulkId(bulk), done_at=at), at=at)
            else:
                ingest(archive, report(message_id, status=status, bulk_id=BulkId(bulk), done_at=at), at=at)

    later = SPAN_S + timedelta(hours=1).total_seconds()
    assert inconsistent(archive, later) == judged_doubtful(archive, later)
    assert inconsistent(archive, 300) == judged_doubtful(archive, 300)
    judged_again = archive.database.rows(f"SELECT row FROM message WHERE is_disputed <> {IS_DISPUTED}")
    assert judged_again == []


def test_it_goes_together_with_every_other_filter(archive: Archive) -> None:
    for number in (1, 2):
        mail = submission(f"ana{number}@example.com", bulk_id=f"bulk-{number}", ids=(f"m-{number}",))
        sent(archive, mail, Answered(f"ana{number}@example.com", MessageId(f"m-{number}")))
        sync(archive, entry(f"m-{number}", f"ana{number}@example.com", status=BOUNCED, bulk_id=mail.bulk_id))
        ingest(archive, report(f"m-{number}", f"ana{number}@example.com", DELIVERED, bulk_id=mail.bulk_id))
    fine = submission("ana3@example.com", bulk_id="bulk-3", ids=("m-3",))
    sent(archive, fine, Answered("ana3@example.com", MessageId("m-3")))
    now = after(120)

    def found(**more: Any) -> int:
        wanted = ArchiveFilter(inconsistent_at=now, **more)
        ids = archive.messages.ids(wanted, SortKey.SENT, True)
        assert sum(archive.messages.count_by_outcome(wanted).values()) == len(ids)
        return len(ids)

    assert found() == found(account_id=SANDBOX_ACCOUNT) == found(words=("ana",)) == found(to="ana*@example.com") == 2
    assert found(words=("ana1",)) == found(to="ana1") == found(bulk_id=BulkId("bulk-1")) == 1
    assert found(words=("ana3",)) == found(until=after(-9999)) == found(outcomes=frozenset({Outcome.BOUNCED})) == 0


def test_a_contradiction_is_known_however_it_is_reported(archive: Archive) -> None:
    """Told by a stranger's report and log in one block, before our own answer names the id."""
    sync(archive, entry("v-1", status=BOUNCED, bulk_id=None))
    ingest(archive, report("v-1", status=DELIVERED, bulk_id=None))
    assert len(inconsistent(archive, 120)) == 1
    sent(archive, submission("ana@example.com"), Answered("ana@example.com", MessageId("v-1")))

    (row,) = inconsistent(archive, 120)
    assert judged_doubtful(archive, 120) == {row}


def test_an_archive_from_before_finds_what_was_disputed_then(archive: Archive, path: Path, tmp_path: Path) -> None:
    sync(archive, *(entry(f"m-{number}", f"p{number}@example.com", status=BOUNCED) for number in range(3)))
    ingest(archive, report("m-1", "p1@example.com", DELIVERED), report("m-2", "p2@example.com", BOUNCED))
    before = inconsistent(archive, 120)
    archive.close()
    write_in_layout(path, 2)

    with closing(Archive.open(path)) as later:
        assert inconsistent(later, 120) == before
        assert len(before) == 1
