"""The Outbox page: mail that waits, is being sent, needs the user, or is settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from composer_app.domain.ids import SubmissionId
from composer_app.domain.message_history import MessageRow, OutboxEntry
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import SubmissionState
from composer_app.services.records import MailRef
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.outbox.open_mail import OpenMail
from composer_app.ui.outbox.outbox_view import OutboxView
from composer_app.ui.outbox.recipient_search import RecipientSearch
from composer_app.ui.outbox.remaining_time import RemainingTimes
from composer_app.ui.outbox.row_actions import RowActions
from composer_app.ui.outbox.row_model import Action, Row, RowId, Section, row_of, tries_of, undo_left_s
from composer_app.ui.outbox.run_actions import RunActions
from composer_app.ui.outbox.run_row import run_row_of, run_undo_left_s
from composer_app.ui.outbox.run_rows import RunRows
from composer_app.ui.outbox.sections import groups_of
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outbox
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.widgets.confirm import Confirm, ask

NEWEST = 500
"""Most mails listed; Logs lists all."""
REFRESH_AFTER_MS = 100
"""Delay that joins several changes into one update."""
CLOCK_EVERY_MS = 20_000
COUNT_DOWN_MS = 250


class OutboxPage(QWidget):
    """Follows the outbox of the account in use. While it is not shown it reads what the badge counts, and no more.

    Signals:
        status_changed(left, right): the two texts of the status line.
        edit_wanted(Draft): open it on the compose page.
        show_in_logs(BulkId): show it on the Logs page.
        list_wanted(tokens): show the mail that these find there.
        needs_you_changed(number): mails that need the user.
        open_count_changed(number): mails that are not settled.
        toast_wanted(text, action text, callable or None).
        mail_wanted(MailRef, place, total): show a mail, and where it stands in the list.
    """

    status_changed = Signal(str, str)
    edit_wanted = Signal(object)
    show_in_logs = Signal(object)
    list_wanted = Signal(object)
    needs_you_changed = Signal(int)
    open_count_changed = Signal(int)
    toast_wanted = Signal(str, str, object)
    mail_wanted = Signal(object, int, int)

    def __init__(self, services: Services, commands: CommandRegistry, *, confirm: Confirm = ask) -> None:
        super().__init__()
        self.setObjectName("outbox_page")
        self._services = services
        self._commands = commands
        self._rows: dict[RowId, Row] = {}
        self._folds: dict[str, bool] = {}
        self._listed: list[RowId] = []
        self._opened: RowId | None = None
        self._counts = (-1, -1)
        self._to_reveal: RowId | None = None
        self._reading: Task[tuple[OutboxEntry, ...]] | None = None
        self._is_unreadable = self._is_read = False
        self._stale: set[SubmissionId] = set()
        self._asked: set[SubmissionId] = set()
        self._is_all_stale = False
        self._paces = RemainingTimes()
        self._view = OutboxView(self)
        self._run_actions = RunActions(services.send_runs, self._rows.get, confirm, self)
        self._runs = RunRows(services, self.isVisible, self)
        self._open_mail = OpenMail(services, NEWEST, self)
        self._search = RecipientSearch(services.outbox, self)
        self._actions = RowActions(
            services.outbox, services.accounts, services.context.clock, self._rows.get, confirm, self
        )
        self._refresh_timer = QTimer(self, singleShot=True, interval=REFRESH_AFTER_MS)
        self._clock = QTimer(self, interval=CLOCK_EVERY_MS)
        self._clock.setObjectName("relative_times")
        self._count_down = QTimer(self, interval=COUNT_DOWN_MS)
        self._try_all = commands.add("outbox_try_all", menu="Message")
        self._connect()
        self.refresh_soon()

    def _connect(self) -> None:
        services, view, actions = self._services, self._view, self._actions
        services.outbox.changed.connect(self._on_changed)
        for signal in (services.sync.reports_stored, services.sync.logs_stored):
            signal.connect(self._on_stored)
        services.send_runs.changed.connect(self._on_runs_changed)
        services.outbox.progressed.connect(self._on_progressed)
        services.accounts.switched.connect(self._on_switched)
        services.accounts.settings_changed.connect(self.refresh_soon)
        self._refresh_timer.timeout.connect(self._read)
        self._clock.timeout.connect(self._on_clock)
        self._count_down.timeout.connect(self._on_count_down)
        self._try_all.triggered.connect(self._on_try_all)
        view.filter_changed.connect(self._on_filter_changed)
        view.write_wanted.connect(self._on_write_wanted)
        view.list.fold_wanted.connect(self._on_fold_wanted)
        view.list.action_wanted.connect(self._on_action)
        view.list.recipients_wanted.connect(self._read_recipients)
        view.list.mail_wanted.connect(self._on_mail_wanted)
        for some in (actions, self._run_actions):
            some.edit_wanted.connect(self.edit_wanted)
            some.account_wanted.connect(self._on_account_wanted)
            some.toast_requested.connect(self._on_toast_requested)
        actions.show_in_logs.connect(self.show_in_logs)
        self._run_actions.list_wanted.connect(self.list_wanted)
        self._runs.read.connect(self._on_runs_read)
        self._open_mail.read.connect(self._on_open_mail_read)
        self._search.found.connect(self._show)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(view.focus_search)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._on_undo)

    # -- what the window asks for

    def enter(self) -> None:
        """The page is shown now."""
        self.refresh_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self.refresh_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        self._count_down.stop()

    def rows(self) -> tuple[Row, ...]:
        """Every mail of the account in use, listed or not, as it was when the page was last shown."""
        return tuple(self._rows.values())

    def focus_first(self) -> None:
        """Focus the selected mail, else the first, else the list."""
        if not self._view.list.focus_stop():
            self._view.list.setFocus()

    def refresh_status(self) -> None:
        """Emit `status_changed`."""
        if not self._is_read and not self._is_unreadable:
            self.status_changed.emit("", "")
            return
        rows = list(self._rows.values())
        scheduled = sum(row.badge is Outcome.SCHEDULED for row in rows)
        waiting = sum(row.section is Section.WAITING for row in rows) - scheduled
        sending = sum(row.section is Section.SENDING for row in rows)
        left = outbox.status_left(self._number(Section.NEEDS_YOU), sending, waiting, scheduled)
        if self._is_unreadable:
            left = ""
        now = self._now()
        self.status_changed.emit(left, outbox.status_right(self._sent_today(now), now))

    def save_layout(self) -> None:
        """This page has no layout to save."""

    def reveal(self, submission_id: RowId) -> None:
        """Show one mail with its recipients, or a send run with its requests."""
        row = self._rows.get(submission_id)
        if row is None:
            self._to_reveal = submission_id  # the list is being read
            return
        self._to_reveal = None
        self._view.show_all()
        if row.section is Section.DONE:
            self._folds[f"day-{fmt.local_day(row.day).isoformat()}"] = True
        self._show()
        self._view.list.unfold(submission_id)
        if (widget := self._view.list.reveal_row(submission_id)) is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- reading

    @Slot()
    def refresh_soon(self) -> None:
        """Read the whole list again in a moment."""
        self._runs.refresh_soon()
        self._on_changed(frozenset())

    @Slot(object)
    def _on_stored(self, pulled: SyncResult) -> None:
        """Read the mails again that reports or log entries are about. Most are often about mail of other programs."""
        if pulled.submissions:
            self._runs.refresh_soon()
            self._on_changed(pulled.submissions)

    @Slot(object)
    def _on_changed(self, submission_ids: frozenset[SubmissionId]) -> None:
        """Read changed mails again in a moment; without ids the whole list."""
        self._stale |= submission_ids
        self._is_all_stale |= not submission_ids
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    @Slot()
    def _read(self) -> None:
        if not self.isVisible():
            self._stale, self._is_all_stale = set(), True
            self._open_mail.refresh()
            return
        if self._reading is not None:
            return  # stale mails are read after it
        outbox = self._services.outbox
        self._asked, self._stale, reads_all = self._stale, set(), self._is_all_stale or self._is_unreadable
        self._is_all_stale = False
        if reads_all:
            self._reading = outbox.newest_entries(self._services.accounts.current.id, NEWEST)
            self._reading.on_success(self._on_read)
        else:
            self._reading = outbox.entries(frozenset(self._asked))
            self._reading.on_success(self._on_some_read)
        self._reading.on_failure(self._on_read_failed)
        self._reading.on_cancel(self._on_read_ended)

    @Slot(object)
    def _on_read(self, entries: tuple[OutboxEntry, ...]) -> None:
        """The whole list."""
        self._is_unreadable, self._is_read = False, True
        self._set_rows(self._rows_of(entries))
        self._read_unfolded(self._view.list.unfolded())

    @Slot(object)
    def _on_some_read(self, entries: tuple[OutboxEntry, ...]) -> None:
        """Insert changed mails in order, and remove deleted ones."""
        news = self._rows_of(entries)
        others = [row for row in self._rows.values() if row.run is None and row.id not in self._asked]
        self._set_rows(_newest_first([*news, *others])[:NEWEST])
        self._read_unfolded(self._view.list.unfolded() & self._asked)

    def _read_unfolded(self, row_ids: Iterable[RowId]) -> None:
        for row_id in row_ids:
            self._read_recipients(row_id)

    @Slot(str)
    def _read_recipients(self, row_id: RowId) -> None:
        """Read all recipients of a mail. A run lists its requests, which are there."""
        row = self._rows.get(row_id)
        if row is not None and row.run is None:
            self._services.outbox.recipients(row.submission.id).on_success(self._on_recipients_read)

    @Slot(object)
    def _on_recipients_read(self, messages: tuple[MessageRow, ...]) -> None:
        if messages and messages[0].submission_id is not None:
            self._view.list.set_recipients(messages[0].submission_id, messages)

    def _rows_of(self, entries: Iterable[OutboxEntry]) -> list[Row]:
        accounts, now = self._services.accounts, self._now()
        own = [one for one in entries if one.submission.account_id == accounts.current.id]
        return [row_of(one, accounts.get(one.submission.account_id), now) for one in own]

    def _set_rows(self, rows: list[Row]) -> None:
        """Show these mails, newest first, among the send runs."""
        sending = {row.submission.id for row in rows if row.section is Section.SENDING}
        self._paces.forget(sending)
        self._view.list.forget_progress(set[RowId](sending))
        self._put_rows([*rows, *self._runs.rows()])
        self._on_read_ended()

    @Slot()
    def _on_runs_read(self) -> None:
        self._put_rows([*(row for row in self._rows.values() if row.run is None), *self._runs.rows()])

    @Slot()
    def _on_runs_changed(self, _run_ids: object = None) -> None:
        if not self.isVisible():
            self._refresh_timer.start()  # the badge counts them

    @Slot()
    def _on_open_mail_read(self) -> None:
        if not self.isVisible():
            self._tell_counts(*self._open_mail.counts())
            self._try_all.setEnabled(bool(self._open_mail.tries() or self._open_mail.run_tries()))

    def _put_rows(self, rows: list[Row]) -> None:
        self._rows.clear()  # the same dict, which the actions use
        self._rows.update({row.id: row for row in _newest_first(rows)})
        self._search.look_for(self._view.search_text(), self._rows.values())
        self._show()
        if self._to_reveal is not None:
            self.reveal(self._to_reveal)
        if self.isVisible() and self._in_undo():
            self._count_down.start()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self._stale |= self._asked
        if not self._rows:  # otherwise the shown rows stay
            words = failure_words(error)
            self._is_unreadable = True
            self._view.show_unreadable(" ".join(part for part in (words.title, words.text) if part))
        self._on_read_ended()

    @Slot()
    def _on_read_ended(self) -> None:
        self._reading = None
        if self._is_all_stale or (self._stale and not self._stale <= self._asked):
            self._refresh_timer.start()

    # -- showing

    @Slot()
    def _on_filter_changed(self) -> None:
        self._search.look_for(self._view.search_text(), self._rows.values())
        self._show()

    @Slot()
    def _show(self) -> None:
        if not self._is_read:
            return
        shown, text = self._view.shown(), self._view.search_text()
        groups = groups_of(self._rows.values(), shown, text, self._folds, self._now(), self._search.ids)
        if not groups and self._search.is_running:
            return  # it is not known yet that nothing matches
        self._listed = [row.id for group in groups for row in group.rows]
        self._view.show_groups(groups, is_empty=not self._rows)
        can_try = any(tries_of(row.primary, row.quiet) for row in self._rows.values())
        self._try_all.setEnabled(can_try)
        needs_you = self._number(Section.NEEDS_YOU)
        self._tell_counts(needs_you, needs_you + self._number(Section.SENDING) + self._number(Section.WAITING))
        self.refresh_status()

    def _tell_counts(self, needs_you: int, are_open: int) -> None:
        if (needs_you, are_open) != self._counts:
            self._counts = needs_you, are_open
            self.needs_you_changed.emit(needs_you)
            self.open_count_changed.emit(are_open)

    def _number(self, section: Section) -> int:
        return sum(row.section is section for row in self._rows.values())

    def _sent_today(self, now: datetime) -> int:
        today = fmt.local_day(now)
        sent = 0
        for row in self._rows.values():
            if row.run is not None:
                out = [one for one in row.run.batches if one.state is SubmissionState.ACCEPTED and one.handed_over_at]
                sent += sum(one.recipient_count for one in out if fmt.local_day(one.handed_over_at or now) == today)
                continue
            at = row.submission.handed_over_at
            if row.submission.state is not SubmissionState.SCHEDULED and at and fmt.local_day(at) == today:
                sent += sum(one.number for one in row.entry.groups if one.first.outcome.is_taken)
        return sent

    def _now(self) -> datetime:
        return self._services.context.clock().astimezone(UTC)

    # -- what happens

    @Slot()
    def _on_switched(self) -> None:
        self._folds.clear()
        if not self.isVisible():  # the next account's mail comes after the page
            self._rows.clear()
            self._is_read = False
            self._view.list.set_groups(())
        self.refresh_soon()

    @Slot(str, object, object)
    def _on_progressed(self, submission_id: SubmissionId, sent: int, total: int) -> None:
        left = self._paces.left(submission_id, sent, total)
        self._view.list.set_progress(submission_id, sent, total, left)

    @Slot(str)
    def _on_mail_wanted(self, submission_id: RowId) -> None:
        """Show a mail, the first request of a send run, or one of its requests."""
        row = self._row_with(submission_id)
        if row is None or row.id not in self._listed:
            return
        self._opened = row.id
        if row.run is not None:
            batches = [one.id for one in row.run.batches]
            if not batches:
                return
            submission_id = submission_id if submission_id in batches else batches[0]
        self.mail_wanted.emit(MailRef(SubmissionId(submission_id)), self._listed.index(row.id), len(self._listed))

    def _row_with(self, submission_id: RowId) -> Row | None:
        """The row of a mail, a run, or the run with this request."""
        if (row := self._rows.get(submission_id)) is not None:
            return row
        runs = (one for one in self._rows.values() if one.run is not None)
        return next((one for one in runs if one.run and submission_id in [two.id for two in one.run.batches]), None)

    @Slot(str, str)
    def _on_action(self, row_id: RowId, action: str) -> None:
        row = self._rows.get(row_id)
        if row is not None and row.run is not None:
            self._run_actions.do(row.run, Action(action))
        else:
            self._actions.do(SubmissionId(row_id), action)

    def open_neighbour(self, step: int) -> None:
        """Go so many mails down from the one that was opened last, or up if negative, and show that one."""
        place = self._listed.index(self._opened) + step if self._opened in self._listed else -1
        if 0 <= place < len(self._listed):
            self._on_mail_wanted(self._listed[place])

    def focus_opened(self) -> None:
        """Focus the mail that was opened last, if it is in sight or can be scrolled to."""
        if self._opened is not None and (widget := self._view.list.reveal_row(self._opened)) is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, bool)
    def _on_fold_wanted(self, key: str, is_open: bool) -> None:
        self._folds[key] = is_open
        self._show()

    @Slot()
    def _on_clock(self) -> None:
        """The words for times and "today" change; nothing is read for that."""
        self._rows.update({row.id: self._again(row) for row in self._rows.values()})
        self._show()

    def _again(self, row: Row) -> Row:
        """The row as it is now."""
        account, now = self._services.accounts.get(row.head.account_id), self._now()
        return row_of(row.entry, account, now) if row.run is None else run_row_of(row.run, account, now)

    def _in_undo(self) -> list[Row]:
        """Mails that can still be taken back, newest first."""
        now = self._now()
        return [row for row in self._rows.values() if _undo_left_s(row, now)]

    @Slot()
    def _on_count_down(self) -> None:
        waiting = [row for row in self._rows.values() if row.primary is Action.UNDO]
        for row in waiting:
            self._rows[row.id] = self._again(row)
        if any(self._rows[row.id].state != row.state for row in waiting):
            self._show()
        if not self._in_undo():
            self._count_down.stop()

    @Slot()
    def _on_undo(self) -> None:
        for row in self._in_undo()[:1]:
            self._on_action(row.id, Action.UNDO)

    @Slot()
    def _on_try_all(self) -> None:
        if self.isVisible():
            for row in self._rows.values():
                action = tries_of(row.primary, row.quiet)
                if action is not None:
                    self._on_action(row.id, action)
            return
        for submission_id, action in self._open_mail.tries():
            if action is Action.TRY_NOW:
                self._services.outbox.try_now(submission_id)
            else:
                self._services.outbox.look_up_now(submission_id)
        for run, action in self._open_mail.run_tries():
            self._run_actions.do(run, action)

    @Slot()
    def _on_write_wanted(self) -> None:
        self._commands["page_compose"].trigger()

    @Slot(bool)
    def _on_account_wanted(self, is_key: bool) -> None:
        self._commands["enter_key" if is_key else "edit_account"].trigger()

    @Slot(str)
    def _on_toast_requested(self, text: str) -> None:
        self.toast_wanted.emit(text, "", None)


def _newest_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.head.created_at, reverse=True)


def _undo_left_s(row: Row, now: datetime) -> float:
    return undo_left_s(row.submission, now) if row.run is None else run_undo_left_s(row.run, now)
