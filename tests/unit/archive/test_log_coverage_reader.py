from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import NotFound
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.queries import TimeRange
from tests.unit.archive.samples import T0, after, entry
from tests.unit.archive.statuses import WAITING


def test_another_connection_reads_what_was_read_of_the_logs(archive: Archive) -> None:
    archive.logs.ingest(SANDBOX_ACCOUNT, [entry(status=WAITING)], after(60), TimeRange(T0, after(60)))
    reader = archive.reader()
    assert reader.logs.covered(SANDBOX_ACCOUNT) == (TimeRange(T0, after(60)),)
    assert reader.logs.unsettled_ranges(SANDBOX_ACCOUNT, T0, lambda _: False, 10) == (TimeRange(after(2), after(2)),)
    assert reader.logs.unsettled_ranges(SANDBOX_ACCOUNT, T0, lambda _: True, 10) == ()
    reader.close()


def test_an_account_that_was_never_saved_is_not_found(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.as_reader.logs.covered(AccountId("other"))
