"""Links: a table of addresses, and what each check says of them."""

from __future__ import annotations

from typing import Any

import pytest

from composer_app.domain.checks import link_checks
from tests.unit.domain.checks.mails import Check, details, mail

CHECKS: dict[str, Check] = {
    "empty": link_checks.empty,
    "wrong": link_checks.wrong,
    "script": link_checks.script,
    "local": link_checks.local,
    "shortened": link_checks.shortened,
    "insecure": link_checks.insecure,
}


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://example.com/a?b=c#d", []),
        ("https://example.com./", []),
        ("https://{{host}}/", []),
        ("%7B%7Blink%7D%7D", []),
        ("mailto:ana@example.com?subject=Hi", []),
        ("tel:+4312345", []),
        ("#part", []),
        ("https://[2606:4700::1]/", []),
        ("", ["empty"]),
        ("#", ["empty"]),
        ("https://", ["empty"]),
        ("mailto:", ["empty"]),
        ("www.example.com", ["wrong"]),
        ("/page", ["wrong"]),
        ("htps://example.com", ["wrong"]),
        ("https://example.com/my page", ["wrong"]),
        ("https://example", ["wrong"]),
        ("https://exa..mple.com", ["wrong"]),
        ("https://[example.com", ["wrong"]),
        ("mailto:ana", ["wrong"]),
        ("javascript:alert(1)", ["script"]),
        ("java\tscript:alert(1)", ["script"]),
        ("file:///C:/a.pdf", ["script"]),
        ("http://localhost:8000/", ["local"]),
        ("http://192.168.1.5/a", ["local"]),
        ("https://[::1]/", ["local"]),
        ("https://wiki.internal/", ["local"]),
        ("https://bit.ly/x", ["shortened"]),
        ("https://www.tinyurl.com/x", ["shortened"]),
        ("http://example.com", ["insecure"]),
    ],
)
def test_what_is_wrong_with_an_address(address: str, found: list[str]) -> None:
    html = f'<p>\n<a href="{address}">words</a>'
    assert [name for name, check in CHECKS.items() if details(check, html)] == found
    for name in found:
        (finding,) = CHECKS[name](mail(html))
        assert (finding.line, html[finding.start : finding.end]) == (2, f'<a href="{address}">')


def test_an_anchor_is_no_empty_link() -> None:
    assert details(link_checks.empty, '<a name="top" href=""></a><a>x</a>') == []


@pytest.mark.parametrize(
    ("words", "address", "found"),
    [
        ("www.example.com", "https://pay.example.net/x", [("www.example.com", "pay.example.net")]),
        ("https://example.com/login", "https://example.org", [("example.com", "example.org")]),
        ("shop.example.co.uk", "https://example.co.uk", []),
        ("a.co.uk", "https://b.co.uk", [("a.co.uk", "b.co.uk")]),
        ("www.example.com", "https://example.com/x", []),
        ("Read on", "https://example.com/x", []),
        ("report.pdf, new", "https://example.com/x", []),
        ("www.example.com", "mailto:ana@example.org", []),
    ],
)
def test_words_that_name_another_domain(words: str, address: str, found: list[tuple[str, str]]) -> None:
    html = f'<a href="{address}">{words}</a>'
    assert [(one.detail, one.other) for one in link_checks.disguised(mail(html))] == found


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<a href="x"></a>', 1),
        ('<a href="x"><img src="y" alt=""></a>', 1),
        ('<a href="x"><img src="y" alt="Shop"></a>', 0),
        ('<a href="x" aria-label="Shop"> </a>', 0),
        ('<a href="x">Shop</a>', 0),
        ('<a name="x"></a>', 0),
    ],
)
def test_links_without_words(html: str, count: int) -> None:
    assert len(details(link_checks.wordless, html)) == count


def test_the_domain_that_is_registered() -> None:
    pairs: dict[str, Any] = {"a.b.example.com": "example.com", "example.co.uk": "example.co.uk", "x": "x"}
    assert {host: link_checks.registered(host) for host in pairs} == pairs
