"""Gmail's limit, and mail that many servers refuse."""

from __future__ import annotations

import pytest

from composer_app.domain.checks.size_checks import GMAIL_CLIPS_AT, MANY_REFUSE_AT, big, clipped
from composer_app.domain.mail import Attachment
from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from tests.unit.domain.checks.mails import details, mail


def test_html_is_cut_off_at_a_byte() -> None:
    assert details(clipped, "x" * GMAIL_CLIPS_AT) == []
    html = "\n" + "ä" * (GMAIL_CLIPS_AT // 2)
    (finding,) = clipped(mail(html))
    assert finding.detail == str(GMAIL_CLIPS_AT + 1)
    assert (finding.line, finding.start) == (2, GMAIL_CLIPS_AT // 2)


@pytest.mark.parametrize(
    ("size", "count"), [(MANY_REFUSE_AT * 3 // 4, 0), (MANY_REFUSE_AT, 1), (MAX_MESSAGE_BYTES + 1, 0)]
)
def test_a_big_mail(size: int, count: int) -> None:
    file = Attachment("0" * 64, "a.pdf", "application/pdf", size)
    assert len(details(big, attachments=(file,))) == count
