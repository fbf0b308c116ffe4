"""Qt model of the rows of a JSON text that are in sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from composer_app.domain.json_folds import JsonFolds
from composer_app.domain.json_outline import MOST_SHOWN, JsonKind, JsonOutline
from composer_app.ui.texts import json_view as texts

Index = QModelIndex | QPersistentModelIndex


class JsonModel(QAbstractListModel):
    """One row for each value in sight: its name and what it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outline = JsonOutline("")
        self._folds = JsonFolds(self.outline)

    def set_outline(self, outline: JsonOutline) -> None:
        """Show another text, which has been read."""
        self.beginResetModel()
        self.outline, self._folds = outline, JsonFolds(outline)
        self.endResetModel()

    def number(self, row: int) -> int:
        """The number of the value in a row."""
        return self._folds.rows[row]

    def row_of(self, number: int) -> int:
        """The row of a value that is in sight."""
        return self._folds.place_of(number)

    def is_hidden(self, number: int) -> bool:
        """Whether a value is in something that is folded."""
        return self._folds.is_hidden(number)

    def is_folded(self, number: int) -> bool:
        return self._folds.is_folded(number)

    def can_fold(self, number: int) -> bool:
        """Whether there is something in it."""
        return self.outline.sizes[number] > 0

    def fold(self, number: int) -> None:
        """Take what is in a value out of sight."""
        inside = self._folds.rows_below(number)
        if not inside:
            return
        row = self.row_of(number)
        self.beginRemoveRows(QModelIndex(), row + 1, row + inside)
        self._folds.fold(number)
        self.endRemoveRows()
        self._repaint(row)

    def unfold(self, number: int, *, deeply: bool = False) -> None:
        """Bring what is in a value into sight. `deeply`: everything in it."""
        if not self.can_fold(number) or not (deeply or self.is_folded(number)):
            return
        self.fold(number)
        row, rows = self.row_of(number), self._folds.rows_of_unfolding(number, deeply=deeply)
        self.beginInsertRows(QModelIndex(), row + 1, row + len(rows))
        self._folds.put_below(number, rows)
        self.endInsertRows()
        self._repaint(row)

    def reveal(self, number: int) -> int:
        """Unfold what a value is in; returns its row."""
        if self.is_hidden(number):
            self.beginResetModel()
            self._folds.reveal(number)
            self.endResetModel()
        return self.row_of(number)

    def fold_all(self) -> None:
        """Fold everything but the whole."""
        self.beginResetModel()
        self._folds.fold_all()
        self.endResetModel()

    def unfold_all(self) -> None:
        """Unfold everything."""
        self.beginResetModel()
        self._folds.unfold_all()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._folds.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number = self.number(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return texts.line(*self.parts(number))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.outline.path(number)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(number)
        return None

    def parts(self, number: int) -> tuple[str, str]:
        """Name and value, as far as a row has room."""
        return self.outline.name(number)[:MOST_SHOWN], self.outline.shown(number)[:MOST_SHOWN]

    def _spoken(self, number: int) -> str:
        name, value = self.parts(number)
        if self.outline.is_container(number):
            value = texts.size(JsonKind(self.outline.kinds[number]), self.outline.sizes[number])
            if self.can_fold(number):
                value = texts.folding(value, is_folded=self.is_folded(number))
        return texts.line(name, value)

    def _repaint(self, row: int) -> None:
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)
