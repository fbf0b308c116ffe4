"""Secondary and quiet buttons, with room for a shortcut text or a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import PaintedButton, draw_text, rounded, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.menu_position import keep_in_window
from composer_app.ui.widgets.mnemonics import plain
from composer_app.ui.widgets.plain_text import set_tooltip, show_tooltip

if TYPE_CHECKING:
    _Native = QPushButton
else:
    _Native = object

_GAP, _TAG_PADDING, _TRAIL, _CHEVRON = 8, 6, 3, 14


class _NativeButton(PaintedButton, _Native):
    """Mix-in for Qt's buttons with a menu, which stays inside the window. Enter presses the button that has the focus:
    Qt does that only for the default buttons of a dialog."""

    def setMenu(self, menu: QMenu) -> None:
        super().setMenu(menu)
        keep_in_window(self, menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click() if self.menu() is None else self.showMenu()
            return
        super().keyPressEvent(event)


class SecondaryButton(_NativeButton, QPushButton):
    """A QPushButton that can show a coloured tag ("LIVE") behind its text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tag = ""
        self.setAutoDefault(False)

    def set_tag(self, text: str) -> None:
        """A small badge behind the label, in the colours of danger; an empty text takes it away."""
        self._tag = text
        self.restyle()

    def _tag_width(self) -> int:
        return _GAP + 2 * _TAG_PADDING + text_width(self._tag, typography.tiny(strong=True)) if self._tag else 0

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._tag_width(), hint.height())

    def fitting_text(self) -> str:
        """The text, shortened with "…" where the button has less room than it asks for."""
        lacking = self.sizeHint().width() - self.width()
        if lacking <= 0:
            return self.text()
        metrics, with_letter = self.fontMetrics(), Qt.TextFlag.TextShowMnemonic.value
        room = max(metrics.size(with_letter, self.text()).width() - lacking, 0)
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room, with_letter)

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.fitting_text()
        if not self._tag and text == self.text():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = text
        if not self._tag:
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
            return
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        tag = self._tag_width()
        arrow = 20 if self.menu() is not None else 0
        whole = QRect(option.rect)
        option.rect = QStyle.visualRect(self.layoutDirection(), whole, whole.adjusted(0, 0, -tag, 0))
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        self._paint_tag(painter, QRectF(whole.right() - 11 - arrow - tag + _GAP, 0, tag - _GAP, self.height()))

    def _paint_tag(self, painter: QPainter, rect: QRectF) -> None:
        theme = current()
        shown = self.visual(rect)
        box = shown.adjusted(0, (self.height() - 18) / 2, 0, -(self.height() - 18) / 2)
        rounded(painter, box, 4, theme.danger.soft)
        font = typography.tiny(strong=True)
        draw_text(painter, shown, self._tag, font, theme.danger.text, Qt.AlignmentFlag.AlignHCenter)


class QuietButton(_NativeButton, QToolButton):  # type: ignore[misc]  # to the type checker the mix-in is a QPushButton
    """An autoRaise QToolButton that can show a shortcut text behind its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcut_text = ""
        self._opens_below = False
        self._is_wordless = False
        self._with_words = ("", 0)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_shortcut_text(self, text: str) -> None:
        self._shortcut_text = text
        self.restyle()

    def set_opens_below(self, on: bool) -> None:
        """A chevron says that the button opens something under it; it points up while that is open."""
        self._opens_below = on
        self.restyle()

    def set_wordless(self, on: bool) -> None:
        """Of a button with icon and text: show the icon alone. Its tooltip then begins with the text."""
        if on == self._is_wordless:
            return
        if on:
            self._with_words = (self.text(), self.sizeHint().width())
        self._is_wordless = on
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonIconOnly if on else style.ToolButtonTextBesideIcon)
        self.setProperty("worded", None if on else "both")
        self.style().unpolish(self)
        self.style().polish(self)
        self.restyle()

    def width_with_words(self) -> int:
        """The width that it takes, or would take, with its text."""
        if not self._is_wordless:
            return self.sizeHint().width()
        text, width = self._with_words
        font = typography.body()
        return width + text_width(plain(self.text()), font) - text_width(plain(text), font)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and self._is_wordless and isinstance(event, QHelpEvent):
            tip, text = self.toolTip(), plain(self.text())
            show_tooltip(event.globalPos(), "\n".join(filter(None, (text, tip))), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        width = hint.width()
        if self._opens_below:
            width += _CHEVRON + 4
        if self._shortcut_text and not self._is_wordless:
            width += _GAP + text_width(self._shortcut_text, typography.tiny())
        return QSize(max(width, 28), max(hint.height(), 28))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._opens_below:
            self._paint_chevron()
        if self._shortcut_text and not self._is_wordless:
            painter = QPainter(self)
            width = text_width(self._shortcut_text, typography.tiny())
            rect = self.visual(QRectF(self.width() - width - 8, 0, width, self.height()))
            colour: QColor = current().text3
            draw_text(painter, rect, self._shortcut_text, typography.tiny(), colour)

    def _paint_chevron(self) -> None:
        spot = self.visual(QRectF(self.width() - _CHEVRON - 8, 0, _CHEVRON, self.height()))
        name = "chevron-up" if self.isChecked() else "chevron-down"
        icons.paint(QPainter(self), spot, name, "text2" if self.isEnabled() else "disabled", _CHEVRON)


def secondary_button(
    text: str, parent: QWidget | None = None, *, icon: str = "", danger_text: bool = False, compact: bool = False
) -> SecondaryButton:
    """A native push button.

    Args:
        danger_text: red text, for "Discard draft" outside a confirmation.
        compact: 28 px, inside rows and pane headers; 32 otherwise.
    """
    button = SecondaryButton(text, parent)
    if icon:
        _give_icon(button, icon, "danger.text" if danger_text else "text2", _TRAIL)
    if danger_text:
        button.setProperty("danger", "true")
    if compact:
        button.setProperty("compact", "true")
    return button


def quiet_button(
    text: str = "",
    parent: QWidget | None = None,
    *,
    icon: str = "",
    tooltip: str = "",
    checkable: bool = False,
    menu: QMenu | None = None,
    shortcut_text: str = "",
    compact: bool = False,
) -> QuietButton:
    """A native tool button without edge.

    Args:
        tooltip: needed where there is no text; also the accessible name there.
        menu: opened by a click (InstantPopup); the button shows a chevron.
        compact: 28 px high, inside rows and pane headers; 32 otherwise.
    """
    button = QuietButton(parent)
    button.setText(text)
    set_tooltip(button, tooltip)
    button.setAccessibleName(plain(text) or tooltip.split("\n")[0])
    button.setCheckable(checkable)
    if icon:
        _give_icon(button, icon, "text2", _TRAIL if text else 0)
    if text and icon:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if text:
        button.setProperty("worded", "both" if icon else "alone")
    if compact:
        button.setProperty("compact", "true")
    if menu is not None:
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    if shortcut_text:
        button.set_shortcut_text(shortcut_text)
    return button


def _give_icon(button: QPushButton | QToolButton, name: str, role: str, trail: int) -> None:
    icons.bind(button, name, role, 16, trail)
    button.setIconSize(QSize(16 + trail, 16))
