"""The Reports page: pulls delivery reports, and lists all that were ever pulled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QByteArray, Slot
from PySide6.QtGui import QHideEvent

from composer_app.services.services import Services
from composer_app.services.sync.background_sync import KeptAnswers
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.messages.empty_reasons import EmptyWords
from composer_app.ui.messages.messages_page import MessagesPage
from composer_app.ui.messages.note_line import NoteLine
from composer_app.ui.reports.pull_flow import PullRequest, PullRun, Scope
from composer_app.ui.reports.pull_row import PullRow
from composer_app.ui.reports.report_columns import FIRST_SORT, report_source
from composer_app.ui.texts import messages, reports
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.confirm import Confirm, ask
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import in_column

EMPTY = EmptyWords(reports.EMPTY, reports.EMPTY_TEXT)
_SEEN = "reports_seen"


class ReportsPage(MessagesPage):
    """The base page with the pull row, notes on what a pull does, and the count of unread answers."""

    def __init__(self, services: Services, commands: CommandRegistry, *, confirm: Confirm = ask) -> None:
        super().__init__(services, "reports")
        self._confirm = confirm
        self._run: PullRun | None = None
        self._pulled: SyncResult | None = None
        self._rest: PullRequest | None = None
        self._may_be_more = False
        self._seen_until = _time_in(services.settings.layout(_SEEN))
        self.pull_row = PullRow(self)
        self.one_time = NoteLine("", parent=self)
        self.one_time.setObjectName("one_time_note")
        self.warning = InlineMessage(
            MessageKind.WARNING, reports.EVERYTHING_TITLE, reports.EVERYTHING_BODY, parent=self
        )
        self.warning.setObjectName("everything_warning")
        self.kept = InlineMessage(MessageKind.WARNING, "", parent=self)
        self.kept.setObjectName("kept_answers")
        self.kept.hide()
        self.add_browser(report_source(lambda: self._seen_until), FIRST_SORT, EMPTY)
        self._build()
        self._connect(commands)
        self.show_account()

    def _build(self) -> None:
        notes = in_column(None, spacing=8, margins=(16, 0, 16, 8))
        for note in (self.one_time, self.warning, self.failure, self.kept):
            notes.addWidget(note)
        self.column.addWidget(self.pull_row)
        self.column.addLayout(notes)
        self.column.addWidget(self.result)
        self.column.addWidget(self.browser, 1)
        self.browser.order_tabs()

    def _connect(self, commands: CommandRegistry) -> None:
        services = self._services
        command = commands.add("pull_reports", menu="Message", icon="pull")
        command.triggered.connect(self.pull_row.pull)
        self.pull_row.wanted.connect(self.pull)
        self.pull_row.scope_changed.connect(self._show_note)
        self.browser.bulks_known.connect(self.pull_row.set_bulks)
        services.accounts.settings_changed.connect(self._show_note)
        services.sync.state_changed.connect(self.refresh_status)
        for stored in (services.sync.reports_stored, services.sync.logs_stored):
            stored.connect(self._count_kept)

    # for the window

    def enter(self) -> None:
        """The page is shown now."""
        self._count_kept()
        self.browser.load_bulks()

    def status_left(self) -> str:
        found = self.browser.list.model.found
        if not found.is_whole:
            return messages.COUNTING
        return reports.status_left(found.total, found.new, found.elapsed_ms, len(found.ids))

    def status_right(self) -> str:
        sync = self._services.sync
        is_only_reader = self._services.accounts.current.is_only_reader
        return reports.status_right(sync.state, sync.every, is_only_reader=is_only_reader)

    # pulling

    @Slot(object)
    def pull(self, request: PullRequest) -> None:
        """Pull reports. Asks first if that takes reports that another program may wait for."""
        account = self._services.accounts.current
        takes_others = request.scope is Scope.EVERYTHING and not account.is_only_reader
        if self._run is not None or (
            takes_others
            and not self._confirm(reports.ASK_TITLE, reports.ASK_TEXT, reports.ASK_VERB, danger=True, parent=self)
        ):
            return
        self.hide_failure()
        self.pull_row.set_busy(True)
        self._rest = replace(request, is_to_end=True)
        self._run = PullRun(self._services.sync, account, request, self)
        self._run.ended.connect(self._on_pulled)
        self._run.start()

    def _pull_rest(self) -> None:
        """Repeat the last pull until nothing is left."""
        self.browser.focus_list()  # the pressed button is hidden
        if self._rest is not None:
            self.pull(self._rest)

    @Slot(object, object)
    def _on_pulled(self, pulled: SyncResult | None, error: Exception | None) -> None:
        assert self._run is not None
        self._may_be_more = self._run.may_be_more
        self._run.deleteLater()
        self._run = None
        self.pull_row.set_busy(False)
        if error is not None:
            self.show_failure(error)
        if pulled is not None:
            self._pulled = pulled
            task = self._services.records.report_count(self._services.accounts.current.id)
            task.on_success(self._on_counted)

    @Slot(object)
    def _on_counted(self, count: int) -> None:
        assert self._pulled is not None
        more = self._pull_rest if self._may_be_more else None
        self.show_result(reports.result_banner(self._pulled, count, self._services.accounts.current.id, more))

    # what happens around it

    @Slot()
    def _show_note(self) -> None:
        account = self._services.accounts.current
        is_alone = account.is_only_reader
        warns = self.pull_row.current_scope is Scope.EVERYTHING and not is_alone
        self.one_time.set_text(reports.one_time_note(account.id, is_only_reader=is_alone))
        self.one_time.setVisible(not warns)
        self.warning.setVisible(warns)

    @Slot()
    def show_account(self) -> None:
        self._show_note()
        self._count_kept()
        self.pull_row.set_service(self.service())
        super().show_account()

    @Slot()
    def _count_kept(self) -> None:
        account_id = self._services.accounts.current.id
        self._services.sync.kept_answers(account_id).on_success(self._on_kept_counted)

    @Slot(object)
    def _on_kept_counted(self, kept: KeptAnswers) -> None:
        title, body = reports.kept_answers(kept)
        self.kept.setVisible(bool(title))
        if title:
            self.kept.set_content(MessageKind.WARNING, title, body, "")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another page; not a window that was put aside
            self._seen_until = self._services.context.clock()
            self._services.settings.set_layout(_SEEN, QByteArray(self._seen_until.isoformat().encode()))
            self.browser.refresh.soon()


def _time_in(state: QByteArray) -> datetime:
    """The stored time; long ago if none."""
    try:
        kept = datetime.fromisoformat(bytes(state.data()).decode("ascii", "replace"))
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return kept if kept.tzinfo is not None else kept.replace(tzinfo=UTC)
