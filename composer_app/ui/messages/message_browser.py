"""Message browser: filter row, list and details of one kind of record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QByteArray, QElapsedTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer_app.domain.filter_fields import FilterContext, exact_token, filter_of, newest_of_each
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.filter_words import filter_words
from composer_app.domain.queries import ArchiveFilter, RecentValues, SortKey
from composer_app.domain.submission import BulkSummary
from composer_app.services.records import Found, FoundDetails, MailRef
from composer_app.services.running_erasure import Erasure
from composer_app.services.services import Services
from composer_app.ui.commands.shortcuts import SHORTCUTS, with_keys
from composer_app.ui.messages.comparison_flow import ComparisonFlow
from composer_app.ui.messages.details_flow import DetailsFlow
from composer_app.ui.messages.details_panel import DetailsPanel
from composer_app.ui.messages.empty_list import EmptyList
from composer_app.ui.messages.empty_reasons import EmptyWords
from composer_app.ui.messages.export_menu import ExportMenu, ListToExport
from composer_app.ui.messages.filter_suggestions import meanings_of, token_check, values_of_keys
from composer_app.ui.messages.message_list import MessageList
from composer_app.ui.messages.message_source import MessageSource
from composer_app.ui.messages.note_line import NoteLine
from composer_app.ui.messages.save_evidence import SaveEvidence
from composer_app.ui.messages.tool_row import ToolRow
from composer_app.ui.messages.write_again import WriteAgain
from composer_app.ui.texts import exchange, facets, messages
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.buttons import QuietButton, quiet_button
from composer_app.ui.widgets.deferred_refresh import DeferredRefresh
from composer_app.ui.widgets.filter_bar.filter_bar import FilterBar
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import in_column, widgets_in
from composer_app.ui.widgets.left_panel import LeftPanel
from composer_app.ui.widgets.side_panel import SidePanel
from composer_app.ui.widgets.tab_order import PartKeys, put_first

_SOON_MS = 120
"""Delay that joins several changes (reports, then logs) into one query."""
_LATEST_MS = 2_000
"""Even a list that takes long is renewed this soon after a change."""
_SHARE = 5
"""An archive that changes all the time is queried during one sixth of the time: the rest is for the changes."""


def pause_after(took_ms: float) -> int:
    """How many milliseconds a changed archive waits for the next query, if the last one took `took_ms`."""
    return min(max(_SOON_MS, round(_SHARE * took_ms)), _LATEST_MS)


class MessageBrowser(QWidget):
    """The part of Reports and Logs between the page's own controls and the status line.

    Signals:
        found: the archive has answered (`Found`).
        filter_changed: the `ArchiveFilter` in force.
        rows_shown: the `ArchiveFilter` whose first rows are painted, or that finds none: what is counted around the
            list begins now.
        bulks_known: the newest bulks of the account (`BulkSummary`).
        toast_requested: a sentence for a toast.
        mail_wanted(MailRef, place, total): show the mail of a row, and where the row stands in the list.
        edit_wanted(Draft): open it on the compose page.
    """

    found = Signal(object)
    filter_changed = Signal(object)
    rows_shown = Signal(object)
    bulks_known = Signal(object)
    toast_requested = Signal(str)
    mail_wanted = Signal(object, int, int)
    edit_wanted = Signal(object)

    def __init__(
        self,
        services: Services,
        source: MessageSource,
        first_sort: tuple[SortKey, bool],
        words: EmptyWords,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._source = source
        self._name = name
        self._bulks: tuple[BulkSummary, ...] = ()
        self._recent = RecentValues()
        self._has_begun = False
        self.left: LeftPanel | None = None
        self.left_button: QuietButton | None = None
        self.refresh = DeferredRefresh(self, _SOON_MS)
        self.refresh.due.connect(self._list_again)
        self._since_refresh = QElapsedTimer()
        meanings = meanings_of(lambda: services.accounts.current.id)
        self.filter = FilterBar(
            values_of_keys(self._bulk_ids, self._account_names, lambda: self._recent),
            token_check(self._filter_context),
            self,
            placeholder=messages.FILTER_HINT,
            meanings=meanings,
        )
        self.filter.setObjectName(f"{name}_filter")
        self.empty = EmptyList(services.records, source.kind, words, self.filter_of, meanings)
        self.list = MessageList(services.records, source, first_sort, self.empty, self)
        self.list.table.setAccessibleName(messages.list_name(source.kind))
        self.details = DetailsPanel(self._now, self)
        self.evidence = SaveEvidence(services, self)
        self._writing = WriteAgain(services, self)
        self.content = QWidget(self)
        self._above_table = in_column(self.content, self.list)
        self.comparing = ComparisonFlow(services, source.kind, self.list, self.filter, self)
        self._beside = self.comparing.beside(self.details)
        self.side = SidePanel(self.content, self._beside, self)
        self._details_flow = DetailsFlow(
            services.records, source.kind, self.list, self.details, self.comparing, self.side
        )
        self.failure = InlineMessage(MessageKind.ERROR, "", parent=self)
        self.failure.setObjectName(f"{name}_archive_failure")
        self.words_note = NoteLine("", parent=self)
        self.words_note.setObjectName(f"{name}_words_left_out")
        self.columns_button = quiet_button(
            messages.COLUMNS, self, icon="columns", menu=self.list.table.columns_menu(self)
        )
        self.follow_button = quiet_button(
            messages.FOLLOW,
            self,
            icon="follow",
            checkable=True,
            tooltip=with_keys(messages.FOLLOW_HINT, "follow"),
        )
        self.follow_button.setObjectName("follow")
        self.export = ExportMenu(services, self._listed, self)
        self.export_button = quiet_button(
            exchange.EXPORT, self, icon="export", tooltip=exchange.EXPORT_HINT, menu=self.export
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.tool_row = ToolRow(self.filter, self)
        for button in (self.comparing.button, self.follow_button, self.export_button, self.columns_button):
            self.tool_row.add(button)
        self._above = QWidget(self)
        notes = (self.failure, self.words_note, self.export.progress)
        self.above_list = in_column(self._above, *notes, spacing=8, margins=(16, 4, 16, 8))
        self.failure.hide()
        self.words_note.hide()
        self.export.progress.hide()
        self._above.hide()
        self._below_tools = in_column(None)
        in_column(self, self.tool_row, self._below_tools, self._above, Hairline(self), self.side, grows=self.side)
        settings = self._services.settings
        if self.list.table.restore_columns(bytes(settings.layout(f"{self._name}_columns").data())):
            self.list.take_sort_of_header()
        self.side.restore(settings.layout(f"{self._name}_details"))
        self.follow_button.setChecked(settings.flag(f"{self._name}_follow", True))
        self.list.set_following(self.follow_button.isChecked())

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filter_changed)
        self.filter.left.connect(self.focus_list)
        self.list.model.begun.connect(self._on_begun)
        self.filter.used.connect(self._on_filter_used)
        self._services.eraser.forgotten.connect(self._on_forgotten)
        self.filter.set_history(lambda: self._services.settings.filters(self._name))
        self.list.model.answered.connect(self._on_answered)
        self.list.model.failed.connect(self._on_failed)
        self.list.opened.connect(self._on_opened)
        self.list.toast_requested.connect(self.toast_requested)
        self.list.filter_wanted.connect(self.add_to_filter)
        self.list.list_wanted.connect(self._on_list_wanted)
        self.list.again_wanted.connect(self._write_again)
        self._writing.edit_wanted.connect(self.edit_wanted)
        self._writing.toast_requested.connect(self.toast_requested)
        self.details.toast_requested.connect(self.toast_requested)
        self.evidence.toast_requested.connect(self.toast_requested)
        self.export.toast_requested.connect(self.toast_requested)
        self.export.shown_changed.connect(self._show_export)
        self._details_flow.closed.connect(self.focus_list)
        self._details_flow.failed.connect(self._on_failed)
        self.details.bulk_wanted.connect(self.show_bulk)
        self.details.again_wanted.connect(self._write_to_recipient)
        self.details.step_wanted.connect(self._step)
        self.details.evidence_wanted.connect(self.save_evidence)
        self.comparing.failed.connect(self._on_failed)
        self.comparing.filter_wanted.connect(self._on_tokens_wanted)
        self.comparing.toast_requested.connect(self.toast_requested)
        self.empty.filter_wanted.connect(self._on_way_out)
        self.empty.failed.connect(self._on_failed)
        self.follow_button.toggled.connect(self._on_follow)
        QShortcut(QKeySequence(SHORTCUTS["find"].keys[0]), self).activated.connect(self.filter.focus_input)
        PartKeys(self, self._parts)

    # for the page

    def wanted(self) -> ArchiveFilter:
        """The filter in force, now."""
        return self.filter_of(self.filter.tokens(), self.filter.text())

    def show_account(self) -> None:
        """Another account is in use."""
        self._details_flow.close()
        self.load_bulks()
        self._show()

    def show_filter(self, tokens: Sequence[FilterToken], text: str = "") -> None:
        """Set the filter of the bar, and list its rows."""
        self.filter.set_filter(tokens, text)

    @Slot(str)
    def show_bulk(self, bulk_id: str) -> None:
        self.show_filter([exact_token(FilterKey.BULK, bulk_id)])

    @Slot(object)
    def add_to_filter(self, token: FilterToken) -> None:
        """Add one more condition, such as `to-domain:` of a row; it takes the place of its opposite."""
        tokens = self.filter.tokens()
        if token not in tokens:
            opposite = None if token.alternatives else token.opposite()
            self.show_filter([*(one for one in tokens if one != opposite), token], self.filter.text())

    @Slot(object)
    def _on_tokens_wanted(self, tokens: Sequence[FilterToken]) -> None:
        self.show_filter(tokens, self.filter.text())

    @Slot(object)
    def _on_list_wanted(self, token: FilterToken) -> None:
        self.show_filter([token])

    @Slot()
    def focus_list(self) -> None:
        self.list.table.setFocus()

    def _parts(self) -> list[QWidget]:
        """What F6 goes through."""
        rows = self.list if self.list.is_empty else self.list.table
        return [self.filter, *self._around_list(), rows, self._beside]

    def _around_list(self) -> list[QWidget]:
        """The page's own panels at the left of the list and above it."""
        return [*([self.left.panel] if self.left is not None else []), *widgets_in(self._above_table)[:-1]]

    @Slot()
    def order_tabs(self) -> None:
        """Let Tab go from the top to the bottom, and there from left to right. Call after all widgets are made."""
        above = [*self.tool_row.parts(), *widgets_in(self._below_tools), self._above]
        put_first(self, [*above, *self._around_list(), self.list, self._beside])

    def insert_below_tools(self, widget: QWidget) -> None:
        """Insert one of the page's own rows between the filter row and the list."""
        self._below_tools.addWidget(widget)

    def insert_above_table(self, widget: QWidget) -> None:
        """Insert one of the page's own pictures above the table, beside the details."""
        self._above_table.insertWidget(self._above_table.count() - 1, widget)

    def insert_left(self, panel: QWidget) -> None:
        """Put the page's own panel at the left of list and details; where there is no room, behind a button."""
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        place = whole.indexOf(self.side)
        self.left = LeftPanel(panel, self.side, self)
        self.left.restore(self._services.settings.layout(f"{self._name}_facets"))
        whole.insertWidget(place, self.left, 1)
        self.left_button = quiet_button(facets.FACETS, self, icon="filter", checkable=True, tooltip=facets.SHOW_FACETS)
        self.left_button.setObjectName("show_facets")
        self.left_button.hide()
        self.tool_row.add(self.left_button, 1)
        self.left_button.toggled.connect(self.left.set_open)
        self.left.closed.connect(self._on_left_closed)
        self.left.folded.connect(self._on_left_folded)

    @Slot(bool)
    def _on_left_folded(self, is_folded: bool) -> None:
        if self.left_button is not None:
            self.left_button.setChecked(False)
            self.left_button.setVisible(is_folded)

    @Slot()
    def _on_left_closed(self) -> None:
        if self.left_button is not None:
            self.left_button.setChecked(False)
            self.left_button.setFocus()

    def note_above_list(self, note: QWidget, *, is_shown: bool) -> None:
        """Show or hide one of the page's own notes in `above_list`."""
        note.setVisible(is_shown)
        self._show_above()

    def _listed(self) -> ListToExport:
        sort, descending = self.list.sort
        found = self.list.model.found
        return ListToExport(
            self._source.kind,
            self.wanted(),
            sort,
            descending,
            tuple(column.title for column in self.list.shown_columns()),
            self.list.chosen_rows(),
            len(found.ids) if found.is_whole else None,
        )

    @Slot(bool)
    def _show_export(self, is_running: bool) -> None:
        self.note_above_list(self.export.progress, is_shown=is_running)

    @Slot()
    def save_evidence(self) -> None:
        """Save all data about the selected message."""
        row = self.list.current
        if row is None:
            self.toast_requested.emit(messages.SELECT_FIRST)
            return
        task = self._services.records.details(self._source.kind, row)
        task.on_success(self._save_evidence).on_failure(self._on_failed)

    def _save_evidence(self, found: FoundDetails | None) -> None:
        if found is not None:
            self.evidence.save(found.details)

    def save_layout(self) -> None:
        settings = self._services.settings
        settings.set_layout(f"{self._name}_columns", QByteArray(self.list.table.save_columns()))
        settings.set_layout(f"{self._name}_details", self.side.save())
        if self.left is not None:
            settings.set_layout(f"{self._name}_facets", self.left.save())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.refresh.is_stale:
            self.load_bulks()

    # filter and list

    def _bulk_ids(self) -> list[str]:
        return [bulk.bulk_id for bulk in self._bulks]

    def load_bulks(self) -> None:
        """Read the newest bulks; emits `bulks_known`."""
        account_id = self._services.accounts.current.id
        self._services.records.bulks(account_id).on_success(self._on_bulks).on_failure(self._on_failed)
        self._services.records.recent_values(account_id).on_success(self._on_recent).on_failure(self._on_failed)

    def _on_recent(self, recent: RecentValues) -> None:
        self._recent = recent

    @Slot(object)
    def _on_bulks(self, bulks: tuple[BulkSummary, ...]) -> None:
        self._bulks = bulks
        self.bulks_known.emit(bulks)

    def filter_of(self, tokens: Sequence[FilterToken], text: str) -> ArchiveFilter:
        """The archive's filter of these tokens and words, for the account in use and now."""
        return filter_of(tokens, text, self._services.accounts.current.id, self._filter_context())

    def _filter_context(self) -> FilterContext:
        named = {account.name: account.id for account in self._services.accounts.all()}
        return FilterContext(self._now(), accounts=named)

    def _account_names(self) -> list[str]:
        return [account.name for account in self._services.accounts.all()]

    def _now(self) -> datetime:
        """By the earlier clock, so that a wrong local clock does not make mail inconsistent."""
        return self._services.sync.service_now(self._services.accounts.current.id)

    @Slot(list, str)
    def _on_filter_changed(self, tokens: list[FilterToken], text: str) -> None:
        counting = newest_of_each(tokens, self._filter_context())
        if len(counting) != len(tokens):
            self.filter.set_filter(counting, text)  # `changed` comes again
            return
        self._show()

    @Slot(str)
    def _on_filter_used(self, written: str) -> None:
        self._services.settings.remember_filter(self._name, written)

    @Slot(object)
    def _on_forgotten(self, erasure: Erasure) -> None:
        """What names an erased address leaves the filter."""
        typed = self.filter.input().text()  # also what is not a token yet
        left = typed if erasure.applied(typed) == typed else ""
        tokens = [token for token in self.filter.tokens() if erasure.applied(token.written()) == token.written()]
        if len(tokens) < len(self.filter.tokens()) or left != typed:
            self.show_filter(tokens, left)

    def _show(self) -> None:
        self.refresh.done()
        self._has_begun = False
        wanted = self.wanted()
        self._show_words_left_out(wanted)
        self.empty.stop()
        self.list.show_filter(wanted)
        self.filter_changed.emit(wanted)

    def _show_words_left_out(self, wanted: ArchiveFilter) -> None:
        text = messages.words_left_out(filter_words(wanted.words).left_out)
        self.words_note.set_text(text)
        self.note_above_list(self.words_note, is_shown=bool(text))

    @Slot()
    def _list_again(self) -> None:
        wanted = self.wanted()
        self.filter_changed.emit(wanted)
        self._since_refresh.start()
        self.list.refresh(wanted)
        if not self.list.model.awaits_rows:
            self._has_begun = True
            self.rows_shown.emit(wanted)  # they are in sight already

    @Slot()
    def _on_begun(self) -> None:
        self.failure.hide()
        self._show_above()
        self.filter.set_count(messages.COUNTING)
        self.list.show_list(is_empty=False)
        self.list.paint_now()
        self._has_begun = True
        self._tell_rows_shown()

    def _tell_rows_shown(self) -> None:
        query = self.list.model.query
        if query is not None:
            self.rows_shown.emit(query[0])

    @Slot()
    def _on_answered(self) -> None:
        found = self.list.model.found
        if self._since_refresh.isValid():
            self.refresh.pause_ms = pause_after(self._since_refresh.elapsed())
            self._since_refresh.invalidate()
        self.failure.hide()
        self._show_above()
        self.filter.set_count(self._count_text(found))
        is_empty = not len(found.ids)
        self.list.show_list(is_empty)
        if is_empty:
            tokens, text = self.filter.tokens(), self.filter.text()
            self.empty.explain(tokens, text, self._filter_context(), has_any=found.total > 0)
        self._details_flow.refresh()
        self.found.emit(found)
        if not self._has_begun:
            self._tell_rows_shown()
        self._has_begun = False

    def _count_text(self, found: Found) -> str:
        if len(found.ids) == found.total:
            return messages.rows(self._source.kind, found.total)
        return messages.SHOWN_OF_ALL.format(shown=fmt.number(len(found.ids)), n=fmt.number(found.total))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        words = failure_words(error, self._services.accounts.current, of_a_read=True)
        self.failure.set_content(words.kind, words.title, words.body, words.vendor)
        self.failure.show()
        self._show_above()
        if not self._has_begun:
            self._tell_rows_shown()

    def _show_above(self) -> None:
        self._above.setVisible(any(not note.isHidden() for note in widgets_in(self.above_list)))

    @Slot(list, str)
    def _on_way_out(self, tokens: list[FilterToken], text: str) -> None:
        self.show_filter(tokens, text)
        self.focus_list()

    # a row

    @Slot()
    def _on_opened(self) -> None:
        if self.list.current is not None:
            place = self.list.table.currentIndex().row()
            wanted = MailRef(kind=self._source.kind, row=self.list.current)
            self.mail_wanted.emit(wanted, place, self.list.model.rowCount())

    def open_neighbour(self, step: int) -> None:
        """Go so many rows down, or up if negative, and show the mail there."""
        if self._step(step):
            self._on_opened()

    @Slot(int)
    def _step(self, step: int) -> bool:
        """Go so many rows down, or up if negative; False at the end of the list."""
        place = self.list.table.currentIndex().row() + step
        is_there = 0 <= place < self.list.model.rowCount()
        if is_there:
            self.list.select_row(place)
        return is_there

    @Slot()
    def _write_to_recipient(self) -> None:
        self._write_again(True)

    @Slot(bool)
    def _write_again(self, keeps_recipient: bool) -> None:
        if self.list.current is not None:
            self._writing.write(self._source.kind, self.list.current, keeps_recipient=keeps_recipient)

    @Slot(bool)
    def _on_follow(self, on: bool) -> None:
        self._services.settings.set_flag(f"{self._name}_follow", on)
        self.list.set_following(on)

    def mark_shown_as_seen(self) -> None:
        """Mark new messages that were in sight as seen."""
        rows = self.list.model.take_shown_new()
        if rows:
            self._services.records.mark_seen(rows).on_success(self._on_marked)

    def _on_marked(self, _result: None) -> None:
        self.refresh.soon()
