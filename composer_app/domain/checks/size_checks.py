"""Checks of sizes: Gmail's limit for HTML, and mails that many servers refuse."""

from __future__ import annotations

from collections.abc import Iterator

from composer_app.domain.checks.checked_mail import CheckedMail
from composer_app.domain.checks.finding import CheckFinding, CheckId, Field
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES

GMAIL_CLIPS_AT = 102 * 1024
"""Bytes of HTML after which Gmail hides the rest behind "View entire message"."""
MANY_REFUSE_AT = 10 * 1024 * 1024
"""Bytes of a mail, with its files in Base64, that many mail servers refuse."""


def clipped(mail: CheckedMail) -> Iterator[CheckFinding]:
    """HTML whose end Gmail does not show; the finding is at the first character that is cut off."""
    html = mail.draft.html
    encoded = html.encode("utf-8", "surrogatepass")
    if len(encoded) > GMAIL_CLIPS_AT:
        place = len(encoded[:GMAIL_CLIPS_AT].decode("utf-8", "ignore"))
        yield mail.source.finding(CheckId.HTML_CLIPPED, place, place, str(len(encoded)))


def big(mail: CheckedMail) -> Iterator[CheckFinding]:
    """A mail that the service takes, but many servers of recipients do not."""
    as_mail = mail.size_bytes * 4 // 3
    if as_mail > MANY_REFUSE_AT and mail.size_bytes <= MAX_MESSAGE_BYTES:
        yield CheckFinding(CheckId.MAIL_BIG, Field.FILES, str(as_mail))
