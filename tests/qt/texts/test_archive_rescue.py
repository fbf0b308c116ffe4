"""What is said when another program took the archive's file away."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.domain.archive_rescue import FileChange, Rescued
from composer_app.ui.texts.archive_rescue import rescued_words

FORMER, NEW = Path("a/archive.sqlite"), Path("a/archive.sqlite.rescued")


def test_each_change_has_a_title_of_its_own() -> None:
    titles = {rescued_words(Rescued(change, FORMER, FORMER, 0)).title for change in FileChange}

    assert len(titles) == len(FileChange)


def test_where_everything_is_now() -> None:
    same = rescued_words(Rescued(FileChange.GONE, FORMER, FORMER, 0)).body
    other = rescued_words(Rescued(FileChange.REPLACED, FORMER, NEW, 0)).body

    assert same == "Nothing is lost: everything is in a new file in the same place."
    assert "everything is in archive.sqlite.rescued" in other
    assert "The next start opens archive.sqlite again" in other


@pytest.mark.parametrize(("count", "said"), [(1, "1 waiting mail is not sent"), (2, "2 waiting mails are not sent")])
def test_waiting_mail_is_counted(count: int, said: str) -> None:
    assert said in rescued_words(Rescued(FileChange.GONE, FORMER, FORMER, count)).body
