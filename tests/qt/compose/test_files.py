"""Files: dropped, pasted, refused, renamed, taken out and put back."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.compose.attachments import file_names
from composer_app.ui.compose.compose_page import ComposePage
from tests.qt.compose.conftest import drag, drop, files

OVER_PREVIEW, OVER_EDITOR = QPoint(1100, 300), QPoint(300, 300)


def picture(path: Path, colour: QColor | None = None) -> Path:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(colour or QColor(Qt.GlobalColor.red))
    assert image.save(str(path))
    return path


def settle(qtbot: QtBot, page: ComposePage) -> None:
    qtbot.waitUntil(lambda: not page.files.is_copying())


def names(page: ComposePage) -> list[str]:
    return [file.file_name for file in page.draft().attachments]


def told(page: ComposePage) -> str:
    message = page.view.messages.message("files")
    assert message is not None
    return f"{message.title()} {message.body()}"


def test_a_file_dropped_anywhere_is_attached(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    bill = tmp_path / "Rechnung März – 2026.pdf"
    bill.write_bytes(b"%PDF-1.4 x")

    drop(page, files(bill), QPoint(400, 20))
    settle(qtbot, page)

    (file,) = page.draft().attachments
    assert (file.file_name, file.media_type, file.size_bytes) == (bill.name, "application/pdf", 10)
    assert page._services.attachments.path_of(file).read_bytes() == b"%PDF-1.4 x"


def test_a_field_with_text_takes_dropped_files_as_files(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("x")
    mime = files(note)
    mime.setText(str(note))

    for target in (page.view.header.subject, page.view.body.html_editor.viewport()):
        drop(target, mime, QPoint(20, 10))
        settle(qtbot, page)

    assert names(page) == ["note.txt"]
    assert page.draft().subject == ""
    assert page.draft().html == ""


def test_dragged_text_is_left_to_the_field_below(page: ComposePage) -> None:
    mime = QMimeData()
    mime.setText("words")
    target = page.findChild(QLineEdit, "subject_input")

    drop(target, mime, QPoint(20, 10))

    assert page.draft().subject == "words"
    assert page.drops.overlay().isHidden()


def test_the_overlay_says_what_would_happen(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    page.show_preview(True)
    qtbot.waitUntil(lambda: page.view.body.width() < 1000)
    image = picture(tmp_path / "map.png")

    drag(page, files(image), OVER_PREVIEW)
    zones = {zone.key: zone for zone in page.drops.overlay().zones()}

    assert (zones["place"].active, zones["attach"].active) == (False, True)
    assert zones["place"].note == "Inline image at line 1"
    assert zones["attach"].note.startswith("1 file, ")
    assert zones["attach"].note.endswith("Then 0 of 25 MB.")


def test_an_image_over_the_editor_is_placed_in_the_text(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    page.view.body.html_editor.insertPlainText("<p>\n  one\n</p>")
    image = picture(tmp_path / "Büro plan.png")
    line = page.view.body.html_editor.document().findBlockByNumber(1)
    editor = page.view.body.html_editor
    y = int(editor.blockBoundingGeometry(line).translated(editor.contentOffset()).center().y())
    where = editor.viewport().mapTo(page, QPoint(40, y))

    drop(page, files(image), where)
    settle(qtbot, page)

    (file,) = page.draft().attachments
    assert file.is_inline
    assert file.file_name == "Buro-plan.png"
    assert page.draft().html == '<p>\n  one\n  <img src="cid:Buro-plan.png" alt="">\n</p>'


def test_with_the_preview_hidden_an_image_can_still_be_attached(page: ComposePage, tmp_path: Path) -> None:
    image = picture(tmp_path / "map.png")

    drag(page, files(image), OVER_PREVIEW)

    active = [zone.key for zone in page.drops.overlay().zones() if zone.active]
    assert active == ["attach"]


def test_what_goes_on_leaves_no_overlay(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    from PySide6.QtGui import QDragLeaveEvent
    from PySide6.QtWidgets import QApplication

    drag(page, files(picture(tmp_path / "map.png")), OVER_EDITOR)
    assert page.drops.overlay().isVisible()

    QApplication.sendEvent(page, QDragLeaveEvent())
    page.drops._gone.timeout.emit()

    assert page.drops.overlay().isHidden()


@pytest.mark.parametrize(
    ("make", "zone", "message"),
    [
        ("big", "200 MB is too big. 25 MB is the most.", "film.mov is too big."),
        ("folder", "papers is a folder. Drop the files in it.", "papers is a folder."),
        ("exe", "Infobip takes no .exe files.", "setup.exe was not attached. Infobip takes no .exe files."),
        ("gone", "1 file, 0 B. Then 0 of 25 MB.", "gone.pdf cannot be read."),
    ],
)
def test_what_cannot_be_attached_is_told(
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

    assert told(page).startswith(message)
    assert names(page) == []
    assert page.draft().html == "<p>safe</p>"


def test_several_refused_files_are_each_told(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"x")
    (tmp_path / "b.bat").write_bytes(b"x")
    (tmp_path / "c.txt").write_bytes(b"x")

    drop(page, files(*(tmp_path / name for name in ("a.exe", "b.bat", "c.txt"))), OVER_EDITOR)
    settle(qtbot, page)

    assert "a.exe" in told(page)
    assert "b.bat" in told(page)
    assert names(page) == ["c.txt"]


def test_an_address_of_the_web_is_no_file(page: ComposePage) -> None:
    drop(page, files("https://example.com/picture.png"), OVER_EDITOR)

    assert told(page).startswith("An address is no file. https://example.com/picture.png is not on this computer.")


def test_a_picture_of_the_clipboard_is_placed_at_the_cursor(qtbot: QtBot, page: ComposePage) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.blue))
    mime = QMimeData()
    mime.setImageData(image)
    page.view.body.html_editor.insertPlainText("ab")

    page.view.body.html_editor.insertFromMimeData(mime)
    settle(qtbot, page)

    assert page.draft().html == 'ab<img src="cid:picture.png" alt="">'
    assert page.draft().attachments[0].is_inline


def test_two_files_of_one_name_stay_two(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.pdf").write_text(folder)
        page.files.attach(tmp_path / folder / "report.pdf")
    page.files.attach(tmp_path / "a" / "report.pdf")

    settle(qtbot, page)

    assert names(page) == ["report.pdf", "report-2.pdf"]


def test_a_removed_file_comes_back_at_its_place(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
        page.files.attach(tmp_path / name)
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
        page.files.attach(tmp_path / name)
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
    page.files.attach(picture(tmp_path / "map.png"), inline=True)
    settle(qtbot, page)

    page.view.files.rename_wanted.emit("map.png", "office/new map.png")

    assert names(page) == ["new-map.png"]
    assert page.draft().html == '<img src="cid:new-map.png" alt="">'


def test_an_image_whose_name_begins_another_is_renamed_alone(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    for name in ("logo.png", "logo.png.footer.png"):
        page.files.attach(picture(tmp_path / name, QColor(len(name), 0, 0)), inline=True, is_placed=True)
    html = '<img src="CID:logo.png"><img src="cid:logo.png.footer.png"><td style="background:url(cid:logo.png)">'
    page.view.body.html_editor.insertPlainText(html)
    settle(qtbot, page)

    page.view.files.rename_wanted.emit("logo.png", "brand.gif")

    assert page.draft().html == html.replace('logo.png"', 'brand.gif"', 1).replace("(cid:logo.png)", "(cid:brand.gif)")
    assert [(file.file_name, file.media_type) for file in page.draft().attachments] == [
        ("brand.gif", "image/gif"),
        ("logo.png.footer.png", "image/png"),
    ]


def test_a_renamed_file_has_the_type_of_its_new_name(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("a")
    page.files.attach(tmp_path / "report.txt")
    settle(qtbot, page)

    page.view.files.rename_wanted.emit("report.txt", "report.csv")

    assert [(file.file_name, file.media_type) for file in page.draft().attachments] == [("report.csv", "text/csv")]


@pytest.mark.parametrize(
    "name", ["a\u202fb.pdf", "a\u00a0b.pdf", "a\u3000b.pdf", "a\u200db.pdf", 'a"b%22.pdf', "a\\b.pdf"]
)
def test_names_of_any_characters_stay(qtbot: QtBot, page: ComposePage, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a")
    page.files.attach(tmp_path / name)
    settle(qtbot, page)
    assert names(page) == [name]

    page.view.files.rename_wanted.emit(name, name.replace("\\", "").replace("b", "c"))
    assert names(page) == [name.replace("\\", "").replace("b", "c")]


def test_a_line_end_in_a_name_becomes_a_blank_and_that_is_told(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    (tmp_path / "two\nlines.pdf").write_text("a")
    with qtbot.waitSignal(page.toast_wanted) as toast:
        page.files.attach(tmp_path / "two\nlines.pdf")

    assert names(page) == ["two lines.pdf"]
    assert toast.args[0] == "Characters that no file name in a mail has are blanks now: two lines.pdf"


def test_a_link_to_write_to_is_no_file(qtbot: QtBot, page: ComposePage) -> None:
    drop(page.view.header.fields["to"], files("mailto:ana@example.com"), OVER_EDITOR)

    qtbot.waitUntil(lambda: page.draft().to == ("ana@example.com",))  # judged in slices
    assert page.view.messages.message("files") is None


def test_sending_waits_for_a_file_that_is_being_copied(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    page.files.attach(tmp_path / "a.txt")

    assert page.view.files.copying_text() == "Copying a.txt…"
    assert not page.view.actions.send_button.isEnabled()
    settle(qtbot, page)
    assert page.view.files.copying_text() == ""
    assert page.view.actions.send_button.isEnabled()


def test_files_over_another_page_call_for_this_one(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    page.hide()
    page.page_wanted.connect(page.show)

    drop(page, files(picture(tmp_path / "map.png")), OVER_PREVIEW)
    settle(qtbot, page)

    assert names(page) == ["map.png"]


def test_the_meter_turns_when_files_are_too_much(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    for number in range(2):
        with (tmp_path / f"{number}.bin").open("wb") as file:
            file.truncate(15_000_000 + number)
        page.files.attach(tmp_path / f"{number}.bin")
    qtbot.waitUntil(lambda: not page.files.is_copying(), timeout=20_000)

    assert page.view.files.meter.is_over()
    assert page.view.files.meter.text() == "30 of 25 MB"


@pytest.mark.parametrize(
    ("name", "start", "runs"),
    [
        ("invoice.pdf", b"%PDF-1.7", False),
        ("notes.txt", b"plain words", False),
        ("data.csv", b"a;b", False),
        ("setup.exe", b"", True),
        ("invoice.pdf.EXE", b"", True),
        ("setup.exe. ", b"", True),
        ("install.sh", b"echo", True),
        ("tool.desktop", b"", True),
        ("invoice.pdf", b"MZ\x90\x00", True),
        ("invoice", b"\x7fELF", True),
        ("invoice.txt", b"\xef\xbb\xbf#!/bin/sh", True),
        ("link.url", b"[InternetShortcut]", True),
    ],
)
def test_what_would_run_is_not_opened(name: str, start: bytes, runs: bool) -> None:
    assert file_names.is_program(name, start) is runs


def test_a_double_click_on_a_program_opens_nothing_and_says_so(
    qtbot: QtBot, page: ComposePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    for name, content in (("good.txt", b"words"), ("trick.txt", b"#!/bin/sh\necho")):
        (tmp_path / name).write_bytes(content)
        with qtbot.waitSignal(page.files.changed):
            page.files.attach(tmp_path / name)
    good, trick = page.view.files.chips.chips()

    qtbot.mouseDClick(good, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    qtbot.waitUntil(lambda: len(opened) == 1)
    with qtbot.waitSignal(page.files.refused) as told:
        qtbot.mouseDClick(trick, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))

    assert told.args[0].title == "trick.txt is not opened from here."
    assert [url.fileName() for url in opened] == ["good.txt"]


def test_a_removed_file_stays_as_long_as_it_can_be_brought_back(
    qtbot: QtBot, page: ComposePage, services: Services, tmp_path: Path
) -> None:
    (tmp_path / "b.txt").write_text("b")
    page.files.attach(tmp_path / "b.txt")
    settle(qtbot, page)
    stored = services.attachments.path_of(page.files.all()[0])
    undo: list[object] = []
    page.toast_wanted.connect(lambda _text, _action, action: undo.append(action))
    page.view.files.remove_wanted.emit("b.txt")
    assert services.attachment_sweep.held() == {stored.name}

    undo.pop()()  # type: ignore[operator]
    assert services.attachment_sweep.held() == {stored.name}
    page.view.files.remove_wanted.emit("b.txt")
    undo.clear()  # the toast is gone
    gc.collect()
    assert services.attachment_sweep.held() == set()
