"""A fresh archive for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    opened = Archive.open(path)
    yield opened
    opened.close()
