"""One recipient as a pill. Knows no address rules: it shows what it is given."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.pill import Pill, PillLook
from composer_app.ui.widgets.plain_text import set_tooltip

if TYPE_CHECKING:
    from composer_app.ui.widgets.chips.chip_field import ChipField


class ChipState(StrEnum):
    """OK is the plain chip; LIST stands for many people."""

    OK = "ok"
    WRONG = "wrong"
    TYPO = "typo"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class ChipValue:
    """What a chip stands for.

    Attributes:
        text: the full text, e.g. ``Jane Doe <jane@example.com>``; what copying gives and editing opens.
        label: what is shown; the text when empty.
        tooltip: the reason, for WRONG and TYPO.
        suggestion: for TYPO and WRONG, the full text to put in its place; what is new in it is offered as a button.
        detail: small words behind the label, e.g. "250 people".
        key: what two chips of one person have in common; for the caller, who alone reads it.
    """

    text: str
    label: str = ""
    state: ChipState = ChipState.OK
    tooltip: str = ""
    suggestion: str = ""
    detail: str = ""
    key: str = ""

    def to_dict(self) -> dict[str, str]:
        return {key: str(value) for key, value in asdict(self).items()}

    @staticmethod
    def from_dict(data: dict[str, str]) -> ChipValue:
        """Raises KeyError, TypeError or ValueError for what ``to_dict`` did not make."""
        return ChipValue(**{**data, "state": ChipState(data["state"])})  # type: ignore[arg-type]


_WINDOW, _POPUP = Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason
_WORDS = {
    ChipState.OK: "",
    ChipState.WRONG: ", wrong",
    ChipState.TYPO: ", perhaps misspelt",
    ChipState.LIST: ", list",
}
_ICONS = {ChipState.WRONG: "status-bounced", ChipState.TYPO: "warning", ChipState.LIST: "people"}


class Chip(Pill):
    """A chip of a ChipField; keys and drags are the field's business."""

    radius = 13.0
    padding = 10

    def __init__(self, field: ChipField) -> None:
        super().__init__(field)
        self._field = field
        self._value = ChipValue("")
        self._selected = False
        self._press = QPointF()
        self.index = -1
        self.remove_requested.connect(self._on_remove_requested)
        self.detail_pressed.connect(self._on_detail_pressed)

    def value(self) -> ChipValue:
        return self._value

    def show_value(self, value: ChipValue, index: int, selected: bool) -> None:
        """Stands for the value at ``index`` of the field from now on."""
        self.index = index
        if selected != self._selected:
            self._selected = selected
            self.update()
        if value == self._value:
            return
        self._value = value
        suggestion = f"{_what_differs(value.suggestion, value.text)}?" if value.suggestion else ""
        label = value.label or value.text
        self.set_parts(
            label,
            icon=_ICONS.get(value.state, ""),
            detail=suggestion or value.detail,
            detail_is_button=bool(suggestion),
        )
        note = value.tooltip + (" Space takes the suggestion." if suggestion else "")
        set_tooltip(self, note or value.text)
        self.setAccessibleName(label + _WORDS[value.state])
        self.setAccessibleDescription(note)

    def look(self) -> PillLook:
        theme = current()
        if self._selected:
            on = theme.on_accent
            return PillLook(theme.accent, on, on, on, on)
        if self._value.state is ChipState.WRONG:
            bad = theme.colour("bounced.text")
            return PillLook(theme.colour("bounced.soft"), bad, bad, bad, bad, theme.colour("bounced.bar"))
        if self._value.state is ChipState.TYPO:
            amber = theme.colour("unknown.text")
            ground, edge = theme.colour("unknown.soft"), theme.colour("unknown.bar")
            return PillLook(ground, theme.text, amber, amber, theme.text2, edge)
        ground = theme.hover_on if self.underMouse() else theme.hover
        return PillLook(ground, theme.text, theme.text2, theme.text2, theme.text2)

    @Slot()
    def _on_remove_requested(self) -> None:
        self._field.remove({self.index})

    @Slot()
    def _on_detail_pressed(self) -> None:
        self._field.take_suggestion(self.index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._field.chip_key(self, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (_WINDOW, _POPUP):
            self._field.chips_left()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position()
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self._pressed_zone == "body":
            self._field.chip_pressed(self, event.modifiers())

    def undo(self) -> None:
        """What the Edit menu calls."""
        self._field.undo()

    def redo(self) -> None:
        """What the Edit menu calls."""
        self._field.redo()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._field.edit_chip(self.index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position() - self._press).manhattanLength() >= QApplication.startDragDistance()
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed_zone == "body" and far:
            self._pressed_zone = ""
            self.setDown(False)
            self._field.drag_from(self.index)
            return
        super().mouseMoveEvent(event)


def _what_differs(suggestion: str, text: str) -> str:
    """The domain that is probably meant, or the whole address where the domain is the same."""
    address = suggestion.rpartition("<")[2].rstrip(">")
    domain = address.rpartition("@")[2]
    return address if text.rpartition("@")[2].rstrip(">").lower() == domain.lower() else domain
