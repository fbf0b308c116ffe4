"""A mail is a draft again, with all that is in it."""

from __future__ import annotations

import pytest

from composer_app.domain.draft_validation import submission_of
from composer_app.domain.mail import Attachment
from composer_app.services.compose.draft_from_submission import draft_of
from tests.unit.services.house import NOW, account_at, draft

ACCOUNT = account_at("https://api.example.com")
FILE = Attachment("0" * 64, "bill.pdf", "application/pdf", 7)


def test_everything_is_there_again() -> None:
    written = draft(
        "Ana Kovac <ana@example.com>", cc=("tom@example.com",), bcc=("eva@example.com",), attachments=(FILE,)
    )

    again = draft_of(submission_of(written, "Hello", ACCOUNT, NOW), NOW)

    for name in ("to", "cc", "bcc", "sender", "reply_to", "subject", "html", "attachments", "account_id"):
        assert getattr(again, name) == getattr(written, name)
    assert again.id != written.id
    assert again.updated_at == NOW


@pytest.mark.parametrize(("text", "own"), [("Hello\n", None), ("Written by hand", "Written by hand")])
def test_a_text_part_that_was_made_from_the_html_is_made_anew(text: str, own: str | None) -> None:
    assert draft_of(submission_of(draft(), text, ACCOUNT, NOW), NOW).text == own
