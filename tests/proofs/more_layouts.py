"""Layouts of the archive that there are not, so that there is a migration to be killed in."""

from __future__ import annotations

from composer_app.archive import archive, migration
from composer_app.archive.migration import Migration

_real = migration.migrations
COPIES = 3


def extended() -> tuple[Migration, ...]:
    """The real layouts, and two that write every row again, as a real migration may have to."""
    real = _real()
    copies = "\n".join(
        f"CREATE TABLE proof_message_{number} AS SELECT * FROM message;\n"
        f"CREATE TABLE proof_event_{number} AS SELECT * FROM event;"
        for number in range(COPIES)
    )
    drops = "\n".join(
        f"DROP TABLE proof_message_{number};\nDROP TABLE proof_event_{number};" for number in range(COPIES)
    )
    return (*real, Migration(len(real) + 1, copies), Migration(len(real) + 2, drops))


def install() -> None:
    """From now on this process knows them. Not to be undone: for processes that end."""
    migration.migrations = archive.migrations = extended  # type: ignore[attr-defined]
