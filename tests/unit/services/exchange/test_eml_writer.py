"""Mails as EML files."""

from __future__ import annotations

import email
import zipfile
from collections.abc import Iterator
from contextlib import closing
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId
from composer_app.domain.mail import Attachment, Mailbox, MailContent, RecipientKind
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import Recipient, Submission
from composer_app.services.exchange.eml_writer import eml, write_eml
from composer_app.services.exchange.export_job import Exported, ExportFormat
from composer_app.services.records import RecordKind
from composer_app.services.runtime.error_mapping import Failed
from tests.new_archive import open_new
from tests.unit.archive.samples import T0, submission
from tests.unit.services.exchange.common import add_logs, add_reports, export, item, job_for, queue


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(open_new(tmp_path / "archive.sqlite")) as opened:
        yield opened


def mail(**content: Any) -> Submission:
    given = {"sender": "Linden <billing@example.com>", "subject": "Statement"} | content
    return msgspec.structs.replace(submission("ana@example.com"), content=MailContent(**given))


def read(raw: bytes) -> EmailMessage:
    found = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def made(mail: Submission, files: dict[str, bytes] | None = None, **row: Any) -> EmailMessage:
    given: dict[str, Any] = {
        "row": 1,
        "account_id": SANDBOX_ACCOUNT,
        "outcome": Outcome.DELIVERED,
        "to": "ana@example.com",
    } | row
    message = MessageRow(**given)
    return read(eml(message, mail, lambda file: (files or {}).get(file.sha256)))


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).strip()


def test_a_mail_has_its_headers_and_both_bodies() -> None:
    found = made(
        mail(html="<p>Hello ✓</p>", text="Hello", reply_to="help@example.com"), message_id=MessageId("m-1"), sent_at=T0
    )

    assert (found["From"], found["To"], found["Subject"], found["Reply-To"]) == (
        "Linden <billing@example.com>",
        "ana@example.com",
        "Statement",
        "help@example.com",
    )
    assert found["Date"].datetime == T0
    assert (found["X-Infobip-Message-Id"], found["X-Infobip-Bulk-Id"]) == ("m-1", "bulk-1")
    assert (body(found, "html"), body(found, "plain")) == ("<p>Hello ✓</p>", "Hello")


@pytest.mark.parametrize(("kind", "header"), [(RecipientKind.CC, "Cc"), (RecipientKind.BCC, "Bcc")])
def test_a_copy_says_so(kind: RecipientKind, header: str) -> None:
    found = made(mail(text="Hello"), kind=kind)

    assert (found[header], found["To"]) == ("ana@example.com", None)


def test_placeholders_have_the_values_of_the_recipient() -> None:
    recipient = Recipient(Mailbox("ana@example.com", "Ana"), placeholders={"name": "Ana"})
    written = msgspec.structs.replace(
        mail(subject="For {{name}}", html="<p>{{name}} {{other}}</p>"), recipients=(recipient,)
    )

    found = made(written)

    assert (found["Subject"], found["To"]) == ("For Ana", "Ana <ana@example.com>")
    assert body(found, "html") == "<p>Ana {{other}}</p>"


def test_files_are_attached_and_images_are_in_the_text() -> None:
    files = (
        Attachment("1", "Rechnung März.pdf", "application/pdf", 3),
        Attachment("2", "logo.png", "image/png", 3, is_inline=True),
        Attachment("3", "notes.txt", "text/plain", 3),
        Attachment("4", "gone.pdf", "application/pdf", 3),
    )

    found = made(mail(html='<img src="cid:logo.png">', attachments=files), {"1": b"pdf", "2": b"png", "3": b"txt"})

    attached = {part.get_filename(): part.get_content() for part in found.iter_attachments()}
    assert attached == {"Rechnung März.pdf": b"pdf", "notes.txt": b"txt"}
    (image,) = [part for part in found.walk() if part.get_content_type() == "image/png"]
    assert (image["Content-ID"], image.get_content()) == ("<logo.png>", b"png")
    assert found["X-Missing-File"] == "gone.pdf"


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_mail(subject: str, text: str, name: str) -> None:
    recipient = Recipient(Mailbox("ana@example.com", name))
    written = msgspec.structs.replace(mail(subject=subject, text=text, html=text), recipients=(recipient,))

    found = made(written)

    assert str(found["Subject"]).split() == subject.replace("\0", " ").split() or subject


def test_an_address_beyond_ascii_is_written_in_utf_8() -> None:
    found = made(mail(sender="Jörg <jörg@example.com>", text="Hello"))

    assert "jörg@example.com" in found["From"]


def test_mails_of_ours_are_in_the_zip_and_the_others_are_counted(archive: Archive, tmp_path: Path) -> None:
    queue(archive, "ana@example.com", "tom/../@example.org")
    add_logs(archive, [item(1)])

    job = job_for(tmp_path / "a.zip", format=ExportFormat.EML, attachments=str(tmp_path))

    assert export(archive, job) == Exported(2, left_out=1)
    with zipfile.ZipFile(tmp_path / "a.zip") as pack:
        assert pack.namelist() == ["000001-ana@example.com.eml", "000002-tom_.._@example.org.eml"]
        assert read(pack.read("000001-ana@example.com.eml"))["Subject"] == "Your November statement"


def test_several_reports_on_a_mail_give_one_file(archive: Archive, tmp_path: Path) -> None:
    queue(archive, "ana@example.com", ids=("m-1",))
    add_reports(archive, [item(1, to="ana@example.com"), item(1, to="ana@example.com", messageCount=2)])

    job = job_for(tmp_path / "a.zip", RecordKind.REPORT, format=ExportFormat.EML, attachments=str(tmp_path))

    assert export(archive, job) == Exported(2, left_out=0)
    with zipfile.ZipFile(tmp_path / "a.zip") as pack:
        assert len(pack.namelist()) == 1


def test_an_unwanted_one_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    queue(archive, "ana@example.com")
    job = job_for(tmp_path / "a.zip", format=ExportFormat.EML, attachments=str(tmp_path))

    assert export(archive, job, lambda: True) is None

    assert not list(tmp_path.glob("*a.zip*"))


@pytest.mark.parametrize("sender", ["&  <", '"', "=@[-a?)&:"])
def test_what_is_no_address_is_kept_as_words(sender: str) -> None:
    found = made(mail(sender=sender, html="<p>Hello</p>"))
    assert sender.split() in (str(found["X-Unreadable-From"]).split(), str(found["From"]).split())
    assert found["To"] == "ana@example.com"
    assert body(found, "html") == "<p>Hello</p>"


def test_the_files_of_a_mail_are_in_its_eml_and_a_lost_one_is_named(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Hello")
    digest, size = AttachmentStore(tmp_path / "store").add_file(tmp_path / "a.txt")
    files = (Attachment(digest, "a.txt", "text/plain", size), Attachment("0" * 64, "lost.pdf", "application/pdf", 3))
    archive.outbox.queue(mail(text="Hello", attachments=files), None)

    export(archive, job_for(tmp_path / "a.zip", format=ExportFormat.EML, attachments=str(tmp_path / "store")))

    with zipfile.ZipFile(tmp_path / "a.zip") as pack:
        found = read(pack.read(pack.namelist()[0]))
    assert [part.get_filename() for part in found.iter_attachments()] == ["a.txt"]
    assert found["X-Missing-File"] == "lost.pdf"


def test_one_mail_is_written_with_its_files_and_of_bcc_only_its_own_recipient(tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path / "files")
    (tmp_path / "bill.pdf").write_bytes(b"%PDF")
    sha256, size = store.add_file(tmp_path / "bill.pdf", limit_bytes=100)
    there = Attachment(sha256, "bill.pdf", "application/pdf", size)
    gone = Attachment("0" * 64, "gone.pdf", "application/pdf", 1)
    sent = mail(text="Hello", attachments=(there, gone))
    secret = Recipient(Mailbox("secret@example.com"), RecipientKind.BCC)
    sent = msgspec.structs.replace(sent, recipients=(*sent.recipients, secret))
    message = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.DELIVERED, to="ana@example.com")

    path = write_eml(message, sent, tmp_path / "files", tmp_path / "mail.eml")

    written = read(path.read_bytes())
    assert [part.get_filename() for part in written.iter_attachments()] == ["bill.pdf"]
    assert written["X-Missing-File"] == "gone.pdf"
    assert "secret@example.com" not in path.read_text()
    own = write_eml(
        msgspec.structs.replace(message, to="secret@example.com", kind=RecipientKind.BCC),
        sent,
        tmp_path / "files",
        tmp_path / "own.eml",
    )
    assert read(own.read_bytes())["Bcc"] == "secret@example.com"
    assert "ana@example.com" not in own.read_text()


def test_a_file_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    message = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.DELIVERED, to="ana@example.com")
    with pytest.raises(Failed):
        write_eml(message, mail(text="Hello"), tmp_path, tmp_path / "nowhere" / "mail.eml")
