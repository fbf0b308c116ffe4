"""The SQLite file: tables and opening."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Times are milliseconds since 1970. A message is one row per recipient who gets an entry of its own; its final
# status needs no later change: due_at says from when the outcome holds.
_FIRST = """
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

# A scheduled request makes a bulk of its own; the client's id, external_id, may name several. held is PAUSED,
# CANCELED or nothing. The id of a validation is its place in the order of asking.
_SECOND = """
ALTER TABLE mail ADD COLUMN mime TEXT;
ALTER TABLE message ADD COLUMN bulk INTEGER;
ALTER TABLE message ADD COLUMN is_reported_v4 INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_by_schedule ON message (bulk, due_at) WHERE bulk NOT NULL;
CREATE TABLE bulk (
  id INTEGER PRIMARY KEY, external_id TEXT NOT NULL, send_at INTEGER NOT NULL, held TEXT NOT NULL DEFAULT ''
);
CREATE INDEX bulk_by_external_id ON bulk (external_id, id);
CREATE TABLE content (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, content_type TEXT NOT NULL, size_bytes INTEGER NOT NULL,
  blob TEXT NOT NULL, expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE validation (
  id INTEGER PRIMARY KEY, request_id TEXT NOT NULL, destination TEXT NOT NULL COLLATE NOCASE,
  validated_at INTEGER NOT NULL,
  valid_mailbox TEXT NOT NULL, valid_syntax INTEGER NOT NULL, catch_all INTEGER NOT NULL,
  disposable INTEGER NOT NULL, role_based INTEGER NOT NULL, risk TEXT NOT NULL,
  did_you_mean TEXT, reason TEXT, detailed_reasons TEXT
);
CREATE INDEX validation_by_request ON validation (request_id, id);
CREATE INDEX validation_by_destination ON validation (destination, id);
"""

# The options of a send as the client gave them: a JSON object.
_THIRD = """
ALTER TABLE mail ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
"""

_STEPS = (_FIRST, _SECOND, _THIRD)
SCHEMA_VERSION = len(_STEPS)


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
        if version > SCHEMA_VERSION:
            raise WrongData(f"{folder} was written by a newer version of the Sandbox (format {version})")
        if version < SCHEMA_VERSION:
            steps = "".join(_STEPS[version:])
            connection.executescript(f"BEGIN;{steps}PRAGMA user_version={SCHEMA_VERSION};COMMIT;")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise WrongData(f"{folder} holds no data of the Sandbox: {error}") from error
    except WrongData:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
