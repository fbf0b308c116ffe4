"""Opening the data folder."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from composer_app.sandbox.store.database import _FIRST, SCHEMA_VERSION, WrongData, open_database


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "sandbox.sqlite3")) as database:
        database.execute("PRAGMA user_version=99")

    with pytest.raises(WrongData, match="newer version"):
        open_database(tmp_path)


def test_data_of_the_first_format_is_brought_up_to_date(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "sandbox.sqlite3")) as database:
        database.executescript(f"{_FIRST}PRAGMA user_version=1;")

    with closing(open_database(tmp_path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert database.execute("SELECT bulk, is_reported_v4 FROM message").fetchall() == []


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sandbox.sqlite3").write_bytes(b"not a database" * 100)

    with pytest.raises(WrongData, match="no data of the Sandbox"):
        open_database(tmp_path)


def test_filters_of_a_million_messages_use_an_index(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as database:
        for condition in ("sent_at > 1", "message_id = 'a'", "bulk_id = 'a'", "recipient = 'a'", "entity_id = 'a'"):
            plan = database.execute(
                f"EXPLAIN QUERY PLAN SELECT id FROM message WHERE {condition} ORDER BY sent_at DESC, id DESC LIMIT 9"
            ).fetchall()
            assert "USING" in plan[0][3], (condition, plan)
            assert len(plan) == 1, f"sorted in memory: {condition} {plan}"
