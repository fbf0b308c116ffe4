"""Legend of a histogram: a square and a word for each status that it shows, and how long one bar is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.domain.histogram_bars import BarWidth
from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import histogram as texts
from composer_app.ui.texts import outcome_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import SelfPlaced, draw_text, rounded, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.flow_layout import flow
from composer_app.ui.widgets.histogram.histogram_picture import STACKED, hatch

_SQUARE, _GAP, _BETWEEN, _LINE_GAP = 9, 6, 16, 2
_HATCH = 4
"""Px between the lines in a square: at the distance of the picture it would have one."""


@spoken_as(QAccessible.Role.StaticText)
class HistogramLegend(SelfPlaced, QWidget):
    """One line; more where the words need them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Outcome | None] = []
        self._one_bar = ""
        self.setAccessibleName(", ".join(self.words()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_content(self, found: Sequence[Outcome], width: BarWidth | None, *, has_gaps: bool) -> None:
        """Show the entries for these outcomes, and how long one bar is."""
        self._entries = [outcome for outcome in STACKED if outcome in found]
        self._entries += [None] * has_gaps
        self._one_bar = "" if width is None else texts.ONE_BAR[width]
        self.setAccessibleName(", ".join(self.words()))
        self.place()

    def words(self) -> list[str]:
        """What it says, from the left."""
        named = [texts.NOT_RECORDED if one is None else outcome_words.word(one) for one in self._entries]
        return [*named, self._one_bar] if self._one_bar else named

    def _line(self) -> int:
        return self.fontMetrics().height() + 2

    def _boxes(self) -> list[QRectF]:
        font = typography.small()
        count = len(self._entries)
        widths = [
            text_width(text, font) + (_SQUARE + _GAP if number < count else 0)
            for number, text in enumerate(self.words())
        ]
        sizes = [QSize(width, self._line()) for width in widths]
        boxes = [QRectF(box) for box in flow(sizes, max(self.width(), 1), _BETWEEN, line_gap=_LINE_GAP)]
        if self._one_bar:
            boxes[-1].moveRight(self.width())
        return boxes

    def sizeHint(self) -> QSize:
        return QSize(320, self._line())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """As high as its lines."""
        boxes = self._boxes()
        self.setFixedHeight(max(int(boxes[-1].bottom()) if boxes else 0, self._line()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        for number, (box, text) in enumerate(zip(self._boxes(), self.words(), strict=True)):
            left = box.left()
            if number < len(self._entries):
                entry = self._entries[number]
                square = QRectF(left, box.center().y() - _SQUARE / 2, _SQUARE, _SQUARE).toAlignedRect()
                if entry is None:
                    hatch(painter, QRectF(square), theme, _HATCH)
                else:
                    rounded(painter, QRectF(square), 2, theme.outcomes[entry].bar)
                left += _SQUARE + _GAP
            spot = QRectF(left, box.top(), box.right() - left + 1, box.height())
            draw_text(painter, spot, text, typography.small(), theme.text2)
