"""What leads from one page to another."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import BulkId
from composer_app.domain.submission import Submission
from composer_app.services.services import Services
from composer_app.ui.care.care_commands import CareCommands
from composer_app.ui.frame.bounce_news import BounceNews
from composer_app.ui.frame.fetch_new import FetchNew
from composer_app.ui.frame.frame import Frame
from composer_app.ui.frame.rescue_banner import RescueBanner
from composer_app.ui.frame.sent_news import SentNews
from composer_app.ui.frame.service_watch import ServiceWatch
from composer_app.ui.frame.take_back import TakeBackKey
from composer_app.ui.frame.undo_toast import UndoToast

COUNT_AFTER_MS = 400
"""The outbox counts what needs a person; that is not worth making the window wait for."""


class Conductor(QObject):
    """Connects pages that know nothing of each other, whenever one of them is made."""

    def __init__(self, frame: Frame, services: Services) -> None:
        super().__init__(frame)
        self._frame = frame
        self._services = services
        self._needs_you = self._open = 0
        self._undo = UndoToast(frame, services)
        self._undo.taken_back.connect(self.write)
        frame.take_back = TakeBackKey(frame.window(), self._take_back, self).run
        SentNews(frame, services, self)
        BounceNews(frame, services, self)
        ServiceWatch(frame, services, self)
        FetchNew(frame, services.harvest, self)
        RescueBanner(frame, services, self)
        frame.page_made.connect(self._on_page_made)
        evidence = frame.commands.add("save_evidence", "Save evidence…", menu="Message", icon="export")
        evidence.triggered.connect(self._save_evidence)
        frame.commands.add("erase_person", "Erase a person's data…", menu="File").triggered.connect(self._erase_person)
        CareCommands(services, frame.commands, frame.window(), self)
        QTimer.singleShot(COUNT_AFTER_MS, self, self._count_outbox)

    def _take_back(self) -> bool:
        """What the toast offers is the newest; a mail may still wait behind it."""
        return self._frame.undo_toast() or self._undo.take_back()

    @Slot(str)
    def _on_page_made(self, key: str) -> None:
        page = self._frame.page(key)
        match key:
            case "compose":
                page.sent.connect(self._on_sent)
                page.page_wanted.connect(self._show_compose)
                page.toast_wanted.connect(self._frame.show_toast)
            case "outbox":
                page.edit_wanted.connect(self.write)
                page.show_in_logs.connect(self._show_bulk_in_logs)
                page.needs_you_changed.connect(self._on_needs_you)
                page.open_count_changed.connect(self._on_open_count)
                page.toast_wanted.connect(self._frame.show_toast)
            case "reports" | "logs":
                page.toast_wanted.connect(self._frame.show_toast)
            case "welcome":
                page.example_wanted.connect(self._write_example)
                page.test_addresses_wanted.connect(self._write_test_addresses)
                page.account_wanted.connect(self._frame.commands["add_account"].trigger)

    @Slot(object)
    def write(self, draft: Draft) -> None:
        """Open a draft on the compose page."""
        self._frame.show_page("compose")
        self._frame.page("compose").load(draft)

    @Slot()
    def _write_example(self) -> None:
        self._frame.show_page("compose")
        self._frame.page("compose").load_example("statement")

    @Slot()
    def _write_test_addresses(self) -> None:
        self._frame.show_page("compose")
        self._frame.page("compose").load_example("test-addresses")

    @Slot(object)
    def _on_sent(self, submission: Submission) -> None:
        if submission.leaves_at is not None:
            self._undo.start(submission)
            return
        self._frame.show_toast(f"In the outbox: {submission.content.subject}", "Show", self._show_outbox)

    @Slot()
    def _show_outbox(self) -> None:
        self._frame.show_page("outbox")

    @Slot(object)
    def _show_bulk_in_logs(self, bulk_id: BulkId) -> None:
        self._frame.show_page("logs")
        self._frame.page("logs").show_bulk(bulk_id)

    @Slot()
    def _save_evidence(self) -> None:
        if self._frame.current_page in ("reports", "logs"):
            self._frame.page(self._frame.current_page).browser.save_evidence()
        else:
            self._frame.show_toast("Select a mail under Logs or Reports, then save its evidence.")

    @Slot()
    def _erase_person(self) -> None:
        from composer_app.ui.erase.dialog import EraseDialog  # seldom needed

        EraseDialog(self._services, self._frame.window()).open()

    @Slot()
    def _show_compose(self) -> None:
        self._frame.show_page("compose")

    @Slot()
    def _count_outbox(self) -> None:
        self._frame.page("outbox")

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
        self._frame.set_count("outbox", self._needs_you if urgent else self._open, urgent=urgent)
