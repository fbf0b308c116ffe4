"""Writing and reading messages."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from composer_app.sandbox.magic_addresses import Outcome
from composer_app.sandbox.mail.addresses import Mailbox
from composer_app.sandbox.mail.send_request import FilePart, Mail, Recipient
from composer_app.sandbox.store.blobs import Blobs
from composer_app.sandbox.store.bulks import Bulks
from composer_app.sandbox.store.contents import Contents
from composer_app.sandbox.store.database import open_database, transaction
from composer_app.sandbox.store.filters import Condition, where
from composer_app.sandbox.store.rows import COLUMNS, Content, Message, mailboxes_as_text, mailboxes_of, message_of
from composer_app.sandbox.store.validations import Validations


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to store: its owner and its future outcome."""

    recipient: Recipient
    message_id: str
    outcome: Outcome
    sent_at_ms: int
    due_at_ms: int


class Store:
    """The data of the Sandbox. One thread only; every call is committed when it returns.

    Args:
        folder: where everything is kept.
        shares_reports: a report that v1 handed out is gone for v4, and the other way round.
    """

    def __init__(self, folder: Path, shares_reports: bool = True) -> None:
        self._database = open_database(folder)
        self._shares_reports = shares_reports
        if not shares_reports:
            self._database.execute(
                "CREATE INDEX IF NOT EXISTS report_waiting_v4 ON message (due_at) WHERE is_reported_v4 = 0"
            )
        self.blobs = Blobs(folder)
        self.bulks = Bulks(self._database)
        self.contents = Contents(self._database)
        self.validations = Validations(self._database)

    def close(self) -> None:
        self._database.close()

    def add(
        self, bulk_id: str, batch: Sequence[tuple[Mail, Sequence[NewMessage]]], send_at_ms: int | None = None
    ) -> None:
        """Stores all messages of one request, or none.

        Args:
            bulk_id: the client's.
            send_at_ms: time of a scheduled send; None: at once.
        """
        with transaction(self._database):
            bulk = None if send_at_ms is None else self.bulks.add(bulk_id, send_at_ms)
            for mail, messages in batch:
                mail_id = self._add_mail(mail)
                self._database.executemany(
                    "INSERT INTO message (mail, message_id, bulk_id, sender, recipient, recipient_name,"
                    " placeholders, campaign_reference_id, application_id, entity_id, outcome, final_group,"
                    " sent_at, due_at, bulk) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                    (
                        (
                            mail_id,
                            new.message_id,
                            bulk_id,
                            mail.sender.address,
                            new.recipient.mailbox.address,
                            new.recipient.mailbox.name,
                            json.dumps(new.recipient.placeholders),
                            mail.tags.campaign_reference_id,
                            mail.tags.application_id,
                            mail.tags.entity_id,
                            new.outcome.name,
                            new.outcome.status.group,
                            new.sent_at_ms,
                            new.due_at_ms,
                            bulk,
                        )
                        for new in messages
                    ),
                )

    def take_reports(self, conditions: Iterable[Condition], limit: int, by_v4: bool = False) -> list[Message]:
        """Hands out the newest waiting reports and remembers that exactly these were handed out."""
        column = "is_reported_v4" if by_v4 and not self._shares_reports else "is_reported"
        clause, values = where([*conditions, Condition(f"message.{column} = 0")])
        changed = "is_reported = 1, is_reported_v4 = 1" if self._shares_reports else f"{column} = 1"
        with transaction(self._database):
            rows = self._database.execute(
                f"SELECT {COLUMNS} FROM message JOIN mail ON mail.id = message.mail {clause}"  # noqa: S608
                " ORDER BY message.due_at DESC, message.id DESC LIMIT ?",
                (*values, limit),
            ).fetchall()
            self._database.executemany(
                f"UPDATE message SET {changed} WHERE id = ?",  # noqa: S608
                ((row[0],) for row in rows),
            )
        return [message_of(row) for row in rows]

    def find(self, conditions: Iterable[Condition], limit: int) -> list[Message]:
        """Returns the messages that meet all conditions, the latest sent first."""
        return self._select(conditions, "message.sent_at DESC, message.id DESC", limit)

    def newest(self, limit: int) -> list[Message]:
        """Returns the messages last received, scheduled ones included."""
        return self._select([], "message.id DESC", limit)

    def has_message(self, message_id: str) -> bool:
        row = self._database.execute("SELECT 1 FROM message WHERE message_id = ? LIMIT 1", (message_id,)).fetchone()
        return row is not None

    def message(self, message_id: str) -> Message | None:
        """Returns the message with this id, the newest if a client used the id twice."""
        found = self._select([Condition("message.message_id = ?", (message_id,))], "message.id DESC", 1)
        return found[0] if found else None

    def content(self, mail_id: int) -> Content:
        """Returns the body and the files of a mail."""
        row = self._database.execute(
            "SELECT reply_to, reply_to_name, visible_to, cc, headers, text, amp_html, html, mime"
            " FROM mail WHERE id = ?",
            (mail_id,),
        ).fetchone()
        files = self._database.execute(
            "SELECT is_inline, file_name, content_type, size_bytes, blob FROM file WHERE mail = ? ORDER BY position",
            (mail_id,),
        ).fetchall()
        return Content(
            reply_to=Mailbox(row[0], row[1]) if row[0] else None,
            visible_to=mailboxes_of(row[2]),
            cc=mailboxes_of(row[3]),
            headers=json.loads(row[4]),
            text=row[5],
            amp_html=row[6],
            html=row[7],
            mime=row[8],
            attachments=tuple(FilePart(*file[1:]) for file in files if not file[0]),
            inline_images=tuple(FilePart(*file[1:]) for file in files if file[0]),
        )

    def _add_mail(self, mail: Mail) -> int:
        to = tuple(recipient.mailbox for recipient in mail.to) if mail.preserve_recipients else ()
        cursor = self._database.execute(
            "INSERT INTO mail (sender, sender_name, reply_to, reply_to_name, preserve_recipients, visible_to, cc,"
            " subject, default_placeholders, headers, callback_data, text, amp_html, html, mime, options)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                mail.sender.address,
                mail.sender.name,
                mail.reply_to and mail.reply_to.address,
                mail.reply_to and mail.reply_to.name,
                mail.preserve_recipients,
                mailboxes_as_text(to),
                mailboxes_as_text(tuple(recipient.mailbox for recipient in mail.cc)),
                mail.subject,
                json.dumps(mail.default_placeholders),
                json.dumps(mail.headers),
                mail.tags.callback_data,
                mail.text,
                mail.amp_html,
                mail.html,
                mail.mime.blob if mail.mime else None,
                json.dumps(mail.options),
            ),
        )
        mail_id = cursor.lastrowid or 0
        files = [(file, False) for file in mail.attachments] + [(file, True) for file in mail.inline_images]
        self._database.executemany(
            "INSERT INTO file VALUES (?,?,?,?,?,?,?)",
            (
                (mail_id, position, inline, file.file_name, file.content_type, file.size_bytes, file.blob)
                for position, (file, inline) in enumerate(files)
            ),
        )
        return mail_id

    def _select(self, conditions: Iterable[Condition], order: str, limit: int) -> list[Message]:
        clause, values = where(conditions)
        rows = self._database.execute(
            f"SELECT {COLUMNS} FROM message JOIN mail ON mail.id = message.mail {clause}"  # noqa: S608
            f" ORDER BY {order} LIMIT ?",
            (*values, limit),
        ).fetchall()
        return [message_of(row) for row in rows]
