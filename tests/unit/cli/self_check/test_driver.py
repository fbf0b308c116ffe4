"""The hands and eyes of the self-check: what they do, and how they say what they waited for in vain."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.driver import Driver, FlowFailed


class Page(QWidget):
    """A button, a field, and a place for files."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("Go")
        self.field.setObjectName("field")
        self.button.setObjectName("go")
        self.dropped: list[str] = []
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped = [url.toLocalFile() for url in event.mimeData().urls()]


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def driver(page: Page, qtbot: QtBot) -> Driver:
    window = QMainWindow()
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    return Driver(window)


def test_it_finds_by_name_what_can_be_seen(driver: Driver, page: Page) -> None:
    assert driver.find(QPushButton, "go") is page.button

    page.button.hide()
    with pytest.raises(FlowFailed, match="no visible QPushButton named go"):
        driver.find(QPushButton, "go")


def test_it_waits_until_something_holds(driver: Driver, page: Page) -> None:
    QTimer.singleShot(50, page.button.hide)

    driver.until("the button is gone", lambda: not page.button.isVisible())

    assert not page.button.isVisible()


def test_what_never_comes_is_named(driver: Driver) -> None:
    with pytest.raises(FlowFailed, match=r"waited 0\.1 s in vain: the moon is here"):
        driver.until("the moon is here", lambda: False, within_s=0.1)


def test_typed_text_arrives_whole(driver: Driver, page: Page) -> None:
    driver.type(page.field, "Grüße, 請求書 №5!")

    assert page.field.text() == "Grüße, 請求書 №5!"


def test_a_click_is_a_click(driver: Driver, page: Page, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.button.clicked):
        driver.click(page.button)


def test_files_are_dropped_with_their_names(driver: Driver, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "Übersicht.pdf"
    file.write_bytes(b"x")

    driver.drop_files(page, [file])

    assert page.dropped == [str(file)]


def test_a_picture_is_as_big_as_the_window(driver: Driver, tmp_path: Path) -> None:
    driver.picture(tmp_path / "shot.png")

    image = QImage(str(tmp_path / "shot.png"))
    assert (image.width(), image.height()) == (300, 200)
