"""What a filter offers of the newest mail."""

from __future__ import annotations

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import RecentValues
from tests.unit.archive.samples import entry
from tests.unit.archive.statuses import BOUNCED, INBOX_FULL
from tests.unit.archive.steps import sync


def test_the_most_frequent_come_first(archive: Archive) -> None:
    assert archive.messages.recent_values(SANDBOX_ACCOUNT) == RecentValues()
    sync(
        archive,
        entry("m-1", "ana@b.example", BOUNCED, error=INBOX_FULL, sender="x@x.example"),
        entry("m-2", "ana@a.example", sender="y@x.example"),
        entry("m-3", "tom@b.example", sender="y@x.example"),
        entry("m-4", "no address", sender=""),
    )
    assert archive.messages.recent_values(SANDBOX_ACCOUNT) == RecentValues(
        ("b.example", "a.example"), ("y@x.example", "x@x.example"), (INBOX_FULL.name, str(INBOX_FULL.id))
    )
