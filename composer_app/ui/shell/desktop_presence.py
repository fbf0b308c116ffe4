"""What the program shows on the desktop beside its window: notices, and the icon in the tray."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot

from composer_app.domain.ids import AccountId, SendRunId, SubmissionId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.services import Services
from composer_app.ui.shell.bounce_toast import BounceToast, words_of
from composer_app.ui.shell.close_guard import CloseGuard
from composer_app.ui.shell.desktop_notices import DesktopNotices, News, NoticeChannel
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.shell.main_window import MainWindow
from composer_app.ui.shell.tray_icon import TrayIcon
from composer_app.ui.texts import notices as texts
from composer_app.ui.texts import send_runs, shell
from composer_app.ui.texts.notices import NewsKind

_SAID = "said_that_it_keeps_running"
_KINDS = {SubmissionState.REJECTED: NewsKind.REJECTED, SubmissionState.UNKNOWN: NewsKind.MAYBE_SENT}


class DesktopPresence(QObject):
    """Tells notices and icon what happens, and the close guard whether closing hides the window.

    Args:
        channel: shows the notices; None: the desktop's own service on Linux, else the icon.
    """

    def __init__(
        self,
        main_view: MainView,
        services: Services,
        window: MainWindow,
        bounces: BounceToast,
        guard: CloseGuard,
        *,
        channel: NoticeChannel | None = None,
    ) -> None:
        super().__init__(main_view)
        self._main_view = main_view
        self._accounts, self._settings = services.accounts, services.settings
        self._bounces = bounces
        self._waiting = self._failed = 0
        self.tray = TrayIcon(window, self)
        self._channel: NoticeChannel
        if channel is not None:
            self._channel = channel
        elif sys.platform == "linux":
            self._channel = services.desktop_notifications
        else:
            self._channel = self.tray
        self.notices = DesktopNotices(
            window,
            self._channel,
            lambda: self._settings.notices,
            lambda: self._settings.notices_name_mail,
            self,
        )
        self.tray.show_wanted.connect(window.come_to_front)
        self.tray.fetch_wanted.connect(main_view.commands["fetch_new"].trigger)
        self.tray.quit_wanted.connect(guard.quit)
        guard.hides = self._hides
        guard.hidden.connect(self._on_hidden)
        bounces.found.connect(self._on_bounced)
        services.outbox.settled.connect(self._on_settled)
        services.send_runs.settled.connect(self._on_run_settled)
        main_view.page_made.connect(self._on_page_made)
        main_view.settings_saved.connect(self._on_settings_saved)
        self.tray.set_wanted(self._settings.tray)

    def _hides(self) -> bool:
        return self._settings.keeps_running and self.tray.is_shown

    @Slot()
    def _on_hidden(self) -> None:
        """Say once that the program goes on."""
        if not self._settings.flag(_SAID, False):
            self._settings.set_flag(_SAID, True)
            self._channel.show_notice(texts.STILL_RUNS, texts.STILL_RUNS_TEXT)

    @Slot(object)
    def _on_bounced(self, failed: Sequence[MessageRow]) -> None:
        show = partial(self._bounces.show_failed, failed)
        self.notices.add(News(NewsKind.NOT_DELIVERED, len(failed), words_of(failed), show))

    @Slot(object)
    def _on_settled(self, submission: Submission) -> None:
        if submission.run_id is not None:
            return
        subject, people = submission.content.subject or shell.NO_SUBJECT, len(submission.recipients)
        show = partial(self._show_in_outbox, submission.account_id, submission.id)
        if submission.state in _KINDS:
            sentence = shell.SENT_TROUBLES[submission.state][1].format(subject=subject)
            self.notices.add(News(_KINDS[submission.state], 1, sentence, show))
        elif submission.state is SubmissionState.ACCEPTED and people >= self._settings.large_send:
            self.notices.add(News(NewsKind.SENT, 1, texts.handed_over(subject, people), show))

    @Slot(object)
    def _on_run_settled(self, entry: SendRunEntry) -> None:
        """A send run is announced as a whole, and not each of its requests."""
        subject = entry.run.subject or shell.NO_SUBJECT
        show = partial(self._show_in_outbox, entry.run.account_id, entry.run.id)
        if entry.run.state is not SendRunState.DONE:
            self.notices.add(News(NewsKind.REJECTED, 1, send_runs.PAUSED_TEXT.format(subject=subject), show))
        elif entry.handed_over >= self._settings.large_send:
            self.notices.add(News(NewsKind.SENT, 1, texts.handed_over(subject, entry.handed_over), show))

    def _show_in_outbox(self, account_id: AccountId, shown: SubmissionId | SendRunId) -> None:
        if account_id != self._accounts.current.id:
            self._accounts.use(account_id)
        self._main_view.show_page("outbox")
        self._main_view.page("outbox").reveal(shown)

    @Slot(str)
    def _on_page_made(self, key: str) -> None:
        if key == "outbox":
            page = self._main_view.page(key)
            page.needs_you_changed.connect(self._on_failed_count)
            page.open_count_changed.connect(self._on_waiting_count)

    @Slot(int)
    def _on_failed_count(self, count: int) -> None:
        self._failed = count
        self.tray.set_counts(self._waiting, self._failed)

    @Slot(int)
    def _on_waiting_count(self, count: int) -> None:
        self._waiting = count
        self.tray.set_counts(self._waiting, self._failed)

    @Slot()
    def _on_settings_saved(self) -> None:
        self.tray.set_wanted(self._settings.tray)
