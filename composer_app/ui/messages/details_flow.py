"""The details of the current row: when they are read, shown and closed. The comparison takes their place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from composer_app.services.records import FoundDetails, MailRecords, RecordKind
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from composer_app.ui.messages.comparison_flow import ComparisonFlow
from composer_app.ui.messages.details_panel import DetailsPanel
from composer_app.ui.messages.message_list import MessageList
from composer_app.ui.widgets.side_panel import SidePanel


class DetailsFlow(QObject):
    """A click or Space opens them, the arrow keys change the row, Esc closes them.

    Signals:
        closed: the panel went; the list gets the focus.
        failed: the archive could not read them (`Failed`).
    """

    closed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        records: MailRecords,
        kind: RecordKind,
        rows: MessageList,
        details: DetailsPanel,
        comparing: ComparisonFlow,
        side: SidePanel,
    ) -> None:
        super().__init__(side)
        self._records, self._kind = records, kind
        self._rows, self._details, self._comparing, self._side = rows, details, comparing, side
        self._wanted = 0
        self._reading: Task[FoundDetails | None] | None = None
        rows.current_changed.connect(self._on_current_changed)
        rows.clicked.connect(self._on_clicked)
        rows.toggled.connect(self._on_toggled)
        rows.has_reader = lambda: side.is_open
        details.closed.connect(self.close)
        comparing.opened.connect(self._on_comparing)
        comparing.closed.connect(self.close)
        escape = QShortcut(QKeySequence("Esc"), side)  # not in the filter bar: Esc leaves it
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape)

    @Slot()
    def close(self) -> None:
        """Close the details, or what is compared."""
        if self._side.is_open:
            self._comparing.leave()
            self._side.set_open(False)
            self.closed.emit()

    def refresh(self) -> None:
        """The archive has changed: read again what is shown."""
        if self._is_shown:
            self._load()

    @property
    def _is_shown(self) -> bool:
        return self._side.is_open and not self._comparing.is_open

    @Slot()
    def _on_clicked(self) -> None:
        self._side.expect_double_click()
        if self._comparing.is_open:
            return
        if self._rows.current is None:
            self.close()
        elif not self._is_shown:
            self._load()

    @Slot()
    def _on_toggled(self) -> None:
        if self._is_shown:
            self.close()
        else:
            self._load()

    @Slot()
    def _on_escape(self) -> None:
        """Close the details; without any, select nothing, so that the list follows again."""
        if self._side.is_open:
            self.close()
        else:
            self._rows.clear_selection()

    @Slot()
    def _on_comparing(self) -> None:
        self._wanted = 0
        self._side.set_open(True)

    @Slot(object)
    def _on_current_changed(self, row: int | None) -> None:
        if self._comparing.is_open:
            return
        if row is None:
            self.close()
        elif self._side.is_open:
            self._load()

    def _load(self) -> None:
        row = self._rows.current
        if row is None:
            return
        self._wanted = row
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._records.details(self._kind, row)
        self._reading.on_success(self._on_read).on_failure(self._on_failed)

    def _on_read(self, found: FoundDetails | None) -> None:
        if found is None or found.row != self._wanted or found.row != self._rows.current:
            return
        self._comparing.leave()
        self._details.show_details(found.details, found.bulk_size)
        self._side.set_open(True)

    def _on_failed(self, failure: Failed) -> None:
        self.failed.emit(failure)
