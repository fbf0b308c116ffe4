"""One bar whose parts are the outcomes of a mail's recipients."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import sent_mail
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as

_HEIGHT, _GAP, _LEAST = 8, 1, 3


@spoken_as(QAccessible.Role.Graphic)
class OutcomeBar(Painted, QWidget):
    """8 px high. Each outcome that occurs is at least 3 px wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[Outcome, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Mapping[Outcome, int]) -> None:
        """Show these, in their order; zeros are left out."""
        self._counts = {outcome: count for outcome, count in counts.items() if count}
        self.setAccessibleName(sent_mail.recipients(sum(self._counts.values())))
        self.setAccessibleDescription(", ".join(sent_mail.count(*one) for one in self._counts.items()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        for outcome, width in zip(self._counts, widths(list(self._counts.values()), self.width()), strict=True):
            part = self.visual(QRectF(left, 0, width, _HEIGHT))
            painter.fillRect(part, current().outcomes[outcome].bar)
            left += width + _GAP


def widths(counts: list[int], room: int) -> list[int]:
    """Whole pixels for each count, with a gap between two: in proportion, but none of them narrower than 3 px."""
    room -= _GAP * (len(counts) - 1)
    if room < _LEAST * len(counts):
        return [max(room // max(len(counts), 1), 0)] * len(counts)
    total = sum(counts)
    found = [max(count * room // total, _LEAST) for count in counts]
    if found:
        found[found.index(max(found))] += room - sum(found)
    return found
