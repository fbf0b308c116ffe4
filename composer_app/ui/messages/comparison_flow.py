"""Compares what is listed or selected with the rest: the button, the question to the archive, and the panel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from composer_app.domain.comparison import Against, Comparison, Question
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.services.exchange.csv_writer import csv_table
from composer_app.services.records import RecordKind
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.commands.shortcuts import with_keys
from composer_app.ui.messages.comparison_panel import ComparisonPanel
from composer_app.ui.messages.message_list import MessageList
from composer_app.ui.texts import comparison as texts
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.filter_bar.filter_bar import FilterBar
from composer_app.ui.widgets.save_menu import SaveMenu
from composer_app.ui.widgets.widget_picture import as_png, as_svg

_SOON_MS = 150
"""While rows are being selected one question follows the other."""
_TODAY = "today"


class ComparisonFlow(QObject):
    """Asks again whenever the list, the selection or the choice in the panel changes, while the panel is open.

    Signals:
        opened: the panel is to be shown.
        closed: it is to be hidden.
        failed: the archive could not answer; why.
        filter_wanted(tokens): a filter with these tokens in place of the current ones.
        toast_requested: a sentence for a toast.
    """

    opened = Signal()
    closed = Signal()
    failed = Signal(object)
    filter_wanted = Signal(object)
    toast_requested = Signal(str)

    def __init__(
        self, services: Services, kind: RecordKind, rows: MessageList, filter_bar: FilterBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._kind = kind
        self._list = rows
        self._filter = filter_bar
        self._task: Task[Comparison] | None = None
        self._against = Against.OTHERS
        self._compares_chosen = False
        self.button = quiet_button(
            texts.TITLE, parent, icon="compare", checkable=True, tooltip=with_keys(texts.HINT, "compare")
        )
        self.button.setObjectName("compare")
        self._stack = QStackedWidget(parent)
        self._timer = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self.ask)
        self.button.clicked.connect(self._on_button)
        filter_bar.changed.connect(self._end)  # what the list asks now does not wait
        rows.table.sort_requested.connect(self._end)
        rows.model.answered.connect(self._on_answered)
        rows.table.selectionModel().selectionChanged.connect(self._on_selected)

    @property
    def is_open(self) -> bool:
        """Whether the panel stands in the place of the details."""
        return self.button.isChecked()

    def beside(self, details: QWidget) -> QWidget:
        """The place that shows the details or the panel."""
        self._stack.addWidget(details)
        return self._stack

    @cached_property
    def panel(self) -> ComparisonPanel:
        """Made when it is first wanted."""
        panel = ComparisonPanel(self._stack)
        self._stack.addWidget(panel)
        panel.closed.connect(self.closed)
        panel.against_changed.connect(self.ask)
        panel.filter_wanted.connect(self._on_filter_wanted)
        panel.toast_requested.connect(self.toast_requested)
        panel.set_export_menu(self._export_of(panel).menu)
        return panel

    def _export_of(self, panel: ComparisonPanel) -> SaveMenu:
        kinds = {
            "png": lambda: as_png(panel.picture()),
            "svg": lambda: as_svg(panel.picture()),
            "csv": lambda: csv_table(panel.table()),
        }
        export = SaveMenu(self._services, texts.SAVE, texts.FILE_NAME, kinds, panel)
        export.toast_wanted.connect(self.toast_requested)
        return export

    @Slot()
    def open(self) -> None:
        """Show the panel, compare, and put the focus into it."""
        self.button.setChecked(True)
        self._stack.setCurrentWidget(self.panel)
        self.opened.emit()
        self.panel.against_box.setFocus()
        self.panel.say(texts.COMPARING)
        self.ask()

    def leave(self) -> None:
        """The details take the place again."""
        self._end()
        self.button.setChecked(False)
        self._stack.setCurrentIndex(0)

    @Slot()
    def ask(self) -> None:
        """Compare anew; an earlier question ends."""
        if not self.is_open:
            return
        self._end()
        query = self._list.model.query
        if query is None:
            return  # nothing is listed yet
        wanted = query[0]  # of the list, so that "since: 1m" is the same minute
        chosen, tokens, text = self._list.chosen_rows(), self._filter.tokens(), self._filter.text()
        self._compares_chosen = bool(chosen)
        self.panel.say_against(
            has_times=bool(chosen or wanted.since or wanted.until), is_today=_is_today(tokens) and not chosen
        )
        if not chosen and not tokens and not text:
            self.panel.say(texts.CHOOSE_FIRST)
            return
        self._against = self.panel.against
        keys = frozenset(term.key for token in tokens for term in token.terms)
        question = Question(wanted, self._against, chosen, keys)
        self._task = self._services.records.compare(self._kind, question)
        self._task.on_success(self._on_compared).on_failure(self._on_failed)

    @Slot()
    def _end(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot(object)
    def _on_compared(self, found: Comparison) -> None:
        now = self._services.context.clock()
        fetched_at = self._services.sync.state.last_at
        account_id = self._services.accounts.current.id
        self.panel.show_comparison(found, self._against, account_id, fetched_at, now)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.panel.say(texts.FAILED)
        self.failed.emit(error)

    @Slot()
    def _on_button(self) -> None:
        if self.is_open:
            self.open()
        else:
            self.closed.emit()

    @Slot()
    def _on_answered(self) -> None:
        if self.is_open:
            self.ask()

    @Slot()
    def _on_selected(self) -> None:
        if self.is_open and (self._compares_chosen or self._list.chosen_rows()):
            self._timer.start()

    @Slot(object)
    def _on_filter_wanted(self, tokens: Sequence[FilterToken]) -> None:
        present = self._filter.tokens()
        self.filter_wanted.emit([*present, *(token for token in tokens if token not in present)])


def _is_today(tokens: Sequence[FilterToken]) -> bool:
    times = [token for token in tokens if token.key in (FilterKey.SINCE, FilterKey.UNTIL)]
    return [(token.key, token.value.strip().lower()) for token in times] == [(FilterKey.SINCE, _TODAY)]
