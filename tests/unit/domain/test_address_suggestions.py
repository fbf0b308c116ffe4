"""Slips in the domains of mail providers."""

from __future__ import annotations

import pytest

from composer_app.domain.address_suggestions import provider_meant_by


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("Gmaill.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("outlok.com", "outlook.com"),
        ("example.com", ""),
        ("gmail.com", ""),
        ("gmx.de", ""),
        ("mail.com", ""),
        ("ymail.com", ""),
        ("five.com", ""),
        ("gmx.at", ""),
    ],
)
def test_a_slip_in_the_domain_of_a_provider_is_seen(domain: str, meant: str) -> None:
    assert provider_meant_by(domain) == meant
