"""Archives for exports and imports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from tests.new_archive import open_new
from tests.unit.services.exchange.common import Open


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens a new archive each time."""
    archives: list[Archive] = []

    def new() -> Archive:
        archives.append(open_new(tmp_path / f"{len(archives)}" / "archive.sqlite"))
        return archives[-1]

    yield new
    for archive in archives:
        archive.close()
