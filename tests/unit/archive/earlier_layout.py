"""An archive of today, written as a program with an earlier layout would have written it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from composer_app.archive.database import Database
from composer_app.archive.migration import migrate, migrations


def write_in_layout(path: Path, layout: int) -> None:
    """Replace the closed archive by a file of this layout with the same rows; columns that it lacks are lost."""
    earlier = path.with_name(f"{path.name}.earlier")
    with closing(Database.open(earlier)) as database:
        migrate(database, migrations()[:layout])
        database.run("PRAGMA foreign_keys = OFF")
        database.run("ATTACH ? AS today", (str(path),))
        tables = database.rows(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%search%'"
        )
        triggers = database.rows("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'")
        with database.transaction():
            for name, _ in triggers:
                database.run(f"DROP TRIGGER {name}")
            for (table,) in tables:
                there = {row[0] for row in database.rows(f"SELECT name FROM pragma_table_info('{table}', 'today')")}
                here = [row[0] for row in database.rows(f"SELECT name FROM pragma_table_info('{table}', 'main')")]
                columns = ", ".join(name for name in here if name in there)
                database.run(f"DELETE FROM main.{table}")
                database.run(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
            database.run("INSERT INTO message_search (message_search) VALUES ('rebuild')")
            for _, sql in triggers:
                database.run(sql)
    earlier.replace(path)
