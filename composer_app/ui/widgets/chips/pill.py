"""The common body of chips: icon, label, a few small words, a cross. Recipients, files and filter tokens differ
only in shape and colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from composer_app.ui.texts.format import elide_address
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted, chip_height, draw_text, focus_ring, rounded, text_width
from composer_app.ui.theme.theme_store import current

_ICON, _GAP, _CROSS = 16, 6, 26


@dataclass(frozen=True, slots=True)
class PillLook:
    """Current colours of a pill; ``edge`` None draws no outline."""

    ground: QColor
    text: QColor
    detail: QColor
    icon: QColor
    cross: QColor
    edge: QColor | None = None


class Pill(Painted, QAbstractButton):
    """A chip that paints itself. Subclasses answer ``look()``.

    Signals:
        remove_requested: the cross was pressed.
        detail_pressed: the small words were pressed, where they are a button.
    """

    remove_requested = Signal()
    detail_pressed = Signal()

    radius = 6.0
    padding = 8
    height_given = 26

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = self._detail = ""
        self._detail_is_button = False
        self._pressed_zone = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def set_parts(self, label: str, *, icon: str = "", detail: str = "", detail_is_button: bool = False) -> None:
        """What it shows: icon, label, small detail, cross."""
        self._icon_name, self._detail = icon, detail
        self._detail_is_button = detail_is_button
        self.setText(label)
        self.restyle()

    def look(self) -> PillLook:
        """The colours of the moment."""
        raise NotImplementedError

    def label_font(self) -> QFont:
        return typography.body()

    def detail_font(self) -> QFont:
        return typography.small()

    def sizeHint(self) -> QSize:
        width = self.padding + self._label_width() + self._before() + self._after()
        return QSize(min(width, 26 * self.fontMetrics().height()), chip_height(self.height_given, self.label_font()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def _label_width(self) -> int:
        return text_width(self.text(), self.label_font())

    def _before(self) -> int:
        return _ICON + _GAP if self._icon_name else 0

    def _after(self) -> int:
        detail = _GAP + text_width(self._detail, self.detail_font()) if self._detail else 0
        return detail + _CROSS

    def zone_at(self, where: QPointF) -> str:
        """What lies at a point: "body", "cross", "detail", or "" outside."""
        x = where.x() if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width() - where.x()
        if not self.rect().contains(where.toPoint()):
            return ""
        if x >= self.width() - _CROSS:
            return "cross"
        if self._detail_is_button and x >= self.width() - self._after():
            return "detail"
        return "body"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_zone = self.zone_at(event.position())
        if self._pressed_zone == "body":
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_zone = self._pressed_zone, ""
        if pressed == "body":
            super().mouseReleaseEvent(event)
        elif event.button() is Qt.MouseButton.LeftButton and self.zone_at(event.position()) == pressed:
            (self.remove_requested if pressed == "cross" else self.detail_pressed).emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over_detail = self.zone_at(event.position()) == "detail"
        self.setCursor(Qt.CursorShape.PointingHandCursor if over_detail else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, look = current(), self.look()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        edge = look.edge if look.edge is not None else theme.border if theme.edge > 1 else None
        rounded(painter, rect, self.radius, look.ground, edge, theme.edge)
        if self.hasFocus():
            focus_ring(painter, rect, self.radius, theme.focus)
        x, height = float(self.padding), rect.height()
        if self._icon_name:
            icons.paint(painter, self.visual(QRectF(x, 0, _ICON, height)), self._icon_name, look.icon, _ICON)
            x += _ICON + _GAP
        room = max(rect.width() - x - self._after(), 0)
        self._paint_label(painter, QRectF(x, 0, room, height), look)
        self._paint_end(painter, rect, look)

    def _paint_label(self, painter: QPainter, rect: QRectF, look: PillLook) -> None:
        """In the place that is left to it, not yet mirrored."""
        label = self.text()
        if self._label_width() > rect.width():
            label = elide_address(label, QFontMetricsF(self.label_font()), rect.width())
        draw_text(painter, self.visual(rect), label, self.label_font(), look.text)

    def _paint_end(self, painter: QPainter, rect: QRectF, look: PillLook) -> None:
        if self._detail:
            width = text_width(self._detail, self.detail_font())
            spot = self.visual(QRectF(rect.width() - self._after() + _GAP, 0, width, rect.height()))
            font = QFont(self.detail_font())
            font.setUnderline(self._detail_is_button and self.underMouse())
            draw_text(painter, spot, self._detail, font, look.detail)
        spot = self.visual(QRectF(rect.width() - _CROSS + 1, 0, _CROSS - 4, rect.height()))
        icons.paint(painter, spot, "close", look.cross, 16)
