"""Base URLs as people paste them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from composer_app.domain.account import (
    SANDBOX,
    AccountUse,
    BadBaseUrl,
    BaseUrlProblem,
    is_loopback,
    normalise_base_url,
    normalise_sender,
)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("abc12.api.example.com", "https://abc12.api.example.com"),
        ("  https://abc12.api.example.com/ \n", "https://abc12.api.example.com"),
        ("HTTPS://ABC12.API.EXAMPLE.COM/email/3/send?x=1#y", "https://abc12.api.example.com"),
        ("abc12.api.example.com:8443", "https://abc12.api.example.com:8443"),
        ("https://münchen.example", "https://münchen.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("localhost:8080", "https://localhost:8080"),
        ("https:/abc12.api.example.com", "https://abc12.api.example.com"),
        ("https//abc12.api.example.com", "https://abc12.api.example.com"),
        ("https://https://abc12.api.example.com", "https://abc12.api.example.com"),
        ("http://https://abc12.api.example.com", "https://abc12.api.example.com"),
        ("https://abc12.api.example.com.", "https://abc12.api.example.com"),
        ("abc12.api.example.com,", "https://abc12.api.example.com"),
        ("abc12\u200b.api.example.com", "https://abc12.api.example.com"),
        ("\ufeffhttps://abc12.api.example.com\u2060/", "https://abc12.api.example.com"),
        ("abc12.api.\u00adexample.com\u202c", "https://abc12.api.example.com"),
        ("“https://abc12.api.example.com”", "https://abc12.api.example.com"),
        ("<abc12.api.example.com>", "https://abc12.api.example.com"),
        ("ａｂｃ12。api。example。com", "https://abc12.api.example.com"),
        ("ไทย.example", "https://ไทย.example"),
    ],
)
def test_what_is_pasted_becomes_a_base_url(text: str, url: str) -> None:
    assert normalise_base_url(text) == url


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", BaseUrlProblem.EMPTY),
        (" \n", BaseUrlProblem.EMPTY),
        ("http://api.example.com", BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK),
        ("http://example.com/?127.0.0.1", BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK),
        ("http://127.0.0.1.example.com", BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK),
        ("http://localhost.example.com", BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK),
        ("http://0.0.0.0", BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK),
        ("http://192.168.1.1", BaseUrlProblem.HTTP_OUTSIDE_LOOPBACK),
        ("http://127.0.0.1@example.com", BaseUrlProblem.HAS_CREDENTIALS),
        ("https://user:pass@api.example.com", BaseUrlProblem.HAS_CREDENTIALS),
        ("ftp://api.example.com", BaseUrlProblem.OTHER_SCHEME),
        ("file:///etc/passwd", BaseUrlProblem.OTHER_SCHEME),
        ("://api.example.com", BaseUrlProblem.OTHER_SCHEME),
        ("two words", BaseUrlProblem.NOT_AN_ADDRESS),
        ("\u200b\ufeff", BaseUrlProblem.EMPTY),
        ("☃.example.com", BaseUrlProblem.NOT_AN_ADDRESS),
        ("api.exam•ple.com", BaseUrlProblem.NOT_AN_ADDRESS),
        ("https://", BaseUrlProblem.NOT_AN_ADDRESS),
        ("https://a..b", BaseUrlProblem.NOT_AN_ADDRESS),
        ("https://-a.example.com", BaseUrlProblem.NOT_AN_ADDRESS),
        ("https://a.example.com:port", BaseUrlProblem.NOT_AN_ADDRESS),
        ("https://a.example.com:99999", BaseUrlProblem.NOT_AN_ADDRESS),
        ("https://[::1", BaseUrlProblem.NOT_AN_ADDRESS),
        ("App 1234567890abcdef", BaseUrlProblem.NOT_AN_ADDRESS),
        ("a" * 300 + ".example.com", BaseUrlProblem.NOT_AN_ADDRESS),
    ],
)
def test_what_cannot_be_one_is_reported(text: str, problem: BaseUrlProblem) -> None:
    with pytest.raises(BadBaseUrl) as raised:
        normalise_base_url(text)
    assert raised.value.problem is problem


@given(st.text() | st.text(alphabet="htps:/.[]@127abü%-_ "))
@example("0..")
def test_no_text_breaks_it_and_the_result_stays_as_it_is(text: str) -> None:
    try:
        url = normalise_base_url(text)
    except BadBaseUrl:
        return
    assert normalise_base_url(url) == url


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("127.0.0.1.example.com", False),
        ("example.com", False),
        ("", False),
    ],
)
def test_loopback_is_judged_by_the_host(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_the_sandbox_account() -> None:
    assert SANDBOX.is_sandbox
    assert SANDBOX.is_only_reader
    assert SANDBOX.use is AccountUse.SANDBOX


@pytest.mark.parametrize(
    ("pasted", "sender"),
    [
        ("Linden \u200bEnergy <billing\u2060@example.com\u200b> ", "Linden Energy <billing@example.com>"),
        ("\ufeffbilling@exam\u00adple.com", "billing@example.com"),
        ("می\u200cخواهم <billing@example.com>", "می\u200cخواهم <billing@example.com>"),
        ("<billing@example.com>", "<billing@example.com>"),
        ("\u200b", ""),
    ],
)
def test_a_sender_has_nothing_invisible_but_joiners_in_its_name(pasted: str, sender: str) -> None:
    assert normalise_sender(pasted) == sender
