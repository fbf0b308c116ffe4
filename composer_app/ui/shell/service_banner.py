"""Banner while the service cannot be reached, with the cause and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.domain.ids import SubmissionId
from composer_app.domain.problem import ProblemCode
from composer_app.domain.submission import Submission, SubmissionHead, SubmissionState
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sending.send_schedule import is_waiting
from composer_app.services.services import Services
from composer_app.services.sync.background_sync import SyncState
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.shell.missing_key_banner import is_of_the_key
from composer_app.ui.shell.window_banners import is_of_the_archive
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import shell as texts
from composer_app.ui.texts import verbs
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.texts.commands import COMMANDS
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme.colours import MessageKind

ASK_AGAIN_MS = 60_000
"""Interval of checks whether an unreachable service is back."""
_LOOK_AFTER_MS = 150
_KEY = "service"
_DOWN = frozenset(
    {
        ProblemCode.HOST_UNKNOWN,
        ProblemCode.REFUSED,
        ProblemCode.TLS,
        ProblemCode.NO_TLS,
        ProblemCode.NO_CONNECTION,
        ProblemCode.CONNECT_TIMEOUT,
        ProblemCode.PROXY_REFUSED,
        ProblemCode.UNAVAILABLE,
        ProblemCode.SANDBOX_FAILED,
    }
)


class ServiceBanner(QObject):
    """Follows the account in use. A failed fetch or send shows it; a successful one removes it."""

    def __init__(self, main_view: MainView, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._main_view = main_view
        self._services = services
        self._failure: Exception | None = None
        self._since: datetime | None = None
        self._waiting = 0
        self._tries: dict[SubmissionId, int] = {}
        self._last_fetch: datetime | None = None
        self._soon = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._soon.timeout.connect(self._look)
        self._again = QTimer(self, interval=ASK_AGAIN_MS)
        self._again.timeout.connect(services.sync.run_now)
        services.sync.state_changed.connect(self._on_sync_state)
        services.outbox.changed.connect(self._look_soon)
        services.outbox.settled.connect(self._on_settled)
        for change in (services.accounts.switched, services.accounts.settings_changed):
            change.connect(self._on_account_changed)

    @Slot(object)
    def _on_sync_state(self, state: SyncState) -> None:
        failure = state.failure
        if failure is None:
            if state.last_at is not None and state.last_at != self._last_fetch:
                self._last_fetch = state.last_at
                self._is_back()
        elif is_of_the_key(failure):  # has its own banner; without a request the service's state is unknown
            self._is_back()
        elif not is_of_the_archive(failure):  # has its own banner too
            self._is_down(failure)

    @Slot()
    def _look_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _look(self) -> None:
        account_id = self._services.accounts.current.id
        self._services.records.queued(account_id).on_success(self._on_looked)

    @Slot(object)
    def _on_looked(self, queued: tuple[SubmissionHead, ...]) -> None:
        held = [one for one in queued if one.problem is not None and one.problem.code in _DOWN]
        tries = {one.id: one.attempts for one in held}
        news = [one for one in held if self._tries.get(one.id) != one.attempts]
        self._tries = tries
        self._waiting = sum(map(is_waiting, held))  # after too many tries the mail waits for the user
        fetch = self._services.sync.state.failure
        if is_of_the_key(fetch) or (fetch is None and not held and _lacks_key(queued)):
            self._is_back()  # the mail's problem is older
        elif news and news[0].problem is not None:
            self._is_down(Failed(news[0].problem))
        elif self._failure is not None:
            self._show()

    @Slot(object)
    def _on_settled(self, submission: Submission) -> None:
        is_answer = submission.state in (SubmissionState.ACCEPTED, SubmissionState.REJECTED)
        if is_answer and submission.account_id == self._services.accounts.current.id:
            self._is_back()

    @Slot()
    def _on_account_changed(self) -> None:
        self._is_back()
        self._tries, self._waiting = {}, 0
        self._on_sync_state(self._services.sync.state)
        self._look_soon()

    def _is_down(self, failure: Exception) -> None:
        if self._failure is None:
            self._since = self._services.context.clock()
        self._failure = failure
        if isinstance(failure, Failed) and failure.problem.code in _DOWN:
            self._again.start()
        self._show()

    def _is_back(self) -> None:
        self._failure = self._since = None
        self._again.stop()
        self._main_view.take_banner(_KEY)

    def _show(self) -> None:
        assert self._failure is not None
        account = self._services.accounts.current
        words = failure_words(self._failure, account, of_a_read=True)
        since = texts.SINCE.format(time=fmt.clock(self._since, seconds=False)) if self._since is not None else ""
        text = " ".join(filter(None, (since, texts.waiting_mail(self._waiting), words.body, words.vendor)))
        actions: list[tuple[str, Callable[[], object]]] = [(verbs.TRY_NOW, self._try_now)]
        if not account.is_sandbox:
            actions.insert(0, (COMMANDS["edit_account"], self._main_view.commands["edit_account"].trigger))
        kind = BannerKind.ERROR if words.kind is MessageKind.ERROR else BannerKind.WARNING
        self._main_view.put_banner(_KEY, BannerSpec(kind, words.title, text, tuple(actions)))

    @Slot()
    def _try_now(self) -> None:
        for submission_id in self._tries:
            self._services.outbox.try_now(submission_id)
        self._services.sync.run_now()


def _lacks_key(queued: tuple[SubmissionHead, ...]) -> bool:
    """Whether some mail waits for a key."""
    return any(is_of_the_key(Failed(one.problem)) for one in queued if one.problem is not None)
