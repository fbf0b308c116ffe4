"""The recipients of a sent mail as a list again."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from composer_app.domain.account import Generation
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.mail import Mailbox
from composer_app.domain.merge_list import MergeRow
from composer_app.domain.submission import Submission
from composer_app.services.merge.list_from_submission import draft_with_list
from composer_app.services.merge.list_reader import rows_of_draft
from tests.unit.services.house import NOW, account_at, draft

ROWS = (
    MergeRow(2, Mailbox("ana@example.com", "Ana Kovac"), {"name": "Ana", "text": 'two\nlines, "quoted"'}),
    MergeRow(3, Mailbox("tom@gmial.com"), {"name": "", "text": "x"}),
    MergeRow(4, Mailbox("lea@example.net"), {"name": "Léa", "text": "y"}),
)


def mail(rows: tuple[MergeRow, ...] = ROWS) -> Submission:
    account = account_at("https://x.api.example.com", Generation.V4)
    return submission_of(draft(html="<p>Hello {{name}}</p>"), "Hello {{name}}", account, NOW, rows)


def test_the_rows_are_the_same_again(tmp_path: Path) -> None:
    made = draft_with_list(mail(), NOW, tmp_path)

    assert made.to == ()
    assert made.merge is not None
    assert (made.merge.file_name, made.merge.recipient_count) == ("recipients.csv", 3)
    assert rows_of_draft(made, tmp_path) == ROWS


def test_chosen_recipients_alone_are_kept(tmp_path: Path) -> None:
    made = draft_with_list(mail(), NOW, tmp_path, keep=["ana@example.com", "lea@example.net"])

    assert [row.mailbox.address for row in rows_of_draft(made, tmp_path)] == ["ana@example.com", "lea@example.net"]


def test_one_recipient_gets_the_values_in_the_text(tmp_path: Path) -> None:
    made = draft_with_list(mail(), NOW, tmp_path, keep=["ana@example.com"])

    assert (made.merge, made.html) == (None, "<p>Hello Ana</p>")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [None, []])
def test_recipients_without_values_need_no_list(tmp_path: Path, keep: list[str] | None) -> None:
    plain = tuple(msgspec.structs.replace(row, values={}) for row in ROWS)

    made = draft_with_list(mail(plain), NOW, tmp_path, keep)

    assert made.merge is None
    assert len(made.to) == (3 if keep is None else 0)
