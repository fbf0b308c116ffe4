"""Attached files as chips in lines: name, size, inline mark, problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from composer_app.domain.file_types import is_picture
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import widgets as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import chip_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.pill import Pill, PillLook
from composer_app.ui.widgets.flow_row import FlowRow
from composer_app.ui.widgets.plain_text import set_tooltip


@dataclass(frozen=True, slots=True)
class FileItem:
    """One attached file.

    Attributes:
        key: how the caller knows it again.
        inline: the HTML refers to it by its content id.
        problem: why it cannot go, e.g. "too big"; empty when all is well.
    """

    key: str
    name: str
    size_bytes: int
    inline: bool = False
    problem: str = ""


class FileChip(Pill):
    """One file. A click selects, a double click or Enter opens, Delete removes.

    Signals:
        opened: a double click on it, or Enter.
        menu_requested(QPoint): a right click or the Menu key, at a global position.
    """

    opened = Signal()

    menu_requested = Signal(QPoint)

    def __init__(self, item: FileItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        size = fmt.size(item.size_bytes)
        detail = texts.INLINE if item.inline else size
        if item.problem:
            detail = texts.FILE_PROBLEM.format(size=size, problem=item.problem)
        icon = "image" if item.inline or is_picture(item.name) else "file"
        self.set_parts(item.name, icon="status-bounced" if item.problem else icon, detail=detail)
        set_tooltip(self, f"{item.name}\n{detail}")
        self.setAccessibleName(texts.FILE.format(name=item.name, detail=detail))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def look(self) -> PillLook:
        theme = current()
        if self.item.problem:
            bad = theme.colour("danger.text")
            edge = theme.colour("danger.bar")
            return PillLook(theme.colour("danger.soft"), bad, theme.text2, bad, bad, edge)
        ground = theme.hover_on if self.underMouse() else theme.hover
        if self.hasFocus():
            ground = theme.sel
        return PillLook(ground, theme.text, theme.text2, theme.text2, theme.text2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.parentWidget()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and isinstance(row, FileChipRow):
            row.step_from(self, event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.zone_at(event.position()) == "body":
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())


class FileChipRow(FlowRow):
    """The chips of all files, in as many lines as they need; ``trailing`` comes behind the last one ("Add…").

    Signals:
        removed(key): the cross or Delete; the caller takes the file away and calls ``set_items``.
        opened(key): a double click or Enter.
        menu_requested(key, QPoint): right click, at a global position.
    """

    removed = Signal(str)
    opened = Signal(str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, *, trailing: QWidget | None = None) -> None:
        super().__init__(6, 7)
        self._items: list[FileItem] = []
        self._chips: list[FileChip] = []
        self._trailing = trailing
        if trailing is not None:
            trailing.setParent(self)
        self.place()

    def items(self) -> list[FileItem]:
        return list(self._items)

    def chips(self) -> list[FileChip]:
        return list(self._chips)

    def set_items(self, items: Sequence[FileItem]) -> None:
        """Shows these files; chips of unchanged ones stay as they are."""
        kept = {chip.item: chip for chip in self._chips}
        # the window's focus, not the keyboard's: a dialog may still be in front
        focused = self.window().focusWidget()
        place = next((number for number, chip in enumerate(self._chips) if chip is focused), None)
        self._items = list(items)
        self._chips = []
        for item in items:
            chip = kept.pop(item, None)
            self._chips.append(chip if chip is not None else self._made(item))
        if place is not None and focused not in self._chips:
            self._focus_near(place)
        for chip in kept.values():
            chip.hide()
            chip.deleteLater()
        self.place()

    def _focus_near(self, place: int) -> None:
        """Pass the focus of a removed chip to its neighbour, else to the button."""
        near: QWidget | None = self._chips[min(place, len(self._chips) - 1)] if self._chips else self._trailing
        if near is not None:
            near.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, item: FileItem) -> FileChip:
        chip = FileChip(item, self)
        chip.opened.connect(self._on_opened)
        chip.remove_requested.connect(self._on_remove_requested)
        chip.menu_requested.connect(self._on_menu_requested)
        chip.show()
        return chip

    def step_from(self, chip: FileChip, forward: bool) -> None:
        """Moves the focus to the neighbour."""
        place = self._chips.index(chip) + (1 if forward else -1)
        if 0 <= place < len(self._chips):
            self._chips[place].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_opened(self) -> None:
        chip = self.sender()
        if isinstance(chip, FileChip):
            self.opened.emit(chip.item.key)

    @Slot()
    def _on_remove_requested(self) -> None:
        chip = self.sender()
        if isinstance(chip, FileChip):
            self.removed.emit(chip.item.key)

    @Slot(QPoint)
    def _on_menu_requested(self, where: QPoint) -> None:
        chip = self.sender()
        if isinstance(chip, FileChip):
            self.menu_requested.emit(chip.item.key, where)

    def flowing(self) -> list[QWidget]:
        return [*self._chips, *([self._trailing] if self._trailing is not None else [])]

    def line_height(self) -> int:
        return chip_height(26, typography.body())
