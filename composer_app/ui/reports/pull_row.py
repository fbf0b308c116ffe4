"""Controls that choose which reports to pull."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QStackedWidget, QWidget

from composer_app.domain.submission import BulkSummary
from composer_app.domain.vendor_limits import MAX_LIMIT
from composer_app.ui.reports.pull_flow import PullRequest, Scope, request_of
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import reports
from composer_app.ui.widgets.elided_combo import ElidedComboBox
from composer_app.ui.widgets.field_helpers import settle_spin_box
from composer_app.ui.widgets.layouts import in_row
from composer_app.ui.widgets.plain_text import Label, set_tooltip
from composer_app.ui.widgets.primary_button import PrimaryButton
from composer_app.ui.widgets.segmented import Segmented, SegmentItem

_ABOVE, _BELOW = 8, 4


class PullRow(QWidget):
    """Scope, its parameters, limit, and the page's primary button.

    Signals:
        wanted: run this `PullRequest`.
        scope_changed: another scope is chosen.
    """

    wanted = Signal(object)
    scope_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_busy = False
        self._had_focus = False
        self._is_chosen = False
        items = [
            SegmentItem(Scope.OWN, reports.OWN, tooltip=reports.OWN_HINT),
            SegmentItem(Scope.BULK, reports.ONE_BULK, tooltip=reports.ONE_BULK_HINT),
            SegmentItem(Scope.IDS, reports.MESSAGE_IDS, tooltip=reports.IDS_SCOPE_HINT),
            SegmentItem(Scope.EVERYTHING, reports.EVERYTHING, tooltip=reports.EVERYTHING_HINT),
        ]
        self.scope = Segmented(items, self, name=reports.PULL, height=32)
        self.scope.setObjectName("pull_scope")
        self.bulk = ElidedComboBox(self)
        self.bulk.setObjectName("pull_bulk")
        self.bulk.setAccessibleName(reports.BULK)
        self.bulk.setPlaceholderText(reports.NO_BULK_YET)
        self.bulk.setMinimumContentsLength(12)
        self.bulk.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.ids = QLineEdit(self)
        self.ids.setObjectName("pull_ids")
        self.ids.setAccessibleName(reports.MESSAGE_IDS)
        self.ids.setPlaceholderText(reports.IDS_HINT)
        self.limit = QSpinBox(self)
        self.limit.setObjectName("pull_limit")
        self.limit.setAccessibleName(reports.LIMIT)
        self.limit.setRange(1, MAX_LIMIT)
        self.limit.setValue(MAX_LIMIT)
        settle_spin_box(self.limit)
        self.button = PrimaryButton(reports.PULL_REPORTS, self, icon="pull")
        self.button.setObjectName("pull_reports")
        self._first = Label(reports.FIRST, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._choice = QStackedWidget(self)
        self._choice.addWidget(self.bulk)
        self._choice.addWidget(self.ids)
        self._choice.setMinimumWidth(150)
        self._choice.setMaximumWidth(320)
        row = in_row(self, Label(reports.PULL, self), self.scope, spacing=8, margins=(16, _ABOVE, 12, _BELOW))
        row.addWidget(self._choice, 4)
        row.addWidget(self._first)
        row.addWidget(self.limit)
        row.addWidget(self.button)
        row.addStretch(1)
        self._on_scope_changed()

    def _connect(self) -> None:
        self.scope.changed.connect(self._on_scope_changed)
        self.bulk.currentIndexChanged.connect(self._judge)
        self.bulk.activated.connect(self._on_bulk_chosen)
        self.ids.textChanged.connect(self._judge)
        self.ids.returnPressed.connect(self.pull)
        self.button.clicked.connect(self.pull)

    @property
    def current_scope(self) -> Scope:
        return Scope(self.scope.current())

    def request(self) -> PullRequest | None:
        """The request of the controls; None while something is missing."""
        bulk_id = self.bulk.currentData()
        return request_of(self.current_scope, bulk_id, self.ids.text(), self.limit.value())

    def set_bulks(self, bulks: tuple[BulkSummary, ...]) -> None:
        """Set the bulks to choose from, newest first; the newest is selected unless the user chose another."""
        chosen = self.bulk.currentData() if self._is_chosen else None
        blocker = QSignalBlocker(self.bulk)
        self.bulk.clear()
        for bulk in bulks:
            self.bulk.addItem(
                reports.BULK_CHOICE.format(subject=bulk.subject, time=fmt.moment(bulk.created_at, seconds=False)),
                bulk.bulk_id,
            )
        place = self.bulk.findData(chosen) if chosen is not None else -1
        self._is_chosen = place >= 0
        self.bulk.setCurrentIndex(max(place, 0) if bulks else -1)
        blocker.unblock()
        self._judge()

    def set_service(self, name: str) -> None:
        """The name of the account's service, as used within a sentence."""
        set_tooltip(self.limit, reports.LIMIT_HINT.format(service=name))

    def set_busy(self, is_busy: bool) -> None:
        """Set whether a pull is running: it cannot be cancelled, and no second one started."""
        had_focus = self.button.hasFocus()
        self._is_busy = is_busy
        self.button.setText(reports.PULLING if is_busy else reports.PULL_REPORTS)
        self._judge()
        if is_busy:
            self._had_focus = had_focus
        elif self._had_focus:
            self.button.setFocus()

    @Slot()
    def pull(self) -> None:
        """Request the pull of the controls."""
        request = self.request()
        if request is not None and not self._is_busy:
            self.wanted.emit(request)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # controls hidden in one mode are a little higher: keep the row's height constant
        parts = (self.scope, self._choice, self.limit, self.button)
        highest = max(widget.sizeHint().height() for widget in parts)
        self.setMinimumHeight(highest + _ABOVE + _BELOW)

    @Slot()
    def _on_bulk_chosen(self) -> None:
        self._is_chosen = True

    @Slot()
    def _on_scope_changed(self) -> None:
        scope = self.current_scope
        self._choice.setVisible(scope in (Scope.BULK, Scope.IDS))
        self._choice.setCurrentWidget(self.ids if scope is Scope.IDS else self.bulk)
        for widget in (self._first, self.limit):
            widget.setVisible(scope is not Scope.OWN)
        self._judge()
        self.scope_changed.emit()

    @Slot()
    def _judge(self) -> None:
        if self._is_busy:
            self.button.set_available(False, reports.NO_CANCEL)
        else:
            why_not = reports.NO_ID if self.current_scope is Scope.IDS else reports.NO_BULK
            self.button.set_available(self.request() is not None, why_not)
