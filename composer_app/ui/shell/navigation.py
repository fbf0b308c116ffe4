"""Navigation from one page to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.domain.draft import Draft
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import BulkId
from composer_app.domain.send_run import SendRunEntry
from composer_app.domain.submission import Submission
from composer_app.services.records import MailRef
from composer_app.services.services import Services
from composer_app.ui.maintenance.maintenance_commands import MaintenanceCommands
from composer_app.ui.shell.fetch_new import FetchNew
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.shell.pages import SENT_MAIL
from composer_app.ui.shell.rescue_banner import RescueBanner
from composer_app.ui.shell.send_outcome_toast import SentNotice
from composer_app.ui.shell.service_banner import ServiceBanner
from composer_app.ui.shell.undo_key import UndoKey
from composer_app.ui.shell.undo_toast import UndoToast
from composer_app.ui.texts import shell as texts

if TYPE_CHECKING:
    from composer_app.ui.messages.message_browser import MessageBrowser

COUNT_AFTER_MS = 400
"""Delay of the outbox's first count, so that it does not slow down the window."""


class Navigation(QObject):
    """Connects pages that do not know each other, when they are created."""

    def __init__(self, main_view: MainView, services: Services) -> None:
        super().__init__(main_view)
        self._main_view = main_view
        self._services = services
        self._needs_you = self._open = 0
        self._mail_from = "logs"
        self._undo = UndoToast(main_view, services)
        self._undo.taken_back.connect(self.write)
        main_view.take_back = UndoKey(main_view.window(), self._take_back, self).run
        SentNotice(main_view, services, self)
        ServiceBanner(main_view, services, self)
        FetchNew(main_view, services.sync, self)
        RescueBanner(main_view, services, self)
        main_view.page_made.connect(self._on_page_made)
        evidence = main_view.commands.add("save_evidence", menu="Message", icon="export")
        evidence.triggered.connect(self._save_evidence)
        main_view.commands.add("compare", menu="Message", icon="compare").triggered.connect(self._compare)
        main_view.commands.add("show_new", menu="Message").triggered.connect(self._show_new)
        main_view.commands.add("follow", menu="Message", icon="follow").triggered.connect(self._follow)
        main_view.commands.add("erase_address", menu="File").triggered.connect(self._erase_address)
        MaintenanceCommands(services, main_view.commands, main_view.window(), self)
        QTimer.singleShot(COUNT_AFTER_MS, self, self._count_outbox)

    def _take_back(self) -> bool:
        """Undo the toast's action first, else the latest mail."""
        return self._main_view.undo_toast() or self._undo.take_back()

    @Slot(str)
    def _on_page_made(self, key: str) -> None:
        page = self._main_view.page(key)
        if key != "welcome":
            page.toast_wanted.connect(self._main_view.show_toast)
        match key:
            case "compose":
                page.sent.connect(self._on_sent)
                page.session.run_begun.connect(self._on_run_begun)
                page.page_wanted.connect(self._show_compose)
            case "outbox":
                page.mail_wanted.connect(self._show_mail)
                page.edit_wanted.connect(self.write)
                page.show_in_logs.connect(self._show_bulk_in_logs)
                page.list_wanted.connect(self._show_list_in_logs)
                page.needs_you_changed.connect(self._on_needs_you)
                page.open_count_changed.connect(self._on_open_count)
            case "reports" | "logs":
                page.browser.mail_wanted.connect(self._show_mail)
                page.browser.edit_wanted.connect(self.write)
            case "sent_mail":
                page.back_wanted.connect(self._leave_mail)
                page.step_wanted.connect(self._step_to_mail)
                page.edit_wanted.connect(self.write)
                page.show_in_logs.connect(self._show_bulk_in_logs)
            case "overview":
                page.list_wanted.connect(self._show_list_in_logs)
                page.comparison_wanted.connect(self._compare_in_logs)
            case "welcome":
                page.example_wanted.connect(self._write_example)
                page.test_addresses_wanted.connect(self._write_test_addresses)
                page.account_wanted.connect(self._main_view.commands["add_account"].trigger)

    @Slot(object, int, int)
    def _show_mail(self, wanted: MailRef, place: int, total: int) -> None:
        """Show a mail in place of the page with its list."""
        if self._main_view.current_page != SENT_MAIL:
            self._mail_from = self._main_view.current_page
        self._main_view.page(SENT_MAIL).show_mail(wanted, self._mail_from, place, total)
        self._main_view.show_page(SENT_MAIL)

    @Slot(int)
    def _step_to_mail(self, step: int) -> None:
        page = self._main_view.page(self._mail_from)
        (page if self._mail_from == "outbox" else page.browser).open_neighbour(step)

    @Slot()
    def _leave_mail(self) -> None:
        self._main_view.show_page(self._mail_from)
        if self._mail_from == "outbox":
            self._main_view.page("outbox").focus_opened()

    @Slot(object)
    def write(self, draft: Draft) -> None:
        """Open a draft on the compose page."""
        self._main_view.show_page("compose")
        self._main_view.page("compose").session.open(draft)

    @Slot()
    def _write_example(self) -> None:
        self._main_view.show_page("compose")
        self._main_view.page("compose").load_example("statement")

    @Slot()
    def _write_test_addresses(self) -> None:
        self._main_view.show_page("compose")
        self._main_view.page("compose").load_example("test-addresses")

    @Slot(object)
    def _on_sent(self, submission: Submission) -> None:
        if submission.leaves_at is not None:
            self._undo.start(submission)
            return
        self._main_view.show_toast(
            texts.IN_OUTBOX.format(subject=submission.content.subject), texts.SHOW, self._show_outbox
        )

    @Slot(object)
    def _on_run_begun(self, entry: SendRunEntry) -> None:
        """Show the outbox, where the run can be followed and taken back."""
        if entry.run.account_id == self._services.accounts.current.id:
            self._show_outbox()

    @Slot()
    def _show_outbox(self) -> None:
        self._main_view.show_page("outbox")

    @Slot(object)
    def _show_bulk_in_logs(self, bulk_id: BulkId) -> None:
        self._main_view.show_page("logs")
        self._main_view.page("logs").show_bulk(bulk_id)

    @Slot(object)
    def _show_list_in_logs(self, tokens: Sequence[FilterToken]) -> None:
        self._main_view.show_page("logs")
        self._main_view.page("logs").browser.show_filter(list(tokens))

    @Slot(object)
    def _compare_in_logs(self, tokens: Sequence[FilterToken]) -> None:
        self._show_list_in_logs(tokens)
        self._main_view.page("logs").browser.comparing.open()

    @Slot()
    def _save_evidence(self) -> None:
        if self._main_view.current_page == SENT_MAIL:
            self._main_view.page(SENT_MAIL).save_evidence()
        elif self._main_view.current_page in ("reports", "logs"):
            self._main_view.page(self._main_view.current_page).browser.save_evidence()
        else:
            self._main_view.show_toast(texts.EVIDENCE_HINT)

    def _list_shown(self) -> MessageBrowser:
        """The list in sight; on another page that of the logs, where all mail is."""
        if self._main_view.current_page not in ("reports", "logs"):
            self._main_view.show_page("logs")
        return cast("MessageBrowser", self._main_view.page(self._main_view.current_page).browser)

    @Slot()
    def _compare(self) -> None:
        self._list_shown().comparing.open()

    @Slot()
    def _show_new(self) -> None:
        self._list_shown().list.show_new()

    @Slot()
    def _follow(self) -> None:
        self._list_shown().follow_button.toggle()

    @Slot()
    def _erase_address(self) -> None:
        from composer_app.ui.maintenance.erase_dialog import EraseDialog  # seldom needed

        EraseDialog(self._services, self._main_view.window()).open()

    @Slot()
    def _show_compose(self) -> None:
        self._main_view.show_page("compose")

    @Slot()
    def _count_outbox(self) -> None:
        self._main_view.page("outbox")

    @Slot(int)
    def _on_needs_you(self, count: int) -> None:
        self._needs_you = count
        self._show_counts()

    @Slot(int)
    def _on_open_count(self, count: int) -> None:
        self._open = count
        self._show_counts()

    def _show_counts(self) -> None:
        urgent = self._needs_you > 0
        self._main_view.set_count("outbox", self._needs_you if urgent else self._open, urgent=urgent)
