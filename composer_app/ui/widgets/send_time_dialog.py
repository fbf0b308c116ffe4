"""The dialog that asks when a mail is to be sent: date, time and time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QByteArray, QDate, QDateTime, Qt, QTime, QTimeZone, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QDateEdit, QTimeEdit, QWidget

from composer_app.domain.clock import Clock
from composer_app.domain.send_time import MORNING, is_past, is_too_far, next_monday
from composer_app.ui.texts import send_time as texts
from composer_app.ui.texts import verbs
from composer_app.ui.theme import typography
from composer_app.ui.widgets.base_dialog import BaseDialog
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.field_helpers import settle_spin_box
from composer_app.ui.widgets.form_rows import FormRows
from composer_app.ui.widgets.layouts import REST, in_row

WIDTH = 480
_MORNING = QTime(MORNING.hour, MORNING.minute)


class SendTimeDialog(BaseDialog):
    """Asks for a time in the future, not too far ahead for the API. Opened with `open()`.

    Args:
        farthest: how far ahead the service takes a mail.
        clock: for what is past and what is tomorrow.
        send_at: the time of a mail that is to be moved; None: a new one.

    Signals:
        chosen: the time (`datetime` in UTC).
    """

    chosen = Signal(object)

    def __init__(
        self, farthest: timedelta, clock: Clock, parent: QWidget | None = None, *, send_at: datetime | None = None
    ) -> None:
        title = texts.TITLE if send_at is None else texts.MOVE_TITLE
        super().__init__("send_time_dialog", title, parent, text=texts.NOTE if send_at is None else "", width=WIDTH)
        self.setModal(True)
        self._farthest, self._clock = farthest, clock
        self.date, self.time, self.zone = QDateEdit(), QTimeEdit(), QComboBox()
        self._make_fields()
        self.rows = FormRows()
        self.rows.add(texts.QUICK, self._quick_choices())
        self.rows.add(texts.DATE, self.date, is_narrow=True)
        self.rows.add(texts.TIME, self.time, is_narrow=True)
        self.note = self.rows.add(texts.ZONE, self.zone)
        self.add(self.rows)
        self.add_secondary(verbs.CANCEL, "cancel", self.reject)
        verb = texts.SCHEDULE_MAIL if send_at is None else texts.MOVE_MAIL
        self._choose = self.add_primary(verb, "choose_time", self._on_choose)
        if send_at is None:
            self._set(self._today() + timedelta(days=1), _MORNING)
        else:
            local = QDateTime.fromSecsSinceEpoch(int(send_at.timestamp()))
            self.date.setDate(local.date())
            self.time.setTime(local.time())
        for changed in (self.date.dateChanged, self.time.timeChanged, self.zone.currentTextChanged):
            changed.connect(self._judge)
        self._judge()
        self.date.setFocus()

    def _make_fields(self) -> None:
        self.date.setObjectName("send_date")
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("ddd d MMM yyyy")
        self.date.setMinimumWidth(typography.units(180))
        self.time.setObjectName("send_time")
        self.time.setDisplayFormat("HH:mm")
        self.time.setMinimumWidth(typography.units(100))
        for edit in (self.date, self.time):
            settle_spin_box(edit)
        self.zone.setObjectName("send_zone")
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        own = _name(QTimeZone.systemTimeZoneId())
        self.zone.addItem(texts.LOCAL_ZONE.format(zone=own or "UTC"), "")
        for name in sorted(_name(one) for one in QTimeZone.availableTimeZoneIds()):
            self.zone.addItem(name, name)
        completer = QCompleter(self.zone.model(), self.zone)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.zone.setCompleter(completer)
        self.zone.setMinimumContentsLength(20)
        self.zone.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _quick_choices(self) -> QWidget:
        row = QWidget()
        shown = f"{MORNING:%H:%M}"
        self.tomorrow = quiet_button(texts.TOMORROW.format(time=shown), row, compact=True)
        self.monday = quiet_button(texts.MONDAY.format(time=shown), row, compact=True)
        self.tomorrow.setObjectName("tomorrow")
        self.monday.setObjectName("monday")
        self.tomorrow.clicked.connect(self._on_tomorrow)
        self.monday.clicked.connect(self._on_monday)
        in_row(row, self.tomorrow, self.monday, REST, spacing=8)
        row.setFocusProxy(self.tomorrow)
        return row

    def send_at(self) -> datetime | None:
        """The time in UTC; None: the time zone is none."""
        zone = self._zone()
        if zone is None:
            return None
        at = QDateTime(self.date.date(), self.time.time(), zone)
        return datetime.fromtimestamp(at.toSecsSinceEpoch(), UTC)

    def _zone(self) -> QTimeZone | None:
        text = self.zone.currentText().strip()
        if text == self.zone.itemText(0):
            return QTimeZone(QTimeZone.Initialization.LocalTime)
        zone = QTimeZone(QByteArray(text.encode()))
        return zone if text and zone.isValid() else None

    def _today(self) -> date:
        zone = self._zone() or QTimeZone(QTimeZone.Initialization.LocalTime)
        today = QDateTime.fromSecsSinceEpoch(int(self._clock().timestamp()), zone).date()
        return date(today.year(), today.month(), today.day())

    def _set(self, day: date, time: QTime) -> None:
        self.date.setDate(QDate(day.year, day.month, day.day))
        self.time.setTime(time)

    @Slot()
    def _on_tomorrow(self) -> None:
        self._set(self._today() + timedelta(days=1), _MORNING)

    @Slot()
    def _on_monday(self) -> None:
        self._set(next_monday(self._today()), _MORNING)

    @Slot()
    def _judge(self) -> None:
        """Say what the chosen time is, or why it cannot be taken."""
        send_at, now = self.send_at(), self._clock()
        problem = ""
        if send_at is None:
            problem = texts.NO_ZONE.format(name=self.zone.currentText().strip())
        elif is_past(send_at, now):
            problem = texts.PAST
        elif is_too_far(send_at, now, self._farthest):
            problem = texts.too_far(self._farthest)
        self.note.set_hint("" if send_at is None else texts.until(send_at, now))
        self.note.set_wrong(problem)
        self._choose.set_available(not problem, problem)

    @Slot()
    def _on_choose(self) -> None:
        self._judge()  # time has gone on
        send_at = self.send_at()
        if self._choose.isEnabled() and send_at is not None:
            self.accept()
            self.chosen.emit(send_at)


def _name(zone: QByteArray) -> str:
    return bytes(zone.data()).decode()
