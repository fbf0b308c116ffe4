"""The field that finds words in a sent mail, behind a button of the bar."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from composer_app.ui.texts import sent_mail
from composer_app.ui.theme import typography
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.field_helpers import set_wrong
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.step_field import StepField

_WIDTH, _LEAST = 160, 56


class FindInMail(QWidget):
    """Enter finds on, Shift+Enter back.

    Signals:
        wanted(words, step): find them; see `find_in` in `composer_app/ui/mail_view/text_search.py`.
    """

    wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._field = StepField(self)
        self._field.setObjectName("find_in_mail")
        self._field.setPlaceholderText(sent_mail.FIND_IN_MAIL)
        self._field.setAccessibleName(sent_mail.FIND_IN_MAIL)
        self._field.setMinimumWidth(_LEAST)
        self._field.setMaximumWidth(typography.units(_WIDTH))
        self._field.hide()
        self._button = quiet_button(
            parent=self, icon="search", tooltip=sent_mail.FIND_IN_MAIL_HINT, checkable=True, compact=True
        )
        self._button.setObjectName("find_in_mail_button")
        in_row(self, self._field, self._button, spacing=4)
        self._button.toggled.connect(self._on_toggled)
        self._field.textChanged.connect(self._on_typed)
        self._field.step_wanted.connect(self._on_step)

    @property
    def is_open(self) -> bool:
        return self._button.isChecked()

    @Slot()
    def open_field(self) -> None:
        """Show the field, and put the cursor into it."""
        self._button.setChecked(True)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def close_field(self) -> bool:
        """Hide the field; False: it is hidden."""
        was_open = self.is_open
        self._button.setChecked(False)
        return was_open

    def find_again(self) -> None:
        """Another text is shown: find the same words there."""
        if self.is_open and self._field.text():
            self.wanted.emit(self._field.text(), 0)

    @Slot(bool)
    def show_found(self, is_found: bool) -> None:
        """Mark the field as long as its words are nowhere."""
        is_missing = not is_found and bool(self._field.text())
        set_wrong(self._field, sent_mail.NOT_FOUND if is_missing else "")

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self._field.setVisible(on)
        if on:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wanted.emit("", 0)

    @Slot(str)
    def _on_typed(self, words: str) -> None:
        self.wanted.emit(words, 0)

    @Slot(int)
    def _on_step(self, step: int) -> None:
        if self._field.text():
            self.wanted.emit(self._field.text(), step)
