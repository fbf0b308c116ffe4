from __future__ import annotations

from composer_app.domain.archive_rescue import FileChange


def test_the_words_are_those_of_the_log_file() -> None:
    assert [change.value for change in FileChange] == ["gone", "replaced", "cut", "without its log"]
