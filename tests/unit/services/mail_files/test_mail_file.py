"""Any file is read by what is in it, and a draft that is saved comes back."""

from __future__ import annotations

import email
import email.policy
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.mail import Attachment
from composer_app.domain.problem import ProblemCode
from composer_app.services.mail_files.file_content import FileOfMail
from composer_app.services.mail_files.mail_file import eml_of_draft, read_mail_file
from composer_app.services.runtime.error_mapping import Failed

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
LOGO = Attachment("1" * 64, "logo.png", "image/png", 4, is_inline=True)
TERMS = Attachment("2" * 64, "terms.pdf", "application/pdf", 5)
LOST = Attachment("3" * 64, "lost.pdf", "application/pdf", 5)
BYTES = {LOGO.sha256: b"logo", TERMS.sha256: b"terms"}


def draft(**values: object) -> Draft:
    return Draft(id=DraftId("d"), account_id=AccountId("a"), updated_at=NOW, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["mail.txt", "mail.eml", "mail"])
def test_the_content_decides_unless_the_ending_is_that_of_html(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"<!DOCTYPE html>\r\n<p>words</p>")
    assert read_mail_file(path).html == "<!DOCTYPE html>\r\n<p>words</p>"

    path.write_bytes(b"From ana@example.com Tue Dec  1\nReceived: from x\nSubject: Hello\n\nwords")
    assert read_mail_file(path).subject == "Hello"

    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("index.html", "<p>packed</p>")
    assert read_mail_file(path).html == "<p>packed</p>"


@pytest.mark.parametrize("name", ["mail.html", "MAIL.HTM"])
@pytest.mark.parametrize("html", ["Subject: Hello\n\n<p>words</p>", "PK <b>November</b>", "{{name}}: <p>words</p>"])
def test_a_file_with_the_ending_of_html_is_html(tmp_path: Path, name: str, html: str) -> None:
    path = tmp_path / name
    path.write_bytes(html.encode())

    assert (read_mail_file(path).html, read_mail_file(path).subject) == (html, None)


@pytest.mark.parametrize(
    "html",
    [
        "<style>a: b</style>\n\n<p>words</p>",
        "<!--x: -->\n\n<p>words</p>",
        "{{name}}: <p>words</p>",
    ],
)
def test_html_of_any_ending_keeps_its_first_line(tmp_path: Path, html: str) -> None:
    path = tmp_path / "mail.txt"
    path.write_bytes(html.encode())

    assert read_mail_file(path).html == html


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path, ProblemCode.FILE_IS_FOLDER), (tmp_path / "x", ProblemCode.FILE_UNREADABLE)):
        with pytest.raises(Failed) as failed:
            read_mail_file(path)
        assert failed.value.problem.code is code


def test_a_draft_comes_back_from_its_eml_file(tmp_path: Path) -> None:
    html = '<p>Grüße {{name}}</p>\n<img src="cid:logo.png">\n'
    written = draft(
        sender="Linden Energy <billing@example.com>",
        to=("Ana Kovac <ana@example.com>", "{{other"),
        cc=("tom@example.org",),
        bcc=("secret@example.com",),
        subject="Your statement, {{name}}",
        html=html,
        attachments=(LOGO, TERMS, LOST),
    )
    path = tmp_path / "mail.eml"
    path.write_bytes(eml_of_draft(written, NOW, lambda file: BYTES.get(file.sha256)))

    found = read_mail_file(path)
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)

    assert (found.subject, found.html) == ("Your statement, {{name}}", html)
    assert found.text is not None
    assert "Grüße {{name}}" in found.text
    assert found.files == (
        FileOfMail("logo.png", b"logo", is_inline=True, media_type="image/png"),
        FileOfMail("terms.pdf", b"terms"),
    )
    assert (mail["X-Unsent"], mail["X-Missing-File"], mail["Cc"]) == ("1", "lost.pdf", "tom@example.org")
    assert "secret@example.com" in mail["Bcc"]


def test_a_draft_with_its_own_text_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(eml_of_draft(draft(subject="x", text="My words\n"), NOW, lambda _file: None))

    assert (read_mail_file(path).text, read_mail_file(path).html) == ("My words\n", "")
