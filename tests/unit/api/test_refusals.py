"""From a status to an error. What each does to a send is in test_session_faults."""

from __future__ import annotations

import pytest

from composer_app.api.errors import NotThisApi, RateLimited, Rejected
from composer_app.api.refusals import is_html, refusal_of
from tests.unit.api.samples import NOW, recorded


def test_the_vendors_words_are_kept() -> None:
    error = refusal_of(400, {}, recorded("error_old.json"), NOW)
    assert isinstance(error, Rejected)
    assert (error.vendor_code, error.vendor_text) == ("BAD_REQUEST", "Bad request")
    assert error.violations[0] == ("from", "must not be empty")
    assert error.raw == recorded("error_old.json")


def test_a_404_of_the_vendor_is_a_refusal_and_a_foreign_one_is_not_this_api() -> None:
    known = b'{"requestError":{"serviceException":{"messageId":"NOT_FOUND","text":"Bulk not found"}}}'
    assert isinstance(refusal_of(404, {}, known, NOW), Rejected)
    assert isinstance(refusal_of(404, {}, b"nope", NOW), NotThisApi)


@pytest.mark.parametrize("wait", ["soon", "", "nan", "Mon, 23 Nov 2026 12:00:30", "-5"])
def test_a_strange_retry_after_asks_for_no_wait(wait: str) -> None:
    error = refusal_of(429, {"retry-after": wait}, b"", NOW)
    assert isinstance(error, RateLimited)
    assert not error.retry_after_s


@pytest.mark.parametrize(
    ("content_type", "body", "page"),
    [
        ("text/html", b"hello", True),
        ("application/json", b" \r\n<!doctype html>", True),
        ("text/html; charset=utf-8", b' {"results":[]}', False),
        ("application/json", b"", False),
    ],
)
def test_pages_are_told_from_json(content_type: str, body: bytes, page: bool) -> None:
    assert is_html(content_type, body) is page
