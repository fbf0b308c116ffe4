"""What the window shows as a file: the overview."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.services.services import Services
from composer_app.ui.overview.overview_content import OverviewContent
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.save_menu import SaveMenu
from composer_app.ui.widgets.widget_picture import Picture, as_png, as_svg
from tests.qt.overview.samples import NOW, overview, two_weeks
from tests.qt.windows import show


@pytest.fixture
def content(qtbot: QtBot, tmp_path: Path) -> OverviewContent:
    made = show(qtbot, OverviewContent(), 1300, 800)
    made.show_overview(overview(tmp_path, two_weeks()), NOW)
    return made


def saved(qtbot: QtBot, services: Services, content: OverviewContent, path: Path, kind: str) -> str:
    export = export_of(services, content)
    export.ask_path = lambda *_: str(path)
    with qtbot.waitSignal(export.toast_wanted) as toast:
        next(action for action in export.menu.actions() if action.data() == kind).trigger()
    return str(toast.args[0])


def export_of(services: Services, content: QWidget) -> SaveMenu:
    picture = Picture(content, "Overview")
    kinds = {"svg": lambda: as_svg(picture), "png": lambda: as_png(picture)}
    return SaveMenu(services, "Save the overview", "overview", kinds, content)


def test_an_svg_has_its_text_as_text(
    qtbot: QtBot, services: Services, content: OverviewContent, tmp_path: Path
) -> None:
    path = tmp_path / "overview.svg"
    assert saved(qtbot, services, content, path, "svg") == "overview.svg is saved."
    written = path.read_text("utf-8")
    assert "corp.example" in written
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    assert renderer.viewBox().size() == content.size()


def test_an_svg_shows_what_the_screen_shows(
    qtbot: QtBot, services: Services, content: OverviewContent, tmp_path: Path
) -> None:
    """Bars and hatches are cut where they end, also by viewers that know no clip."""
    saved(qtbot, services, content, tmp_path / "overview.svg", "svg")
    drawn = QImage(content.size(), QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    QSvgRenderer(str(tmp_path / "overview.svg")).render(painter)
    painter.end()
    screen = content.grab().toImage()
    for colour in (
        current().outcomes[Outcome.BOUNCED].bar,
        current().outcomes[Outcome.DELIVERED].bar,
        current().window,
    ):
        wanted = pixels(screen, colour)
        assert wanted > 0
        assert abs(pixels(drawn, colour) - wanted) < wanted / 10 + 60


def pixels(picture: QImage, colour: QColor) -> int:
    size = picture.size()
    return sum(picture.pixelColor(x, y) == colour for x in range(size.width()) for y in range(size.height()))


def test_a_png_has_two_pixels_for_one(
    qtbot: QtBot, services: Services, content: OverviewContent, tmp_path: Path
) -> None:
    saved(qtbot, services, content, tmp_path / "overview", "png")
    picture = QImage(str(tmp_path / "overview.png"))
    assert picture.size() == content.size() * 2


def test_the_ring_of_the_keys_is_not_in_the_picture(qtbot: QtBot, content: OverviewContent) -> None:
    content.window().activateWindow()
    plain = as_png(Picture(content, "Overview"))
    content.bounced.setFocus()
    qtbot.waitUntil(content.bounced.hasFocus)
    assert as_png(Picture(content, "Overview")) == plain
    assert content.bounced.hasFocus()


def test_icons_are_as_sharp_as_the_picture(content: OverviewContent) -> None:
    picture = QImage.fromData(as_png(Picture(content.delivered, "Delivered")))
    blocks = [
        len({picture.pixel(x + dx, y + dy) for dx in (0, 1) for dy in (0, 1)}) > 1
        for x in range(32, 64, 2)
        for y in range(0, 40, 2)
    ]
    assert any(blocks)


def test_a_heading_stands_above_the_widget(qtbot: QtBot) -> None:
    shown = show(qtbot, QWidget(), 300, 40)
    plain, headed = Picture(shown, "Shares"), Picture(shown, "Shares", ("Shares of today", "40 against all others"))
    assert plain.size == shown.size()
    assert headed.size.width() == 300
    assert headed.size.height() > 80
    written = as_svg(headed).decode()
    assert "Shares of today" in written
    assert "40 against all others" in written
    assert QImage.fromData(as_png(headed)).size() == headed.size * 2
