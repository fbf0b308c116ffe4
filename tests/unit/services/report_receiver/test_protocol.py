"""What goes through the pipes comes out as it went in, the secret included."""

from __future__ import annotations

import pytest

from composer_app.api.errors import RateLimited
from composer_app.domain.ids import BulkId
from composer_app.domain.queries import ReportQuery
from composer_app.services.report_receiver.error_serialization import SerializedError
from composer_app.services.report_receiver.protocol import Ask, Receipt, Release, line_of, order_in, receipt_in
from tests.unit.services.house import KEY
from tests.unit.services.report_receiver.common import source_at


def test_orders() -> None:
    ask = Ask(7, "folder", source_at("https://127.0.0.1"), ReportQuery(bulk_id=BulkId("b")))
    line = line_of(ask)
    assert line.count(b"\n") == 1
    assert order_in(line) == ask
    assert order_in(line_of(Release(7, True))) == Release(7, True)
    assert KEY not in repr(ask)


def test_receipts() -> None:
    failure = SerializedError.of(RateLimited(retry_after_s=3.0, raw=b"\xff"))
    for receipt in (
        Receipt(number=1, path="a", size_bytes=3, limit=7),
        Receipt(number=2, failure=failure),
        Receipt(number=3, no_room=("ArchiveFull", "no room")),
        Receipt(number=4, fault="KeyError"),
        Receipt(number=5, is_late=True),
    ):
        assert receipt_in(line_of(receipt)) == receipt


def test_nothing_but_a_secret_goes_through_the_pipe_as_one() -> None:
    with pytest.raises(NotImplementedError):
        line_of(Ask(1, object(), source_at("https://127.0.0.1"), ReportQuery()))  # type: ignore[arg-type]
