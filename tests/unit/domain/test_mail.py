"""Mails as they are written and sent."""

from __future__ import annotations

import pytest

from composer_app.domain.mail import Attachment, Mailbox, size_as_sent


@pytest.mark.parametrize(
    ("mailbox", "text"),
    [
        (Mailbox("ana@example.com"), "ana@example.com"),
        (Mailbox("ana@example.com", "Ana Kovač"), "Ana Kovač <ana@example.com>"),
        (Mailbox("ana@example.com", "Kovač, Ana"), '"Kovač, Ana" <ana@example.com>'),
        (Mailbox("ana@example.com", 'Ana "A" \\'), '"Ana \\"A\\" \\\\" <ana@example.com>'),
        (Mailbox("ana@example.com", "O'Neil-B"), "O'Neil-B <ana@example.com>"),
    ],
)
def test_a_mailbox_is_written_as_people_write_it(mailbox: Mailbox, text: str) -> None:
    assert str(mailbox) == text


def test_the_size_counts_bytes_of_everything() -> None:
    files = (Attachment("0" * 64, "a", "x/y", 10), Attachment("1" * 64, "b", "x/y", 5, is_inline=True))
    assert size_as_sent(files, "ž", "ab") == 15 + 2 + 2
