"""Erases the data of one address from the archive, and records that it was done."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from composer_app.archive.attachment_references import AttachmentReferences
from composer_app.archive.attachment_store import AttachmentStore, StoreNotWritable
from composer_app.archive.column_values import json_of, micros, value_of
from composer_app.archive.database import Database
from composer_app.archive.errors import BeingSent
from composer_app.archive.file_operations import blocks_beside_sqlite, copies_beside, os_errors_translated
from composer_app.archive.incoming_answers import IncomingAnswers
from composer_app.archive.privacy.attachment_texts import LookedInto, look_into
from composer_app.archive.privacy.recipient_mask import RecipientMask
from composer_app.archive.privacy.suppression import hash_of
from composer_app.archive.privacy.text_columns import mask_columns
from composer_app.archive.search_index_writer import SEARCH_TABLES
from composer_app.archive.vendor_status_store import VendorStatusStore
from composer_app.domain.account import Account
from composer_app.domain.clock import utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.recipients import address_key
from composer_app.domain.submission import Recipient


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of an erasure."""

    mask: RecipientMask
    """The mask of the erasure, for copies in memory."""
    messages: int = 0
    events: int = 0
    reports: int = 0
    log_entries: int = 0
    submissions: int = 0
    """Mails to the address; those without other recipients are deleted as a whole."""
    drafts: int = 0
    texts: int = 0
    """Other texts that contained the address, raw answers included: it is masked there."""
    unused_files: tuple[str, ...] = ()
    """Contents of the attachment store without references, for `AttachmentStore.remove`."""
    unreadable_files: int = 0
    """Attached pictures, archives and documents of mails to others, which may contain the address."""
    accounts: tuple[str, ...] = ()
    """Names of accounts with the address in their settings, as a sender: it stays there."""
    is_sandbox_emptied: bool = False
    """The profile's Sandbox had the address, and deleted all its mail."""
    copies: tuple[Path, ...] = ()
    """Files that may still contain the data: copies, and answers not read yet."""
    is_overwritten: bool = False
    """True: the address is gone from the archive's files, including freed space. False: another
    program was reading; it is done when the archive is opened next."""


_TO_PERSON = "SELECT row, message_id FROM message WHERE names_person(address)"
_MAILS = """
    SELECT submission.number, state, recipients FROM submission
    JOIN submission_content ON submission_content.submission = submission.number
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
_DRAFTS = "SELECT id, content FROM draft"
_SET_DRAFT = "UPDATE draft SET content = ? WHERE id = ?"
_DROP_RUN_ROWS = "DELETE FROM send_run_row WHERE names_person(address)"
_COUNT_RUN_ROWS = """
    UPDATE send_run SET left_count = (SELECT count(*) FROM send_run_row WHERE run = number) WHERE left_count > 0
"""
_RUN_DRAFTS = "SELECT id, draft FROM send_run WHERE draft IS NOT NULL"
_SET_RUN_DRAFT = "UPDATE send_run SET draft = ? WHERE id = ?"
_RUN_CONTENTS = "SELECT id, content FROM send_run"
_SET_RUN_CONTENT = "UPDATE send_run SET content = ? WHERE id = ?"
_CONTENTS = "SELECT submission, content FROM submission_content"
_SET_CONTENT = "UPDATE submission_content SET content = ? WHERE submission = ?"
_ACCOUNTS = "SELECT settings FROM account WHERE NOT is_removed"
_FILES_BEING_SENT = """
    SELECT json_extract(file.value, '$.sha256')
    FROM submission JOIN submission_content ON submission_content.submission = submission.number,
        json_each(submission_content.content, '$.attachments') AS file
    WHERE submission.state = 'sending'
"""
_RECORD = "INSERT INTO erasure (at, address_hash, counts) VALUES (?, ?, ?)"
_UNFINISHED = "SELECT 1 FROM erasure WHERE NOT is_overwritten LIMIT 1"
_FINISHED = "UPDATE erasure SET is_overwritten = 1 WHERE NOT is_overwritten"
# Deleted terms stay in the index until it is optimised.
_TIDY_SEARCHES = tuple(f"INSERT INTO {name} ({name}) VALUES ('optimize')" for name in SEARCH_TABLES)  # noqa: S608
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


class EraseStore:
    """Erases addresses."""

    def __init__(self, database: Database, references: AttachmentReferences, statuses: VendorStatusStore) -> None:
        self._db = database
        self._references = references
        self._statuses = statuses

    def erase(self, address: str, at: datetime | None = None, attachments: Path | None = None) -> Erased:
        """Erase every message to this address with its events, reports and log entries, take the address out
        of mails and drafts, and mask it in all other texts, in one transaction; then overwrite all of it.

        A record stays: time, SHA-256 of the address, and counts. By it, later reports and logs about that mail are
        dropped (`archive.privacy.suppression`). Takes some minutes on an archive of a million messages.

        Args:
            at: now, if not given.
            attachments: the folder of the attachment store. Texts in it are stored anew without the address; the old
                contents are among `unused_files`.

        Raises:
            ValueError: that is no address.
            BeingSent: a mail to the address, or with a file that contains it, is being sent; nothing was erased.
            ArchiveError: nothing was erased.
        """
        address = address.strip()
        if "@" not in address.strip("@"):
            raise ValueError("not an address")
        looked = self._look_into_files(RecipientMask(address), attachments)
        with self._db.transaction():
            files = self._references.used()
            if not looked.rewritten.keys().isdisjoint(row[0] for row in self._db.rows(_FILES_BEING_SENT)):
                raise BeingSent("a mail with a file that names the address is being sent")
            mask = RecipientMask(address, files=looked.rewritten)
            counts, ids = self._erase_messages(mask)
            mask = mask.with_ids(ids)
            self._leave_mails(mask, counts)
            self._leave_drafts(mask, counts)
            self._leave_runs(mask, counts)
            self._refer_to_new_files(mask, looked)
            counts["texts"] += mask_columns(self._db, mask.masked)
            left = self._references.used()
            unused = (files | looked.rewritten.keys()) - left
            counts["unreadable_files"] = len(looked.unreadable & left)
            digest = hash_of(address_key(address))
            self._db.run(_RECORD, (micros(at or utc_now()), digest, json.dumps(counts)))
        self._statuses.forget()
        return Erased(
            mask=mask,
            **dict[str, Any](counts),
            unused_files=tuple(sorted(unused)),
            accounts=tuple(self._accounts_with(mask)),
            copies=(*copies_beside(self._db.path), *self._unread_with(mask)),
            is_overwritten=self._overwrite(mask),
        )

    def finish(self) -> None:
        """Finish the overwriting of an earlier erasure that was interrupted or blocked by a reader."""
        if self._db.row(_UNFINISHED):
            self._overwrite(None)

    def _look_into_files(self, mask: RecipientMask, attachments: Path | None) -> LookedInto:
        if attachments is None:
            return LookedInto({}, frozenset())
        with os_errors_translated():
            try:
                return look_into(AttachmentStore(attachments), sorted(self._references.used()), mask)
            except StoreNotWritable as error:
                raise error.__cause__ or error from None

    def _erase_messages(self, mask: RecipientMask) -> tuple[Counter[str], list[str]]:
        """Returns the counts, and the ids of mails to this address alone."""
        self._db.define("names_person", lambda address: int(mask.is_named_by(address)))
        found = self._db.rows(_TO_PERSON)
        rows = json.dumps([row for row, _ in found])
        counts = Counter({name: self._db.changed(sql, (rows,)) for name, sql in _OF_MESSAGES.items()})
        ids = [message_id for _, message_id in found if message_id]
        shared = "SELECT DISTINCT message_id FROM message WHERE message_id IN (SELECT value FROM json_each(?))"
        others = {row[0] for row in self._db.rows(shared, (json.dumps(ids),))}
        return counts, [one for one in ids if one not in others]

    def _leave_mails(self, mask: RecipientMask, counts: Counter[str]) -> None:
        changed: list[tuple[int, str, list[Recipient]]] = []
        for number, state, text in self._db.each(_MAILS):
            recipients = value_of(text, tuple[Recipient, ...])
            others = [one for one in recipients if not mask.is_named_by(one.mailbox.address)]
            if len(others) < len(recipients):
                changed.append((number, state, others))
        for number, state, others in changed:
            if state == "sending":
                raise BeingSent("a mail to this address is being sent")
            counts["submissions"] += 1
            if others:
                self._db.run(_SET_RECIPIENTS, (json_of(others), number))
                self._db.run(_SET_COUNT, (len(others), number))
            else:
                for sql in _DROP_MAIL:
                    self._db.run(sql, (number,))

    def _leave_drafts(self, mask: RecipientMask, counts: Counter[str]) -> None:
        for draft_id, text in self._db.rows(_DRAFTS):
            draft = value_of(text, Draft)
            changed = mask.without_recipients(draft)
            if changed != draft:
                counts["drafts"] += 1
                self._db.run(_SET_DRAFT, (json_of(changed), draft_id))

    def _leave_runs(self, mask: RecipientMask, counts: Counter[str]) -> None:
        """Take the address out of send runs that have not reached it yet."""
        if self._db.changed(_DROP_RUN_ROWS):
            counts["submissions"] += 1
            self._db.run(_COUNT_RUN_ROWS)
        for run_id, text in self._db.rows(_RUN_DRAFTS):
            draft = value_of(text, Draft)
            changed = mask.without_recipients(draft)
            if changed != draft:
                self._db.run(_SET_RUN_DRAFT, (json_of(changed), run_id))

    def _refer_to_new_files(self, mask: RecipientMask, looked: LookedInto) -> None:
        if looked.rewritten:
            for rows, change in (
                (_DRAFTS, _SET_DRAFT),
                (_CONTENTS, _SET_CONTENT),
                (_RUN_CONTENTS, _SET_RUN_CONTENT),
                (_RUN_DRAFTS, _SET_RUN_DRAFT),
            ):
                for key, text in self._db.rows(rows):
                    if (changed := mask.with_new_files(text)) != text:
                        self._db.run(change, (changed, key))

    def _accounts_with(self, mask: RecipientMask) -> Iterator[str]:
        for (settings,) in self._db.rows(_ACCOUNTS):
            if mask.is_in(settings):
                yield value_of(settings, Account).name

    def _overwrite(self, mask: RecipientMask | None) -> bool:
        """Freed space is zeroed already (secure_delete), except for the search index, the log, and bytes that SQLite
        moved."""
        for sql in _TIDY_SEARCHES:
            self._db.run(sql)
        if not self._is_log_emptied():
            return False
        if mask is None or mask.has_met_encoded or _is_in_file(mask.address, self._db.path):
            self._db.run("VACUUM")
            if not self._is_log_emptied():
                return False
        with self._db.transaction():
            self._db.run(_FINISHED)
        return True

    def _unread_with(self, mask: RecipientMask) -> list[Path]:
        """Answers not stored yet, which another process may still be receiving."""
        unread = []
        for path in IncomingAnswers.beside(self._db.path).files():
            with contextlib.suppress(FileNotFoundError):  # stored meanwhile
                if mask.is_in(path.read_bytes()):
                    unread.append(path)
        return unread

    def _is_log_emptied(self) -> bool:
        row = self._db.row(_EMPTY_LOG)
        return row is not None and row[0] == 0


def _is_in_file(address: str, path: Path) -> bool:
    """True if the file contains the address unencoded."""
    wanted = re.compile(re.escape(address.encode()), re.IGNORECASE)
    end = b""
    for block in blocks_beside_sqlite(path):
        if wanted.search(end + block):
            return True
        end = block[-len(address.encode()) :]
    return False
