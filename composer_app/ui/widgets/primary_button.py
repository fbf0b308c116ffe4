"""The one filled button of a page: primary, danger, and split with a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import (
    Painted,
    draw_text,
    focus_ring,
    hairline,
    half_rounded,
    rounded,
    row_height,
    text_width,
)
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.plain_text import set_tooltip

_PADDING, _GAP, _ICON, _RADIUS, _PART = 12, 6, 16, 6, 28
_RING = 3.5  # ring of 2 px and a gap of 1.5 px


class PrimaryButton(Painted, QAbstractButton):
    """A filled button with optional icon, shortcut text and split menu part. Enter and Space press it.

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
        self._part: _MenuPart | None = None
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def set_shortcut_text(self, text: str) -> None:
        self._shortcut_text = text
        self.restyle()

    def set_menu(self, menu: QMenu | None, name: str = "More ways") -> None:
        """Splits the button: a second part of 28 px opens ``menu``. ``name`` is what a screen reader says."""
        if self._part is not None:
            self._part.setParent(None)
            self._part = None
        if menu is not None:
            self._part = _MenuPart(self, menu, name)
            self._part.show()
            self._place_part()
        self.restyle()

    def menu_part(self) -> QAbstractButton | None:
        """The part that opens the menu, for tab order and tests."""
        return self._part

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
        if self._part is not None:
            width += _PART
        return QSize(width, row_height(self._height, font))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def fill(self, hovered: bool, pressed: bool) -> QColor:
        """The ground of a part in its state."""
        theme = current()
        if not self.isEnabled():
            return theme.hover
        if self._danger:
            return theme.danger_fill_hover if hovered or pressed else theme.danger_fill
        if pressed:
            return theme.accent_press
        return theme.accent_hover if hovered else theme.accent

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self._part.update()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_part()

    def _place_part(self) -> None:
        if self._part is not None:
            right = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            self._part.setGeometry(self.width() - _PART if right else 0, 0, _PART, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        body = QRectF(self.rect())
        if self._part is not None:
            body.setWidth(body.width() - _PART)
        shown = self.visual(body)
        over = self.underMouse() and not (self._part is not None and self._part.underMouse())
        fill = self.fill(over, self.isDown())
        box = shown.adjusted(_RING, _RING, -_RING, -_RING) if self.hasFocus() else shown
        radius = 3.0 if self.hasFocus() else _RADIUS
        if self._part is not None and not self.hasFocus():
            left = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            half_rounded(painter, box, radius, fill, left=left)
        else:
            rounded(painter, box, radius, fill)
        if self.hasFocus():
            focus_ring(painter, shown, _RADIUS, theme.focus)
        self._paint_content(painter, body.width())

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


class _MenuPart(Painted, QAbstractButton):
    """The right part of a split button: opens the menu; Down does too."""

    def __init__(self, owner: PrimaryButton, menu: QMenu, name: str) -> None:
        super().__init__(owner)
        self._owner, self._menu = owner, menu
        self.setObjectName("menu_part")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(name)
        set_tooltip(self, name)
        self.clicked.connect(self._open)

    def sizeHint(self) -> QSize:
        return QSize(_PART, self._owner.height())

    @Slot()
    def _open(self) -> None:
        self._menu.popup(self._owner.mapToGlobal(QPoint(0, self._owner.height() + 4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill = self._owner.fill(self.underMouse(), self.isDown())
        right = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        if self.hasFocus():
            rounded(painter, rect.adjusted(_RING, _RING, -_RING, -_RING), 3, fill)
            focus_ring(painter, rect, _RADIUS, theme.focus)
        else:
            half_rounded(painter, rect, _RADIUS, fill, left=not right)
            line = QColor(theme.on_accent if self.isEnabled() else theme.disabled)
            line.setAlphaF(0.4)
            edge = rect.topLeft() if right else rect.topRight()
            edge.setY(8)
            hairline(painter, edge, rect.height() - 16, line, vertical=True)
        icons.paint(painter, rect, "chevron-down", "on_accent" if self.isEnabled() else "disabled", _ICON)
