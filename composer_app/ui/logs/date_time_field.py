"""Optional date and time."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QLineEdit, QStackedWidget, QWidget

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import logs
from composer_app.ui.widgets.field_helpers import settle_spin_box
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.plain_text import set_tooltip


class DateTimeField(QWidget):
    """A check box with a label; the time is used only while checked, and reads "Any time" otherwise.

    Signals:
        changed: it says something else.
    """

    changed = Signal()

    def __init__(self, words: str, first: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox(words, self)
        self.edit = QDateTimeEdit(self)
        self.edit.setAccessibleName(words)
        self.edit.setDisplayFormat(fmt.EDITED_MOMENT)
        self.edit.setCalendarPopup(True)
        self.edit.setDateRange(QDate(2000, 1, 1), QDate(2999, 12, 31))  # every time in it exists in UTC, too
        settle_spin_box(self.edit)
        self.edit.setDateTime(QDateTime.fromSecsSinceEpoch(int(first.timestamp())))
        set_tooltip(self.edit, logs.LOCAL_TIME)
        self._any = QLineEdit(self)
        self._any.setAccessibleName(words)
        self._any.setPlaceholderText(logs.ANY_TIME)
        self._any.setEnabled(False)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._any)
        self._stack.addWidget(self.edit)
        in_row(self, self.tick, self._stack, grows=self._stack, spacing=8)
        self.tick.toggled.connect(self._on_toggled)
        self.edit.dateTimeChanged.connect(self._on_changed)

    def value(self) -> datetime | None:
        """The time in UTC; None for any."""
        if not self.tick.isChecked():
            return None
        return datetime.fromtimestamp(self.edit.dateTime().toSecsSinceEpoch(), UTC)

    def set_value(self, at: datetime | None) -> None:
        self.tick.setChecked(at is not None)
        if at is not None:
            self.edit.setDateTime(QDateTime.fromSecsSinceEpoch(int(at.timestamp())))

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:
        self._stack.setCurrentWidget(self.edit if is_on else self._any)
        self.changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()
