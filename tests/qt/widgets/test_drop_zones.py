"""The zones that a drag shows."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.drop_zones import DropZone, DropZones


def test_drop_zones_cover_the_page_and_let_events_through(qtbot: QtBot, home: QWidget) -> None:
    zones = DropZones(home)
    zones.show_zones(
        [
            DropZone("text", QRect(0, 0, 400, 400), "image", "Place in the text", "Line 42"),
            DropZone("attach", QRect(400, 0, 400, 400), "attach", "Attach", "1 file", active=True),
        ]
    )
    assert zones.geometry() == home.rect()
    assert zones.accessibleName() == "Attach. 1 file"
    assert zones.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not zones.grab().isNull()
    home.resize(700, 450)
    qtbot.waitUntil(lambda: zones.size() == home.size())
    zones.hide_zones()
    assert zones.isHidden()
