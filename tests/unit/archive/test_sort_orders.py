"""Sort orders, and the order by status: by gravity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.column_values import time_of
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.outcome import BY_GRAVITY, Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from tests.new_archive import passing_archive
from tests.unit.archive.samples import after, entry, report
from tests.unit.archive.statuses import BOUNCED, DELIVERED, INBOX_FULL, NO_ERROR, REJECTED, WAITING
from tests.unit.archive.steps import ingest, query_plan, statements, sync

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
_ADD = """
    INSERT INTO message (row, account, outcome, sent_at, address_key, address, sender, subject, basis)
    VALUES (?, ?, ?, ?, ?, 'a@example.com', '', '', 5)
"""
_REPORTED = st.tuples(st.integers(1, 2), st.sampled_from(Outcome), st.one_of(st.none(), st.integers(0, 3)))
_FILTERS = (
    EVERYTHING,
    ArchiveFilter(),
    ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset((Outcome.BOUNCED, Outcome.DELIVERED))),
    ArchiveFilter(account_id=SANDBOX_ACCOUNT, since=time_of(1), until=time_of(3)),
    ArchiveFilter(account_id=SANDBOX_ACCOUNT, to="a@"),
)


@given(reported=st.lists(_REPORTED, max_size=12), wanted=st.sampled_from(_FILTERS), limit=st.integers(1, 5))
def test_the_gravest_come_first_and_of_each_outcome_the_newest(
    reported: list[tuple[int, Outcome, int | None]], wanted: ArchiveFilter, limit: int
) -> None:
    with passing_archive() as archive:
        archive.database.run("INSERT INTO account (number, id, settings) VALUES (2, 'other', '{}')")
        archive.database.run_many(
            _ADD, [(n, account, outcome, at, n) for n, (account, outcome, at) in enumerate(reported)]
        )
        rows = archive.messages.rows(archive.messages.ids(wanted, SortKey.RECEIVED, False))
        expected = sorted(
            rows,
            key=lambda row: (
                -BY_GRAVITY.index(row.outcome),
                row.sent_at is not None,
                row.sent_at or time_of(0),
                row.row,
            ),
            reverse=True,
        )
        numbers = [row.row for row in expected]
        assert list(archive.messages.ids(wanted, SortKey.STATUS, False)) == numbers
        assert list(archive.messages.ids(wanted, SortKey.STATUS, True)) == numbers[::-1]
        assert list(archive.messages.ids(wanted, SortKey.STATUS, False, limit)) == numbers[:limit]


@pytest.mark.parametrize("wanted", [EVERYTHING, _FILTERS[2], _FILTERS[3], ArchiveFilter(account_id=AccountId("other"))])
@pytest.mark.parametrize("descending", [True, False])
def test_a_first_page_is_read_along_an_index(archive: Archive, wanted: ArchiveFilter, descending: bool) -> None:
    archive.database.run("INSERT INTO account (number, id, settings) VALUES (2, 'other', '{}')")
    for part, index in ((archive.messages, "message_by_outcome"), (archive.reports, "report_by_outcome")):
        with statements(archive.database) as found:
            part.ids(wanted, SortKey.STATUS, descending, limit=50)
        listing = [one for one in found if "LIMIT 50" in one]
        assert len(listing) == len(wanted.outcomes or BY_GRAVITY)
        for one in listing:
            plan = query_plan(archive.database, one)
            assert index in plan
            assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("few", [0, 100])
def test_mail_with_an_error_is_listed_by_its_verdicts(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("composer_app.archive.search_index_lookups.FEW", few)
    monkeypatch.setattr("composer_app.archive.message_reader._FEW", few)
    for number, status in enumerate((BOUNCED, REJECTED, BOUNCED, DELIVERED, REJECTED)):
        error = NO_ERROR if status is DELIVERED else INBOX_FULL
        sync(archive, entry(f"m-{number}", status=status, error=error, sent_at=after(number)))
    wanted = ArchiveFilter(account_id=SANDBOX_ACCOUNT, error="6010")
    with statements(archive.database) as found:
        assert list(archive.messages.ids(wanted, SortKey.STATUS, False, 3)) == [3, 1, 5]
    assert list(archive.messages.ids(wanted, SortKey.STATUS, True, 10)) == [2, 5, 1, 3]
    by_verdict = [one for one in found if "INDEXED BY message_by_verdict" in one]
    assert bool(by_verdict) is (few == 0)


def test_reports_have_the_same_order(archive: Archive) -> None:
    for number, status in enumerate((DELIVERED, BOUNCED, WAITING, BOUNCED)):
        ingest(archive, report(f"m-{number}", status=status, bulk_id=None))
    by_column, by_index = ArchiveFilter(), EVERYTHING
    for wanted in (by_column, by_index):
        assert list(archive.reports.ids(wanted, SortKey.STATUS, False)) == [4, 2, 3, 1]
        assert list(archive.reports.ids(wanted, SortKey.STATUS, True)) == [1, 3, 2, 4]
        assert list(archive.reports.ids(wanted, SortKey.STATUS, False, 3)) == [4, 2, 3]
