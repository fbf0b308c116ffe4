"""Overlay while files are dragged over the window: the page fades, the drop zones stand out.

It only paints: the page below decides what goes where and takes the drop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer_app.ui.theme import icons, motion, typography
from composer_app.ui.theme.colours import Theme
from composer_app.ui.theme.painting import Painted, draw_text, rounded, row_height
from composer_app.ui.theme.theme_store import current

_FADE = 0.58  # the page keeps 42 %
_MARGIN, _ICON = 12, 28


@dataclass(frozen=True, slots=True)
class DropZone:
    """One place.

    Attributes:
        rect: in the overlay's coordinates; the outline lies 12 px inside.
        note: the size and the sum, or why not.
        active: the mouse is over it.
        refused: nothing can be dropped here; the note says why.
    """

    key: str
    rect: QRect
    icon: str
    title: str
    note: str = ""
    active: bool = False
    refused: bool = False


class DropZones(Painted, QWidget):
    """Covers its parent, follows its size, and passes every mouse and drag event through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._zones: list[DropZone] = []
        self._strength = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def show_zones(self, zones: Sequence[DropZone]) -> None:
        """Shows these places; calling it again while shown only changes them."""
        self._zones = list(zones)
        active = [zone for zone in zones if zone.active]
        self.setAccessibleName(". ".join(f"{zone.title}. {zone.note}" for zone in active))
        if self.isHidden():
            self.setGeometry(self._page.rect())
            self.show()
            self.raise_()
            self._set_strength(0.0)
            motion.animate(self, b"strength", 0.0, 1.0, 80)
            if motion.duration(80) == 0:
                self._set_strength(1.0)
        self.update()

    def hide_zones(self) -> None:
        self.hide()

    def zones(self) -> list[DropZone]:
        return list(self._zones)

    def _get_strength(self) -> float:
        return self._strength

    def _set_strength(self, value: float) -> None:
        self._strength = value
        self.update()

    strength = Property(float, _get_strength, _set_strength)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._page:
            self.resize(self._page.size())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        veil = QColor(theme.window)
        veil.setAlphaF(_FADE * self._strength)
        painter.fillRect(self.rect(), veil)
        painter.setOpacity(self._strength)
        for zone in self._zones:
            self._paint_zone(painter, theme, zone)

    def _paint_zone(self, painter: QPainter, theme: Theme, zone: DropZone) -> None:
        painter.fillRect(zone.rect, theme.window)
        box = QRectF(zone.rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        lit = zone.active and not zone.refused
        error = theme.colour("danger.text")
        ground, edge, width = theme.base, theme.field, 1.5
        if lit:
            ground, edge, width = theme.accent_soft, theme.focus, 2.0
        elif zone.active:
            ground, edge, width = theme.colour("danger.soft"), theme.colour("danger.bar"), 2.0
        rounded(painter, box, 10, ground, edge, width, Qt.PenStyle.DashLine)
        name = "status-bounced" if zone.refused else zone.icon
        colour = theme.accent_text if lit else error if zone.refused else theme.text2
        title = QFont(typography.strong(2))
        line, note = row_height(0, title), row_height(0, typography.body())
        top = box.center().y() - (_ICON + line + note) / 2
        icons.paint(painter, QRectF(box.left(), top, box.width(), _ICON), name, colour, _ICON)
        inside = box.adjusted(16, 0, -16, 0)
        centre = Qt.AlignmentFlag.AlignHCenter
        rect = QRectF(inside.left(), top + _ICON + 8, inside.width(), line)
        draw_text(painter, rect, zone.title, title, theme.accent_text if lit else theme.text, centre)
        rect = QRectF(inside.left(), rect.bottom() - 4, inside.width(), note)
        words = theme.text if lit else error if zone.refused else theme.text2
        draw_text(painter, rect, zone.note, typography.body(), words, centre)
