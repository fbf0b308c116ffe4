"""A recipient as a pill. It shows its value and knows no address rules."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from composer_app.ui.widgets.chips.pill import Pill, PillLook
from composer_app.ui.widgets.plain_text import set_tooltip

_WINDOW, _POPUP = Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason
_SPOKEN = {
    ChipState.OK: "{recipient}",
    ChipState.WRONG: texts.WRONG_RECIPIENT,
    ChipState.TYPO: texts.MISSPELT_RECIPIENT,
    ChipState.LIST: texts.LIST_OF_RECIPIENTS,
}
_ICONS = {ChipState.WRONG: "status-bounced", ChipState.TYPO: "warning", ChipState.LIST: "people"}


class ChipOwner(Protocol):
    """The field of a chip: it does what the user asks of the chip."""

    def remove(self, indices: set[int]) -> None: ...
    def take_suggestion(self, index: int) -> None: ...
    def edit_chip(self, index: int) -> None: ...
    def drag_from(self, index: int) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...

    def chip_key(self, index: int, event: QKeyEvent) -> bool:
        """A key on a chip; True when it is used."""

    def chip_pressed(self, index: int, modifiers: Qt.KeyboardModifier) -> None:
        """A mouse press on the body of a chip."""

    def open_menu(self, index: int, where: QPoint) -> None:
        """The menu key, or a right click, on a chip."""

    def chips_left(self) -> None:
        """The focus has left a chip."""


class Chip(Pill):
    """A chip of a field. The owner handles keys and drags."""

    radius = 13.0
    padding = 10

    def __init__(self, owner: ChipOwner, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = owner
        self._value = ChipValue("")
        self._selected = False
        self._press = QPointF()
        self.index = -1
        self.remove_requested.connect(self._on_remove_requested)
        self.detail_pressed.connect(self._on_detail_pressed)

    def value(self) -> ChipValue:
        return self._value

    def show_value(self, value: ChipValue, index: int, selected: bool, count: int = 0) -> None:
        """Show the value at ``index`` of the field, which has ``count`` of them."""
        self.index = index
        if selected != self._selected:
            self._selected = selected
            self.update()
        if value != self._value:
            self._show_words(value)
        if count:
            self._speak(value, index, count)

    def _speak(self, value: ChipValue, index: int, count: int) -> None:
        """Tell a screen reader the address, its state and its place."""
        name = _SPOKEN[value.state].format(recipient=value.label or value.text)
        if self._selected:
            name = texts.SELECTED_RECIPIENT.format(recipient=name)
        name = texts.place_of_recipient(name, index + 1, count)
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def _show_words(self, value: ChipValue) -> None:
        self._value = value
        suggestion = f"{_what_differs(value.suggestion, value.text)}?" if value.suggestion else ""
        label = value.label or value.text
        self.set_parts(
            label,
            icon=_ICONS.get(value.state, ""),
            detail=suggestion or value.detail,
            detail_is_button=bool(suggestion),
        )
        note = f"{value.tooltip} {texts.SPACE_TAKES}" if suggestion else value.tooltip
        set_tooltip(self, note or value.text)
        self.setAccessibleDescription(note)

    def look(self) -> PillLook:
        theme = current()
        if self._selected:
            on = theme.on_accent
            return PillLook(theme.accent, on, on, on, on)
        if self._value.state is ChipState.WRONG:
            bad = theme.colour("danger.text")
            return PillLook(theme.colour("danger.soft"), bad, bad, bad, bad, theme.colour("danger.bar"))
        if self._value.state is ChipState.TYPO:
            amber = theme.colour("warning.text")
            ground, edge = theme.colour("warning.soft"), theme.colour("warning.bar")
            return PillLook(ground, theme.text, amber, amber, theme.text2, edge)
        ground = theme.hover_on if self.underMouse() else theme.hover
        return PillLook(ground, theme.text, theme.text2, theme.text2, theme.text2)

    @Slot()
    def _on_remove_requested(self) -> None:
        self._owner.remove({self.index})

    @Slot()
    def _on_detail_pressed(self) -> None:
        self._owner.take_suggestion(self.index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self._owner.open_menu(self.index, event.globalPos() if by_mouse else self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._owner.chip_key(self.index, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (_WINDOW, _POPUP):
            self._owner.chips_left()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position()
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self._pressed_zone == "body":
            self._owner.chip_pressed(self.index, event.modifiers())

    def undo(self) -> None:
        """For the Edit menu."""
        self._owner.undo()

    def redo(self) -> None:
        """For the Edit menu."""
        self._owner.redo()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._owner.edit_chip(self.index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position() - self._press).manhattanLength() >= QApplication.startDragDistance()
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed_zone == "body" and far:
            self._pressed_zone = ""
            self.setDown(False)
            self._owner.drag_from(self.index)
            return
        super().mouseMoveEvent(event)


def _what_differs(suggestion: str, text: str) -> str:
    """The domain that is probably meant, or the whole address where the domain is the same."""
    address = suggestion.rpartition("<")[2].rstrip(">")
    domain = address.rpartition("@")[2]
    return address if text.rpartition("@")[2].rstrip(">").lower() == domain.lower() else domain
