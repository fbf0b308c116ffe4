"""Inline images get names of their own, and fit into a mail."""

from __future__ import annotations

import pytest

from composer_app.domain.mail_limits import MAX_MESSAGE_BYTES
from composer_app.domain.problem import ProblemCode
from composer_app.services.mail_files.file_content import FileOfMail, InlineImages
from composer_app.services.runtime.error_mapping import Failed


def test_names_are_unique_and_what_is_missing_is_remembered() -> None:
    images = InlineImages("mail.zip")

    assert images.add("a/Ünder score.png", "Ünder score.png", b"1", "image/png") == "Under-score.png"
    assert images.add("b/under-score.png", "under-score.png", b"2") == "under-score-2.png"
    assert images.add("lost.png", "lost.png", None) is None

    assert images.files == [
        FileOfMail("Under-score.png", b"1", is_inline=True, media_type="image/png"),
        FileOfMail("under-score-2.png", b"2", is_inline=True),
    ]
    assert images.known("lost.png")
    assert images.name_of("lost.png") is None
    assert not images.known("other.png")
    assert images.left_bytes == MAX_MESSAGE_BYTES - 2


def test_more_than_a_mail_may_have_is_refused() -> None:
    images = InlineImages("mail.zip")
    images.add("a", "a.png", bytes(MAX_MESSAGE_BYTES))

    with pytest.raises(Failed) as failed:
        images.add("b", "b.png", b"1")

    assert failed.value.problem.code is ProblemCode.FILE_TOO_BIG
