"""Switching the theme live reaches palette, style sheet, icons and painted widgets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QHeaderView, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.theme import icons
from composer_app.ui.theme.colours import DARK, LIGHT
from composer_app.ui.theme.theme_store import ThemeMode, current, store, style_sheet
from composer_app.ui.widgets.badge import Badge
from composer_app.ui.widgets.page_bar import PageBar
from composer_app.ui.widgets.primary_button import PrimaryButton
from composer_app.ui.widgets.segmented import Segmented, SegmentItem


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_switch_sets_theme_palette_and_sheet(qapp: QApplication, qtbot: QtBot) -> None:
    assert current() is LIGHT
    with qtbot.waitSignal(store().changed):
        store().set_mode(ThemeMode.DARK)
    assert current() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.window
    assert DARK.raised.name() in qapp.styleSheet()
    assert "@" not in qapp.styleSheet()


class Counting(QWidget):
    """Counts how often it is restyled."""

    restyled = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.restyled += event.type() is QEvent.Type.StyleChange


def test_a_switch_restyles_each_widget_a_few_times_however_deep_it_lies(qtbot: QtBot) -> None:
    top = Counting()
    qtbot.addWidget(top)
    inner = top
    for _ in range(12):
        inner = Counting(inner)
    top.show()
    top.restyled = inner.restyled = 0

    store().set_mode(ThemeMode.DARK)

    assert 1 <= inner.restyled <= 2
    assert inner.restyled == top.restyled


def test_same_mode_again_tells_nothing(qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(store().changed):
        store().set_mode(ThemeMode.LIGHT)


@pytest.mark.parametrize("build", ["primary", "badge", "segmented", "pages"])
def test_painted_widgets_repaint(qtbot: QtBot, build: str) -> None:
    widget: QWidget
    if build == "primary":
        widget = PrimaryButton("Send", icon="send", shortcut_text="Ctrl+Enter")
    elif build == "badge":
        widget = Badge(Outcome.BOUNCED)
    elif build == "segmented":
        widget = Segmented([SegmentItem("a", "A"), SegmentItem("b", icon="sun", tooltip="Light")])
    else:
        bar = PageBar()
        bar.add_page("logs", "Logs", "logs")
        bar.set_count("logs", 3, urgent=True)
        widget = bar
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    before = picture(widget)
    store().set_mode(ThemeMode.DARK)
    assert picture(widget) != before
    store().set_mode(ThemeMode.LIGHT)
    assert picture(widget) == before


def test_bound_icons_follow(qtbot: QtBot) -> None:
    button = QPushButton("Send")
    qtbot.addWidget(button)
    icons.bind(button, "send", "text2")
    strokes = {"light": darkest(button.icon().pixmap(QSize(16, 16)).toImage())}
    store().set_mode(ThemeMode.DARK)
    strokes["dark"] = darkest(button.icon().pixmap(QSize(16, 16)).toImage())
    assert strokes == {"light": LIGHT.text2.name(), "dark": DARK.text2.name()}


def test_binding_again_replaces(qapp: QApplication) -> None:
    action = QAction("Send")
    icons.bind(action, "send")
    icons.bind(action, "trash", "danger_fill")
    assert darkest(action.icon().pixmap(QSize(16, 16)).toImage()) == LIGHT.danger_fill.name()
    assert len(action.children()) == 1


def test_sheet_writes_its_icons_once(tmp_path: Path) -> None:
    sheet = style_sheet(LIGHT, tmp_path / "a folder (1)")
    written = sorted((tmp_path / "a folder (1)" / "icons-light").iterdir())
    assert [path.stem for path in written] == ["calendar", "check-on-accent", "chevron-down", "chevron-up"]
    assert LIGHT.text2.name() in written[2].read_text(encoding="utf-8")
    assert f'url("{written[2].as_posix()}")' in sheet
    stamp = written[0].stat().st_mtime_ns
    style_sheet(LIGHT, tmp_path / "a folder (1)")
    assert written[0].stat().st_mtime_ns == stamp


def test_cache_that_cannot_be_written_costs_only_arrows(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    sheet = style_sheet(DARK, in_the_way)
    assert "url(" not in sheet
    assert DARK.base.name() in sheet


def darkest(image: QImage) -> str:
    """The colour of the most opaque pixel: the stroke."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    strongest: QColor = max(pixels, key=lambda colour: colour.alpha())
    return QColor(strongest.rgb()).name()


def test_the_titles_of_a_native_header_stand_in_its_middle(qtbot: QtBot, tmp_path: Path) -> None:
    """Qt's file dialog asks for its titles at the top, so the style may leave them no room below."""
    dialog = QFileDialog(None, "Pick a file", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    qtbot.addWidget(dialog)
    dialog.show()
    header = next(one for one in dialog.findChildren(QHeaderView) if one.isVisible())
    image = header.grab().toImage()
    title = range(24, header.sectionSize(0) // 2)  # without the mark of the sort

    rows = [y for y in range(header.height() - 1) if any(image.pixelColor(x, y) != current().base for x in title)]

    assert rows
    assert abs(rows[0] + rows[-1] - header.height()) <= 6


def test_between_two_scroll_bars_is_ground_and_no_box(qtbot: QtBot) -> None:
    table = QTableView()
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.resize(120, 120)
    qtbot.addWidget(table)
    table.show()
    image = table.grab().toImage()

    corner = {image.pixelColor(x, y).name() for x in range(108, 120) for y in range(108, 120)}

    assert corner == {current().base.name()}
