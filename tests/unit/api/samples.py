"""Recorded answers and made submissions for the tests of api/."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from composer_app.domain.account import Account, AuthScheme, Generation
from composer_app.domain.ids import AccountId, BulkId, MessageId, SubmissionId
from composer_app.domain.mail import Attachment, Mailbox, MailContent, RecipientKind
from composer_app.domain.secret import Secret
from composer_app.domain.submission import Recipient, Submission

DATA = Path(__file__).parents[2] / "data"
KEY = "s3cr3t-key-0123456789"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BULK = BulkId("mc-20261123-0a1b2c3d4e5f")


def recorded(name: str) -> bytes:
    return (DATA / "api" / name).read_bytes()


def account(generation: Generation = Generation.V3, auth: AuthScheme = AuthScheme.APP_KEY) -> Account:
    return Account(id=AccountId("a"), name="A", base_url="https://api.example.com", generation=generation, auth=auth)


def secret() -> Secret:
    return Secret(KEY)


def recipient(
    address: str, kind: RecipientKind = RecipientKind.TO, number: int | None = None, **placeholders: str
) -> Recipient:
    message_id = MessageId(f"{BULK}-{number}") if number else None
    return Recipient(Mailbox(address), kind, message_id, placeholders)


def submission(
    *recipients: Recipient,
    attachments: tuple[Attachment, ...] = (),
    subject: str = "November statement",
    html: str = "<p>Hello</p>",
    text: str = "Hello",
    reply_to: str = "",
) -> Submission:
    content = MailContent(
        sender="Linden Energy <billing@example.com>",
        subject=subject,
        html=html,
        text=text,
        reply_to=reply_to,
        attachments=attachments,
    )
    return Submission(
        id=SubmissionId("s"),
        account_id=AccountId("a"),
        bulk_id=BULK,
        content=content,
        recipients=recipients or (recipient("ana@example.com", number=1),),
        created_at=NOW,
    )


def file_of(folder: Path, size: int) -> tuple[Attachment, Path]:
    """A file of zeros to attach, and where it is."""
    blob = folder / "blob"
    blob.write_bytes(bytes(size))
    return Attachment("0" * 64, "big.bin", "application/octet-stream", size), blob


def no_files(sha256: str) -> Path:
    raise AssertionError("this mail has no files")
