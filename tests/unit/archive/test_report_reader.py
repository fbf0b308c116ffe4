from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from tests.unit.archive.samples import Answered, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, WAITING
from tests.unit.archive.steps import ingest, query_plan, sent, statements

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


@pytest.mark.parametrize("key", list(SortKey))
def test_reports_have_every_order(three: Archive, key: SortKey) -> None:
    ingest(three, report("m-9", "c@example.com", bulk_id=None), report("m-7", "A@example.com", BOUNCED, bulk_id=None))
    up = list(three.reports.ids(EVERYTHING, key, False))
    assert sorted(up) == [1, 2]
    assert list(three.reports.ids(EVERYTHING, key, True)) == up[::-1]
    assert list(three.reports.ids(EVERYTHING, key, False, limit=1)) == up[:1]


def test_each_report_shows_its_own_json(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    ingest(archive, report(status=WAITING, raw=b'{"first":1}'), report(raw=b'{"second":2}'))
    first, second = (archive.reports.details(row) for row in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.raw_report, second.raw_report) == (b'{"first":1}', b'{"second":2}')
    assert first.message == second.message
    details = archive.messages.details(1)
    assert details is not None
    assert details.raw_report == b'{"second":2}'
    assert [row.is_ours for row in archive.reports.rows([1, 2])] == [True, True]
    assert archive.reports.rows([1])[0].subject == "Your November statement"


def test_newest_reports_are_read_along_an_index(archive: Archive) -> None:
    with statements(archive.database) as found:
        archive.reports.ids(EVERYTHING, SortKey.RECEIVED, True, limit=50)
    plan = query_plan(archive.database, found[-1])
    assert "report_by_received" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("key", list(SortKey))
@pytest.mark.parametrize("descending", [True, False])
def test_a_first_page_begins_as_the_whole_list(archive: Archive, key: SortKey, descending: bool) -> None:
    """Messages share subjects, senders and ids, some have no id, and one has two reports."""
    for number in range(12):
        reported = report(
            f"m-{number // 2}", f"ana{number % 3}@example.com", (BOUNCED, DELIVERED)[number % 2], bulk_id=None
        )
        ingest(archive, reported)
    archive.database.run("UPDATE message SET message_id = NULL WHERE row % 4 = 0")
    archive.database.run("UPDATE message SET subject = CASE row % 3 WHEN 0 THEN 'b' WHEN 1 THEN 'A' ELSE 'a' END")
    whole = list(archive.reports.ids(EVERYTHING, key, descending))
    assert len(whole) == archive.reports.count(EVERYTHING) == 12
    for limit in range(1, 13):
        assert list(archive.reports.ids(EVERYTHING, key, descending, limit)) == whole[:limit]


def test_reports_that_match_are_counted(three: Archive) -> None:
    ingest(three, report("m-9", "c@example.com", bulk_id=None), report("m-7", "A@example.com", BOUNCED, bulk_id=None))
    assert three.reports.count(EVERYTHING) == 2
    assert three.reports.count(ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.BOUNCED}))) == 1
    assert three.reports.count(ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=("m-9",))) == 1
    assert three.reports.count(ArchiveFilter(account_id=SANDBOX_ACCOUNT, to="c@")) == 1
