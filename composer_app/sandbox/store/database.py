"""The SQLite file: its tables, and what it costs to open it."""

import sqlite3
from pathlib import Path

SCHEMA_VERSION = 1

# Times are milliseconds since 1970. A message is one row per recipient who gets an entry of its own; its final
# status needs no later change: due_at says from when the outcome holds.
_SCHEMA = """
CREATE TABLE mail (
  id INTEGER PRIMARY KEY,
  sender TEXT NOT NULL, sender_name TEXT NOT NULL, reply_to TEXT, reply_to_name TEXT,
  preserve_recipients INTEGER NOT NULL,
  visible_to TEXT NOT NULL, cc TEXT NOT NULL,
  subject TEXT NOT NULL, default_placeholders TEXT NOT NULL, headers TEXT NOT NULL, callback_data TEXT,
  text TEXT, amp_html TEXT, html TEXT
);
CREATE TABLE file (
  mail INTEGER NOT NULL REFERENCES mail(id), position INTEGER NOT NULL, is_inline INTEGER NOT NULL,
  file_name TEXT NOT NULL, content_type TEXT NOT NULL, size_bytes INTEGER NOT NULL, blob TEXT NOT NULL,
  PRIMARY KEY (mail, position)
) WITHOUT ROWID;
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  mail INTEGER NOT NULL REFERENCES mail(id),
  message_id TEXT NOT NULL, bulk_id TEXT NOT NULL,
  sender TEXT NOT NULL COLLATE NOCASE, recipient TEXT NOT NULL COLLATE NOCASE, recipient_name TEXT NOT NULL,
  placeholders TEXT NOT NULL,
  campaign_reference_id TEXT, application_id TEXT, entity_id TEXT,
  outcome TEXT NOT NULL, final_group TEXT NOT NULL,
  sent_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
  is_reported INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX message_sent ON message (sent_at);
CREATE INDEX message_by_id ON message (message_id, sent_at);
CREATE INDEX message_by_bulk ON message (bulk_id, sent_at);
CREATE INDEX message_by_recipient ON message (recipient, sent_at);
CREATE INDEX message_by_sender ON message (sender, sent_at);
CREATE INDEX message_by_group ON message (final_group, sent_at);
CREATE INDEX message_by_campaign ON message (campaign_reference_id, sent_at) WHERE campaign_reference_id NOT NULL;
CREATE INDEX message_by_application ON message (application_id, sent_at) WHERE application_id NOT NULL;
CREATE INDEX message_by_entity ON message (entity_id, sent_at) WHERE entity_id NOT NULL;
CREATE INDEX report_waiting ON message (due_at) WHERE is_reported = 0;
CREATE INDEX report_waiting_by_bulk ON message (bulk_id, due_at) WHERE is_reported = 0;
"""


class WrongData(Exception):
    """The data folder was written by a newer Sandbox, or holds no Sandbox data at all."""


def open_database(folder: Path) -> sqlite3.Connection:
    """Opens (and if need be makes) the folder's database. To be used from the opening thread only.

    Raises:
        WrongData: the file cannot be used.
    """
    connection = sqlite3.connect(folder / "sandbox.sqlite3", isolation_level=None)
    try:
        # With a write-ahead log NORMAL is safe against a killed process, and spares a disk flush per send.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version={SCHEMA_VERSION};COMMIT;")
        elif version != SCHEMA_VERSION:
            raise WrongData(f"{folder} was written by another version of the Sandbox (format {version})")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise WrongData(f"{folder} holds no data of the Sandbox: {error}") from error
    except WrongData:
        connection.close()
        raise
    return connection
