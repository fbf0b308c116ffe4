"""The page and files: one becomes the mail, and the mail becomes one."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.mail_file_flow import MailFileFlow
from tests.qt.compose.conftest import drop, files, write_mail


def packed(tmp_path: Path) -> Path:
    path = tmp_path / "november.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("index.html", '<p>November</p>\r\n<img src="images/logo.png">')
        made.writestr("images/logo.png", b"logo")
    return path


def test_a_dropped_zip_is_the_mail_and_undo_brings_back_what_was_there(
    qtbot: QtBot, page: ComposePage, tmp_path: Path
) -> None:
    write_mail(qtbot, page, subject="Before", html="<p>before</p>")

    with qtbot.waitSignal(page.toast_wanted) as toast:
        drop(page, files(packed(tmp_path)), page.view.body.mapTo(page, QPoint(60, 200)))

    text, verb, undo = toast.args
    draft = page.session.draft
    assert (text, verb) == ("november.zip is the mail now.", "Undo")
    assert draft.html == '<p>November</p>\r\n<img src="cid:logo.png">'
    assert (draft.subject, draft.to) == ("Before", ("ana@example.com",))
    assert [file.file_name for file in draft.attachments] == ["logo.png"]
    assert "November" in page.view.body.html_editor.text()

    undo()
    assert page.session.draft.html == "<p>before</p>"
    assert page.session.draft.attachments == ()


def test_the_dialog_opens_a_mail_and_names_what_was_left_out(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(
        b"Subject: Hello\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n"
        b'--b\nContent-Disposition: attachment; filename="setup.exe"\n\nMZ\n--b--\n'
    )
    page.commands.open_file.trigger()
    dialog = page.findChild(QFileDialog, "file_dialog")
    assert isinstance(dialog, QFileDialog)

    with qtbot.waitSignal(page.mail_files.refused):
        dialog.fileSelected.emit(str(path))
    dialog.close()

    assert page.view.header.subject.text() == "Hello"
    assert page.session.draft.text == "words"
    message = page.view.messages.message("mail_file")
    assert message is not None
    assert message.title() == "1 file of the mail was left out."
    assert "setup.exe" in message.body()


def test_what_cannot_be_opened_is_said_and_changes_nothing(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    write_mail(qtbot, page)
    (tmp_path / "mail.zip").write_bytes(b"PK and no more")
    before = page.session.draft

    with qtbot.waitSignal(page.mail_files.refused):
        page.mail_files.open_file(tmp_path / "mail.zip")

    assert page.session.draft == before
    message = page.view.messages.message("mail_file")
    assert message is not None
    assert message.title() == "mail.zip cannot be read as a mail."


def test_a_file_for_a_mail_that_was_left_is_not_opened(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    write_mail(qtbot, page)

    with qtbot.waitSignal(page.mail_files.refused) as refused:
        page.mail_files.open_file(packed(tmp_path))
        page.new_mail()

    assert refused.args[0].title == "The file was not opened."
    assert page.session.draft.is_empty


def test_the_mail_is_saved_as_eml_or_html(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    asked: list[str] = []
    answers = [str(tmp_path / "saved"), str(tmp_path / "saved.html"), ""]

    def ask(_parent: object, suggested: str) -> str:
        asked.append(Path(suggested).name)
        return answers[len(asked) - 1]

    flow: MailFileFlow = page.mail_files
    flow.ask_path = ask
    with qtbot.waitSignal(page.toast_wanted) as toast:
        page.commands.save_as.trigger()
    assert toast.args[0] == "There is nothing to save yet."
    write_mail(qtbot, page, subject="Bill 11/26", html="<p>words</p>")

    for name in ("saved.eml", "saved.html"):
        with qtbot.waitSignal(page.toast_wanted) as toast:
            page.commands.save_as.trigger()
        assert toast.args[0] == f"{name} is saved."
    page.commands.save_as.trigger()

    assert asked == ["Bill 11-26.eml"] * 3
    assert (tmp_path / "saved.html").read_text() == "<p>words</p>"
    assert "Subject: Bill 11/26" in (tmp_path / "saved.eml").read_text()
