"""Sender and recipients against the archive."""

from __future__ import annotations

import pytest

from composer_app.domain.checks.address_checks import bounced, new_sender
from composer_app.domain.checks.checked_mail import KnownFacts
from tests.unit.domain.checks.mails import details

KNOWN = KnownFacts(sender_domains=frozenset({"example.com"}), bounced=("tom@example.org",))


@pytest.mark.parametrize(
    ("sender", "facts", "found"),
    [
        ("Linden <billing@Example.com>", KNOWN, []),
        ("Linden <billing@example.net>", KNOWN, ["example.net"]),
        ("billing@example.net", KnownFacts(), []),
        ("nonsense", KNOWN, []),
    ],
)
def test_a_domain_that_the_account_has_not_used(sender: str, facts: KnownFacts, found: list[str]) -> None:
    assert details(new_sender, sender=sender, facts=facts) == found


def test_recipients_that_bounced_are_named() -> None:
    assert details(bounced, facts=KNOWN) == ["tom@example.org"]
