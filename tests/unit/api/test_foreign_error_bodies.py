"""The words of error bodies, whoever wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.errors import MAX_VIOLATIONS
from composer_app.api.foreign_error_bodies import MAX_TEXT, error_words, is_page
from composer_app.api.vendor_error_envelopes import read_complaint
from tests.proofs.strange_answers import BODIES
from tests.unit.api.samples import recorded


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('{"title":"Forbidden","status":403,"detail":"not from there"}', "Forbidden: not from there"),
        ('{"title":"Not found","detail":""}', "Not found"),
        ('{"status":400,"error":"Bad Request","message":"No such time","path":"/"}', "Bad Request: No such time"),
        ('{"error":"Bad Request","message":"Bad Request: no body"}', "Bad Request: no body"),
        ('{"requestError":{"policyException":{"text":"Code %1, %2","variables":["E42"]}}}', "Code E42, %2"),
        ('{"requestError":{"text":"odd place"}}', "odd place"),
        ('{"requestError":"no object"}', "no object"),
        ('{"error":{"code":403,"message":"Key expired"}}', "Key expired"),
        ('{"error":"invalid_client","error_description":"Bad credentials"}', "invalid_client: Bad credentials"),
        ('{"fault":{"faultstring":"Invalid key","detail":{"errorcode":"x"}}}', "Invalid key"),
        ('{"detail":[{"loc":["body"],"msg":"field required"}]}', "field required"),
        ('[{"message":"in a list"}]', "in a list"),
        ('\ufeff{"message":"behind a BOM"}', "behind a BOM"),
        ('{"message":"half \\ud83d","n":NaN}', "half"),
        ('{"message":"a\\u202e\\u0000\\nb <b>bold</b>"}', "a b <b>bold</b>"),
        ('{"unexpected":{"shape":true}}', '{"unexpected":{"shape":true}}'),
        ('"a quoted text"', "a quoted text"),
        ("Too many\r\n requests\x1b[0m", "Too many requests [0m"),
        ("<html><head><title>Just a moment...</title></head><body>Checking</body></html>", "Just a moment..."),
        ("<html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><hr>nginx", "502 Bad Gateway"),
        ("<title>Error</title><style>h1{}</style><H1 class=x>No <b>access</b></H1>", "Error: No access"),
        ("<p>Access &amp; more <b>denied</b><script>var a='<p>no'</script>", "Access & more denied"),
        ("<requestError><serviceException><messageId>U</messageId><text>Unauthorized</text>", "Unauthorized"),
        ("", ""),
        ("{}", ""),
        ("null", ""),
    ],
)
def test_what_is_said(body: str, text: str) -> None:
    assert error_words(body.encode()).text == text


@pytest.mark.parametrize(
    ("body", "code", "violations"),
    [
        (recorded("error_new.json"), "E400", (("messages[0].sender", "must not be null"),)),
        (b'{"errors":[{"field":"to","defaultMessage":"missing"},"odd",5]}', "", (("to", "missing"), ("", "odd"))),
        (b'{"invalid-params":[{"name":"age","reason":"must be positive"}]}', "", (("age", "must be positive"),)),
        (b'{"code":42,"errors":{"to":["a","b"],"from":"c","x":{}}}', "42", (("to", "a"), ("to", "b"), ("from", "c"))),
    ],
)
def test_what_is_wrong_with_which_field(body: bytes, code: str, violations: tuple[tuple[str, str], ...]) -> None:
    said = error_words(body)
    assert (said.code, said.violations) == (code, violations)


def test_the_old_envelope_says_the_same_here_and_there() -> None:
    read, said = read_complaint(recorded("error_old.json")), error_words(recorded("error_old.json"))
    assert read is not None
    assert (said.code, said.text, said.violations) == (read.code, read.text, read.violations)


@given(BODIES | st.text().map(str.encode) | st.text().map(lambda text: f"<html>{text}".encode()))
def test_every_body_has_short_plain_words(body: bytes) -> None:
    said = error_words(body)
    for text in (said.text, said.code, *(part for pair in said.violations for part in pair)):
        assert len(text) <= MAX_TEXT
        assert text.isprintable()
    assert len(said.violations) <= MAX_VIOLATIONS


@pytest.mark.parametrize("piece", [b"<", b"<script>", b"<title>", b"<!--", b'{"error":', b"[", b"<h1>x", b"&"])
def test_a_body_without_end_is_read_in_part(piece: bytes) -> None:
    assert len(error_words(piece * 1_000_000).text) <= MAX_TEXT


def test_pages_are_known_by_their_beginning() -> None:
    assert is_page(b"\xef\xbb\xbf \n<!DOCTYPE html>")
    assert is_page("<html>".encode("utf-16"))
    assert is_page(b"<?xml version='1.0'?><html>")
    assert not is_page(b'{"a":"<html>"}')
    assert not is_page(b"<?xml version='1.0'?>\n<requestError><serviceException>")
    assert not is_page(b"")
