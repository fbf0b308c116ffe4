"""The request of a mail as text."""

from __future__ import annotations

from pathlib import Path

from composer_app.domain.draft_validation import submission_of
from composer_app.domain.mail import Attachment, Mailbox
from composer_app.domain.submission import Recipient
from composer_app.services.compose.request_text import KEY_VARIABLE, request_text
from tests.unit.services.house import NOW, account_at, draft

ACCOUNT = account_at("https://api.example.com")
FILE = Attachment("0" * 64, "bill.pdf", "application/pdf", 7)


def test_a_file_is_named_and_the_key_is_not_there() -> None:
    sent = submission_of(draft("ana@example.com", attachments=(FILE,)), "", ACCOUNT, NOW)

    text = request_text(ACCOUNT, sent, Path).decode()

    assert f"[bill.pdf: 7 bytes, SHA-256 {'0' * 64}]" in text
    assert f"Authorization: App {KEY_VARIABLE}" in text
    assert "Host: api.example.com" in text


def test_other_recipients_stand_in_for_the_real_ones_but_the_length_is_real() -> None:
    sent = submission_of(draft("somebody.with.a.long.name@example.com"), "", ACCOUNT, NOW)

    shown = request_text(ACCOUNT, sent, Path, recipients=(Recipient(Mailbox("x@masked.invalid")),)).decode()

    def length(text: str) -> str:
        return next(line for line in text.splitlines() if line.startswith("Content-Length"))

    assert "long.name" not in shown
    assert "x@masked.invalid" in shown
    assert length(shown) == length(request_text(ACCOUNT, sent, Path).decode())
