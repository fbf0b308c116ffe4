"""A field of chips with an input: To, Cc, Bcc, Reply-to. What is a good text, the caller's ``judge`` says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, chip_height, text_width
from composer_app.ui.widgets.chips import chip_drag
from composer_app.ui.widgets.chips.chip import Chip, ChipState, ChipValue
from composer_app.ui.widgets.chips.chip_arrangement import EXPANDED_LINES, LINES, Arrangement
from composer_app.ui.widgets.chips.chip_input import ChipInput
from composer_app.ui.widgets.chips.chip_intake import ChipIntake, Judge
from composer_app.ui.widgets.chips.chip_keys import use_key
from composer_app.ui.widgets.chips.chip_ruler import ChipRuler
from composer_app.ui.widgets.chips.chip_undo import ChipUndo
from composer_app.ui.widgets.chips.more_pill import MorePill

_MARGIN, _INPUT = 7, 60


class ChipField(chip_drag.ChipTarget, Painted, QWidget):
    """Chips in at most 3 lines, then "+ 212 more", which opens 3 more; the newest stays in sight. GUI thread only.

    Keys in the input: comma, semicolon, Enter and Tab commit; Left and Backspace go to the chips; Esc gives up.
    Keys on a chip: Left, Right, Home, End (with Shift: select), Delete and Backspace remove, Enter edits, Space takes
    a suggestion, Ctrl+C, Ctrl+X, Ctrl+A, Esc back to the input; typing goes on in the input. Undo takes back what is
    typed, then what was done to the chips; `set_values` begins a new history.

    Args:
        judge: turns typed or pasted text, perhaps of many addresses, into values. Called on commit.

    Signals:
        changed: the values are others now, by a person or by ``set_values``.
        pending_changed: a long list was pasted; it becomes chips soon, and is part of ``pending_text`` until then.
        chip_activated(ChipValue): Enter or double click on a chip of state LIST.
    """

    changed = Signal()
    pending_changed = Signal()
    chip_activated = Signal(object)

    def __init__(self, judge: Judge, parent: QWidget | None = None, *, name: str = "", placeholder: str = "") -> None:
        super().__init__(parent)
        self._judge = judge
        self._values: list[ChipValue] = []
        self._chips: list[Chip] = []
        pattern = Chip(self)
        pattern.hide()
        self._ruler = ChipRuler(pattern)
        self._steps = ChipUndo(self, self.show_values)
        self._selected: set[int] = set()
        self._anchor = 0
        self._insert_at: int | None = None
        self._before_edit: list[ChipValue] | None = None
        self._first, self._lines = 0, LINES
        self._placeholder = placeholder
        self._input = ChipInput(self, self._steps.stack)
        self._more = MorePill(self, self._input)
        self._more.hide()
        self._more.clicked.connect(self._on_more)
        self._input.committed.connect(self.commit)
        self._input.many_pasted.connect(self._on_many_pasted)
        self._intake = ChipIntake(judge, self)
        self._intake.taken.connect(self.add_values)
        self._intake.begun.connect(self.pending_changed)
        self._input.left_at_start.connect(self._on_left_at_start)
        self._input.all_wanted.connect(self.select_all)
        self._input.given_up.connect(self._on_given_up)
        self._input.undo_wanted.connect(self.undo)
        self._input.redo_wanted.connect(self.redo)
        self._input.textChanged.connect(self._place)
        self.setFocusProxy(self._input)
        self.setAcceptDrops(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self._input.setAccessibleName(name)
        self._refresh()

    def values(self) -> list[ChipValue]:
        return list(self._values)

    def set_values(self, values: Sequence[ChipValue]) -> None:
        """Replaces all values, folds them, and begins a new history; what is being typed stays."""
        self._intake.cancel()
        self._steps.forget()
        self._lines = LINES
        self.show_values(values)

    def change_values(self, values: Sequence[ChipValue]) -> None:
        """Replaces all values; that can be taken back."""
        self._steps.take(self._values, values)

    def show_values(self, values: Sequence[ChipValue]) -> None:
        """Replaces all values, but that is no step: tidying up after one, which alone can be taken back."""
        self._values = list(values)
        self._selected.clear()
        self._first = 0
        self._insert_at = self._before_edit = None
        self._ruler.use(self._values)
        self._refresh()
        self.changed.emit()

    def clear_input(self) -> None:
        """Forgets what is typed; no undo brings it back."""
        self._input.setText("")

    def add_text(self, text: str) -> None:
        """Judges a text and appends what it holds."""
        self._intake.start(text)
        self._intake.finish()

    def take_text(self, text: str) -> None:
        """The same in slices, for what the user brings: a list of thousands comes in a moment later."""
        self._intake.start(text)

    def pending_text(self) -> str:
        """What is typed, and before it what is pasted and not judged yet."""
        return "\n".join(text for text in (self._intake.text(), self._input.text()) if text)

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
        self._intake.finish()
        text = self._input.text().strip()
        # not clear(): that would leave the words in the input's history, for Ctrl+Z to bring back
        self.clear_input()
        before = self._values if self._before_edit is None else self._before_edit
        at = len(self._values) if self._insert_at is None else self._insert_at
        values = [*self._values[:at], *self._judge(text), *self._values[at:]] if text else self._values
        if values != before:
            self._steps.take(before, values)
        elif self._before_edit is not None:
            self.show_values(before)
        self._insert_at = self._before_edit = None

    @Slot()
    def undo(self) -> None:
        """Takes back the newest change to the chips."""
        self._intake.finish()
        if self._before_edit is not None:
            self._on_given_up()
        elif self._steps.stack.canUndo():
            self._travel(self._steps.stack.undo)

    @Slot()
    def redo(self) -> None:
        """Does again what was taken back last."""
        if self._before_edit is None and self._steps.stack.canRedo():
            self._travel(self._steps.stack.redo)

    def _travel(self, step: Callable[[], None]) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        if not self._input.text():
            self.clear_input()  # or its own history would come between the steps
        step()
        if had_focus:
            self.focus_input()

    @Slot(list)
    def add_values(self, values: Sequence[ChipValue]) -> None:
        """Appends values; that can be taken back."""
        if values:
            self._steps.take(self._values, [*self._values, *values])

    def remove(self, indices: set[int]) -> None:
        """Removes values; the focus goes to the chip before them, or to the input."""
        if not indices:
            return
        had_focus, first = any(chip.hasFocus() for chip in self._chips), min(indices)
        self.change_values([value for i, value in enumerate(self._values) if i not in indices])
        if had_focus:
            if first < len(self._values):
                self._focus_chip(first)
            else:
                self.focus_input()

    def edit_chip(self, index: int) -> None:
        """Opens a chip in the input; a LIST chip is announced instead."""
        value = self._values[index]
        if value.state is ChipState.LIST:
            self.chip_activated.emit(value)
            return
        self.commit()
        index = next((i for i, known in enumerate(self._values) if known is value), -1)
        if index < 0:
            return
        before = list(self._values)
        self.focus_input()
        self.show_values([*before[:index], *before[index + 1 :]])
        self._before_edit, self._insert_at = before, index
        self._input.setText(value.text)
        self._input.selectAll()

    @Slot()
    def _on_given_up(self) -> None:
        before = self._before_edit
        self.clear_input()
        if before is not None:
            self.show_values(before)

    @Slot(str)
    def _on_many_pasted(self, text: str) -> None:
        self.clear_input()
        self.take_text(text)

    def take_suggestion(self, index: int) -> None:
        """Replaces a misspelt chip by what it suggests."""
        better = self._values[index].suggestion
        if better:
            self.change_values([*self._values[:index], *self._judge(better), *self._values[index + 1 :]])
            self._focus_chip(index)

    def chip_key(self, chip: Chip, event: QKeyEvent) -> bool:
        """A key on a chip; True when it was used."""
        return use_key(self, chip.index, event)

    def chosen(self, index: int) -> set[int]:
        """The selected values, or the one of ``index`` when none is."""
        return set(self._selected) or {index}

    def back_to_input(self, typed: str = "") -> None:
        """Leaves the chips; ``typed`` goes on in the input."""
        self._first = 0
        self._select(set())
        self.focus_input()
        self._input.insert(typed)

    def move_to(self, target: int, extend: bool = False) -> None:
        """Focuses the chip of ``target``, or the input behind the last one; ``extend`` selects up to it."""
        if target >= len(self._values):
            self._first = 0
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
            self._first = 0
            self._select(set())

    def _focus_chip(self, index: int, *, keep: bool = False) -> None:
        in_sight = [chip.index for chip in self.chips()]
        if index not in in_sight:  # as many chips as now, but others
            self._first = index if index < self._first else max(index - len(in_sight) // 2, 0)
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._select(set())
        self.focus_input()

    def drag_from(self, index: int) -> None:
        """Starts a drag of the selected chips, or of this one; moved chips leave this field."""
        indices = set(self._selected) if index in self._selected else {index}
        moving = [self._values[i] for i in sorted(indices)]
        grip = next((chip.grab() for chip in self.chips() if chip.index == index), None)
        if chip_drag.run(self, moving, grip):
            self.remove({i for i, value in enumerate(self._values) if any(value is moved for moved in moving)})

    @Slot()
    def _on_more(self) -> None:
        # more lines; then the next ones in them; and when the end is in sight, as at first
        before_newest = [chip.index for chip in self.chips()][-2:-1]
        if self._lines == LINES:
            self._first, self._lines = 0, EXPANDED_LINES
        elif before_newest and before_newest[0] < len(self._values) - 2:
            self._first = before_newest[0] + 1
        else:
            self._first, self._lines = 0, LINES
        self._refresh()

    def restyle(self) -> None:
        self._ruler.forget()
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
            self._chips.append(chip)
        return self._chips[position]

    def _refresh(self) -> None:
        self._selected = {i for i in self._selected if i < len(self._values)}
        self._input.setPlaceholderText("" if self._values else self._placeholder)
        self._place()

    def _arranged(self, width: int) -> Arrangement:
        typed = text_width(self._input.text(), typography.body()) + 16
        entry = QSize(max(typed, _INPUT), chip_height(26, typography.body()))
        return self._ruler.arranged(self._first, self._lines, width, entry)

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
            self._more.say_hidden(*self._ruler.hidden(found.indices))
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
