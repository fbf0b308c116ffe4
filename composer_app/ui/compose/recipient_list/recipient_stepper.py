"""Steps through the recipients of a list, in the bar of the preview."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.domain.merge_list import MergeRow
from composer_app.ui.texts import recipient_lists as texts
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.plain_text import set_tooltip
from composer_app.ui.widgets.small_note import SmallNote


class RecipientStepper(QWidget):
    """Signals:
    moved: the number of the recipient to show, from 0.
    """

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._at = self._count = 0
        self.back = quiet_button(icon="chevron-left", tooltip=texts.PREVIOUS_ROW, compact=True)
        self.back.setObjectName("previous_recipient")
        self.forward = quiet_button(icon="chevron-right", tooltip=texts.NEXT_ROW, compact=True)
        self.forward.setObjectName("next_recipient")
        self.place = SmallNote()
        self.place.setObjectName("recipient_place")
        self.back.clicked.connect(self._on_back)
        self.forward.clicked.connect(self._on_forward)
        in_row(self, self.back, self.place, self.forward, spacing=2)
        self.hide()

    def show_recipient(self, row: MergeRow | None, at: int, count: int) -> None:
        """Show whose mail this is.

        Args:
            row: None: not read yet.
            at: its number, from 0.
            count: how many there are; 0 hides the steps.
        """
        self._at, self._count = at, count
        self.setVisible(count > 0)
        whose = texts.ROW_OF_LIST.format(n=row.row_number, address=row.mailbox.address) if row is not None else ""
        self.place.say(texts.place_words(at + 1, count), whose)
        set_tooltip(self, whose)
        self.back.setEnabled(at > 0)
        self.forward.setEnabled(at < count - 1)

    @Slot()
    def _on_back(self) -> None:
        self.moved.emit(self._at - 1)

    @Slot()
    def _on_forward(self) -> None:
        self.moved.emit(self._at + 1)
