"""The version of the reading code."""

from __future__ import annotations

from composer_app.api.reader_version import READER


def test_it_can_be_distinguished_from_none() -> None:
    """0 stands in the archive where nobody said which version read an answer."""
    assert READER > 0
