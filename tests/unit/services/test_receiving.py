"""What goes through the pipes comes out as it went in, the secret included."""

from __future__ import annotations

from pathlib import Path

from composer_app.api.errors import RateLimited
from composer_app.api.session import ApiSession
from composer_app.api.told_error import ToldError
from composer_app.domain.ids import BulkId
from composer_app.domain.query import ReportQuery
from composer_app.domain.secret import Secret
from composer_app.services.receiving import Ask, Receipt, Release, line_of, order_in, receipt_in
from tests.unit.services.house import KEY, account_at

URL = "https://api.example.com"


def test_orders() -> None:
    session = ApiSession(account_at(URL), URL, Secret(KEY), extra_ca=Path("ca.pem"))
    ask = Ask(7, "folder", session.errand(ReportQuery(bulk_id=BulkId("b"))))
    line = line_of(ask)
    assert line.count(b"\n") == 1
    assert order_in(line) == ask
    assert order_in(line_of(Release(7, True))) == Release(7, True)
    assert KEY not in repr(ask)


def test_receipts() -> None:
    failure = ToldError.of(RateLimited(retry_after_s=3.0, raw=b"\xff"))
    for receipt in (
        Receipt(number=1, path="a", size_bytes=3),
        Receipt(number=2, failure=failure),
        Receipt(number=3, no_place=("ArchiveFull", "no room")),
        Receipt(number=4, fault="KeyError"),
    ):
        assert receipt_in(line_of(receipt)) == receipt
