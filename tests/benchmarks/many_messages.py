"""A Sandbox's data folder with very many messages in it, without sending them."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from composer_app.sandbox.store.database import open_database

_MESSAGES_PER_MAIL = 10
_SPREAD_MS = 47 * 3600 * 1000

_MAILS = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
INSERT INTO mail (id, sender, sender_name, preserve_recipients, visible_to, cc, subject, default_placeholders,
  headers, text, html)
SELECT i + 1, 'billing@sandbox.example', 'Linden Energy', 0, '[]', '[]', 'Your November statement', '{}', '{}',
  'Hello, your statement is ready.', '<p>Hello, your statement is ready.</p>' FROM n
"""
# Spread over the hours logs remember; every second report is still waiting.
_MESSAGES = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)
INSERT INTO message (mail, message_id, bulk_id, sender, recipient, recipient_name, placeholders, outcome, final_group,
  sent_at, due_at, is_reported, is_reported_v4)
SELECT i / :each + 1, lower(hex(randomblob(10))), 'bulk-' || (i / 1000), 'billing@sandbox.example',
  'customer' || i || '@example.com', '', '{}', CASE i % 20 WHEN 0 THEN 'bounce' ELSE 'delivered' END,
  CASE i % 20 WHEN 0 THEN 'UNDELIVERABLE' ELSE 'DELIVERED' END,
  :first + i * :spread / :count, :first + i * :spread / :count + 2000, i % 2, i % 2 FROM n
"""


def fill(folder: Path, count: int) -> None:
    """Makes the folder and puts so many messages into it."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(open_database(folder)) as database:
        database.execute("PRAGMA synchronous=OFF")
        # Indexes are made at the end: one pass each, where a million insertions would go everywhere.
        indexes = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            database.execute(f"DROP INDEX {name}")
        first = time.time_ns() // 1_000_000 - _SPREAD_MS - 60_000
        values = {"count": count, "each": _MESSAGES_PER_MAIL, "first": first, "spread": _SPREAD_MS}
        database.execute("BEGIN")
        database.execute(_MAILS, (count // _MESSAGES_PER_MAIL + 1,))
        database.execute(_MESSAGES, values)
        for _, sql in indexes:
            database.execute(sql)
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
