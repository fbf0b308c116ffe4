"""Files become drafts and drafts become files, off the window's thread, with their images in the store."""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec
import pytest

from composer_app.domain.mail import Attachment
from composer_app.domain.problem import ProblemCode
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.mail_files.mail_files import MailFiles, OpenedMail
from tests.task_results import failure
from tests.unit.services.house import House, draft


@pytest.fixture
def files(empty_house: House) -> MailFiles:
    return MailFiles(empty_house.context)


def opened(house: House, files: MailFiles, path: Path) -> OpenedMail:
    found = house.value(files.open(path))
    assert isinstance(found, OpenedMail)
    return found


def test_images_of_a_page_are_in_the_store(empty_house: House, files: MailFiles, tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c.gif"):
        (tmp_path / name).write_bytes(name.encode()[-3:])  # the first two are the same image
    (tmp_path / "mail.html").write_text("<img src=a.png><img src=b.png><img src=c.gif>")

    found = opened(empty_house, files, tmp_path / "mail.html")

    assert found.html == "<img src=cid:a.png><img src=cid:a.png><img src=cid:c.gif>"
    assert [(one.file_name, one.media_type, one.is_inline) for one in found.attachments] == [
        ("a.png", "image/png", True),
        ("c.gif", "image/gif", True),
    ]
    stored = stored_path(empty_house.profile.attachments, found.attachments[0].sha256)
    assert stored.read_bytes() == b"png"


def test_an_image_whose_name_says_nothing_keeps_the_type_of_the_mail(
    empty_house: House, files: MailFiles, tmp_path: Path
) -> None:
    (tmp_path / "mail.eml").write_bytes(
        b"Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        b"--b\nContent-Type: text/html\n\n<img src='cid:1@x'>\n"
        b"--b\nContent-Type: image/png; name=picture\nContent-ID: <1@x>\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(b"png")
        + b"\n--b--\n"
    )

    found = opened(empty_house, files, tmp_path / "mail.eml")

    assert found.html.strip() == "<img src='cid:picture'>"
    assert [(one.file_name, one.media_type) for one in found.attachments] == [("picture", "image/png")]


def test_what_cannot_be_opened_fails_with_its_name(files: MailFiles, qtbot: object, tmp_path: Path) -> None:
    (tmp_path / "mail.zip").write_bytes(b"PK and no more")

    problem = failure(qtbot, files.open(tmp_path / "mail.zip")).problem  # type: ignore[arg-type]

    assert (problem.code, problem.subject) == (ProblemCode.MAIL_FILE_DAMAGED, "mail.zip")


def test_html_is_saved_as_it_is(empty_house: House, files: MailFiles, tmp_path: Path) -> None:
    html = "\ufeff<p>Gr\u00fc\u00dfe</p>\r\n\t \0\u2028"

    assert empty_house.value(files.save_html(html, tmp_path / "mail.html")) == tmp_path / "mail.html"

    assert (tmp_path / "mail.html").read_bytes() == html.encode()


def test_a_draft_is_saved_with_its_files(empty_house: House, files: MailFiles, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"logo")
    logo = empty_house.value(empty_house.attachments.attach(tmp_path / "logo.png", is_inline=True))
    lost = Attachment("9" * 64, "lost.pdf", "application/pdf", 1)
    written = msgspec.structs.replace(draft(html="<img src='cid:logo.png'>"), attachments=(logo, lost))

    empty_house.value(files.save_eml(written, tmp_path / "mail.eml"))

    found = opened(empty_house, files, tmp_path / "mail.eml")
    assert found.subject == written.subject
    assert found.html.strip() == "<img src='cid:logo.png'>"
    assert found.attachments == (logo,)
    assert b"X-Missing-File: lost.pdf" in (tmp_path / "mail.eml").read_bytes()


def test_the_folder_of_the_program_is_left_alone(empty_house: House, files: MailFiles) -> None:
    path = empty_house.profile.folder / "mail.eml"

    assert empty_house.problem(files.save_eml(draft(), path)).code is ProblemCode.IN_PROFILE
    assert empty_house.problem(files.save_html("<p>", path)).code is ProblemCode.IN_PROFILE
