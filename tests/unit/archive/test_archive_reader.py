from __future__ import annotations

import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveError
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId, SubmissionId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.totals import Totals
from tests.unit import checkout
from tests.unit.archive.samples import (
    BOUNCED,
    DELIVERED,
    T0,
    WAITING,
    Answered,
    after,
    all_rows,
    entry,
    ingest,
    report,
    sent,
    submission,
    sync,
)

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


@pytest.fixture
def three(archive: Archive) -> Archive:
    """Rows 1 c@ (delivered, sent last), 2 A@ (bounced), 3 b@ (pending, never done)."""
    priced = msgspec.structs.replace(entry("m-9", "c@example.com"), price=Price(Decimal("10"), "EUR"))
    cheap = msgspec.structs.replace(entry("m-7", "A@example.com", BOUNCED), price=Price(Decimal("9.5"), "EUR"))
    sync(
        archive,
        msgspec.structs.replace(priced, sent_at=after(9), done_at=after(10), sender="Y"),
        msgspec.structs.replace(cheap, sent_at=after(5), done_at=after(20), sender="x"),
        msgspec.structs.replace(entry("m-8", "b@example.com", WAITING), sent_at=after(7), sender="Z"),
    )
    return archive


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        (SortKey.STATUS, [2, 1, 3]),
        (SortKey.SENT, [2, 3, 1]),
        (SortKey.DONE, [3, 1, 2]),
        (SortKey.RECEIVED, [1, 2, 3]),
        (SortKey.TO, [2, 3, 1]),
        (SortKey.SENDER, [2, 1, 3]),
        (SortKey.SUBJECT, [1, 2, 3]),
        (SortKey.PRICE, [3, 2, 1]),
        (SortKey.MESSAGE_ID, [2, 3, 1]),
    ],
)
def test_every_order_both_ways(three: Archive, key: SortKey, rows: list[int]) -> None:
    assert list(three.message_ids(EVERYTHING, key, False)) == rows
    assert list(three.message_ids(EVERYTHING, key, True)) == rows[::-1]
    assert list(three.message_ids(ArchiveFilter(), key, True, limit=2)) == rows[:0:-1]


def test_by_sending_what_is_queued_stands_at_the_time_it_was_queued(three: Archive) -> None:
    for number, seconds in ((1, 6), (2, 100)):
        archive_mail = submission("tom@example.com", bulk_id=f"bulk-{number}", created_at=after(seconds))
        three.queue(archive_mail, None)
    newest_first = [5, 1, 3, 4, 2]  # rows 4 and 5 wait
    assert list(three.message_ids(EVERYTHING, SortKey.SENT, True)) == newest_first
    assert list(three.message_ids(ArchiveFilter(), SortKey.SENT, False)) == newest_first[::-1]
    assert list(three.message_ids(EVERYTHING, SortKey.SENT, True, limit=2)) == [5, 1]
    tom = ArchiveFilter(account_id=SANDBOX_ACCOUNT, to="tom@")
    assert list(three.message_ids(tom, SortKey.SENT, True)) == [5, 4]
    assert [row.queued_at for row in three.message_rows([5, 1])] == [after(100), None]


def test_a_page_with_queued_mail_is_read_along_an_index(archive: Archive) -> None:
    _fill(archive, 1000)
    archive.queue(submission(), None)
    plan = _plan(archive, EVERYTHING, SortKey.SENT)
    assert "message_by_sent (account=? AND sent_at>?)" in plan
    assert plan.count("TEMP B-TREE") == 1  # of the few that wait


@pytest.mark.parametrize("key", list(SortKey))
def test_reports_have_every_order(three: Archive, key: SortKey) -> None:
    ingest(three, report("m-9", "c@example.com", bulk_id=None), report("m-7", "A@example.com", BOUNCED, bulk_id=None))
    up = list(three.report_ids(EVERYTHING, key, False))
    assert sorted(up) == [1, 2]
    assert list(three.report_ids(EVERYTHING, key, True)) == up[::-1]
    assert list(three.report_ids(EVERYTHING, key, False, limit=1)) == up[:1]


def test_rows_come_in_the_order_asked_for_and_without_those_gone(three: Archive) -> None:
    assert [row.row for row in three.message_rows([3, 1, 99, 2])] == [3, 1, 2]
    assert three.message_rows([]) == []
    assert three.report_rows([1]) == []


def test_a_row_holds_all_that_is_known(archive: Archive) -> None:
    mail = submission("ana@example.com", ids=("m-1",))
    sent(archive, mail, Answered("ana@example.com", MessageId("m-1")))
    ingest(archive, msgspec.structs.replace(report(), price=Price(Decimal("0.0004"), "EUR")))
    assert all_rows(archive) == [
        MessageRow(
            row=1,
            account_id=SANDBOX_ACCOUNT,
            outcome=Outcome.DELIVERED,
            to="ana@example.com",
            message_id=MessageId("m-1"),
            bulk_id=mail.bulk_id,
            submission_id=mail.id,
            sender="Billing <billing@example.com>",
            subject="Your November statement",
            sent_at=after(2),
            done_at=after(30),
            status=DELIVERED,
            error=report().error,
            price=Price(Decimal("0.0004"), "EUR"),
            has_report=True,
            is_new=True,
            queued_at=T0,
        )
    ]


def test_each_report_shows_its_own_json(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    ingest(archive, report(status=WAITING, raw=b'{"first":1}'), report(raw=b'{"second":2}'))
    first, second = (archive.report_details(row) for row in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.raw_report, second.raw_report) == (b'{"first":1}', b'{"second":2}')
    assert first.message == second.message
    details = archive.message_details(1)
    assert details is not None
    assert details.raw_report == b'{"second":2}'
    assert [row.is_ours for row in archive.report_rows([1, 2])] == [True, True]
    assert archive.report_rows([1])[0].subject == "Your November statement"


def test_what_is_gone_has_no_details(archive: Archive) -> None:
    assert archive.message_details(1) is None
    assert archive.report_details(1) is None
    assert archive.messages_of(SubmissionId("nothing")) == ()


def test_totals_count_messages_and_reports(three: Archive) -> None:
    ingest(three, report("m-9", "c@example.com"))
    assert three.totals(SANDBOX_ACCOUNT) == Totals(messages=3, reports=1)


def test_seen_is_no_longer_new_until_something_changes(three: Archive) -> None:
    three.mark_seen([1, 2, 3, 99])
    assert not any(row.is_new for row in all_rows(three))
    sync(three, entry("m-8", "b@example.com", DELIVERED), at=after(500))
    assert [row.row for row in all_rows(three) if row.is_new] == [3]


def test_reader_on_another_thread_sees_each_commit_and_cannot_write(archive: Archive) -> None:
    reader = archive.reader()
    seen: list[int] = []

    def read() -> None:
        seen.append(len(reader.message_ids(EVERYTHING, SortKey.SENT, True)))

    for _ in range(2):
        sync(archive, entry(f"m-{len(seen)}"))
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert seen == [1, 2]
    with pytest.raises(ArchiveError):
        reader._db.run("DELETE FROM message")
    reader.close()


def test_reader_refuses_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        ArchiveReader.open(tmp_path / "missing.sqlite3")
    empty = tmp_path / "empty.sqlite3"
    Database.open(empty).close()
    with pytest.raises(ArchiveDamaged):
        ArchiveReader.open(empty)


def test_a_page_of_a_big_archive_is_read_along_an_index(archive: Archive) -> None:
    _fill(archive, 100_000)
    for key in (SortKey.SENT, SortKey.DONE, SortKey.RECEIVED, SortKey.STATUS, SortKey.TO):
        plan = _plan(archive, EVERYTHING, key)
        assert "TEMP B-TREE" not in plan, key
        assert "USING COVERING INDEX" in plan, key
        page = archive.message_rows(archive.message_ids(EVERYTHING, key, True, limit=50))
        assert len(page) == 50, key


def test_a_filter_by_outcome_and_time_and_a_rare_word_use_indexes(archive: Archive) -> None:
    bounced = ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.BOUNCED}), since=after(5))
    plan = _plan(archive, bounced, SortKey.SENT)
    assert "message_by_outcome (account=? AND outcome=? AND sent_at>?)" in plan
    assert "TEMP B-TREE" not in plan
    plan = _plan(archive, ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=("rare",)), SortKey.SENT)
    assert "message_search VIRTUAL TABLE INDEX" in plan
    assert "SEARCH message USING INTEGER PRIMARY KEY" in plan
    assert "SCAN message\n" not in plan


def test_newest_reports_are_read_along_an_index(archive: Archive) -> None:
    statements: list[str] = []
    archive._db._connection.set_trace_callback(statements.append)
    archive.report_ids(EVERYTHING, SortKey.RECEIVED, True, limit=50)
    archive._db._connection.set_trace_callback(None)
    plan = _explained(archive, statements[-1])
    assert "report_by_received" in plan
    assert "TEMP B-TREE" not in plan


def _fill(archive: Archive, count: int) -> None:
    with archive._db.transaction():
        archive._db.run(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO message
                (account, message_id, address, address_key, sender, subject, outcome, basis, sent_at, done_at)
            SELECT 1, i, i || '@example.com', i, '', '', 'delivered', 5, i, i * 7 % 1000 FROM n
            """,
            (count,),
        )


def _plan(archive: Archive, wanted: ArchiveFilter, key: SortKey) -> str:
    statements: list[str] = []
    archive._db._connection.set_trace_callback(statements.append)
    archive.message_ids(wanted, key, True, limit=50)
    archive._db._connection.set_trace_callback(None)
    return _explained(archive, next(one for one in statements if "message.row" in one and "LIMIT 50" in one))


def _explained(archive: Archive, sql: str) -> str:
    return "\n".join(row[3] for row in archive._db.rows("EXPLAIN QUERY PLAN " + sql)) + "\n"


ANOTHER_PROGRAM = """
import sys
from pathlib import Path
from composer_app.archive.archive import Archive
Archive.open(Path(sys.argv[1])).close()
"""


def test_beside_a_reader_the_writer_keeps_its_commits_when_another_program_closes(archive: Archive, path: Path) -> None:
    reader = archive.reader()
    subprocess.run([sys.executable, "-c", ANOTHER_PROGRAM, str(path)], cwd=checkout.ROOT, check=True, timeout=60)

    archive.queue(submission("ana@example.com"), None)

    later = ArchiveReader.open(path)
    assert len(later.message_ids(EVERYTHING, SortKey.RECEIVED, descending=True)) == 1
    later.close()
    reader.close()
