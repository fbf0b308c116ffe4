from __future__ import annotations

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import ArchiveFilter
from tests.unit.archive.samples import after, entry
from tests.unit.archive.statuses import DELIVERED
from tests.unit.archive.steps import all_rows, sync

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


def test_seen_is_no_longer_new_until_something_changes(three: Archive) -> None:
    three.messages.mark_seen([1, 2, 3, 99])
    assert not any(row.is_new for row in all_rows(three))
    sync(three, entry("m-8", "b@example.com", DELIVERED), at=after(500))
    assert [row.row for row in all_rows(three) if row.is_new] == [3]
