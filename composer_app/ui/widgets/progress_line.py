"""Progress: text above a 4 px line; where both texts do not fit beside each other, the right one is below it."""

from __future__ import annotations

from PySide6.QtCore import Property, QPropertyAnimation, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.theme import motion, typography
from composer_app.ui.theme.painting import Painted, draw_text, rounded, text_width
from composer_app.ui.theme.theme_store import current

_LINE, _GAP, _BELOW = 4, 5, 3
_BETWEEN = 8
"""Between the two texts."""


class ProgressLine(Painted, QWidget):
    """Without texts only the line. Values change smoothly within 200 ms.

    Args:
        left: what is done, e.g. "3,000 of 5,000 handed over".
        right: the time left.
    """

    def __init__(self, parent: QWidget | None = None, *, left: str = "", right: str = "") -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self._value = self._shown = 0.0
        self._busy = False
        self._glide: QPropertyAnimation | None = None
        self._phase = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(33)
        self._clock.timeout.connect(self._on_tick)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def value(self) -> float:
        return self._value

    def set_value(self, value: float) -> None:
        """0 to 1; what lies outside is cut."""
        value = min(max(value, 0.0), 1.0)
        if value == self._value:
            return
        self._value = value
        self._describe()
        if motion.duration(200) == 0 or not self.isVisible():
            self._set_shown(value)
        elif self._glide is None:
            self._glide = QPropertyAnimation(self, b"shown", self)
            self._start_glide(value)
        else:
            self._glide.stop()
            self._start_glide(value)

    def _start_glide(self, value: float) -> None:
        assert self._glide is not None
        self._glide.setDuration(200)
        self._glide.setStartValue(self._shown)
        self._glide.setEndValue(value)
        self._glide.start()

    def set_texts(self, left: str, right: str = "") -> None:
        self._left, self._right = left, right
        self._describe()
        self.restyle()

    def set_busy(self, busy: bool) -> None:
        """No value is known: a part runs along the line (a full pale line with reduced motion)."""
        self._busy = busy
        if busy and motion.duration(1) > 0:
            self._clock.start()
        else:
            self._clock.stop()
        self.update()

    def _get_shown(self) -> float:
        return self._shown

    def _set_shown(self, value: float) -> None:
        self._shown = value
        self.update()

    shown = Property(float, _get_shown, _set_shown)

    def _describe(self) -> None:
        self.setAccessibleName(f"{self._left or round(self._value * 100)} {self._right}".strip())

    @Slot()
    def _on_tick(self) -> None:
        self._phase = (self._phase + 0.02) % 1.0
        self.update()

    def sizeHint(self) -> QSize:
        if not (self._left or self._right):
            return QSize(72, _LINE)
        return QSize(200, self.fontMetrics().height() + _GAP + _LINE)

    def heightForWidth(self, width: int) -> int:
        high = self.sizeHint().height()
        if self._fits_beside(width):
            return high
        return high + _BELOW + QFontMetrics(typography.small()).height()

    def _fits_beside(self, width: float) -> bool:
        if not (self._left and self._right):
            return True
        left, right = text_width(self._left, typography.body()), text_width(self._right, typography.small())
        return left + _BETWEEN + right <= width

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        width, top = float(self.width()), float(self.height() - _LINE)
        high = self.heightForWidth(self.width())
        if self.height() >= high > self.sizeHint().height():
            top = float(self.sizeHint().height() - _LINE)
            draw_text(painter, self.visual(QRectF(0, 0, width, top - _GAP)), self._left, typography.body(), theme.text)
            below = QRectF(0, top + _LINE + _BELOW, width, self.height() - top - _LINE - _BELOW)
            draw_text(painter, self.visual(below), self._right, typography.small(), theme.text2)
        elif self._left or self._right:
            height = top - _GAP
            right = text_width(self._right, typography.small())
            left = self.visual(QRectF(0, 0, max(width - right - _BETWEEN, 0), height))
            draw_text(painter, left, self._left, typography.body(), theme.text)
            spot = self.visual(QRectF(width - right, 0, right, height))
            align = Qt.AlignmentFlag.AlignRight
            draw_text(painter, spot, self._right, typography.small(), theme.text2, align)
        rounded(painter, QRectF(0, top, width, _LINE), _LINE / 2, theme.hover_on)
        colour = theme.outcomes[Outcome.SENDING].bar
        start, length = 0.0, width * self._shown
        if self._busy:
            start, length = self._busy_part(width)
        if length > 0:
            part = QRectF(start, top, min(max(length, _LINE), width - start), _LINE)
            rounded(painter, self.visual(part), _LINE / 2, colour)

    def _busy_part(self, width: float) -> tuple[float, float]:
        if not self._clock.isActive():
            return 0.0, width
        length = width * 0.3
        start = self._phase * (width + length) - length
        return max(start, 0.0), min(start + length, width) - max(start, 0.0)
