"""Banner while the account in use has no key, with a link to its dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from composer_app.domain.account import Account
from composer_app.domain.problem import KEY_PROBLEMS, Problem, ProblemCode
from composer_app.services.connections.credentials import Whereabouts
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sending.send_schedule import is_mended_by_unlocking
from composer_app.services.services import Services
from composer_app.services.sync.background_sync import SyncState
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.texts.commands import COMMANDS
from composer_app.ui.texts.problems import problem_words
from composer_app.ui.widgets.banner import BannerStack

_KEY = "key"


def is_of_the_key(error: Exception | None) -> bool:
    """Whether it failed for lack of a key."""
    return isinstance(error, Failed) and error.problem.code in KEY_PROBLEMS


class MissingKeyBanner(QObject):
    """Shows the banner while the account in use has no key.

    At start the first fetch of logs reads the key anyway, so it is not read here: a locked keyring would ask the user
    twice for its password. After later changes of the account it is read here.
    """

    def __init__(
        self, services: Services, banners: BannerStack, enter_key: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._banners = banners
        self._enter_key = enter_key
        self._asked_about: Account | None = None
        services.sync.state_changed.connect(self._on_sync_state)
        for change in (services.accounts.switched, services.accounts.settings_changed):
            change.connect(self._on_current_changed)
        services.keyring_watch.unlocked.connect(self._on_unlocked)

    @Slot(object)
    def _on_sync_state(self, state: SyncState) -> None:
        account = self._services.accounts.current
        if account.is_sandbox:
            self._take()
        elif is_of_the_key(state.failure):
            assert isinstance(state.failure, Failed)
            self._show(state.failure.problem, account)
        elif state.next_at is not None:
            self._take()

    @Slot(object)
    def _on_current_changed(self, account: Account) -> None:
        self._take()
        self._asked_about = None
        if account.is_sandbox or self._services.sync.state.next_at is None:
            return
        self._asked_about = account
        self._services.accounts.key_whereabouts(account).on_success(self._on_whereabouts)

    @Slot()
    def _on_unlocked(self) -> None:
        """Check the banner again, without a password prompt."""
        self._on_current_changed(self._services.accounts.current)

    @Slot(object)
    def _on_whereabouts(self, found: Whereabouts) -> None:
        account = self._asked_about
        if account is None or account != self._services.accounts.current or found.is_there:
            return
        self._show(Problem(found.problem or ProblemCode.NO_KEY), account)

    def _show(self, problem: Problem, account: Account) -> None:
        words = problem_words(problem, account, of_a_read=True)
        spec = BannerSpec(BannerKind.WARNING, words.title, words.text, ((COMMANDS["enter_key"], self._enter_key),))
        self._banners.put(_KEY, spec)
        self._services.keyring_watch.wait_for(_KEY, is_mended_by_unlocking(problem))

    def _take(self) -> None:
        self._banners.take(_KEY)
        self._services.keyring_watch.wait_for(_KEY, False)
