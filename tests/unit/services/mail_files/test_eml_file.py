"""Mails as files: what becomes of their parts."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from composer_app.domain.problem import ProblemCode
from composer_app.services.mail_files.eml_file import MAX_EML_BYTES, read_eml_file
from composer_app.services.mail_files.file_content import FileOfMail
from composer_app.services.runtime.error_mapping import Failed


def saved(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "mail.eml"
    path.write_bytes(content)
    return path


def test_a_whole_mail_is_read(tmp_path: Path) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Ihre Rechnung für Žofie"
    mail["To"] = "ana@example.com"
    mail.set_content("Grüße\r\n")
    mail.add_alternative('<p>Grüße</p><img src="cid:part1.logo@example.com">', subtype="html")
    html = mail.get_body(("html",))
    assert isinstance(html, EmailMessage)
    html.add_related(b"logo", "image", "png", cid="<part1.logo@example.com>", filename="Logo ä.png")
    mail.add_attachment(b"%PDF", "application", "pdf", filename="Übersicht.pdf")
    mail.add_attachment(b"picture", "image", "jpeg")
    mail.add_attachment(b"MZ", "application", "octet-stream", filename="setup.exe")
    inner = EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content("inner words")
    mail.add_attachment(inner)

    found = read_eml_file(saved(tmp_path, mail.as_bytes()))

    assert found.subject == "Ihre Rechnung für Žofie"
    assert found.html == '<p>Grüße</p><img src="cid:Logo-a.png">\n'
    assert found.text == "Grüße\n"
    assert found.files[:3] == (
        FileOfMail("Logo-a.png", b"logo", is_inline=True, media_type="image/png"),
        FileOfMail("Übersicht.pdf", b"%PDF"),
        FileOfMail("image.jpeg", b"picture"),
    )
    assert found.files[3].name == "mail.eml"
    assert b"inner words" in found.files[3].content
    assert found.left_out == ("setup.exe",)


@pytest.mark.parametrize(
    ("charset", "body"),
    [("iso-8859-2", "Žluť".encode("iso8859-2")), ("x-unknown", "Žluť".encode()), ("", "Žluť".encode())],
)
def test_bodies_in_any_encoding_are_read(tmp_path: Path, charset: str, body: bytes) -> None:
    kind = f"text/plain; charset={charset}" if charset else "text/plain"
    head = f"Subject: =?utf-8?q?Zl=C3=BD?=\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"

    found = read_eml_file(saved(tmp_path, head.encode() + body))

    assert (found.subject, found.text, found.html) == ("Zlý", "Žluť", "")


def test_an_inline_image_without_a_reference_and_a_part_without_a_name_are_files(tmp_path: Path) -> None:
    mail = EmailMessage(policy=SMTP)
    mail.set_content("<p>x</p>", subtype="html")
    mail.add_related(b"logo", "image", "svg+xml", cid="<unused@example.com>")
    mail.add_attachment(b"x", "application", "octet-stream")
    mail.add_attachment("BEGIN:VCALENDAR", subtype="calendar")

    found = read_eml_file(saved(tmp_path, mail.as_bytes()))

    assert [(file.name, file.is_inline) for file in found.files] == [
        ("image.svg", False),
        ("file", False),
        ("invite.ics", False),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"X-Empty: 1\r\n\r\n \r\n", ProblemCode.MAIL_FILE_EMPTY),
        (b"Subject: x\r\n\r\n" + bytes(MAX_EML_BYTES), ProblemCode.FILE_TOO_BIG),
        (
            b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 1_100 + b"--b--",
            ProblemCode.FILE_TOO_BIG,
        ),
    ],
)
def test_nothing_and_too_much_are_refused(tmp_path: Path, content: bytes, code: ProblemCode) -> None:
    with pytest.raises(Failed) as failed:
        read_eml_file(saved(tmp_path, content))

    assert failed.value.problem.code is code


def test_parts_within_parts_without_end_do_no_harm(tmp_path: Path) -> None:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3_000))

    with pytest.raises(Failed) as failed:
        read_eml_file(saved(tmp_path, b"Subject: x\r\n" + head))

    assert failed.value.problem.code is ProblemCode.MAIL_FILE_DAMAGED


def test_a_multipart_that_is_none_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    found = read_eml_file(saved(tmp_path, b"Subject: x\r\nContent-Type: multipart/mixed\r\n\r\nwords"))

    assert found.subject == "x"
