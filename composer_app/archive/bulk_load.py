"""Bulk load of an empty archive: triggers and indexes are rebuilt once, at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from composer_app.archive.database import Database

_CACHE = "PRAGMA cache_size = -{kib}"
_LARGE_CACHE_KIB, _USUAL_CACHE_KIB = 200_000, 2_000
_INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'"
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
_SUMS = (
    "DELETE FROM outcome_count",
    "DELETE FROM hour_count",
    "INSERT INTO outcome_count SELECT account, outcome, count(*) FROM message GROUP BY 1, 2",
    # as the triggers count: an hour before 1970 begins before it
    """
    INSERT INTO hour_count
    SELECT account, sent_at / 3600000000 - (sent_at % 3600000000 < 0), outcome, count(*)
    FROM message WHERE sent_at IS NOT NULL GROUP BY 1, 2, 3
    """,
)
_ATTACHMENTS = (
    "DELETE FROM attachment_use",
    """
    INSERT OR IGNORE INTO attachment_use
    SELECT json_extract(file.value, '$.sha256'), submission_content.submission
    FROM submission_content, json_each(iif(json_valid(content), content, '{}'), '$.attachments') AS file
    WHERE json_extract(file.value, '$.sha256') IS NOT NULL
    """,
    """
    INSERT OR IGNORE INTO attachment_known
    SELECT json_extract(file.value, '$.sha256')
    FROM draft, json_each(iif(json_valid(content), content, '{}'), '$.attachments') AS file
    WHERE json_extract(file.value, '$.sha256') IS NOT NULL
    """,
    "INSERT OR IGNORE INTO attachment_known SELECT sha256 FROM attachment_use",
)
_DOMAINS = """
    UPDATE message SET domain = CASE WHEN instr(address_key, '@') THEN
        rtrim(substr(address_key, 1 + length(rtrim(address_key, replace(address_key, '@', '')))), '> ') ELSE '' END
    WHERE domain IS NULL
"""
_SEARCH = "INSERT INTO message_search (message_search) VALUES ('rebuild')"


@contextmanager
def without_indexes(database: Database) -> Iterator[None]:
    """Inside, there are no indexes except those that keep rows unique."""
    database.run(_CACHE.format(kib=_LARGE_CACHE_KIB))
    indexes = database.rows(_INDEXES)
    for name, _ in indexes:
        database.run(f"DROP INDEX {name}")
    yield
    for _, sql in indexes:
        database.run(str(sql))
    database.run(_CACHE.format(kib=_USUAL_CACHE_KIB))


@contextmanager
def without_triggers(database: Database) -> Iterator[None]:
    """Inside, there are no triggers. Their results are recomputed from all rows at the end: search index, sums, and
    attachment use."""
    triggers = database.rows(_TRIGGERS)
    for name, _ in triggers:
        database.run(f"DROP TRIGGER {name}")
    yield
    for sql in (_DOMAINS, *_SUMS, *_ATTACHMENTS, _SEARCH, *(str(sql) for _, sql in triggers)):
        database.run(sql)
