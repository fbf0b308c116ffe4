"""Checks of sender and recipients against the archive."""

from __future__ import annotations

from collections.abc import Iterator

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.recipients import parse_address


def new_sender(mail: CheckedMail) -> Iterator[CheckFinding]:
    """A sender whose domain no accepted mail of the account has."""
    mailbox = parse_address(mail.draft.sender).mailbox
    if mailbox is None or not mail.facts.sender_domains:
        return
    domain = mailbox.address.rpartition("@")[2].lower()
    if domain not in mail.facts.sender_domains:
        yield CheckFinding(CheckId.SENDER_NEW, Field.SENDER, domain)


def bounced(mail: CheckedMail) -> Iterator[CheckFinding]:
    """Recipients whose last mail bounced."""
    for address in mail.facts.bounced:
        yield CheckFinding(CheckId.RECIPIENT_BOUNCED, Field.TO, address)
