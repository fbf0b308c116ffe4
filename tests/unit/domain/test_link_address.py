"""What a user writes as the address of a link, and where it leads."""

from __future__ import annotations

import pytest

from composer_app.domain.link_address import link_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.com/a?b=1", "https://example.com/a?b=1"),
        (" HTTP://example.com ", "HTTP://example.com"),
        ("example.com", "https://example.com"),
        ("www.example.com:8080/a b", "https://www.example.com:8080/a%20b"),
        ("ana@example.com", "mailto:ana@example.com"),
        ("mailto:ana@example.com?subject=Hello", "mailto:ana@example.com?subject=Hello"),
        ("tel:+4412345", "tel:+4412345"),
        ("{{unsubscribe}}", "{{unsubscribe}}"),
        ("https://example.com/{{id}}", "https://example.com/{{id}}"),
    ],
)
def test_an_address_gets_its_scheme(written: str, address: str) -> None:
    assert link_address(written) == address


NOWHERE = ("", "photo", "https://", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x")


@pytest.mark.parametrize("written", NOWHERE)
def test_what_leads_nowhere_is_refused(written: str) -> None:
    assert link_address(written) is None
