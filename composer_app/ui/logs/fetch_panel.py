"""The controls of a log query, one for each of its parameters."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.queries import LogQuery
from composer_app.domain.status import GENERAL_STATUSES
from composer_app.domain.vendor_limits import LOG_REACH, MAX_LIMIT
from composer_app.ui.logs.date_time_field import DateTimeField
from composer_app.ui.messages.note_line import NoteLine
from composer_app.ui.texts import logs, verbs
from composer_app.ui.theme.painting import Painted, bottom_line
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.field_helpers import on_enter, settle_spin_box
from composer_app.ui.widgets.layouts import REST, in_row
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.primary_button import PrimaryButton


class FetchPanel(Painted, QWidget):
    """Empty controls add no parameters to the query.

    Signals:
        wanted: run this `LogQuery`.
        cancelled: what is under way is to end.
    """

    wanted = Signal(object)
    cancelled = Signal()

    def __init__(self, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fetch_panel")
        self.message_ids = _field("fetch_message_ids", logs.MESSAGE_IDS, logs.ID_HINT, self)
        self.bulk_ids = _field("fetch_bulk_ids", logs.BULK_IDS, logs.ID_HINT, self)
        self.from_address = _field("fetch_from", logs.FROM, logs.FROM_HINT, self)
        self.to = _field("fetch_to", logs.TO, logs.TO_HINT, self)
        self.status = QComboBox(self)
        self.status.setObjectName("fetch_status")
        self.status.setAccessibleName(logs.STATUS)
        self.status.addItem(logs.ANY_STATUS, "")
        for name in GENERAL_STATUSES:
            self.status.addItem(logs.STATUSES[name], name)
        self.since = DateTimeField(logs.SENT_SINCE, now - LOG_REACH, self)
        self.since.setObjectName("fetch_since")
        self.until = DateTimeField(logs.SENT_UNTIL, now, self)
        self.until.setObjectName("fetch_until")
        self.limit = QSpinBox(self)
        self.limit.setObjectName("fetch_limit")
        self.limit.setAccessibleName(logs.LIMIT)
        self.limit.setRange(0, MAX_LIMIT)
        self.limit.setSpecialValueText(logs.ANY)
        settle_spin_box(self.limit)
        self.clear = quiet_button(logs.CLEAR, self, tooltip=logs.CLEAR_HINT)
        self.clear.setObjectName("fetch_clear")
        self.stop = secondary_button(verbs.CANCEL, self)
        self.stop.setObjectName("fetch_cancel")
        self.button = PrimaryButton(logs.FETCH_LOGS, self, icon="pull")
        self.button.setObjectName("fetch_logs")
        self._had_focus = False
        self._build()
        self._connect()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 4, 16, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        labelled: list[tuple[str, QWidget]] = [
            (logs.MESSAGE_IDS_LABEL, self.message_ids),
            (logs.BULK_IDS_LABEL, self.bulk_ids),
            (logs.FROM_LABEL, self.from_address),
            (logs.TO_LABEL, self.to),
            (logs.STATUS_LABEL, self.status),
        ]
        for place, (label, widget) in enumerate(labelled):
            row, column = divmod(place, 2)
            grid.addWidget(_label(label, widget, self), row, 2 * column)
            grid.addWidget(widget, row, 2 * column + 1)
        first_label = _label(logs.FIRST, self.limit, self)
        first = in_row(None, first_label, self.limit, REST, self.clear, self.stop, self.button, spacing=8)
        times = in_row(None, spacing=16)
        times.addWidget(self.since, 1)
        times.addWidget(self.until, 1)
        grid.addLayout(times, 2, 2, 1, 2)
        self.hint = NoteLine("", parent=self)
        grid.addWidget(self.hint, 3, 0, 1, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(first, 3, 2, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.stop.hide()

    def _connect(self) -> None:
        for field in (self.message_ids, self.bulk_ids, self.from_address, self.to):
            field.returnPressed.connect(self.fetch)
        for box in (self.limit, self.since.edit, self.until.edit):
            on_enter(box, self.fetch)
        self.button.clicked.connect(self.fetch)
        self.stop.clicked.connect(self.cancelled)
        self.clear.clicked.connect(self.clear_all)

    def query(self) -> LogQuery:
        """The query of the controls."""
        return LogQuery(
            message_ids=tuple(MessageId(one) for one in _ids(self.message_ids.text())),
            bulk_ids=tuple(BulkId(one) for one in _ids(self.bulk_ids.text())),
            sender=self.from_address.text().strip(),
            to=self.to.text().strip(),
            general_status=str(self.status.currentData()),
            sent_since=self.since.value(),
            sent_until=self.until.value(),
            limit=self.limit.value() or None,
        )

    def set_account(self, account_id: AccountId) -> None:
        """Name the service of this account."""
        self.hint.set_text(logs.fetch_hint(account_id))

    def set_busy(self, is_busy: bool) -> None:
        """A query is under way; it can be cancelled."""
        if is_busy:
            self._had_focus = self.button.hasFocus()
        self.button.setText(logs.FETCHING if is_busy else logs.FETCH_LOGS)
        self.button.set_available(not is_busy, logs.BEING_FETCHED)
        self.stop.setVisible(is_busy)
        if not is_busy and self._had_focus:
            self.button.setFocus()

    @Slot()
    def fetch(self) -> None:
        """Ask the logs."""
        if self.button.isEnabled():
            self.wanted.emit(self.query())

    @Slot()
    def clear_all(self) -> None:
        """Ask for everything again."""
        for field in (self.message_ids, self.bulk_ids, self.from_address, self.to):
            field.clear()
        self.status.setCurrentIndex(0)
        self.since.set_value(None)
        self.until.set_value(None)
        self.limit.setValue(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        bottom_line(QPainter(self), self.rect(), current().line)


def _field(name: str, spoken: str, placeholder: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setPlaceholderText(placeholder)
    return field


def _label(text: str, buddy: QWidget, parent: QWidget) -> Label:
    label = Label(text, parent)
    label.setBuddy(buddy)
    return label


def _ids(text: str) -> list[str]:
    return list(dict.fromkeys(word for word in re.split(r"[\s,;]+", text) if word))
