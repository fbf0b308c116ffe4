from __future__ import annotations

from datetime import UTC

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.domain.status import Status, VendorError
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from tests.examples import examples
from tests.unit.archive.steps import all_rows, ingest, pull, sync

TEXT = st.text(st.characters(), max_size=8)


STATUS = st.builds(Status, st.integers(), TEXT, st.integers(), TEXT, TEXT, TEXT)


ERROR = st.builds(VendorError, st.integers(), TEXT, st.integers(), TEXT, TEXT, st.booleans())


TIMES = st.none() | st.datetimes(timezones=st.just(UTC))


TOLD = {
    "message_id": TEXT,
    "to": TEXT,
    "status": STATUS,
    "error": ERROR,
    "bulk_id": st.none() | TEXT,
    "sender": TEXT,
    "sent_at": TIMES,
    "done_at": TIMES,
    "raw": st.binary(max_size=20),
}


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.builds(DeliveryReport, **TOLD), max_size=4),
    st.lists(st.builds(LogEntry, **TOLD), max_size=4),
)
def test_whatever_the_vendor_says_is_taken_in(
    archive: Archive, reports: list[DeliveryReport], entries: list[LogEntry]
) -> None:
    ingest(archive, *reports)
    sync(archive, *entries)
    assert pull(archive, *reports).new == 0
    assert archive.as_reader.check() == ()
    assert all(archive.messages.details(row.row) for row in all_rows(archive))
