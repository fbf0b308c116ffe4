"""Timeline of one message: time, icon, title and note per step, newest at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted, draw_text, draw_wrapped, text_width, wrapped_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.plain_text import show_tooltip

_ICON, _GAP, _BETWEEN = 18, 11, 18


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step.

    Attributes:
        time: as shown, e.g. "13:51:07".
        role: colour role of the icon, e.g. "bounced.text".
        missing_before: what lies before this step is not recorded; its line is dashed.
        tooltip: the full time with zone.
    """

    time: str
    icon: str
    title: str
    note: str = ""
    role: str = "text2"
    missing_before: bool = False
    tooltip: str = ""


@spoken_as(QAccessible.Role.List)
class Timeline(Painted, QWidget):
    """As high as its steps need at its width; notes wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[TimelineStep] = []
        self._measured: dict[int, list[int]] = {}
        self._left = -1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(texts.HISTORY)

    def steps(self) -> list[TimelineStep]:
        return list(self._steps)

    def set_steps(self, steps: Sequence[TimelineStep]) -> None:
        """Shows these steps, oldest first."""
        self._steps = list(steps)
        self._forget_measures()
        spoken = (f"{s.time} {s.title}{', ' + s.note if s.note else ''}" for s in self._steps)
        self.setAccessibleDescription(". ".join(spoken))
        self._fit()
        self.update()

    def _forget_measures(self) -> None:
        self._measured.clear()
        self._left = -1

    def _text_left(self) -> int:
        if self._left < 0:
            times = max((text_width(s.time, typography.small()) for s in self._steps), default=0)
            self._left = times + 15 + _ICON + _GAP
        return self._left

    def _heights(self, width: int) -> list[int]:
        """Of each step in this width; a layout asks for the same many times."""
        if width not in self._measured:
            room = width - self._text_left()
            title = typography.body(medium=True)
            self._measured[width] = [
                wrapped_height(s.title, title, room)
                + (2 + wrapped_height(s.note, typography.small(), room) if s.note else 0)
                + _BETWEEN
                for s in self._steps
            ]
        return self._measured[width]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(sum(self._heights(width)) - _BETWEEN + 2, 0)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        self._forget_measures()
        super().restyle()
        self._fit()

    def _fit(self) -> None:
        height = self.heightForWidth(max(self.width(), 160))
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            step = self._step_at(event.pos().y())
            show_tooltip(event.globalPos(), step.tooltip if step else "", self)
            return True
        return super().event(event)

    def _step_at(self, y: int) -> TimelineStep | None:
        top = 0
        for step, height in zip(self._steps, self._heights(self.width()), strict=True):
            if top <= y < top + height:
                return step
            top += height
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        left = self._text_left()
        icon_x = left - _GAP - _ICON
        line = self.fontMetrics().height()
        top = 0
        heights = self._heights(self.width())
        for number, (step, height) in enumerate(zip(self._steps, heights, strict=True)):
            time = self.visual(QRectF(0, top, icon_x, line))
            draw_text(painter, time, step.time, typography.small(), theme.text2)
            spot = self.visual(QRectF(icon_x, top + (line - _ICON) / 2, _ICON, _ICON))
            icons.paint(painter, spot, step.icon, step.role, _ICON)
            room = self.width() - left
            title_height = wrapped_height(step.title, typography.body(medium=True), room)
            title = self.visual(QRectF(left, top, room, title_height))
            draw_wrapped(painter, title, step.title, typography.body(medium=True), theme.text)
            note = self.visual(QRectF(left, top + title_height + 2, room, height))
            draw_wrapped(painter, note, step.note, typography.small(), theme.text2)
            if number + 1 < len(self._steps):
                self._paint_line(painter, spot.center(), height, self._steps[number + 1].missing_before)
            top += height

    def _paint_line(self, painter: QPainter, centre: QPointF, height: int, dashed: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(current().border, 1.5, style))
        first, last = centre.y() + _ICON / 2 + 2, centre.y() + height - _ICON / 2 - 2
        painter.drawLine(QPointF(centre.x(), first), QPointF(centre.x(), last))
        painter.restore()
