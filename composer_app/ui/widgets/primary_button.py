"""The filled button of a page: primary or danger."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import (
    PaintedButton,
    draw_text,
    focus_ring,
    rounded,
    row_height,
    text_width,
)
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.plain_text import set_tooltip

_PADDING, _GAP, _ICON, _RADIUS = 12, 6, 16, 6
_RING = 3.5  # ring of 2 px and a gap of 1.5 px


class PrimaryButton(PaintedButton, QAbstractButton):
    """A filled button with optional icon and shortcut text. Enter and Space press it.

    Args:
        text: a verb with its object.
        icon: name of an icon, drawn in on_accent.
        shortcut_text: shown small behind the text; the shortcut itself belongs to the QAction.
        danger: red fill, for confirmations only.
        height: 32, 34 in the action row; grows with the font.
    """

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        shortcut_text: str = "",
        danger: bool = False,
        height: int = 32,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._shortcut_text = icon, shortcut_text
        self._danger, self._height = danger, height
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def set_available(self, available: bool, why_not: str = "") -> None:
        """Enables or disables; a disabled button says why in its tooltip."""
        self.setEnabled(available)
        set_tooltip(self, "" if available else why_not)

    def sizeHint(self) -> QSize:
        font = typography.body(medium=True)
        width = 2 * _PADDING + text_width(self.text(), font)
        if self._icon_name:
            width += _ICON + _GAP
        if self._shortcut_text:
            width += _GAP + 2 + text_width(self._shortcut_text, typography.tiny())
        return QSize(width, row_height(self._height, font))

    def _fill(self) -> QColor:
        theme, pressed = current(), self.isDown()
        if not self.isEnabled():
            return theme.hover
        if self._danger:
            return theme.danger_fill_hover if self.underMouse() or pressed else theme.danger_fill
        if pressed:
            return theme.accent_press
        return theme.accent_hover if self.underMouse() else theme.accent

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.restyle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        shown = QRectF(self.rect())
        fill = self._fill()
        box = shown.adjusted(_RING, _RING, -_RING, -_RING) if self.hasFocus() else shown
        radius = 3.0 if self.hasFocus() else _RADIUS
        rounded(painter, box, radius, fill)
        if self.hasFocus():
            focus_ring(painter, shown, _RADIUS, theme.focus)
        self._paint_content(painter, shown.width())

    def _paint_content(self, painter: QPainter, width: float) -> None:
        theme = current()
        role = "on_accent" if self.isEnabled() else "disabled"
        font, key_font = typography.body(medium=True), typography.tiny()
        text, key = text_width(self.text(), font), text_width(self._shortcut_text, key_font)
        content = text + (_ICON + _GAP if self._icon_name else 0) + (_GAP + 2 + key if key else 0)
        x = max((width - content) / 2, _PADDING / 2)
        height = float(self.height())
        if self._icon_name:
            icons.paint(painter, self.visual(QRectF(x, 0, _ICON, height)), self._icon_name, role, _ICON)
            x += _ICON + _GAP
        draw_text(painter, self.visual(QRectF(x, 0, text, height)), self.text(), font, theme.colour(role))
        if key:
            rect = self.visual(QRectF(x + text + _GAP + 2, 0, key, height))
            draw_text(painter, rect, self._shortcut_text, key_font, theme.colour(role))
