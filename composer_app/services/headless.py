"""Services of a command without a window."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Self, TypeVar

from composer_app.domain.account import Account
from composer_app.domain.clock import utc_now
from composer_app.domain.secret import Secret
from composer_app.services.connections.connections import Connections
from composer_app.services.connections.credentials import Credentials
from composer_app.services.profile import Profile
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import raising_failed
from composer_app.services.runtime.http_worker import HttpWorker
from composer_app.services.runtime.sandbox_process import RunningSandbox, SandboxProcess
from composer_app.services.sending.locks import SenderLock, running_commands
from composer_app.services.settings import Settings

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive
    from composer_app.archive.archive_reader import ArchiveReader

T = TypeVar("T")


class Headless:
    """Archive, keyring and connections of a profile, for one command. Blocks; belongs to the main thread.

    All errors are raised as `Failed`, with a problem that has sentences in `ui.texts.problems`.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.archive = ArchiveAccess(profile.archive)
        self.credentials = Credentials()
        self._sandbox = SandboxProcess(profile.sandbox)
        self.connections = Connections(self.credentials, self._sandbox)
        self.connections.extra_ca = Settings(profile.settings).extra_ca
        self.worker = HttpWorker(on_close=self.connections.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def write(self, job: Callable[[Archive], T]) -> T:
        """Run `job` on the archive; durable when this returns."""
        with raising_failed():
            return self.archive.write(job).result()

    def read(self, job: Callable[[ArchiveReader], T]) -> Future[T]:
        """Run `job` on the reading connection. The future fails with `Failed`."""

        def translated(reader: ArchiveReader) -> T:
            with raising_failed():
                return job(reader)

        return self.archive.read(translated)

    def begin(self, work: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
        """Run a coroutine on the worker's loop, which `stop` lets end. The future fails with `Failed`."""

        async def translated() -> T:
            with raising_failed():
                return await work()

        return self.worker.submit(translated, shielded=True)

    def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The same, with its result."""
        return self.begin(work).result()

    def mark_interrupted(self) -> None:
        """Mark mail that a killed process was sending as unknown, to be looked up. An open window does that itself,
        since it may be sending."""
        sender_lock = SenderLock(self.profile)
        try:
            if self.write(lambda archive: archive.outbox.being_sent()) and sender_lock.take():
                self.write(
                    lambda archive: archive.outbox.interrupted(
                        utc_now(), lambda one: one in running_commands(self.profile)
                    )
                )
        finally:
            sender_lock.release()

    def account(self, name: str) -> Account | None:
        """The account with this name, in any letter case, or with this id."""
        wanted = name.strip().casefold()
        return next((one for one in self.accounts() if wanted in (one.name.casefold(), one.id.casefold())), None)

    def accounts(self) -> tuple[Account, ...]:
        return self.write(lambda archive: archive.accounts.all())

    def use_key(self, account: Account, key: Secret) -> None:
        """Use this key for the account in place of the one in the keyring, for this run only."""
        self.credentials.use_for_session(account, key)

    def use_sandbox(self, running: RunningSandbox) -> None:
        """Use the Sandbox of an open window instead of starting one."""
        self._sandbox.use_running(running)

    def stop(self) -> None:
        """End every thread and child process."""
        self.worker.shutdown()
        self.credentials.stop()
        self.archive.stop()
        self._sandbox.stop()
