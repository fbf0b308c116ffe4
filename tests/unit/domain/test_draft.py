"""Drafts."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.mail import Attachment
from composer_app.domain.merge_list import MergeAttachment, MergeSettings

EMPTY = Draft(
    id=DraftId("d"), account_id=AccountId("a"), sender="a@example.com", updated_at=datetime(2026, 11, 23, tzinfo=UTC)
)

LIST = MergeAttachment(
    sha256="1" * 64, file_name="people.csv", size_bytes=3, settings=MergeSettings(), recipient_count=1, row_count=1
)


def test_a_sender_alone_is_nothing_to_lose() -> None:
    assert EMPTY.is_empty
    assert EMPTY.title == ""


@pytest.mark.parametrize(
    "written",
    [
        {"to": ("x",)},
        {"cc": ("x",)},
        {"bcc": ("x",)},
        {"reply_to": "x"},
        {"subject": "x"},
        {"html": "x"},
        {"text": "x"},
        {"attachments": (Attachment("0" * 64, "a", "x/y", 1),)},
        {"merge": LIST},
    ],
)
def test_anything_else_is(written: dict[str, object]) -> None:
    assert not msgspec.structs.replace(EMPTY, **written).is_empty


def test_a_draft_is_called_by_its_subject_or_its_recipients() -> None:
    assert msgspec.structs.replace(EMPTY, subject=" Hi ", to=("a@example.com",)).title == "Hi"
    assert msgspec.structs.replace(EMPTY, to=("a", "b", "c")).title == "a, b"


def test_a_list_gives_a_title_and_is_needed_in_the_store() -> None:
    draft = msgspec.structs.replace(EMPTY, merge=LIST, attachments=(Attachment("0" * 64, "a", "x/y", 1),))

    assert draft.title == "people.csv"
    assert draft.needed_files() == {"0" * 64, "1" * 64}
    assert EMPTY.needed_files() == set()
