"""From a status to an error. What each does to a send is in test_session_faults."""

from __future__ import annotations

import pytest

from composer_app.api import errors
from composer_app.api.error_responses import error_of_response, is_html
from tests.unit.api.samples import NOW, recorded


def test_the_vendors_words_are_kept() -> None:
    error = error_of_response(400, {}, recorded("error_old.json"), NOW)
    assert isinstance(error, errors.Rejected)
    assert (error.vendor_code, error.vendor_text) == ("BAD_REQUEST", "Bad request")
    assert error.violations[0] == ("from", "must not be empty")
    assert error.raw == recorded("error_old.json")


XML = b"""<requestError><serviceException><messageId>UNAUTHORIZED</messageId><text>Invalid login details</text>
</serviceException></requestError>"""


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (
            403,
            b'{"title":"Forbidden","detail":"IP address not whitelisted"}',
            errors.Forbidden,
            "Forbidden: IP address not ",
        ),
        (
            400,
            b'{"error":"Bad Request","message":"Failed to convert value"}',
            errors.Rejected,
            "Bad Request: Failed to convert",
        ),
        (429, b"Too many requests", errors.RateLimited, "Too many requests"),
        (403, b"<html><title>Just a moment...</title>", errors.NotThisApi, "Just a moment..."),
        (502, b"<html><h1>Bad gateway</h1>", errors.ServerFault, "Bad gateway"),
        (403, "<html><title>Blocked</title>".encode("utf-16"), errors.NotThisApi, "Blocked"),
        (401, XML, errors.AuthFailed, "Invalid login details"),
        (403, b"<?xml version='1.0'?><problem><title>Forbidden</title></problem>", errors.Forbidden, "Forbidden"),
        (403, b"<?xml version='1.0'?><html><title>Blocked</title></html>", errors.NotThisApi, "Blocked"),
        (422, b'{"errors":[{"title":"Invalid","detail":"no to"}]}', errors.Rejected, "Invalid: no to"),
    ],
)
def test_the_words_of_others_are_kept_too(status: int, body: bytes, kind: type[errors.ApiError], words: str) -> None:
    error = error_of_response(status, {}, body, NOW)
    assert isinstance(error, kind)
    assert error.vendor_text.startswith(words)
    assert not error.is_vendors_refusal


def test_a_404_of_the_vendor_is_a_refusal_and_a_foreign_one_is_not_this_api() -> None:
    known = b'{"requestError":{"serviceException":{"messageId":"NOT_FOUND","text":"Bulk not found"}}}'
    assert isinstance(error_of_response(404, {}, known, NOW), errors.Rejected)
    assert isinstance(error_of_response(404, {}, b"nope", NOW), errors.NotThisApi)


OLD, NEW = recorded("error_old.json"), recorded("error_new.json")
POLICY = b'{"requestError":{"policyException":{"messageId":"POL0001","text":"A policy error occurred."}}}'
PAGE = b"<html><body>Request blocked</body></html>"
FOREIGN = {
    "nothing": b"",
    "a page": PAGE,
    "plain text": b"Too Many Requests",
    "a gateway": b'{"message":"API rate limit exceeded"}',
    "problem+json": b'{"type":"about:blank","title":"Forbidden","status":403}',
    "Spring": b'{"timestamp":1,"status":400,"error":"Bad Request","path":"/email/3/send"}',
    "a cloud platform": b'{"errorMessage":"Task timed out after 3.00 seconds"}',
    "a code without words": b'{"errorCode":"E429"}',
    "an empty envelope": b'{"requestError":{}}',
    "an envelope without a code": b'{"requestError":{"serviceException":{"text":"No."}}}',
    "half an envelope": OLD[:-3],
    "an envelope and more": OLD + b"<!-- -->",
    "a list": b"[]",
}
REFUSALS = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 451)
NO_WORD_OF_THE_MAIL = (101, 300, 302, 303, 307, 407, 408, 500, 501, 502, 503, 504, 520, 599)


@pytest.mark.parametrize("body", [OLD, NEW, POLICY], ids=["old", "new", "policy"])
@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_in_the_vendors_envelope_says_that_the_mail_was_not_taken(status: int, body: bytes) -> None:
    assert not error_of_response(status, {}, body, NOW).may_have_been_sent


@pytest.mark.parametrize("body", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("status", REFUSALS)
def test_the_same_status_with_another_body_says_nothing_of_the_mail(status: int, body: bytes) -> None:
    assert error_of_response(status, {}, body, NOW).may_have_been_sent


@pytest.mark.parametrize("body", [b"", PAGE, OLD, NEW], ids=["nothing", "a page", "old", "new"])
@pytest.mark.parametrize("status", NO_WORD_OF_THE_MAIL)
def test_other_statuses_say_nothing_of_the_mail_from_any_server_that_gives_them(status: int, body: bytes) -> None:
    assert error_of_response(status, {"retry-after": "1"}, body, NOW).may_have_been_sent


def test_a_refusal_that_breaks_off_says_nothing_of_the_mail() -> None:
    assert error_of_response(400, {}, OLD, NOW, is_whole=False).may_have_been_sent


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, OLD, errors.AuthFailed),
        (401, b"", errors.AuthFailed),
        (403, OLD, errors.Forbidden),
        *((status, PAGE, errors.NotThisApi) for status in (400, 401, 403)),
        (302, OLD, errors.NotThisApi),
        (407, b"", errors.NotThisApi),
        (408, PAGE, errors.ServerFault),
        (413, PAGE, errors.Rejected),
        (429, PAGE, errors.RateLimited),
        (503, PAGE, errors.Unavailable),
    ],
)
def test_a_page_is_no_word_about_the_key(status: int, body: bytes, kind: type[errors.ApiError]) -> None:
    assert type(error_of_response(status, {}, body, NOW)) is kind


@pytest.mark.parametrize(("status", "seconds"), [(429, 7.0), (503, 7.0), (500, None)])
def test_a_wait_counts_with_the_statuses_that_ask_for_one(status: int, seconds: float | None) -> None:
    assert error_of_response(status, {"retry-after": " 7 "}, b"", NOW).retry_after_s == seconds


@pytest.mark.parametrize(
    ("content_type", "body", "page"),
    [
        ("text/html", b"hello", True),
        ("application/json", b" \r\n<!doctype html>", True),
        ("text/html; charset=utf-8", b' {"results":[]}', False),
        ("application/json", b"", False),
    ],
)
def test_pages_differ_from_json(content_type: str, body: bytes, page: bool) -> None:
    assert is_html(content_type, body) is page
