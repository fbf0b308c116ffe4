"""The visible chips of a field: as many as fit into a few lines, "+ 212 more", the newest, and the input."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, chip_height, text_width
from composer_app.ui.widgets.chips.chip import Chip, ChipOwner
from composer_app.ui.widgets.chips.chip_arrangement import EXPANDED_LINES, LINES, Arrangement
from composer_app.ui.widgets.chips.chip_input import ChipInput
from composer_app.ui.widgets.chips.chip_ruler import ChipRuler
from composer_app.ui.widgets.chips.chip_selection import ChipSelection
from composer_app.ui.widgets.chips.chip_value import ChipValue
from composer_app.ui.widgets.chips.more_pill import MorePill

_MARGIN, _INPUT = 7, 60


class VisibleChips:
    """Creates the chips it needs, and reuses them for other values. GUI thread only.

    Args:
        field: the parent of the chips.
        owner: gets what the user asks of a chip; the same field.
        entry: the input behind the chips.
    """

    def __init__(self, field: Painted, owner: ChipOwner, entry: ChipInput) -> None:
        self._field = field
        self._owner = owner
        self._entry = entry
        self._chips: list[Chip] = []
        self._first, self._lines = 0, LINES
        self._ruler = ChipRuler(self._new_chip())
        self.more = MorePill(field, entry)
        self.more.hide()

    def chips(self) -> list[Chip]:
        """The chips in sight, in order."""
        return [chip for chip in self._chips if not chip.isHidden()]

    def has_focus(self) -> bool:
        return any(chip.hasFocus() for chip in self._chips)

    def use(self, values: Sequence[ChipValue]) -> None:
        """Measure other values, and begin with the first."""
        self._first = 0
        self._ruler.use(values)

    def fold(self) -> None:
        """Back to the few lines of the beginning."""
        self._lines = LINES

    def rewind(self) -> None:
        """Begin with the first chip again."""
        self._first = 0

    def bring_into_sight(self, index: int) -> None:
        """Scroll so that this chip is visible. Takes effect with `place`."""
        in_sight = [chip.index for chip in self.chips()]
        if index not in in_sight:
            self._first = index if index < self._first else max(index - len(in_sight) // 2, 0)

    def show_more(self, count: int) -> None:
        """More lines; then the next chips in them; at the end of all `count`, as at first."""
        before_newest = [chip.index for chip in self.chips()][-2:-1]
        if self._lines == LINES:
            self._first, self._lines = 0, EXPANDED_LINES
        elif before_newest and before_newest[0] < count - 2:
            self._first = before_newest[0] + 1
        else:
            self._first, self._lines = 0, LINES

    def forget_sizes(self) -> None:
        """Measure again after a change of font."""
        self._ruler.forget()

    def height_for(self, width: int) -> int:
        return self._arranged(width).height + 2 * _MARGIN - 1

    @staticmethod
    def lowest() -> int:
        """The height of one line."""
        return chip_height(26, typography.body()) + 2 * _MARGIN - 1

    def place(self, values: Sequence[ChipValue], selection: ChipSelection) -> None:
        """Put every chip in its place, and give the field its height."""
        width = max(self._field.width(), 120)
        found = self._arranged(width)
        for position, (index, box) in enumerate(zip(found.indices, found.chips, strict=True)):
            chip = self._chip(position)
            chip.show_value(values[index], index, index in selection, len(values))
            chip.setGeometry(self._shifted(box))
            chip.show()
        for chip in self._chips[len(found.chips) :]:
            if chip.hasFocus():
                self._entry.setFocus(Qt.FocusReason.OtherFocusReason)
            chip.hide()
        if found.more is not None:
            self.more.say_hidden(*self._ruler.hidden(found.indices))
            self.more.setGeometry(self._shifted(found.more))
        self.more.setVisible(found.more is not None)
        entry = QRect(found.entry)
        entry.setRight(width - 1)
        self._entry.setGeometry(self._shifted(entry))
        height = found.height + 2 * _MARGIN - 1
        if height != self._field.minimumHeight() or height != self._field.maximumHeight():
            self._field.setFixedHeight(height)

    def _chip(self, position: int) -> Chip:
        while len(self._chips) <= position:
            self._chips.append(self._new_chip())
        return self._chips[position]

    def _new_chip(self) -> Chip:
        chip = Chip(self._owner, self._field)
        chip.hide()
        return chip

    def _arranged(self, width: int) -> Arrangement:
        font = typography.body()
        entry = QSize(max(text_width(self._entry.text(), font) + 16, _INPUT), chip_height(26, font))
        return self._ruler.arranged(self._first, self._lines, width, entry)

    def _shifted(self, box: QRect) -> QRect:
        return self._field.visual(box.translated(0, _MARGIN)).toRect()
