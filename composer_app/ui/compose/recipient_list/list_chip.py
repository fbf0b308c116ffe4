"""The list of a mail as one chip of the row To: its name, and how many recipients it has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from composer_app.domain.merge_list import MergeAttachment
from composer_app.ui.texts import recipient_lists as texts
from composer_app.ui.texts import widgets
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.chips.pill import Pill, PillLook
from composer_app.ui.widgets.plain_text import set_tooltip


class ListChip(Pill):
    """Signals:
    opened: a click on it, or Enter.
    """

    opened = Signal()

    radius = 13.0
    padding = 10

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("list_chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.opened)

    def show_list(self, merge: MergeAttachment | None) -> None:
        """Show a list; None: there is none."""
        self.setVisible(merge is not None)
        if merge is None:
            return
        count = texts.chip_words(merge.recipient_count)
        self.set_parts(merge.file_name, icon="people", detail=count)
        set_tooltip(self, f"{merge.file_name}\n{count}\n{texts.LIST_CHIP_HINT}")
        self.setAccessibleName(widgets.LIST_OF_RECIPIENTS.format(recipient=f"{merge.file_name}, {count}"))
        self.setAccessibleDescription(texts.LIST_CHIP_HINT)

    def look(self) -> PillLook:
        theme = current()
        ground = theme.hover_on if self.underMouse() else theme.hover
        if self.hasFocus():
            ground = theme.sel
        return PillLook(ground, theme.text, theme.text2, theme.text2, theme.text2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
