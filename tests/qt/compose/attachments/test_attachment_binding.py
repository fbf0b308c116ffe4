"""The files of the mail on the page: dropped, pasted, refused, renamed, taken out and put back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.compose.attachments.attachment_binding import AttachmentBinding
from composer_app.ui.compose.compose_page import ComposePage
from tests.qt.compose.conftest import drag, drop, files

OVER_PREVIEW, OVER_EDITOR = QPoint(1100, 300), QPoint(300, 300)


def picture(path: Path, colour: QColor | None = None) -> Path:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(colour or QColor(Qt.GlobalColor.red))
    assert image.save(str(path))
    return path


def settle(qtbot: QtBot, page: ComposePage) -> None:
    qtbot.waitUntil(lambda: not page.intake.is_copying())


def names(page: ComposePage) -> list[str]:
    return [file.file_name for file in page.session.draft.attachments]


def said(page: ComposePage) -> str:
    message = page.view.messages.message("files")
    assert message is not None
    return f"{message.title()} {message.body()}"


def test_a_file_dropped_anywhere_is_attached(
    qtbot: QtBot, page: ComposePage, services: Services, tmp_path: Path
) -> None:
    bill = tmp_path / "Rechnung März – 2026.pdf"
    bill.write_bytes(b"%PDF-1.4 x")

    drop(page, files(bill), QPoint(400, 20))
    settle(qtbot, page)

    (file,) = page.session.draft.attachments
    assert (file.file_name, file.media_type, file.size_bytes) == (bill.name, "application/pdf", 10)
    assert services.attachments.path_of(file).read_bytes() == b"%PDF-1.4 x"


def test_a_field_with_text_takes_dropped_files_as_files(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("x")
    mime = files(note)
    mime.setText(str(note))

    for target in (page.view.header.subject, page.view.body.html_editor.viewport()):
        drop(target, mime, QPoint(20, 10))
        settle(qtbot, page)

    assert names(page) == ["note.txt"]
    assert page.session.draft.subject == ""
    assert page.session.draft.html == ""


def test_an_image_over_the_editor_is_placed_in_the_text(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    page.view.body.html_editor.insertPlainText("<p>\n  one\n</p>")
    image = picture(tmp_path / "Büro plan.png")
    line = page.view.body.html_editor.document().findBlockByNumber(1)
    editor = page.view.body.html_editor
    y = int(editor.blockBoundingGeometry(line).translated(editor.contentOffset()).center().y())
    where = editor.viewport().mapTo(page, QPoint(40, y))

    drop(page, files(image), where)
    settle(qtbot, page)

    (file,) = page.session.draft.attachments
    assert file.is_inline
    assert file.file_name == "Buro-plan.png"
    assert page.session.draft.html == '<p>\n  one\n  <img src="cid:Buro-plan.png" alt="">\n</p>'


@pytest.mark.parametrize(
    ("make", "zone", "message"),
    [
        ("big", "200 MB is too big. The limit is 25 MB.", "film.mov is too big."),
        ("folder", "papers is a folder. Drop the files that are in it.", "papers is a folder."),
        (
            "exe",
            "Infobip does not accept .exe files.",
            "setup.exe was not attached. Infobip does not accept .exe files.",
        ),
        ("gone", "1 file, 0 B. The mail then has 0 of 25 MB.", "gone.pdf cannot be read."),
    ],
)
def test_what_cannot_be_attached_is_reported(
    qtbot: QtBot, page: ComposePage, tmp_path: Path, make: str, zone: str, message: str
) -> None:
    paths = {"big": "film.mov", "folder": "papers", "exe": "setup.exe", "gone": "gone.pdf"}
    path = tmp_path / paths[make]
    if make == "big":
        with path.open("wb") as file:
            file.truncate(200_000_000)
    elif make == "folder":
        path.mkdir()
    elif make == "exe":
        path.write_bytes(b"MZ")
    page.view.body.html_editor.insertPlainText("<p>safe</p>")

    drag(page, files(path), OVER_EDITOR)
    assert page.drops.overlay().zones()[0].note == zone
    drop(page, files(path), OVER_EDITOR)
    settle(qtbot, page)

    assert said(page).startswith(message)
    assert names(page) == []
    assert page.session.draft.html == "<p>safe</p>"


def test_several_refused_files_are_each_reported(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"x")
    (tmp_path / "b.bat").write_bytes(b"x")
    (tmp_path / "c.txt").write_bytes(b"x")

    drop(page, files(*(tmp_path / name for name in ("a.exe", "b.bat", "c.txt"))), OVER_EDITOR)
    settle(qtbot, page)

    assert "a.exe" in said(page)
    assert "b.bat" in said(page)
    assert names(page) == ["c.txt"]


def test_an_address_of_the_web_is_no_file(page: ComposePage) -> None:
    drop(page, files("https://example.com/picture.png"), OVER_EDITOR)

    assert said(page).startswith(
        "A web address cannot be attached. https://example.com/picture.png is not on this computer."
    )


def test_a_picture_of_the_clipboard_is_placed_at_the_cursor(qtbot: QtBot, page: ComposePage) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.blue))
    mime = QMimeData()
    mime.setImageData(image)
    page.view.body.html_editor.insertPlainText("ab")

    page.view.body.html_editor.insertFromMimeData(mime)
    settle(qtbot, page)

    assert page.session.draft.html == 'ab<img src="cid:picture.png" alt="">'
    assert page.session.draft.attachments[0].is_inline


def test_a_removed_file_comes_back_at_its_place(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
        page.intake.attach(tmp_path / name)
    settle(qtbot, page)

    with qtbot.waitSignal(page.toast_wanted) as toast:
        page.view.files.remove_wanted.emit("b.txt")
    assert names(page) == ["a.txt", "c.txt"]
    assert toast.args[:2] == ["b.txt removed.", "Undo"]

    toast.args[2]()
    assert names(page) == ["a.txt", "b.txt", "c.txt"]


def test_a_file_renamed_by_f2_keeps_the_focus(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
        page.intake.attach(tmp_path / name)
        settle(qtbot, page)
    chip = page.view.files.chips.chips()[0]
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    qtbot.keyClick(chip, Qt.Key.Key_F2)
    dialog = page.findChild(QInputDialog, "rename_dialog")
    assert isinstance(dialog, QInputDialog)
    qtbot.waitUntil(dialog.isActiveWindow)

    dialog.setTextValue("c.txt")
    dialog.accept()

    assert names(page) == ["c.txt", "b.txt"]
    assert page.window().focusWidget() is page.view.files.chips.chips()[0]


def test_a_renamed_image_is_asked_for_by_its_new_name(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    page.intake.attach(picture(tmp_path / "map.png"), is_inline=True)
    settle(qtbot, page)

    page.view.files.rename_wanted.emit("map.png", "office/new map.png")

    assert names(page) == ["new-map.png"]
    assert page.session.draft.html == '<img src="cid:new-map.png" alt="">'


def test_an_image_whose_name_begins_another_is_renamed_alone(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    for name in ("logo.png", "logo.png.footer.png"):
        page.intake.attach(picture(tmp_path / name, QColor(len(name), 0, 0)), is_inline=True, is_placed=True)
    html = '<img src="CID:logo.png"><img src="cid:logo.png.footer.png"><td style="background:url(cid:logo.png)">'
    page.view.body.html_editor.insertPlainText(html)
    settle(qtbot, page)

    page.view.files.rename_wanted.emit("logo.png", "brand.gif")

    assert page.session.draft.html == html.replace('logo.png"', 'brand.gif"', 1).replace(
        "(cid:logo.png)", "(cid:brand.gif)"
    )
    assert [(file.file_name, file.media_type) for file in page.session.draft.attachments] == [
        ("brand.gif", "image/gif"),
        ("logo.png.footer.png", "image/png"),
    ]


@pytest.mark.parametrize(
    "name", ["a\u202fb.pdf", "a\u00a0b.pdf", "a\u3000b.pdf", "a\u200db.pdf", 'a"b%22.pdf', "a\\b.pdf"]
)
def test_names_of_any_characters_stay(qtbot: QtBot, page: ComposePage, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a")
    page.intake.attach(tmp_path / name)
    settle(qtbot, page)
    assert names(page) == [name]

    page.view.files.rename_wanted.emit(name, name.replace("\\", "").replace("b", "c"))
    assert names(page) == [name.replace("\\", "").replace("b", "c")]


def test_a_line_end_in_a_name_becomes_a_blank_and_that_is_reported(
    qtbot: QtBot, page: ComposePage, tmp_path: Path
) -> None:
    (tmp_path / "two\nlines.pdf").write_text("a")
    with qtbot.waitSignal(page.toast_wanted) as toast:
        page.intake.attach(tmp_path / "two\nlines.pdf")

    assert names(page) == ["two lines.pdf"]
    assert toast.args[0] == "Characters that are not allowed in a file name are now spaces: two lines.pdf"


def test_a_link_to_write_to_is_no_file(qtbot: QtBot, page: ComposePage) -> None:
    drop(page.view.header.recipients.fields["to"], files("mailto:ana@example.com"), OVER_EDITOR)

    qtbot.waitUntil(lambda: page.session.draft.to == ("ana@example.com",))  # judged in slices
    assert page.view.messages.message("files") is None


def test_sending_waits_for_a_file_that_is_being_copied(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    page.intake.attach(tmp_path / "a.txt")

    assert page.view.files.copying_text() == "Copying a.txt…"
    assert not page.view.actions.send_button.isEnabled()
    settle(qtbot, page)
    assert page.view.files.copying_text() == ""
    assert page.view.actions.send_button.isEnabled()


def test_the_meter_turns_when_files_are_too_much(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    for number in range(2):
        with (tmp_path / f"{number}.bin").open("wb") as file:
            file.truncate(15_000_000 + number)
        page.intake.attach(tmp_path / f"{number}.bin")
    qtbot.waitUntil(lambda: not page.intake.is_copying())

    assert page.view.files.meter.is_over()
    assert page.view.files.meter.text() == "30 of 25 MB"


def test_a_double_click_shows_the_file_of_the_mail(
    qtbot: QtBot, page: ComposePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    for name, content in (("good.txt", b"words"), ("trick.txt", b"#!/bin/sh\necho")):
        (tmp_path / name).write_bytes(content)
        page.intake.attach(tmp_path / name)
        settle(qtbot, page)
    good, trick = page.view.files.chips.chips()

    qtbot.mouseDClick(good, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    qtbot.waitUntil(lambda: len(opened) == 1)
    qtbot.mouseDClick(trick, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    qtbot.waitUntil(lambda: page.view.messages.message("files") is not None)

    assert said(page).startswith("trick.txt is not opened from here.")
    assert [url.fileName() for url in opened] == ["good.txt"]


def test_a_file_whose_mail_was_left_is_said(page: ComposePage, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    page.view.body.html_editor.insertPlainText("<p>x</p>")
    page.intake.attach(tmp_path / "a.txt")

    page.new_mail()

    assert (
        said(page) == "a.txt was not attached. Another mail was opened before the file was copied. "
        "Open this mail and attach the file again."
    )
    assert page.session.draft.is_empty
    assert page.view.files.copying_text() == ""


@pytest.fixture
def binding(page: ComposePage) -> AttachmentBinding:
    return page.attachments


def test_files_of_the_dialogs_come_into_the_mail(
    qtbot: QtBot, page: ComposePage, binding: AttachmentBinding, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("a")
    binding.picker.files_picked.emit([tmp_path / "a.txt"])
    binding.picker.image_picked.emit(picture(tmp_path / "map.png"))
    settle(qtbot, page)

    assert set(names(page)) == {"a.txt", "map.png"}
    assert page.view.body.html() == '<img src="cid:map.png" alt="">'


def test_an_image_that_the_text_still_asks_for_is_removed_with_a_warning(
    qtbot: QtBot, page: ComposePage, binding: AttachmentBinding, tmp_path: Path
) -> None:
    page.intake.attach(picture(tmp_path / "map.png"), is_inline=True)
    settle(qtbot, page)
    with qtbot.waitSignal(binding.toast_wanted) as toast:
        page.view.files.remove_wanted.emit("map.png")

    assert toast.args[0] == "map.png removed. The HTML still refers to it."
    assert names(page) == []


def test_a_clipboard_without_a_picture_is_said(page: ComposePage) -> None:
    page.view.body.image_pasted.emit(QImage())

    assert said(page).startswith("The picture was not placed.")
