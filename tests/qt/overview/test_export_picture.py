"""The overview as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.services.services import Services
from composer_app.ui.overview.export_picture import ExportPicture
from composer_app.ui.overview.overview_content import OverviewContent
from composer_app.ui.theme.theme_store import current
from tests.qt.overview.samples import NOW, overview, two_weeks
from tests.qt.windows import show


@pytest.fixture
def content(qtbot: QtBot, tmp_path: Path) -> OverviewContent:
    made = show(qtbot, OverviewContent(), 1300, 800)
    made.show_overview(overview(tmp_path, two_weeks()), NOW)
    return made


def saved(qtbot: QtBot, services: Services, content: OverviewContent, path: Path, kind: str) -> str:
    export = ExportPicture(services, content)
    export.ask_path = lambda *_: str(path)
    with qtbot.waitSignal(export.toast_wanted) as toast:
        export.save(content, kind)
    return str(toast.args[0])


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


def test_a_place_that_cannot_be_written_is_named(
    qtbot: QtBot, services: Services, content: OverviewContent, tmp_path: Path
) -> None:
    said = saved(qtbot, services, content, tmp_path / "missing" / "overview.svg", "svg")
    assert "is saved" not in said
    assert "overview.svg" in said


def test_nothing_is_saved_without_a_path(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    shown = show(qtbot, QWidget(), 10, 10)
    export = ExportPicture(services, shown)
    asked: list[str] = []
    export.ask_path = lambda _parent, path, kinds: asked.append(f"{Path(path).suffix} {kinds}") or ""
    with qtbot.assertNotEmitted(export.toast_wanted):
        export.save(shown, "svg")
    assert asked == [".svg SVG picture (*.svg)"]
