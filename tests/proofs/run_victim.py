"""`python -m tests.proofs.run_victim PROFILE RECIPIENTS BATCH [--settle]`: the program with a send run, to be killed.

It begins the run if there is none yet, and otherwise goes on with it. With `--settle` it also takes the user's
decisions: it resumes a paused run, looks unknown batches up, and sends those again that the logs do not know. It prints
"done" once the run is done, and ends.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import keyring
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from composer_app.app import build_services
from composer_app.archive.archive import Archive
from composer_app.domain import send_run
from composer_app.domain.account import Account
from composer_app.domain.clock import utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.ids import DraftId
from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.gc_thread import GarbageCollector
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from tests.proofs.one_key import OneKey
from tests.proofs.victim import ACCOUNT

LOOK_EVERY_MS = 100
DRAFT = DraftId("draft-of-the-run")


class Sender(QObject):
    """Begins the run, or follows it."""

    def __init__(self, services: Services, options: argparse.Namespace) -> None:
        super().__init__()
        self._services, self._options = services, options
        self._account: Account | None = None
        self._looked_up: set[str] = set()

    def begin(self, _accounts: object) -> None:
        self._account = self._services.accounts.get(ACCOUNT)
        self._services.outbox.start()
        self._services.context.write(_runs_and_drafts).on_success(self._on_seen_first)
        print("ready", flush=True)

    def _on_seen_first(self, seen: tuple[tuple[SendRunEntry, ...], tuple[Draft, ...]]) -> None:
        entries, drafts = seen
        if not entries:
            assert self._account is not None
            draft = drafts[0] if drafts else _draft(self._options.recipients)
            self._services.send_runs.send(draft, "Hello", self._account)
        self._look()

    def _look(self) -> None:
        self._services.context.write(_runs_and_drafts).on_success(self._on_seen)

    def _on_seen(self, seen: tuple[tuple[SendRunEntry, ...], tuple[Draft, ...]]) -> None:
        for entry in seen[0][:1]:
            if entry.run.state is SendRunState.DONE:
                print("done", flush=True)
                QCoreApplication.quit()
                return
            if self._options.settle:
                self._decide(entry)
        QTimer.singleShot(LOOK_EVERY_MS, self._look)

    def _decide(self, entry: SendRunEntry) -> None:
        runs = self._services.send_runs
        if entry.run.state is SendRunState.PAUSED:
            runs.resume(entry.run.id)
        elif entry.missing:
            runs.settle_missing(entry.run.id, send_again=True)
        elif any(batch.problem and batch.state is SubmissionState.QUEUED for batch in entry.batches):
            runs.hurry(entry.run.id)
        unknown = {batch.id for batch in entry.batches if batch.state is SubmissionState.UNKNOWN}
        if unknown - self._looked_up:  # each once in a life; the time of the service moves between two lives
            self._looked_up |= unknown
            runs.look_up_now(entry)
        elif unknown and not (entry.left and send_run.may_begin_batch(entry)):
            QTimer.singleShot(2000, QCoreApplication.quit)  # only time helps

    def fail(self, failure: Failed) -> None:
        print(f"failed: {failure!r}", file=sys.stderr, flush=True)
        QCoreApplication.exit(3)

    def note(self, failure: Failed) -> None:
        """A lookup that fails is part of the proof."""
        print(f"a task failed: {failure.problem.code.value}", file=sys.stderr, flush=True)


def _runs_and_drafts(archive: Archive) -> tuple[tuple[SendRunEntry, ...], tuple[Draft, ...]]:
    return archive.send_runs.newest(ACCOUNT, 1), archive.drafts.all()


def _draft(recipients: int) -> Draft:
    return Draft(
        id=DRAFT,
        account_id=ACCOUNT,
        sender="Linden Energy <billing@sandbox.example>",
        to=tuple(f"person{number}@example.com" for number in range(recipients)),
        subject="Your November statement",
        html="<p>Hello</p>",
        updated_at=utc_now(),
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("profile", type=Path)
    parser.add_argument("recipients", type=int)
    parser.add_argument("batch", type=int)
    parser.add_argument("--settle", action="store_true")
    options = parser.parse_args()
    send_run.MAX_RECIPIENTS = options.batch  # type: ignore[attr-defined]
    profile = Profile(options.profile)
    app = QCoreApplication(sys.argv[:1])
    keyring.set_keyring(OneKey())
    settings = Settings(profile.settings)
    settings.current_account = ACCOUNT
    settings.undo_s = 0
    services = build_services(profile, settings)
    GarbageCollector(app)
    sender = Sender(services, options)
    services.context.show_failures_with(sender.note)
    services.accounts.load().on_success(sender.begin).on_failure(sender.fail)
    code = app.exec()
    return code if services.stop() else 4


if __name__ == "__main__":
    sys.exit(main())
