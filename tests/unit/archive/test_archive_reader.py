from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveError
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import ArchiveFilter, SortKey
from tests.unit import checkout
from tests.unit.archive.samples import entry, submission
from tests.unit.archive.steps import sync

EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


def test_reader_on_another_thread_sees_each_commit_and_cannot_write(archive: Archive) -> None:
    reader = archive.reader()
    seen: list[int] = []

    def read() -> None:
        seen.append(len(reader.messages.ids(EVERYTHING, SortKey.SENT, True)))

    for _ in range(2):
        sync(archive, entry(f"m-{len(seen)}"))
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert seen == [1, 2]
    with pytest.raises(ArchiveError):
        reader.database.run("DELETE FROM message")
    reader.close()


def test_reader_refuses_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        ArchiveReader.open(tmp_path / "missing.sqlite3")
    empty = tmp_path / "empty.sqlite3"
    Database.open(empty).close()
    with pytest.raises(ArchiveDamaged):
        ArchiveReader.open(empty)


ANOTHER_PROGRAM = """
import sys
from pathlib import Path
from composer_app.archive.archive import Archive
Archive.open(Path(sys.argv[1])).close()
"""


def test_beside_a_reader_the_writer_keeps_its_commits_when_another_program_closes(archive: Archive, path: Path) -> None:
    reader = archive.reader()
    subprocess.run([sys.executable, "-c", ANOTHER_PROGRAM, str(path)], cwd=checkout.ROOT, check=True, timeout=60)

    archive.outbox.queue(submission("ana@example.com"), None)

    later = ArchiveReader.open(path)
    assert len(later.messages.ids(EVERYTHING, SortKey.RECEIVED, descending=True)) == 1
    later.close()
    reader.close()
