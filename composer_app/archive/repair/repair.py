"""Repairs a damaged archive; the damaged file is kept aside."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec

from composer_app.archive.archive import Archive
from composer_app.archive.bulk_load import without_indexes, without_triggers
from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveReadOnly
from composer_app.archive.file_operations import (
    free_name,
    os_errors_translated,
    put_in_place,
    require_alone,
)
from composer_app.archive.integrity_check import problems_of
from composer_app.archive.leftover_files import remove_unfinished
from composer_app.archive.migration import migrations, refuse_newer
from composer_app.archive.outbox_store import outbox_of
from composer_app.archive.repair.extract import ExtractedRows, copy_with_log, salvage
from composer_app.archive.repair.rebuild import mend
from composer_app.archive.send_run_pauses import runs_in_doubt

# As in the first migration: row 0, nothing was said yet.
_ADD_NO_VERDICT = """
    INSERT OR IGNORE INTO verdict VALUES (0, -9223372036854775808, '', -1, '', '', '', 0, '', 0, '', '', 0)
"""


class Repaired(msgspec.Struct, frozen=True):
    """Result of a repair."""

    damaged: Path
    """New path of the damaged file."""
    kept: dict[str, ExtractedRows]
    """By table."""
    read_again: int
    """Reports and log entries whose message was lost: the program reads them again when it starts."""
    in_doubt: int
    """Mails that waited: the damaged file may miss that one was sent, so none is sent by itself."""


def repair(path: Path, at: datetime) -> Repaired:
    """Read what can be read into a new file and put it in the place of the damaged one.

    The damaged file is kept unchanged beside the new one as NAME.damaged (or NAME.damaged-2 and so on).
    Needs room for two more copies. No process may have the archive open.

    Raises:
        NewerArchive: a newer program wrote it, and should repair it.
        ArchiveLocked: another program has it open.
        ArchiveDamaged: nothing in it could be read; everything is as it was.
        ArchiveFull, ArchiveReadOnly: no room, or no right, for the new file; everything is as it was.
    """
    if not path.exists():
        raise ArchiveReadOnly(f"{path} is not there")
    with contextlib.suppress(ArchiveDamaged):
        refuse_newer(path, len(migrations()))
    remove_unfinished(path)
    with os_errors_translated(), tempfile.TemporaryDirectory(prefix=f"{path.name}.repairing-", dir=path.parent) as name:
        work = Path(name)
        damaged, fresh, new = work / "damaged", work / "fresh", work / "new"
        copy_with_log(path, damaged)
        require_alone(path)  # after the copy, since SQLite may move commits from the log into the file
        for made in (fresh, new):
            Archive.open(made).close()
        kept, read_again, in_doubt = _filled(new, damaged, fresh, at)
        aside = free_name(path.with_name(f"{path.name}.damaged"))
        put_in_place(new, path, aside)
    return Repaired(aside, kept, read_again, in_doubt)


def _filled(new: Path, damaged: Path, fresh: Path, at: datetime) -> tuple[dict[str, ExtractedRows], int, int]:
    database = Database.open(new)
    try:
        database.run("PRAGMA foreign_keys = OFF")
        # The new file is used only when it is whole: no log, and one wait for the disk when it is put in place.
        database.run("PRAGMA journal_mode = DELETE")
        database.run("PRAGMA synchronous = OFF")
        with database.transaction(), without_triggers(database):
            database.run("DELETE FROM verdict")  # the salvaged account and verdict take the place of the new ones
            database.run("DELETE FROM account")
            with without_indexes(database):
                kept = salvage(damaged, fresh, database)
            if not any(table.rows for table in kept.values()):
                raise ArchiveDamaged("nothing in it can be read")
            database.run(_ADD_NO_VERDICT)
            read_again = mend(database)
        in_doubt = len(outbox_of(database).mark_maybe_sent(at)) + runs_in_doubt(database)
        problems = problems_of(database)
        if problems:
            raise ArchiveDamaged("; ".join(problems[:3]))
    finally:
        database.close()
    return kept, read_again, in_doubt
