"""A fresh archive for every test."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.price import Price
from tests.new_archive import open_new
from tests.unit.archive.samples import after, entry
from tests.unit.archive.statuses import BOUNCED, WAITING
from tests.unit.archive.steps import sync


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    opened = open_new(path)
    yield opened
    opened.close()


@pytest.fixture
def three(archive: Archive) -> Archive:
    """Rows 1 c@ (delivered, sent last), 2 A@ (bounced), 3 b@ (pending, never done)."""
    priced = msgspec.structs.replace(entry("m-9", "c@example.com"), price=Price(Decimal("10"), "EUR"))
    cheap = msgspec.structs.replace(entry("m-7", "A@example.com", BOUNCED), price=Price(Decimal("9.5"), "EUR"))
    sync(
        archive,
        msgspec.structs.replace(priced, sent_at=after(9), done_at=after(10), sender="Y"),
        msgspec.structs.replace(cheap, sent_at=after(5), done_at=after(20), sender="x"),
        msgspec.structs.replace(entry("m-8", "b@example.com", WAITING), sent_at=after(7), sender="Z"),
    )
    return archive
