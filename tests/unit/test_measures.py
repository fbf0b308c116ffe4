"""The health table reads the sources as they are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import measures
from tests.unit import checkout


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one file of tests, to be written."""
    monkeypatch.setattr(checkout, "ROOT", tmp_path)
    monkeypatch.setattr(checkout, "files", lambda: (Path("tests/test_it.py"),))
    (tmp_path / "tests").mkdir()
    return tmp_path / "tests" / "test_it.py"


def test_private_names_of_others_are_counted_by_line(sources: Path) -> None:
    sources.write_text("page._draft\nself._own\ncls._own\npage._a + page._b\npage.__class__\nbar._x._y\n")

    assert measures.lines_reaching_for_private_names() == 3


def test_a_match_that_spans_lines_counts_once(sources: Path) -> None:
    sources.write_text("access.read(\n    lambda archive: archive.logs()\n)\naccess.read(rows)\n")

    assert measures.lines_with(measures.ARCHIVE_LAMBDA, "tests") == 1


def test_words_are_found_whole(sources: Path) -> None:
    sources.write_text("# Nobody was told\n# untold, nobodys\n")

    assert [measures.lines_with(pattern, "tests") for pattern in measures.LOOSE_WORDS.values()] == [1, 1]


def test_the_longest_file_comes_first() -> None:
    lengths = [int(length) for length in re.findall(r"^ *(\d+)  composer_app/", measures.longest_table(), re.M)]

    assert len(lengths) == measures.LONGEST
    assert lengths == sorted(lengths, reverse=True)
