"""Files dragged over the window: what would happen is shown, and what comes in is passed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.attachments.file_drops import FileDrops, Places
from tests.qt.compose.conftest import drag, drop, files
from tests.qt.windows import show

EDITOR, PREVIEW = QRect(0, 0, 300, 400), QRect(300, 0, 300, 400)
OVER_EDITOR, OVER_PREVIEW = QPoint(100, 200), QPoint(450, 200)


class Page(QWidget):
    """A page with a field, in which line 7 lies under every point of the editor."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(600, 400)
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        self.preview = PREVIEW
        self.used = 0
        self.drops = FileDrops(self, lambda: Places(EDITOR, self.preview, 1), lambda _at: 7, lambda: self.used)
        self.heard: list[tuple[object, ...]] = []
        self.drops.attached.connect(lambda paths: self.heard.append(("attached", *paths)))
        self.drops.placed.connect(lambda paths, line: self.heard.append(("placed", *paths, line)))
        self.drops.opened.connect(lambda path: self.heard.append(("opened", path)))
        self.drops.foreign.connect(lambda addresses: self.heard.append(("foreign", *addresses)))
        self.drops.wanted.connect(lambda: self.heard.append(("wanted",)))
        self.drops.watch(self)

    def notes(self) -> dict[str, str]:
        return {zone.key: zone.note for zone in self.drops.overlay().zones()}

    def active(self) -> list[str]:
        return [zone.key for zone in self.drops.overlay().zones() if zone.active]


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return show(qtbot, Page())


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "map.png"
    path.write_bytes(b"png")
    return path


def test_an_image_may_be_placed_or_attached(page: Page, image: Path) -> None:
    drag(page, files(image), OVER_PREVIEW)
    assert page.active() == ["attach"]
    assert page.notes() == {"place": "Inline image at line 1", "attach": "1 file, 3 B. The mail then has 0 of 25 MB."}

    drag(page, files(image), OVER_EDITOR)
    assert page.active() == ["place"]
    assert page.notes()["place"] == "Inline image at line 7"


def test_with_the_preview_hidden_an_image_can_still_be_attached(page: Page, image: Path) -> None:
    page.preview = QRect()
    drag(page, files(image), QPoint(200, 200))

    assert page.active() == ["attach"]


def test_what_is_dropped_is_passed_on_by_its_place(page: Page, image: Path) -> None:
    drop(page, files(image), OVER_EDITOR)
    drop(page, files(image), OVER_PREVIEW)
    drop(page, files("https://example.com/x"), OVER_EDITOR)

    assert page.heard == [("placed", image, 7), ("attached", image), ("foreign", "https://example.com/x")]
    assert page.drops.overlay().isHidden()


@pytest.mark.parametrize(
    ("make", "note"),
    [
        ("big", "200 MB is too big. The limit is 25 MB."),
        ("folder", "papers is a folder. Drop the files that are in it."),
        ("exe", "Infobip does not accept .exe files."),
        ("full", "26 MB together is too big. The limit is 25 MB."),
        ("gone", "1 file, 0 B. The mail then has 0 of 25 MB."),
    ],
)
def test_what_cannot_be_attached_says_why(page: Page, tmp_path: Path, make: str, note: str) -> None:
    path = tmp_path / {"folder": "papers", "exe": "setup.exe"}.get(make, "film.mov")
    if make == "folder":
        path.mkdir()
    elif make != "gone":
        with path.open("wb") as file:
            file.truncate({"big": 200_000_000, "full": 1_000_000}.get(make, 2))
    page.used = 25_000_000 if make == "full" else 0

    drag(page, files(path), OVER_EDITOR)

    assert page.notes() == {"attach": note}


def test_an_address_over_the_page_says_that_it_is_no_file(page: Page) -> None:
    drag(page, files("https://example.com/x"), OVER_EDITOR)

    assert page.notes() == {"attach": "This is a web address, not a file."}


def test_text_and_links_are_left_to_the_field_below(page: Page) -> None:
    words = QMimeData()
    words.setText("words")
    drop(page.field, words, QPoint(5, 5))
    drag(page.field, files("mailto:ana@example.com"), QPoint(5, 5))
    link = files("https://example.com/x")
    link.setText("https://example.com/x")
    drag(page.field, link, QPoint(5, 5))

    assert page.field.text() == "words"
    assert page.heard == []
    assert page.drops.overlay().isHidden()


def test_what_goes_on_leaves_no_overlay(qtbot: QtBot, page: Page, image: Path) -> None:
    drag(page, files(image), OVER_EDITOR)
    assert page.drops.overlay().isVisible()

    QApplication.sendEvent(page, QDragLeaveEvent())

    qtbot.waitUntil(page.drops.overlay().isHidden)


def test_files_over_another_page_call_for_this_one(page: Page, image: Path) -> None:
    page.hide()
    drop(page, files(image), OVER_PREVIEW)
    assert page.heard[0] == ("wanted",)

    page.drops.wanted.connect(page.show)
    drop(page, files(image), OVER_PREVIEW)
    assert page.heard[-1] == ("attached", image)


@pytest.mark.parametrize("name", ["mail.html", "mail.eml", "mail.zip"])
def test_a_file_with_a_mail_is_used_or_attached(page: Page, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")

    drag(page, files(path), OVER_EDITOR)
    assert page.active() == ["mail"]
    assert page.notes()["mail"] == "Replaces text and files of the mail. The recipients stay."
    drop(page, files(path), OVER_EDITOR)
    drop(page, files(path), OVER_PREVIEW)

    assert page.heard == [("opened", path), ("attached", path)]
