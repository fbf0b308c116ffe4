"""The table with the boxes above its columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeSettings
from composer_app.services.merge.list_analysis import ListAnalysis, analysis_of, found_settings
from composer_app.services.merge.list_file import open_list
from composer_app.ui.compose.recipient_list.mapping_table import MappingTable
from tests.qt.compose.recipient_list.conftest import CUSTOMERS
from tests.qt.windows import show

PLACEHOLDERS = ("first_name", "amount")


def analysis_in(folder: Path, text: str, settings: MergeSettings | None = None) -> ListAnalysis:
    path = folder / "people.csv"
    path.write_text(text, "utf-8")
    with open_list(path, path.name) as file:
        analysis = analysis_of(file, settings or found_settings(file, PLACEHOLDERS))
    assert analysis is not None
    return analysis


def show_in(table: MappingTable, analysis: ListAnalysis) -> None:
    table.show_columns(analysis, PLACEHOLDERS)
    table.show_rows(analysis.shown)


@pytest.fixture
def table(qtbot: QtBot, tmp_path: Path) -> MappingTable:
    table = show(qtbot, MappingTable(), 1100, 400)
    show_in(table, analysis_in(tmp_path, CUSTOMERS))
    return table


def test_each_column_has_a_box_with_its_use(table: MappingTable) -> None:
    boxes = table.head.boxes()

    assert [box.currentText() for box in boxes] == ["Address", "Name", "{{first_name}}", "{{amount}}", "Not used"]
    offered = [boxes[4].itemText(at) for at in range(boxes[4].count())]
    assert offered == ["Address", "Name", "{{first_name}}", "{{amount}}", "{{region}}, new", "Not used"]
    assert boxes[0].accessibleName() == "Use of the column email"


def test_boxes_stand_above_their_columns(table: MappingTable) -> None:
    header = table.view.horizontalHeader()

    header.resizeSection(1, 300)

    for at, box in enumerate(table.head.boxes()):
        assert box.x() == header.sectionViewportPosition(at + 1)


def test_choosing_a_use_frees_the_other_column(qtbot: QtBot, table: MappingTable) -> None:
    box = table.head.boxes()[4]

    with qtbot.waitSignal(table.uses_chosen) as chosen:
        box.setCurrentIndex(0)
        box.activated.emit(0)

    assert [use.role for use in chosen.args[0]][::4] == [ColumnRole.NOT_USED, ColumnRole.ADDRESS]


def test_bad_cells_are_in_words(table: MappingTable) -> None:
    model = table.view.model()
    addresses = [model.index(row, 1).data() for row in range(1, 4)]

    assert addresses == ["tom@gmial.com", "No address", "Repeated: ana@example.com"]
    assert model.index(4, 4).data() == "Empty"
    assert not table.grab().isNull()


def test_the_selected_row_is_painted(table: MappingTable) -> None:
    before = table.view.grab().toImage()

    table.view.selectRow(1)

    assert table.view.grab().toImage() != before


def test_columns_without_titles_are_numbered(qtbot: QtBot, tmp_path: Path, table: MappingTable) -> None:
    show_in(table, analysis_in(tmp_path, "ana@example.com,5\n", MergeSettings(encoding="utf-8-sig", delimiter=",")))

    across = Qt.Orientation.Horizontal
    titles = [table.view.model().headerData(at, across) for at in range(3)]
    assert titles == ["Row", "Column 1", "Column 2"]


def test_fewer_columns_leave_fewer_boxes(tmp_path: Path, table: MappingTable) -> None:
    uses = (ListColumnUse(ColumnRole.ADDRESS),)

    show_in(table, analysis_in(tmp_path, "ana@example.com\n", MergeSettings(encoding="utf-8-sig", uses=uses)))

    assert [box.currentText() for box in table.head.boxes()] == ["Address"]
