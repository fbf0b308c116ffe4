"""The painted header of a table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.table.record_header import RecordHeader
from composer_app.ui.widgets.table.record_table import RecordTable


def test_click_on_the_header_asks_for_a_sort(qtbot: QtBot, table: RecordTable) -> None:
    table.show_sorted(1, Qt.SortOrder.AscendingOrder)
    header = table.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(1) + 20, 10)
    with qtbot.waitSignal(table.sort_requested) as emitted:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert emitted.args == [1, Qt.SortOrder.DescendingOrder]
    with qtbot.assertNotEmitted(table.sort_requested):
        table.show_sorted(0, Qt.SortOrder.AscendingOrder)
    assert header.sortIndicatorSection() == 0


def test_the_first_column_in_sight_is_the_leftmost_one(table: RecordTable) -> None:
    header = table.horizontalHeader()
    assert isinstance(header, RecordHeader)
    assert header.first_visible() == 0

    table.setColumnHidden(0, True)
    assert header.first_visible() == 1
    header.moveSection(header.visualIndex(4), 0)
    assert header.first_visible() == 4


def test_a_line_parts_columns_and_none_follows_the_last_one_in_sight(table: RecordTable) -> None:
    header = table.horizontalHeader()
    assert isinstance(header, RecordHeader)
    for column in range(3, header.count()):
        table.setColumnHidden(column, True)
    assert header.last_visible() == 2
    image = header.viewport().grab().toImage()

    def ends_with_a_line(column: int) -> bool:
        right = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
        return image.pixelColor(right, header.height() // 2) == current().line

    assert [ends_with_a_line(column) for column in range(3)] == [True, True, False]


def test_a_title_has_room_for_the_mark_of_the_sort(table: RecordTable) -> None:
    header = table.horizontalHeader()
    assert isinstance(header, RecordHeader)

    words = text_width("Message ID", typography.small(QFont.Weight.DemiBold))

    assert header.title_width(6) >= words + 14


def test_the_sorted_column_looks_different(table: RecordTable) -> None:
    header = table.horizontalHeader()
    table.show_sorted(1, Qt.SortOrder.AscendingOrder)
    rising = header.viewport().grab().toImage()
    table.show_sorted(1, Qt.SortOrder.DescendingOrder)

    assert header.viewport().grab().toImage() != rising
