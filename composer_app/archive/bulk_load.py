"""Bulk load of an empty archive: triggers and indexes are rebuilt once, at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from composer_app.archive.database import Database
from composer_app.archive.search_index_writer import SEARCH_TABLES, write_search_texts

_CACHE = "PRAGMA cache_size = -{kib}"
_LARGE_CACHE_KIB, _USUAL_CACHE_KIB = 200_000, 2_000
_INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'"
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
_DOMAINS = """
    UPDATE message SET domain = CASE WHEN instr(address_key, '@') THEN
        rtrim(substr(address_key, 1 + length(rtrim(address_key, replace(address_key, '@', '')))), '> ') ELSE '' END
    WHERE domain IS NULL
"""
_SUMS = (
    "DELETE FROM outcome_count",
    "DELETE FROM hour_count",
    "DELETE FROM day_count",
    "DELETE FROM bulk_day_count",
    "INSERT INTO outcome_count SELECT account, outcome, count(*) FROM message GROUP BY 1, 2",
    # as the triggers count: an hour before 1970 begins before it
    """
    INSERT INTO hour_count
    SELECT account, sent_at / 3600000000 - (sent_at % 3600000000 < 0), outcome, count(*)
    FROM message WHERE sent_at IS NOT NULL GROUP BY 1, 2, 3
    """,
    """
    INSERT INTO day_count
    SELECT account, sent_at / 86400000000 - (sent_at % 86400000000 < 0), domain, sender, outcome, verdict,
        coalesce(price, ''), coalesce(currency, ''), count(*)
    FROM message WHERE sent_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    """,
    """
    INSERT INTO bulk_day_count
    SELECT account, sent_at / 86400000000 - (sent_at % 86400000000 < 0), coalesce(bulk_id, ''), sender, outcome,
        verdict, count(*)
    FROM message WHERE sent_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
    """,
)
_HOUR = "coalesce(sent_at / 3600000000 - (sent_at % 3600000000 < 0), -2199023255552)"
_FACETS = (
    "DELETE FROM facet_count",
    *(
        f"INSERT INTO facet_count SELECT account, '{kind}', {column}, {_HOUR}, count(*)"  # noqa: S608 - constants of ours
        f" FROM message WHERE {column} <> {nothing} GROUP BY 1, 3, 4"
        for kind, column, nothing in (
            ("domain", "domain", "''"),
            ("sender", "sender", "''"),
            ("bulk", "bulk_id", "''"),
            ("verdict", "verdict", "0"),
        )
    ),
)
DERIVED = (_DOMAINS, *_SUMS, *_FACETS)
"""Statements that fill in, from all messages, what triggers keep beside them: domains and sums."""
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
    """
    INSERT OR IGNORE INTO attachment_known
    SELECT json_extract(iif(json_valid(content), content, '{}'), '$.merge.sha256') AS list FROM draft
    WHERE list IS NOT NULL
    """,
    "INSERT OR IGNORE INTO attachment_known SELECT sha256 FROM attachment_use",
)
_WORDS = (
    "DELETE FROM spelling",
    "DELETE FROM spelled",
    "DELETE FROM letter",
    """
    INSERT INTO spelling (text)
    SELECT address FROM message WHERE address GLOB '*[^ -~]*'
    UNION SELECT sender FROM message WHERE sender GLOB '*[^ -~]*'
    UNION SELECT subject FROM message WHERE subject GLOB '*[^ -~]*'
    """,
    """
    INSERT INTO spelled
    SELECT number, 0, row FROM message JOIN spelling ON text = address WHERE address GLOB '*[^ -~]*'
    UNION ALL SELECT number, 1, row FROM message JOIN spelling ON text = sender WHERE sender GLOB '*[^ -~]*'
    UNION ALL SELECT number, 2, row FROM message JOIN spelling ON text = subject WHERE subject GLOB '*[^ -~]*'
    """,
    "INSERT INTO letter (submission) SELECT submission FROM submission_content",
    """
    INSERT INTO letter (message, account, bulk_id)
    SELECT min(message.row), message.account, message.bulk_id
    FROM log_entry CROSS JOIN message ON message.row = log_entry.message
    WHERE instr(raw, CAST('"text"' AS BLOB)) AND message.submission IS NULL
    GROUP BY message.account, message.bulk_id, iif(message.bulk_id IS NULL, message.row, 0)
    """,
)
_SEARCHES = tuple(f"INSERT INTO {name} ({name}) VALUES ('rebuild')" for name in SEARCH_TABLES)  # noqa: S608


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
    for sql in (*DERIVED, *_ATTACHMENTS, *_WORDS, *_SEARCHES, *(str(sql) for _, sql in triggers)):
        database.run(sql)
    write_search_texts(database)
