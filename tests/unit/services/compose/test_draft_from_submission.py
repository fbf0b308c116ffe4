"""A mail is a draft again, with all that is in it."""

from __future__ import annotations

import msgspec
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


def test_only_chosen_recipients_are_kept() -> None:
    sent = submission_of(draft("Ana <ana@example.com>", "ben@example.com", cc=("tom@example.com",)), "", ACCOUNT, NOW)

    some = draft_of(sent, NOW, ["ana@EXAMPLE.com", "tom@example.com"])
    none = draft_of(sent, NOW, [])

    assert (some.to, some.cc) == (("Ana <ana@example.com>",), ("tom@example.com",))
    assert (none.to, none.cc, none.subject) == ((), (), sent.content.subject)


def test_a_draft_for_one_recipient_has_this_recipients_values() -> None:
    written = draft("ana@example.com", "ben@example.com", subject="For {{name}}", html="<p>Hello {{name}}</p>")
    plain = submission_of(written, "By hand for {{name}}", ACCOUNT, NOW)
    people = tuple(
        msgspec.structs.replace(one, placeholders={"name": one.mailbox.address[:3]}) for one in plain.recipients
    )
    sent = msgspec.structs.replace(plain, recipients=people)

    one = draft_of(sent, NOW, ["ben@example.com"])
    two = draft_of(sent, NOW)

    assert (one.subject, one.html, one.text) == ("For ben", "<p>Hello ben</p>", "By hand for ben")
    assert (two.subject, two.html) == ("For {{name}}", "<p>Hello {{name}}</p>")
