"""A plain model with one row per outcome, and the colours of a picture."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.widgets.table.column_kinds import KIND_ROLE, NEW_ROLE, OUTCOME_ROLE, ColumnKind
from composer_app.ui.widgets.table.record_table import RecordTable

COLUMNS = (
    ("Status", ColumnKind.OUTCOME),
    ("Sent", ColumnKind.TIME),
    ("To", ColumnKind.ADDRESS),
    ("Subject", ColumnKind.TEXT),
    ("Price", ColumnKind.NUMBER),
    ("Why", ColumnKind.SECOND),
    ("Message ID", None),
)
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
DISPLAY = Qt.ItemDataRole.DisplayRole


class Rows(QAbstractTableModel):
    """One row per outcome; the first two are new."""

    why = ""

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Outcome)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role in (DISPLAY, KIND_ROLE):
            return COLUMNS[section][0 if role == DISPLAY else 1]
        return None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        outcome = list(Outcome)[index.row()]
        if role == OUTCOME_ROLE:
            return outcome
        if role == NEW_ROLE:
            return index.row() < 2
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1:
            return "23 Nov 2026 12:51:07 UTC"
        if role == DISPLAY:
            address = f"a.very.long.local.part.that.does.not.fit{index.row()}@corp.example"
            return ("", "23 Nov 13:51:07", address, "Hello", "0.0004 EUR", self.why, "id-1")[index.column()]
        return None


class ShownTable(RecordTable):
    """A table with its rows and the window around it."""

    rows: Rows
    home: QWidget


def seen(table: RecordTable) -> set[str]:
    """Every colour on the picture of the table."""
    image = table.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(130)}
