"""Item roles of a RecordTable beyond its texts. Every model of Logs and Reports provides them.

* ``headerData(column, Horizontal, KIND_ROLE)`` -> ColumnKind; TEXT when it answers nothing.
* ``data(index, DisplayRole)`` -> the text of the cell, ready to show; an empty text means "nothing to say".
* ``data(index of an OUTCOME column, OUTCOME_ROLE)`` -> Outcome.
* ``data(index of column 0, NEW_ROLE)`` -> True while the row has not been seen.
* ``data(index, ToolTipRole)`` -> optional, e.g. a time with zone and UTC; a cut text is its own tooltip.
"""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

OUTCOME_ROLE = Qt.ItemDataRole.UserRole + 1
NEW_ROLE = Qt.ItemDataRole.UserRole + 2
KIND_ROLE = Qt.ItemDataRole.UserRole + 3


class ColumnKind(IntEnum):
    """How a column is painted."""

    TEXT = 0
    OUTCOME = 1
    """Icon and word in the colour of the outcome."""
    TIME = 2
    """Grey, tabular figures."""
    ADDRESS = 3
    """Cut in the middle of the local part; the domain stays."""
    NUMBER = 4
    """Right-aligned, tabular figures."""
    SECOND = 5
    """Grey text: the reason."""
    ID = 6
    """Small fixed font, grey."""
