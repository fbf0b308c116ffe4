"""Widgets in as many lines as they need, within a row of a form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.theme.painting import SelfPlaced
from composer_app.ui.widgets.flow_layout import flow

_LEAST, _LEAST_WIDTH = 39, 120


class FlowRow(SelfPlaced, QWidget):
    """A row that is as high as the lines of its children. The subclass says which these are, and calls `place` when
    they change.

    Args:
        gap: px between two children.
        margin: px above the first line and below the last one.
    """

    def __init__(self, gap: int, margin: int) -> None:
        super().__init__()
        self._gap, self._margin = gap, margin
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def flowing(self) -> Sequence[QWidget]:
        """The children, in order."""
        raise NotImplementedError

    def line_height(self) -> int:
        """The height of a line. A child that is higher reaches into the margin."""
        raise NotImplementedError

    def _boxes(self, width: int) -> list[QRect]:
        line = self.line_height()
        return flow([QSize(widget.sizeHint().width(), line) for widget in self.flowing()], width, self._gap)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        bottom = max((box.bottom() + 1 for box in self._boxes(width)), default=0)
        return max(bottom + 2 * self._margin - 1, _LEAST)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, _LEAST)

    def place(self) -> None:
        width = max(self.width(), _LEAST_WIDTH)
        for widget, line in zip(self.flowing(), self._boxes(width), strict=True):
            extra = max(widget.sizeHint().height() - line.height(), 0)
            box = line.translated(0, self._margin).adjusted(0, -(extra // 2), 0, extra - extra // 2)
            widget.setGeometry(self.visual(box).toRect())
        height = self.heightForWidth(width)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
