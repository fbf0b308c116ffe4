"""Erases what the archive holds of one person, and keeps a record that it was done."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from composer_app.archive.arrivals import Arrivals
from composer_app.archive.columns import json_of, micros, value_of
from composer_app.archive.erased import hash_of
from composer_app.archive.errors import BeingSent
from composer_app.archive.part import ArchivePart
from composer_app.archive.traces import Traces
from composer_app.domain.clock import utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.recipients import address_key
from composer_app.domain.submission import Recipient

T = TypeVar("T")


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure took away."""

    traces: Traces
    """What it looked for, for `without`: whoever holds a copy of something erased puts it through that."""
    messages: int = 0
    events: int = 0
    reports: int = 0
    log_entries: int = 0
    submissions: int = 0
    """Mails that named the person; those to nobody else are gone as a whole."""
    drafts: int = 0
    texts: int = 0
    """Other places that mentioned the address, raw answers of the vendor among them: it is masked there."""
    unused_files: tuple[str, ...] = ()
    """Contents of the attachment store that no mail refers to any more, for `BlobStore.remove`."""
    copies: tuple[Path, ...] = ()
    """Files that were made earlier and may still hold the data: copies, and answers that nobody has read yet."""
    is_overwritten: bool = False
    """True: the address does not occur in the archive's files any more, not even in freed space. False: another
    program was reading; it is done when the archive is opened next."""


_BY_SEARCH = """
    SELECT row, address, message_id FROM message
    WHERE row IN (SELECT rowid FROM message_search WHERE message_search MATCH ?)
"""
_MAILS = """
    SELECT submission.number, state, recipients FROM submission
    JOIN submission_content ON submission_content.submission = submission.number WHERE recipients LIKE ? ESCAPE '\\'
"""
_ROWS = "(SELECT value FROM json_each(?))"
_OF_MESSAGES = {
    "events": f"DELETE FROM event WHERE message IN {_ROWS}",  # noqa: S608 - a constant of ours
    "log_entries": f"DELETE FROM log_entry WHERE message IN {_ROWS}",  # noqa: S608
    "reports": f"DELETE FROM report WHERE message IN {_ROWS}",  # noqa: S608
    "messages": f"DELETE FROM message WHERE row IN {_ROWS}",  # noqa: S608
}
_SET_RECIPIENTS = "UPDATE submission_content SET recipients = ? WHERE submission = ?"
_SET_COUNT = "UPDATE submission SET recipient_count = ? WHERE number = ?"
_DROP_MAIL = (
    "UPDATE message SET submission = NULL WHERE submission = ?",
    "DELETE FROM send_answer WHERE submission = ?",
    "DELETE FROM submission_content WHERE submission = ?",
    "DELETE FROM submission WHERE number = ?",
)
_DRAFTS = "SELECT id, content FROM draft WHERE content LIKE ? ESCAPE '\\'"
_SET_DRAFT = "UPDATE draft SET content = ? WHERE id = ?"
_FILES = """
    SELECT json_extract(file.value, '$.sha256') FROM draft, json_each(draft.content, '$.attachments') AS file
    UNION
    SELECT json_extract(file.value, '$.sha256')
    FROM submission_content, json_each(submission_content.content, '$.attachments') AS file
"""
# Everything else in which an address may stand.
_TEXTS = {
    "draft": ("content",),
    "submission": ("subject", "problem"),
    "submission_content": ("content", "recipients"),
    "send_answer": ("raw",),
    "answer": ("query", "problem", "body"),
    "message": ("sender", "subject", "address", "address_key"),
    "log_entry": ("sender", "raw"),
    "report": ("sender", "raw"),
    "event": ("detail",),
}
_MASK = """
    UPDATE {table} SET {column} = masked({column})
    WHERE CAST({column} AS TEXT) LIKE ? ESCAPE '\\' AND masked({column}) IS NOT {column}
"""
# Wordings are unique, and shall stay so.
_WORDINGS = ("status_name", "status_description", "status_action", "error_name", "error_description")
_MASK_WORDING = """
    UPDATE verdict SET {column} = masked({column}) || ' ' || number
    WHERE {column} LIKE ? ESCAPE '\\' AND masked({column}) IS NOT {column}
"""
_RECORD = "INSERT INTO erasure (at, address_hash, counts) VALUES (?, ?, ?)"
_UNFINISHED = "SELECT 1 FROM erasure WHERE NOT is_overwritten LIMIT 1"
_FINISHED = "UPDATE erasure SET is_overwritten = 1 WHERE NOT is_overwritten"
# Deleted terms stay in the index until its parts are put together anew.
_TIDY_SEARCH = "INSERT INTO message_search (message_search) VALUES ('optimize')"
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


class Erasing(ArchivePart):
    """Forgetting people."""

    def erase_person(self, address: str, at: datetime | None = None) -> Erased:
        """Erase every message to this address with its events, reports and log entries, take the person out of
        mails and drafts, and mask the address wherever else it stands, in one transaction; then overwrite all of it.

        A record stays: when, the SHA-256 of the address, and how much. By it, what the vendor still tells of that mail
        is not kept (`archive.erased`). Takes a minute on an archive of a million messages.

        Args:
            at: now, if not given.

        Raises:
            ValueError: that is no address.
            BeingSent: a mail to this person is on its way; nothing was erased.
            ArchiveError: nothing was erased.
        """
        address = address.strip()
        if "@" not in address.strip("@"):
            raise ValueError("not an address")
        with self._db.transaction():
            files = {row[0] for row in self._db.rows(_FILES)}
            counts, ids = self._erase_messages(address)
            traces = Traces(address, ids)
            self._leave_mails(traces, counts)
            self._leave_drafts(traces, counts)
            self._mask(traces, counts)
            unused = files - {row[0] for row in self._db.rows(_FILES)}
            digest = hash_of(address_key(address))
            self._db.run(_RECORD, (micros(at or utc_now()), digest, json.dumps(counts)))
        self._verdicts.forget()
        return Erased(
            traces=traces,
            **counts,
            unused_files=tuple(sorted(unused)),
            copies=(*sorted(self._db.path.parent.glob(f"{self._db.path.name}.*")), *self._unread_with(traces)),
            is_overwritten=self._overwrite(traces),
        )

    def finish_erasures(self) -> None:
        """Overwrite what an earlier erasure could not, because the program ended or another one was reading."""
        if self._db.row(_UNFINISHED):
            self._overwrite(None)

    def _erase_messages(self, address: str) -> tuple[Counter[str], list[str]]:
        """Gives the counts, and the ids that stood for mails to this person alone."""
        traces = Traces(address)
        quoted = address.replace('"', '""')
        found = [
            (row, message_id)
            for row, told, message_id in self._db.rows(_BY_SEARCH, (f'address : "{quoted}"',))
            if traces.are_in(told)
        ]
        rows = json.dumps([row for row, _ in found])
        counts = Counter({name: self._db.changed(sql, (rows,)) for name, sql in _OF_MESSAGES.items()})
        ids = [message_id for _, message_id in found if message_id]
        shared = "SELECT DISTINCT message_id FROM message WHERE message_id IN (SELECT value FROM json_each(?))"
        others = {row[0] for row in self._db.rows(shared, (json.dumps(ids),))}
        return counts, [one for one in ids if one not in others]

    def _leave_mails(self, traces: Traces, counts: Counter[str]) -> None:
        for number, state, text in self._db.rows(_MAILS, (traces.like,)):
            recipients = value_of(text, tuple[Recipient, ...])
            others = [one for one in recipients if not traces.are_in(one.mailbox.address)]
            if len(others) == len(recipients):
                continue
            if state == "sending":
                raise BeingSent("a mail to this address is being sent")
            counts["submissions"] += 1
            if others:
                self._db.run(_SET_RECIPIENTS, (json_of(others), number))
                self._db.run(_SET_COUNT, (len(others), number))
            else:
                for sql in _DROP_MAIL:
                    self._db.run(sql, (number,))

    def _leave_drafts(self, traces: Traces, counts: Counter[str]) -> None:
        for draft_id, text in self._db.rows(_DRAFTS, (traces.like,)):
            draft = value_of(text, Draft)
            changed = _without_recipients(draft, traces)
            if changed != draft:
                counts["drafts"] += 1
                self._db.run(_SET_DRAFT, (json_of(changed), draft_id))

    def _mask(self, traces: Traces, counts: Counter[str]) -> None:
        self._db.define("masked", traces.masked)
        for table, columns in _TEXTS.items():
            for column in columns:
                counts["texts"] += self._db.changed(_MASK.format(table=table, column=column), (traces.like,))
        for column in _WORDINGS:
            counts["texts"] += self._db.changed(_MASK_WORDING.format(column=column), (traces.like,))

    def _overwrite(self, traces: Traces | None) -> bool:
        """What was freed is zero already (secure_delete), but for the search, the log, and bytes that SQLite moved."""
        self._db.run(_TIDY_SEARCH)
        if not self._is_log_emptied():
            return False
        if traces is None or traces.are_in_file(self._db.path):
            self._db.run("VACUUM")
            if not self._is_log_emptied():
                return False
        with self._db.transaction():
            self._db.run(_FINISHED)
        return True

    def _unread_with(self, traces: Traces) -> list[Path]:
        """Answers on their way into the archive: they were asked for before, and another process may still be at it."""
        return [path for path in Arrivals.beside(self._db.path).files() if traces.are_in_file(path)]

    def _is_log_emptied(self) -> bool:
        row = self._db.row(_EMPTY_LOG)
        return row is not None and row[0] == 0


def without(value: T, traces: Traces) -> T:
    """A draft, or another value or text, as an erasure leaves it where it is stored. Any thread."""
    if not traces.may_be_in(json_of(value)):
        return value
    left: object = _without_recipients(value, traces) if isinstance(value, Draft) else value
    return value_of(traces.masked(json_of(left)), type(value))


def _without_recipients(draft: Draft, traces: Traces) -> Draft:
    people = {
        name: tuple(entry for entry in getattr(draft, name) if not traces.are_in(entry)) for name in ("to", "cc", "bcc")
    }
    return msgspec.structs.replace(draft, **people)
