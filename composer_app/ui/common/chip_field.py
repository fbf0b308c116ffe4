"""A field of chips with an input: To, Cc, Bcc, Reply-to. What is a good text, the caller's ``judge`` says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.common import typography
from composer_app.ui.common.chip import Chip, ChipState, ChipValue
from composer_app.ui.common.chip_input import ChipInput
from composer_app.ui.common.flow import flow, lines
from composer_app.ui.common.format import number
from composer_app.ui.common.more_pill import MorePill
from composer_app.ui.common.painting import Painted, chip_height, text_width

MIME = "application/x-mail-composer-chips"
_GAP, _LINE_GAP, _MARGIN, _LINES, _PAGE, _INPUT = 6, 4, 7, 3, 300, 60

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
        self._input.all_wanted.connect(self._select_all)
        self._input.given_up.connect(self._on_given_up)
        self._input.textChanged.connect(self._on_typed)
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

    def viewport(self) -> QWidget:
        """The parent of the chips."""
        return self

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
        key, index = event.key(), chip.index
        step = self._step(key)
        chosen = self._selected or {index}
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if step is not None:
            self._move(index + step, extend)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move(0 if key == Qt.Key.Key_Home else len(self._values) - 1, extend)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove(set(chosen))
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._select_all()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy(chosen)
        elif event.matches(QKeySequence.StandardKey.Cut):
            self._copy(chosen)
            self.remove(set(chosen))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.focus_input()
            self._input.paste_clipboard()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_chip(index)
        elif key == Qt.Key.Key_Space:
            self.take_suggestion(index)
        elif key == Qt.Key.Key_Escape:
            self._select(set())
            self.focus_input()
        elif event.text().isprintable() and event.text() and not event.modifiers() & _COMMANDS:
            self._select(set())
            self.focus_input()
            self._input.insert(event.text())
        else:
            return False
        return True

    def _step(self, key: int) -> int | None:
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return None
        forward = Qt.Key.Key_Right if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else Qt.Key.Key_Left
        return 1 if key == forward else -1

    def _move(self, target: int, extend: bool) -> None:
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
            self._move(chip.index, extend=True)
        elif chip.index not in self._selected:
            self._focus_chip(chip.index)

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
    def _select_all(self) -> None:
        if self._values:
            self._selected = set(range(len(self._values)))
            self._anchor = 0
            self._focus_chip(len(self._values) - 1, keep=True)

    def _copy(self, indices: set[int]) -> None:
        QGuiApplication.clipboard().setText(self._text_of(indices))

    def _text_of(self, indices: set[int]) -> str:
        return ", ".join(self._values[i].text for i in sorted(indices))

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

    def mime_of(self, indices: set[int]) -> QMimeData:
        """What a drag carries: the texts for anyone, the values for another ChipField."""
        import json  # only a drag needs it

        mime = QMimeData()
        mime.setText(self._text_of(indices))
        packed = json.dumps([self._values[i].to_dict() for i in sorted(indices)])
        mime.setData(MIME, packed.encode())
        return mime

    def drag_from(self, index: int) -> None:
        """Starts a drag of the selected chips, or of this one; moved chips leave this field."""
        indices = set(self._selected) if index in self._selected else {index}
        moving = [self._values[i] for i in sorted(indices)]
        drag = QDrag(self)
        drag.setMimeData(self.mime_of(indices))
        grip = next((chip for chip in self.chips() if chip.index == index), None)
        if grip is not None:
            drag.setPixmap(grip.grab())
        done = drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
        if done is Qt.DropAction.MoveAction:
            self.remove({i for i, value in enumerate(self._values) if any(value is moved for moved in moving)})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge_drag(event)

    def _judge_drag(self, event: QDragMoveEvent) -> None:
        mime = event.mimeData()
        if event.source() is self or mime.hasUrls() or not (mime.hasFormat(MIME) or mime.hasText()):
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        mime = event.mimeData()
        if event.source() is self or mime.hasUrls():
            event.ignore()
            return
        self._insert(self._unpacked(mime), len(self._values))
        event.acceptProposedAction()

    def _unpacked(self, mime: QMimeData) -> list[ChipValue]:
        import json  # only a drop needs it

        if mime.hasFormat(MIME):
            try:
                packed = json.loads(bytes(mime.data(MIME).data()))
                return [ChipValue.from_dict(entry) for entry in packed]
            except (ValueError, TypeError, KeyError):
                pass  # another program's data under our name: its text will do
        return self._judge(mime.text())

    # -- placing -------------------------------------------------------------------------------------------

    @Slot()
    def _on_typed(self) -> None:
        self._place()

    @Slot()
    def _on_more(self) -> None:
        hidden = len(self._values) > len(self.chips())
        self._expanded = self._expanded + _PAGE if hidden else 0
        self._refresh()

    def restyle(self) -> None:
        super().restyle()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._refresh()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(width)[2]

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._line_height() + 2 * _MARGIN - 1)

    def _line_height(self) -> int:
        return chip_height(26, typography.body())

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

    def _indices(self, width: int) -> list[int]:
        """The values in sight: all, or the first ones and the newest."""
        count = len(self._values)
        if self._expanded:
            return list(range(min(count, self._expanded)))
        most = min(count, max(_LINES * width // 50, 1))
        for shown in range(most, -1, -1):
            indices = list(range(shown)) + ([count - 1] if shown < count else [])
            if lines(self._flowed(indices, width)) <= _LINES:
                return indices
        return [count - 1]

    def _flowed(self, indices: list[int], width: int) -> list[QRect]:
        sizes: list[QSize] = []
        for position, index in enumerate(indices):
            chip = self._chip(position)
            chip.show_value(self._values[index], index, index in self._selected)
            sizes.append(chip.sizeHint())
        if len(indices) < len(self._values) or self._expanded:
            self._more.say(self._more_text(indices))
            sizes.insert(max(len(indices) - 1, 0), self._more.sizeHint())
        typed = text_width(self._input.text(), typography.body()) + 16
        sizes.append(QSize(min(max(typed, _INPUT), width), self._line_height()))
        return flow(sizes, width, _GAP, line_gap=_LINE_GAP)

    def _more_text(self, indices: list[int]) -> str:
        hidden = [value for i, value in enumerate(self._values) if i not in set(indices)]
        if not hidden:
            return "Show less"
        wrong = sum(value.state in (ChipState.WRONG, ChipState.TYPO) for value in hidden)
        return f"+ {number(len(hidden))} more" + (f", {number(wrong)} to check" if wrong else "")

    def _arranged(self, width: int) -> tuple[list[int], list[QRect], int]:
        indices = self._indices(width)
        placed = self._flowed(indices, width)
        bottom = max(rect.bottom() for rect in placed) + 1
        return indices, placed, bottom + 2 * _MARGIN - 1

    def _place(self) -> None:
        width = max(self.width(), 120)
        indices, placed, height = self._arranged(width)
        with_more = len(placed) > len(indices) + 1
        boxes = [rect.translated(0, _MARGIN) for rect in placed]
        entry = boxes.pop()
        if with_more:
            self._more.setGeometry(self.visual(boxes.pop(max(len(indices) - 1, 0))).toRect())
        self._more.setVisible(with_more)
        for position, box in enumerate(boxes):
            chip = self._chip(position)
            chip.setGeometry(self.visual(box).toRect())
            chip.show()
        for chip in self._chips[len(boxes) :]:
            if chip.hasFocus():
                self.focus_input()
            chip.hide()
        entry.setRight(width - 1)
        self._input.setGeometry(self.visual(entry).toRect())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
