"""What the checks read of a mail."""

from __future__ import annotations

from composer_app.domain.mail import Attachment
from tests.unit.domain.checks.mails import mail


def test_a_mail_is_read_once_for_all_checks() -> None:
    checked = mail(
        "<p>{{name}}</p>",
        to=("ana@example.com", "tom@example.com"),
        attachments=(Attachment("0" * 64, "a.pdf", "application/pdf", 1000),),
    )
    assert checked.source is checked.source
    assert checked.placeholders == checked.unresolved == ("name",)
    assert checked.recipients == 2
    assert checked.size_bytes >= 1000
    assert checked.is_wanted()
