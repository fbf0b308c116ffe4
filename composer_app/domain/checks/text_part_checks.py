"""Check of the text part: one that the user wrote, and that the HTML has left behind."""

from __future__ import annotations

from collections.abc import Iterator

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.checks.link_checks import host_of, href_of


def out_of_date(mail: CheckedMail) -> Iterator[CheckFinding]:
    """The user's own text part lacks the address of a link of the HTML. The first one is named."""
    text = mail.draft.text
    if text is None or not mail.draft.html.strip():
        return
    for link in mail.source.links:
        address = href_of(link)
        if address and host_of(address) and address not in text:
            yield CheckFinding(CheckId.TEXT_PART_OLD, Field.TEXT, address)
            return
