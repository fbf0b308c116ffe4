from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.archive.file_lock import lock


def test_one_holds_it_until_the_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    with path.open("r+b") as first:
        lock(first.fileno())
        with path.open("rb") as second, pytest.raises(BlockingIOError):
            lock(second.fileno())
    with path.open("rb") as third:
        lock(third.fileno())
        assert third.read() == b"content"
