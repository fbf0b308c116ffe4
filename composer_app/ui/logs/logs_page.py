"""The Logs page: all messages, and queries of Infobip's logs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QResizeEvent

from composer_app.domain.account import Account
from composer_app.domain.filter_fields import DOUBTFUL, narrowed
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import BulkId
from composer_app.domain.queries import ArchiveFilter, LogQuery, TimeRange
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.fetch_panel import FetchPanel
from composer_app.ui.logs.inconsistency_line import InconsistencyLine
from composer_app.ui.logs.log_columns import FIRST_SORT, MESSAGES
from composer_app.ui.logs.log_gaps import gaps_in_sight, words_of
from composer_app.ui.messages.empty_reasons import EmptyWords
from composer_app.ui.messages.facet_panel import FacetPanel
from composer_app.ui.messages.filter_sidebar import FilterSidebar
from composer_app.ui.messages.histogram_panel import HistogramPanel
from composer_app.ui.messages.messages_page import MessagesPage
from composer_app.ui.messages.note_line import NoteLine
from composer_app.ui.messages.saved_view_list import ViewList
from composer_app.ui.texts import logs, messages
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.plain_text import caption

EMPTY = EmptyWords(logs.EMPTY, logs.EMPTY_TEXT)


class LogsPage(MessagesPage):
    """The base page with the fetch panel, a note on log gaps, and the inconsistency line."""

    def __init__(self, services: Services, commands: CommandRegistry) -> None:
        super().__init__(services, "logs")
        self.add_browser(MESSAGES, FIRST_SORT, EMPTY)
        self._task: Task[SyncResult] | None = None
        self._asked: LogQuery | None = None
        self._asks_for_all = False
        self._recorded: tuple[TimeRange, ...] = ()
        self.fetch_toggle = quiet_button(logs.FETCH, self, icon="pull", checkable=True, tooltip=logs.FETCH_HINT)
        self.fetch_toggle.set_opens_below(True)
        self.fetch_toggle.setObjectName("fetch_toggle")
        self.fetch_panel = FetchPanel(services.context.clock(), self)
        self.gap_note = NoteLine("", "history", self)
        self.gap_note.setObjectName("gap_note")
        self.inconsistency_line = InconsistencyLine(services, self)
        self.histogram = HistogramPanel(
            services.records, services.settings, services.context.clock, self.browser.filter.tokens, self
        )
        self.views = ViewList(
            services.records, services.settings, services.context.profile, self.browser.filter_of, self
        )
        self.facets = FacetPanel(services.records, self.browser.filter.tokens, self)
        self._build()
        self._connect(commands)
        self.show_account()

    def _build(self) -> None:
        self.browser.tool_row.add(self.fetch_toggle, 1)
        for note in (self.failure, self.inconsistency_line, self.gap_note):
            self.browser.above_list.addWidget(note)
            note.hide()
        self.fetch_panel.hide()
        self.column.addWidget(self.browser, 1)
        self.browser.insert_below_tools(self.fetch_panel)
        self.browser.insert_below_tools(self.result)
        self.browser.insert_above_table(self.histogram)
        sidebar = FilterSidebar(self.views, self.facets, self)
        sidebar.stop_moved.connect(self.browser.order_tabs)
        self.browser.insert_left(sidebar)
        self.browser.order_tabs()

    def _connect(self, commands: CommandRegistry) -> None:
        services = self._services
        command = commands.add("fetch_logs", menu="Message", icon="pull")
        command.triggered.connect(self.fetch_panel.fetch)
        self.fetch_toggle.toggled.connect(self._on_toggled)
        self.fetch_panel.wanted.connect(self.fetch)
        self.fetch_panel.cancelled.connect(self.cancel)
        self.inconsistency_line.counted.connect(self._on_doubts_counted)
        self.inconsistency_line.wanted.connect(self._show_doubtful)
        self.browser.filter_changed.connect(self._on_filter_changed)
        self.browser.filter_changed.connect(self._mark_view)
        for panel in (self.histogram, self.facets):
            self.browser.filter_changed.connect(panel.leave_filter)
            self.browser.rows_shown.connect(panel.show_filter)
        self.facets.token_wanted.connect(self._on_token_wanted)
        self.views.filter_wanted.connect(self.browser.show_filter)
        self.views.toast_wanted.connect(self.toast_wanted)
        for change in services.mail_changes:
            change.connect(self.views.refresh.soon)
        services.eraser.forgotten.connect(self.views.forget)
        self.histogram.tokens_wanted.connect(self._show_tokens)
        self.histogram.gap_chosen.connect(self._on_gap_chosen)
        services.sync.logs_stored.connect(self.browser.refresh.soon)
        services.outbox.changed.connect(self.browser.refresh.soon)
        services.sync.state_changed.connect(self._on_synced)
        services.sync.reports_stored.connect(self._count_doubts)

    # for the window

    def enter(self) -> None:
        """The page is shown now."""
        self._load_recorded()
        self.inconsistency_line.count()

    def status_left(self) -> str:
        found = self.browser.list.model.found
        if not found.is_whole:
            return messages.COUNTING
        return logs.status_left(len(found.ids), found.total, found.elapsed_ms)

    def status_right(self) -> str:
        return logs.status_right(self._services.sync.state, self._services.context.clock())

    def search(self, text: str) -> None:
        """List messages with these words."""
        self.browser.show_filter([], text)

    def show_bulk(self, bulk_id: BulkId) -> None:
        """List the messages of one bulk."""
        self.browser.show_bulk(bulk_id)

    # fetching

    @Slot(object)
    def fetch(self, query: LogQuery) -> None:
        """Query the logs; the answer is stored and listed."""
        self._ask(query, self._services.sync.fetch_logs)

    def fetch_rest(self) -> None:
        """Fetch everything that the last query matches, in as many requests as it takes."""
        self.browser.focus_list()  # the pressed button is hidden
        if self._asked is not None:
            self._ask(self._asked, self._services.sync.fetch_all_logs, asks_for_all=True)

    def _ask(
        self, query: LogQuery, fetch: Callable[[Account, LogQuery], Task[SyncResult]], *, asks_for_all: bool = False
    ) -> None:
        if self._task is not None:
            return
        self._asked, self._asks_for_all = query, asks_for_all
        self.hide_failure()
        self.hide_result()
        self.fetch_panel.set_busy(True)
        self._task = fetch(self._services.accounts.current, query)
        self._task.on_success(self._on_fetched)
        self._task.on_failure(self._on_failed)
        self._task.on_cancel(self._on_ended)

    @Slot()
    def cancel(self) -> None:
        """Cancel the running query. Nothing is lost: reading logs consumes nothing."""
        if self._task is not None:
            self._task.cancel()

    @Slot(object)
    def _on_fetched(self, pulled: SyncResult) -> None:
        self._on_ended()
        asked = self._asked.limit if self._asked is not None else None
        rest = None if self._asks_for_all else self.fetch_rest
        self.show_result(logs.result_banner(pulled, self._services.accounts.current.id, asked, rest))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self.show_failure(error)

    @Slot()
    def _on_ended(self) -> None:
        self._task = None
        self.fetch_panel.set_busy(False)
        self.browser.refresh.soon()  # pages before a failure are stored

    def place_failure(self, *, is_shown: bool) -> None:
        self.browser.note_above_list(self.failure, is_shown=is_shown)

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:
        self.fetch_panel.setVisible(is_on)
        if is_on:
            self.fetch_panel.message_ids.setFocus()

    # gaps

    def _load_recorded(self) -> None:
        account_id = self._services.accounts.current.id
        self._services.records.log_coverage(account_id).on_success(self._on_recorded)

    @Slot(object)
    def _on_recorded(self, recorded: tuple[TimeRange, ...]) -> None:
        self._recorded = recorded
        self._on_filter_changed(self.browser.wanted())

    @Slot(object)
    def _on_filter_changed(self, wanted: ArchiveFilter) -> None:
        gaps = gaps_in_sight(self._recorded, wanted, self._services.context.clock())
        text = words_of(gaps, self.service())
        self.gap_note.set_text(text)
        self.browser.note_above_list(self.gap_note, is_shown=bool(text))

    @Slot(object)
    def _on_gap_chosen(self, gap: TimeRange) -> None:
        self.gap_note.set_text(words_of([gap], self.service()))
        self.browser.note_above_list(self.gap_note, is_shown=True)

    @Slot(object)
    def _mark_view(self) -> None:
        self.views.show_filter(self.browser.filter.tokens(), self.browser.filter.text())

    @Slot(object)
    def _on_token_wanted(self, token: FilterToken) -> None:
        """A value of a facet: it comes into the filter, so that the list has as many rows as the facet says, or goes
        out of it if it is there."""
        tokens = self.browser.filter.tokens()
        if token in tokens:
            self._show_tokens([one for one in tokens if one != token])
        elif token.is_excluded:
            self.browser.add_to_filter(token)
        else:
            self._show_tokens(narrowed(tokens, token))

    @Slot(object)
    def _show_tokens(self, tokens: list[FilterToken]) -> None:
        self.browser.show_filter(tokens, self.browser.filter.text())

    # what happens around it

    @Slot()
    def _count_doubts(self) -> None:
        if self.isVisible():
            self.inconsistency_line.count()

    @Slot(bool)
    def _on_doubts_counted(self, has_any: bool) -> None:
        is_listed = any(token.key == FilterKey.IS for token in self.browser.filter.tokens())
        self.browser.note_above_list(self.inconsistency_line, is_shown=has_any and not is_listed)

    @Slot()
    def _show_doubtful(self) -> None:
        self.browser.focus_list()  # the pressed button is hidden
        self.browser.note_above_list(self.inconsistency_line, is_shown=False)
        self.browser.show_filter([FilterToken(FilterKey.IS, DOUBTFUL)])

    @Slot()
    def _on_synced(self) -> None:
        self.refresh_status()
        self._count_doubts()
        self._load_recorded()

    @Slot()
    def show_account(self) -> None:
        self._asked = None
        self.fetch_toggle.setText(logs.FETCH_FROM.format(service=caption(self.service())))
        self.fetch_panel.set_account(self._services.accounts.current.id)
        self._recorded = ()
        self._load_recorded()
        self.views.refresh.soon()
        self._count_doubts()
        super().show_account()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.histogram.fit(self.window().height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another page; not a window that was put aside
            self.browser.mark_shown_as_seen()
