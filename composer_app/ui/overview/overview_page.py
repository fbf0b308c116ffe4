"""The Overview page: what became of the mail of a period, in figures that lead to their lists."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStackedWidget, QWidget

from composer_app.domain.overview import Grouping, GroupOrder, Overview, OverviewQuery, order_written
from composer_app.domain.overview_period import PeriodKind, period_of
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.overview.bounce_limit_dialog import BounceLimitDialog
from composer_app.ui.overview.overview_content import OverviewContent
from composer_app.ui.overview.overview_tables import LARGEST_SENDS, MORE_ROWS, ROWS_AT_FIRST
from composer_app.ui.texts import logs, outbox, verbs
from composer_app.ui.texts import overview as texts
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.deferred_refresh import DeferredRefresh
from composer_app.ui.widgets.elided_combo import ElidedComboBox
from composer_app.ui.widgets.empty_state import EmptyState
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import in_column, in_row, scrolling
from composer_app.ui.widgets.progress_line import ProgressLine
from composer_app.ui.widgets.save_menu import SaveMenu
from composer_app.ui.widgets.segmented import Segmented, SegmentItem
from composer_app.ui.widgets.widget_picture import Picture, as_png, as_svg

_SOON_MS = 250
"""Delay that joins several changes into one count."""
_PATIENCE_MS = 200
"""Counting that is over sooner shows no progress."""
_LIMIT_PARTS = 1000
_AROUND_CELL = 48


class OverviewPage(QWidget):
    """Counts anew when it is shown and when mail, reports or logs change while it is.

    Signals:
        status_changed: left and right text of the status line.
        toast_wanted: text, action, what the action does.
        list_wanted: the tokens of a list in Logs.
        comparison_wanted: the tokens of a list in Logs that is compared with the rest.
    """

    status_changed = Signal(str, str)
    toast_wanted = Signal(str, str, object)
    list_wanted = Signal(object)
    comparison_wanted = Signal(object)

    def __init__(self, services: Services, commands: CommandRegistry) -> None:
        super().__init__()
        self.setObjectName("overview_page")
        self._services = services
        self._task: Task[Overview] | None = None
        self._shown: Overview | None = None
        self._grouping = Grouping.DOMAIN
        self._order = order_written(services.settings.overview_order)
        self._most = ROWS_AT_FIRST
        self.refresh = DeferredRefresh(self, _SOON_MS)
        self.refresh.due.connect(self._count)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._make_tools()
        self.failure = InlineMessage(MessageKind.ERROR, "", parent=self)
        self.failure.setObjectName("overview_failure")
        self.failure.add_action(verbs.TRY_AGAIN, self._count, secondary=True)
        self.failure.hide()
        self.progress = ProgressLine(self)
        self.progress.setObjectName("overview_progress")
        self.progress.hide()
        self._patience.timeout.connect(self.progress.show)
        new_mail = secondary_button(outbox.WRITE, self)
        new_mail.setObjectName("overview_new_mail")
        new_mail.clicked.connect(commands["new_mail"].trigger)
        self.empty = EmptyState(texts.EMPTY, texts.EMPTY_HOW, new_mail)
        self._build()
        self._connect()

    def _make_tools(self) -> None:
        items = [SegmentItem(kind.value, text) for kind, text in texts.PERIODS.items()]
        self.period = Segmented(items, self, name=texts.PERIOD)
        self.period.setObjectName("overview_period")
        if self._services.settings.overview_period in set(PeriodKind):
            self.period.set_current(self._services.settings.overview_period)
        self.senders = ElidedComboBox(self)
        self.senders.setObjectName("overview_sender")
        self.senders.setAccessibleName(texts.SENDERS)
        self.senders.setFixedWidth(typography.units(180))
        self.senders.addItem(texts.ALL_SENDERS, "")
        self.limit_button = quiet_button(texts.BOUNCE_LIMIT, self, icon="settings", tooltip=texts.BOUNCE_LIMIT_HINT)
        self.limit_button.setObjectName("overview_limit")
        self.content = OverviewContent()
        picture = Picture(self.content, texts.PAGE)
        kinds = {"svg": lambda: as_svg(picture), "png": lambda: as_png(picture)}
        self.export = SaveMenu(self._services, texts.SAVE_PICTURE, texts.FILE_NAME, kinds, self)
        self.export_button = quiet_button(
            texts.EXPORT, self, icon="export", menu=self.export.menu, tooltip=texts.EXPORT_HINT
        )
        self.export_button.setObjectName("overview_export")

    def _build(self) -> None:
        self._scroll = scrolling(self.content, name=texts.PAGE)
        self._stack = QStackedWidget()
        self._stack.setBackgroundRole(QPalette.ColorRole.Base)
        self._stack.setAutoFillBackground(True)
        self._blank = QWidget()
        for part in (self._blank, self._scroll, self.empty):
            self._stack.addWidget(part)
        tools = in_row(None, self.period, self.senders, spacing=8, margins=(16, 8, 12, 8))
        tools.addStretch(1)
        tools.addWidget(self.limit_button)
        tools.addWidget(self.export_button)
        failure = in_row(None, self.failure, margins=(16, 0, 16, 0))
        in_column(self, tools, Hairline(self), self.progress, failure, self._stack, grows=self._stack)

    def _connect(self) -> None:
        services = self._services
        self.period.changed.connect(self._on_period)
        self.senders.activated.connect(self._on_sender)
        self.limit_button.clicked.connect(self._ask_for_limit)
        self.content.list_wanted.connect(self.list_wanted)
        self.content.comparison_wanted.connect(self.comparison_wanted)
        self.content.grouping_chosen.connect(self._on_grouping)
        self.content.order_chosen.connect(self._on_order)
        self.content.more_wanted.connect(self._on_more)
        for table in (self.content.table, self.content.costs, self.content.sends):
            table.cell_reached.connect(self._on_cell_reached)
        self.export.toast_wanted.connect(self._on_toast)
        for change in services.mail_changes:
            change.connect(self.refresh.soon)
        services.sync.state_changed.connect(self.refresh_status)
        services.accounts.switched.connect(self._on_switched)

    # for the window

    def enter(self) -> None:
        """The page is shown now. The day may be another one."""
        self._count()

    def focus_first(self) -> None:
        """Put the focus on the figures, so that keys scroll them; Tab goes to the first number."""
        shown = self._scroll if self._scroll.isVisible() else self
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_layout(self) -> None:
        self._services.settings.overview_period = self.period.current()
        self._services.settings.overview_order = self._order.written()

    @Slot()
    def refresh_status(self) -> None:
        """Emit `status_changed`."""
        now = self._services.context.clock()
        left = ""
        if self._shown is not None:
            left = texts.status_left(self._shown.query.period, now, self._shown.elapsed_ms)
        self.status_changed.emit(left, logs.status_right(self._services.sync.state, now))

    @property
    def shown(self) -> Overview | None:
        """The figures that are shown."""
        return self._shown

    # counting

    @Slot()
    def _count(self) -> None:
        self.refresh.done()
        if self._task is not None:
            self._task.cancel()
        if not self.progress.isVisible():
            self._patience.start()
        self.progress.set_busy(True)
        self._task = self._services.records.overview(self._query())
        self._task.on_success(self._on_counted).on_failure(self._on_failed)

    def _query(self) -> OverviewQuery:
        services = self._services
        return OverviewQuery(
            account_id=services.accounts.current.id,
            period=period_of(PeriodKind(self.period.current()), services.context.clock()),
            grouping=self._grouping,
            limit=Fraction(services.settings.bounce_limit, _LIMIT_PARTS),
            sender=str(self.senders.currentData() or ""),
            most=self._most,
            most_sends=LARGEST_SENDS,
            order=self._order,
        )

    def _on_counted(self, found: Overview) -> None:
        self._end_waiting()
        if found.query.account_id != self._services.accounts.current.id:
            return
        self._shown = found
        self.failure.hide()
        self._list_senders(found)
        self.content.show_overview(found, self._services.context.clock())
        self._stack.setCurrentWidget(self._scroll if found.ever else self.empty)
        if self.hasFocus():
            self.focus_first()
        for tool in (self.period, self.senders, self.export_button):
            tool.setEnabled(bool(found.ever))
        self.refresh_status()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end_waiting()
        words = failure_words(error, self._services.accounts.current, of_a_read=True)
        self.failure.set_content(words.kind, words.title, words.body, words.vendor)
        self.failure.show()

    def _end_waiting(self) -> None:
        self._task = None
        self._patience.stop()
        self.progress.hide()
        self.progress.set_busy(False)

    def _list_senders(self, found: Overview) -> None:
        """The senders of both periods, and the chosen one."""
        chosen = found.query.sender
        names = sorted({*found.senders, chosen} - {""})
        if [self.senders.itemData(place) for place in range(1, self.senders.count())] != names:
            self.senders.clear()
            self.senders.addItem(texts.ALL_SENDERS, "")
            for name in names:
                self.senders.addItem(name, name)
        self.senders.setCurrentIndex(self.senders.findData(chosen))

    # what the user chooses

    @Slot()
    def _on_period(self) -> None:
        self._most = ROWS_AT_FIRST
        self._count()

    @Slot()
    def _on_sender(self) -> None:
        self._most = ROWS_AT_FIRST
        self._count()

    @Slot(object)
    def _on_grouping(self, grouping: Grouping) -> None:
        self._grouping, self._most = grouping, ROWS_AT_FIRST
        self._count()

    @Slot(object)
    def _on_order(self, order: GroupOrder) -> None:
        self._order = order
        self._count()

    @Slot()
    def _on_more(self) -> None:
        self._most += MORE_ROWS
        self._count()

    @Slot(QPoint)
    def _on_cell_reached(self, where: QPoint) -> None:
        """Scroll to the cell."""
        there = self.content.mapFromGlobal(where)
        self._scroll.ensureVisible(there.x(), there.y(), 0, typography.units(_AROUND_CELL))

    @Slot()
    def _ask_for_limit(self) -> None:
        dialog = BounceLimitDialog(self._services.settings, self.window())
        dialog.saved.connect(self._count)
        dialog.open()

    @Slot(str)
    def _on_toast(self, text: str) -> None:
        self.toast_wanted.emit(text, "", None)

    @Slot()
    def _on_switched(self) -> None:
        self._shown = None
        self._most = ROWS_AT_FIRST
        self.senders.setCurrentIndex(0)
        self.failure.hide()
        self._stack.setCurrentWidget(self._blank)
        self.refresh.soon()
