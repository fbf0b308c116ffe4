"""A field of chips with an input: To, Cc, Bcc, Reply-to. What is a good text, the caller's ``judge`` says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from composer_app.ui.common import chip_drag, typography
from composer_app.ui.common.chip import Chip, ChipState, ChipValue
from composer_app.ui.common.chip_arrangement import Arrangement, arrange
from composer_app.ui.common.chip_input import ChipInput
from composer_app.ui.common.chip_keys import use_key
from composer_app.ui.common.more_pill import MorePill
from composer_app.ui.common.painting import Painted, chip_height, text_width

_MARGIN, _PAGE, _INPUT = 7, 300, 60

Judge = Callable[[str], list[ChipValue]]


class ChipField(Painted, QWidget):
    """Chips in at most 3 lines, then "+ 212 more"; the newest chip stays in sight. GUI thread only.

    Keys in the input: comma, semicolon, Enter and Tab commit; Left and Backspace go to the chips; Esc gives up.
    Keys on a chip: Left, Right, Home, End (with Shift: select), Delete and Backspace remove, Enter edits, Space takes
    a suggestion, Ctrl+C, Ctrl+X, Ctrl+A, Esc back to the input; typing goes on in the input.

    Args:
        judge: turns typed or pasted text, perhaps of many addresses, into values. Called on commit.

    Signals:
        changed: the values are others now, by a person or by ``set_values``.
        chip_activated(ChipValue): Enter or double click on a chip of state LIST.
    """

    changed = Signal()
    chip_activated = Signal(object)

    def __init__(self, judge: Judge, parent: QWidget | None = None, *, name: str = "", placeholder: str = "") -> None:
        super().__init__(parent)
        self._judge = judge
        self._values: list[ChipValue] = []
        self._chips: list[Chip] = []
        self._sizes: dict[ChipValue, QSize] = {}
        self._ruler = Chip(self)
        self._ruler.hide()
        self._selected: set[int] = set()
        self._anchor = 0
        self._insert_at: int | None = None
        self._before_edit: ChipValue | None = None
        self._expanded = 0
        self._placeholder = placeholder
        self._input = ChipInput(self)
        self._more = MorePill(self)
        self._more.hide()
        self._more.clicked.connect(self._on_more)
        self._input.committed.connect(self.commit)
        self._input.many_pasted.connect(self._on_many_pasted)
        self._input.left_at_start.connect(self._on_left_at_start)
        self._input.all_wanted.connect(self.select_all)
        self._input.given_up.connect(self._on_given_up)
        self._input.textChanged.connect(self._place)
        self.setFocusProxy(self._input)
        self.setAcceptDrops(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self._input.setAccessibleName(name)
        self._refresh()

    # -- what the page asks ------------------------------------------------------------------------------

    def values(self) -> list[ChipValue]:
        """The committed values, in order."""
        return list(self._values)

    def set_values(self, values: Sequence[ChipValue]) -> None:
        """Replaces all values; what is being typed stays."""
        self._values = list(values)
        self._sizes.clear()
        self._selected.clear()
        self._insert_at = self._before_edit = None
        self._refresh()
        self.changed.emit()

    def add_text(self, text: str) -> None:
        """Judges a text and appends what it holds."""
        self._insert(self._judge(text), len(self._values))

    def pending_text(self) -> str:
        """What is typed and not yet a chip."""
        return self._input.text()

    def input(self) -> ChipInput:
        """The line edit, for completion and tests."""
        return self._input

    def focus_input(self) -> None:
        self._input.setFocus(Qt.FocusReason.OtherFocusReason)

    def chips(self) -> list[Chip]:
        """The chips in sight, in order."""
        return [chip for chip in self._chips if not chip.isHidden()]

    @Slot()
    def commit(self) -> None:
        """Turns what is typed into chips. Send calls it before it reads the values."""
        text = self._input.text().strip()
        self._input.clear()
        at = len(self._values) if self._insert_at is None else self._insert_at
        self._insert_at = self._before_edit = None
        if text:
            self._insert(self._judge(text), at)

    # -- changing values ---------------------------------------------------------------------------------

    def _insert(self, values: Sequence[ChipValue], at: int) -> None:
        if not values:
            return
        self._values[at:at] = values
        self._selected.clear()
        self._refresh()
        self.changed.emit()

    def remove(self, indices: set[int]) -> None:
        """Removes values; the focus goes to the chip before them, or to the input."""
        if not indices:
            return
        had_focus = any(chip.hasFocus() for chip in self._chips)
        self._values = [value for i, value in enumerate(self._values) if i not in indices]
        self._selected.clear()
        self._refresh()
        if had_focus:
            first = min(indices)
            if self._values and first < len(self._values):
                self._focus_chip(first)
            else:
                self.focus_input()
        self.changed.emit()

    def edit_chip(self, index: int) -> None:
        """Opens a chip in the input; a LIST chip is announced instead."""
        value = self._values[index]
        if value.state is ChipState.LIST:
            self.chip_activated.emit(value)
            return
        self.commit()
        index = self._values.index(value)
        self._before_edit, self._insert_at = value, index
        self.focus_input()
        del self._values[index]
        self._selected.clear()
        self._refresh()
        self._input.setText(value.text)
        self._input.selectAll()
        self.changed.emit()

    @Slot()
    def _on_given_up(self) -> None:
        before, at = self._before_edit, self._insert_at
        self._input.clear()
        self._before_edit = self._insert_at = None
        if before is not None and at is not None:
            self._insert([before], at)

    @Slot(str)
    def _on_many_pasted(self, text: str) -> None:
        typed = self._input.text()
        self._input.clear()
        self._insert(self._judge(f"{typed}{text}"), len(self._values))

    def take_suggestion(self, index: int) -> None:
        """Replaces a misspelt chip by what it suggests."""
        better = self._values[index].suggestion
        if better:
            self._values[index : index + 1] = self._judge(better)
            self._refresh()
            self._focus_chip(index)
            self.changed.emit()

    # -- keys and mouse of the chips ----------------------------------------------------------------------

    def chip_key(self, chip: Chip, event: QKeyEvent) -> bool:
        """A key on a chip; True when it was used."""
        return use_key(self, chip.index, event)

    def chosen(self, index: int) -> set[int]:
        """The selected values, or the one of ``index`` when none is."""
        return set(self._selected) or {index}

    def back_to_input(self, typed: str = "") -> None:
        """Leaves the chips; ``typed`` goes on in the input."""
        self._select(set())
        self.focus_input()
        self._input.insert(typed)

    def move_to(self, target: int, extend: bool = False) -> None:
        """Focuses the chip of ``target``, or the input behind the last one; ``extend`` selects up to it."""
        if target >= len(self._values):
            self._select(set())
            self.focus_input()
            return
        target = max(target, 0)
        if extend:
            low, high = sorted((self._anchor, target))
            self._selected = set(range(low, high + 1))
            self._focus_chip(target, keep=True)
        else:
            self._focus_chip(target)

    def chip_pressed(self, chip: Chip, modifiers: Qt.KeyboardModifier) -> None:
        """A mouse press on a chip's body: selects, with Ctrl toggles, with Shift extends."""
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._select(self._selected ^ {chip.index})
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.move_to(chip.index, extend=True)
        elif chip.index not in self._selected:
            self._focus_chip(chip.index)

    def chips_left(self) -> None:
        """The focus left the chips; a selection without it would only puzzle."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._select(set())

    def _focus_chip(self, index: int, *, keep: bool = False) -> None:
        if all(chip.index != index for chip in self.chips()):
            self._expanded = max(self._expanded, index + _PAGE)
        if not keep:
            self._selected, self._anchor = {index}, index
        self._refresh()
        for chip in self.chips():
            if chip.index == index:
                chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _select(self, indices: set[int]) -> None:
        self._selected = set(indices)
        self._refresh()

    @Slot()
    def select_all(self) -> None:
        """Selects every chip, those out of sight too."""
        if self._values:
            self._selected = set(range(len(self._values)))
            self._anchor = 0
            self._focus_chip(len(self._values) - 1, keep=True)

    def copy(self, indices: set[int]) -> None:
        """Puts the texts on the clipboard."""
        QGuiApplication.clipboard().setText(chip_drag.text_of([self._values[i] for i in sorted(indices)]))

    @Slot()
    def _on_left_at_start(self) -> None:
        if self._values:
            self._focus_chip(len(self._values) - 1)

    @Slot()
    def _on_remove_requested(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.remove({chip.index})

    @Slot()
    def _on_detail_pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.take_suggestion(chip.index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._select(set())
        self.focus_input()

    # -- dragging ------------------------------------------------------------------------------------------

    def drag_from(self, index: int) -> None:
        """Starts a drag of the selected chips, or of this one; moved chips leave this field."""
        indices = set(self._selected) if index in self._selected else {index}
        moving = [self._values[i] for i in sorted(indices)]
        grip = next((chip for chip in self.chips() if chip.index == index), None)
        if chip_drag.run(self, moving, grip.grab() if grip is not None else None):
            self.remove({i for i, value in enumerate(self._values) if any(value is moved for moved in moving)})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge_drag(event)

    def _judge_drag(self, event: QDragMoveEvent) -> None:
        if event.source() is self or not chip_drag.takes(event.mimeData()):
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self or not chip_drag.takes(event.mimeData()):
            event.ignore()
            return
        self._insert(chip_drag.unpack(event.mimeData(), self._judge), len(self._values))
        event.acceptProposedAction()

    # -- placing -------------------------------------------------------------------------------------------

    @Slot()
    def _on_more(self) -> None:
        hidden = len(self._values) > len(self.chips())
        self._expanded = self._expanded + _PAGE if hidden else 0
        self._refresh()

    def restyle(self) -> None:
        self._sizes.clear()
        super().restyle()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._refresh()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(width).height + 2 * _MARGIN - 1

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, chip_height(26, typography.body()) + 2 * _MARGIN - 1)

    def _chip(self, position: int) -> Chip:
        while len(self._chips) <= position:
            chip = Chip(self)
            chip.hide()
            chip.remove_requested.connect(self._on_remove_requested)
            chip.detail_pressed.connect(self._on_detail_pressed)
            self._chips.append(chip)
        return self._chips[position]

    def _refresh(self) -> None:
        self._selected = {i for i in self._selected if i < len(self._values)}
        self._input.setPlaceholderText("" if self._values else self._placeholder)
        self._place()

    def _size_of(self, index: int) -> QSize:
        value = self._values[index]
        if value not in self._sizes:
            self._ruler.show_value(value, -1, selected=False)
            self._sizes[value] = self._ruler.sizeHint()
        return self._sizes[value]

    def _more_size(self, indices: list[int]) -> QSize:
        in_sight = set(indices)
        self._more.say_hidden([value for i, value in enumerate(self._values) if i not in in_sight])
        return self._more.sizeHint()

    def _arranged(self, width: int) -> Arrangement:
        typed = text_width(self._input.text(), typography.body()) + 16
        entry = QSize(max(typed, _INPUT), chip_height(26, typography.body()))
        return arrange(len(self._values), self._expanded, width, self._size_of, self._more_size, entry)

    @Slot()
    def _place(self) -> None:
        width = max(self.width(), 120)
        found = self._arranged(width)
        for position, (index, box) in enumerate(zip(found.indices, found.chips, strict=True)):
            chip = self._chip(position)
            chip.show_value(self._values[index], index, index in self._selected)
            chip.setGeometry(self._shifted(box))
            chip.show()
        for chip in self._chips[len(found.chips) :]:
            if chip.hasFocus():
                self.focus_input()
            chip.hide()
        if found.more is not None:
            self._more.setGeometry(self._shifted(found.more))
        self._more.setVisible(found.more is not None)
        entry = QRect(found.entry)
        entry.setRight(width - 1)
        self._input.setGeometry(self._shifted(entry))
        height = found.height + 2 * _MARGIN - 1
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _shifted(self, box: QRect) -> QRect:
        return self.visual(box.translated(0, _MARGIN)).toRect()
