"""Chip field with an input: To, Cc, Bcc, Reply-to. The caller's ``judge`` turns text into values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from composer_app.ui.theme.painting import Painted
from composer_app.ui.widgets.chips import chip_drag
from composer_app.ui.widgets.chips.chip import Chip
from composer_app.ui.widgets.chips.chip_input import ChipInput
from composer_app.ui.widgets.chips.chip_intake import ChipIntake, Judge
from composer_app.ui.widgets.chips.chip_keys import use_key
from composer_app.ui.widgets.chips.chip_menu import open_chip_menu
from composer_app.ui.widgets.chips.chip_selection import ChipSelection
from composer_app.ui.widgets.chips.chip_undo import ChipUndo
from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue
from composer_app.ui.widgets.chips.visible_chips import VisibleChips


class ChipField(chip_drag.ChipTarget, Painted, QWidget):
    """Chips in at most 3 lines, then "+ 212 more", which opens 3 more; the newest stays in sight. GUI thread only.

    Keys in the input: comma, semicolon, Enter and Tab commit; Left and Backspace go to the chips; Esc gives up.
    Keys on a chip: Left, Right, Home, End (with Shift: select), Delete and Backspace remove, Enter edits, Space takes
    a suggestion, Ctrl+C, Ctrl+X, Ctrl+A, Esc back to the input; typing goes on in the input. Undo takes back what is
    typed, then what was done to the chips; `set_values` begins a new history.

    Args:
        judge: turns typed or pasted text, perhaps of many addresses, into values. Called on commit.
        is_table: whether pasted text is for `table_pasted` and not for the judge.

    Signals:
        changed: other values, from the user or from ``set_values``.
        pending_changed: a long list is pasted. It becomes chips soon, and is part of ``pending_text`` until then.
        list_taken(int): a pasted or dropped text has become so many chips, repeats included.
        table_pasted(text): the clipboard held a table; nothing was inserted.
        chip_activated(ChipValue): Enter or double click on a chip of state LIST.
    """

    changed = Signal()
    pending_changed = Signal()
    list_taken = Signal(int)
    table_pasted = Signal(str)
    chip_activated = Signal(object)

    def __init__(
        self,
        judge: Judge,
        parent: QWidget | None = None,
        *,
        name: str = "",
        is_table: Callable[[str], bool] = lambda text: False,
    ) -> None:
        super().__init__(parent)
        self._is_table = is_table
        self._judge = judge
        self._values: list[ChipValue] = []
        self._steps = ChipUndo(self, self.show_values)
        self._selection = ChipSelection()
        self._insert_at: int | None = None
        self._before_edit: list[ChipValue] | None = None
        self._is_dragging = False
        self.destinations: list[tuple[str, Callable[[set[int]], object]]] = []
        """What the menu of a chip offers besides: the words, and what they do to the chips of these indices."""
        self._input = ChipInput(self, self._steps.stack)
        self._lines = VisibleChips(self, self, self._input)
        self._lines.more.clicked.connect(self._on_more)
        self._input.committed.connect(self.commit)
        self._input.many_pasted.connect(self._on_many_pasted)
        self._intake = ChipIntake(judge, self)
        self._intake.taken.connect(self._on_taken)
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
        self._lines.fold()
        self.show_values(values)

    def change_values(self, values: Sequence[ChipValue]) -> None:
        """Replaces all values; that can be taken back."""
        self._steps.take(self._values, values)

    def show_values(self, values: Sequence[ChipValue]) -> None:
        """Replaces all values without an undo step: for cleanup after one."""
        self._values = list(values)
        self._selection.clear()
        self._insert_at = self._before_edit = None
        self._lines.use(self._values)
        self._refresh()
        self.changed.emit()

    def clear_input(self) -> None:
        """Discards the input and its undo history."""
        self._input.setText("")

    def add_text(self, text: str) -> None:
        """Parses a text and appends its values."""
        self._intake.start(text)
        self._intake.finish()

    def take_text(self, text: str) -> None:
        """The same in slices, for pasted or dropped text: a list of thousands arrives a moment later."""
        self._intake.start(text)

    def pending_text(self) -> str:
        """Unfinished input, after pasted text that is not parsed yet."""
        return "\n".join(text for text in (self._intake.text(), self._input.text()) if text)

    def input(self) -> ChipInput:
        """The line edit, for completion and tests."""
        return self._input

    def focus_input(self) -> None:
        self._input.setFocus(Qt.FocusReason.OtherFocusReason)

    def chips(self) -> list[Chip]:
        """The chips in sight, in order."""
        return self._lines.chips()

    @Slot()
    def commit(self) -> None:
        """Turns what is typed into chips. Send calls it before it reads the values."""
        self._intake.finish()
        text = self._input.text().strip()
        # not clear(), which would keep the text in the input's undo history
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
        """Undoes the last change to the chips."""
        self._intake.finish()
        if self._before_edit is not None:
            self._on_given_up()
        elif self._steps.stack.canUndo():
            self._travel(self._steps.stack.undo)

    @Slot()
    def redo(self) -> None:
        """Redoes the last undone change."""
        if self._before_edit is None and self._steps.stack.canRedo():
            self._travel(self._steps.stack.redo)

    def _travel(self, step: Callable[[], None]) -> None:
        had_focus = self._lines.has_focus()
        if not self._input.text():
            self.clear_input()  # otherwise its own history would mix with the steps
        step()
        if had_focus:
            self.focus_input()

    @Slot(list)
    def add_values(self, values: Sequence[ChipValue]) -> None:
        """Appends values; that can be taken back."""
        if values:
            self._steps.take(self._values, [*self._values, *values])

    @Slot(list)
    def _on_taken(self, values: Sequence[ChipValue]) -> None:
        self.add_values(values)
        if values:
            self.list_taken.emit(len(values))

    def remove(self, indices: set[int]) -> None:
        """Removes values; the focus goes to the chip before them, or to the input."""
        if not indices:
            return
        had_focus, first = self._lines.has_focus(), min(indices)
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
        if self._is_table(text):
            self.table_pasted.emit(text)
            return
        self.clear_input()
        self.take_text(text)

    def take_suggestion(self, index: int) -> None:
        """Replaces a misspelt chip by its suggestion."""
        better = self._values[index].suggestion
        if better:
            self.change_values([*self._values[:index], *self._judge(better), *self._values[index + 1 :]])
            self._focus_chip(index)

    def chip_key(self, index: int, event: QKeyEvent) -> bool:
        """A key on a chip; True when it is used."""
        return use_key(self, index, event)

    def chosen(self, index: int) -> set[int]:
        """The selected values, or the one of ``index`` when none is."""
        return self._selection.or_only(index)

    def back_to_input(self, typed: str = "") -> None:
        """Leave the chips; ``typed`` goes on in the input."""
        self._unselect()
        self.focus_input()
        self._input.insert(typed)

    def move_to(self, target: int, extend: bool = False) -> None:
        """Focus the chip of ``target``, or the input behind the last one; ``extend`` selects up to it."""
        if target >= len(self._values):
            self._unselect()
            self.focus_input()
            return
        target = max(target, 0)
        if extend:
            self._selection.extend_to(target)
            self._focus_chip(target, keep=True)
        else:
            self._focus_chip(target)

    def chip_pressed(self, index: int, modifiers: Qt.KeyboardModifier) -> None:
        """A mouse press on a chip's body: selects, with Ctrl toggles, with Shift extends."""
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._selection.toggle(index)
            self._refresh()
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.move_to(index, extend=True)
        elif index not in self._selection:
            self._focus_chip(index)

    def chips_left(self) -> None:
        """The focus has left the chips: clear the selection."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._unselect()

    def _focus_chip(self, index: int, *, keep: bool = False) -> None:
        self._lines.bring_into_sight(index)
        if not keep:
            self._selection.set_only(index)
        self._refresh()
        for chip in self.chips():
            if chip.index == index:
                chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unselect(self) -> None:
        self._lines.rewind()
        self._selection.clear()
        self._refresh()

    @Slot()
    def select_all(self) -> None:
        """Select every chip, those out of sight too."""
        if self._values:
            self._selection.set_all(len(self._values))
            self._focus_chip(len(self._values) - 1, keep=True)

    def copy(self, indices: set[int]) -> None:
        """Put the texts on the clipboard."""
        QGuiApplication.clipboard().setText(chip_drag.text_of([self._values[i] for i in sorted(indices)]))

    @Slot()
    def _on_left_at_start(self) -> None:
        if self._values:
            self._focus_chip(len(self._values) - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._selection.clear()
        self._refresh()
        self.focus_input()

    def drag_from(self, index: int) -> None:
        """Start a drag of the selected chips, or of this one; moved chips leave this field."""
        moving = [self._values[i] for i in sorted(self._selection.around(index))]
        grip = next((chip.grab() for chip in self.chips() if chip.index == index), None)
        self._is_dragging = True
        try:
            is_moved = chip_drag.run(self, moving, grip)
        finally:
            self._is_dragging = False
        if is_moved:
            self.remove({i for i, value in enumerate(self._values) if any(value is moved for moved in moving)})
        else:
            self.changed.emit()

    def is_dragging(self) -> bool:
        """Chips of it are on their way to another field, and still here."""
        return self._is_dragging

    def open_menu(self, index: int, where: QPoint) -> None:
        """Open the menu of a chip, or of the selected chips when it is one of them, at a point of the screen."""
        if index not in self._selection:
            self._focus_chip(index)
        open_chip_menu(self, self, index, where)

    @Slot()
    def _on_more(self) -> None:
        self._lines.show_more(len(self._values))
        self._refresh()

    def restyle(self) -> None:
        self._lines.forget_sizes()
        super().restyle()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._refresh()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines.height_for(width)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._lines.lowest())

    def _refresh(self) -> None:
        self._selection.limit_to(len(self._values))
        self._place()

    @Slot()
    def _place(self) -> None:
        self._lines.place(self._values, self._selection)
