from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.erased import LatelyErased, hash_of
from tests.unit.archive.samples import after


@pytest.mark.parametrize(
    ("key", "sent_s", "covered"),
    [
        ("ana@example.com", 50, True),
        ("ana@example.com", None, True),
        ("ana@example.com", 101, False),
        ("tom@example.com", 50, False),
    ],
)
def test_mail_from_before_to_whom_was_erased(archive: Archive, key: str, sent_s: int | None, covered: bool) -> None:
    archive.erase_person("Ana@Example.com", after(100))
    lately = LatelyErased(archive._db, after(200))
    assert lately.covers(key, None if sent_s is None else after(sent_s)) is covered


def test_after_a_week_nothing_of_that_time_is_told_any_more(archive: Archive) -> None:
    archive.erase_person("ana@example.com", after(0))
    assert not LatelyErased(archive._db, after(8 * 86_400)).covers("ana@example.com", None)


def test_the_hash_says_nothing_of_the_address() -> None:
    assert len(hash_of("ana@example.com")) == 32
