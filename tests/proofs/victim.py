"""`python -m tests.proofs.victim PROFILE SEED [--journal FILE | --settle | --migrate]`: the program, to be killed.

It is the real program under its window: `app.build_services`, its threads, its archive, its HTTP. In place of hands
there is a seeded random order of what hands do. What it was asked to do, and when, it writes into a journal, so that
somebody else can tell what should be left of it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import keyring
import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from composer_app.app import build_services
from composer_app.archive.archive import Archive
from composer_app.domain.account import Account
from composer_app.domain.clock import utc_now
from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.queries import LogQuery, ReportQuery
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.gc_thread import GarbageCollector
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.services.sync.background_sync import SyncState
from tests.proofs import more_layouts
from tests.proofs.one_key import OneKey
from tests.stored_mail import newest_mail

ACCOUNT = AccountId("linden")
SETTLE_WITHIN_S = 40.0
_LOOK_EVERY_MS = 25
_OPEN = (SubmissionState.QUEUED, SubmissionState.SENDING, SubmissionState.UNKNOWN)


class Journal:
    """Lines that survive a kill: each is written to the system before the deed."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, **what: object) -> None:
        reported = {**what, "at": time.monotonic(), "waited": waited_s(os.getpid())}
        os.write(self._file, json.dumps(reported).encode() + b"\n")


def waited_s(process_id: int) -> float:
    """How long the first thread of a process has waited for a processor: in this time its window could do nothing,
    whatever it promised. 0 where the system does not count that."""
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{process_id}/task/{process_id}/schedstat").read_text().split()[1]) / 1e9
    return 0.0


class Hands(QObject):
    """Do something every few milliseconds, for as long as one lets them."""

    def __init__(self, services: Services, account: Account, chance: random.Random, journal: Journal) -> None:
        super().__init__()
        self._services = services
        self._account = account
        self._chance = chance
        self._journal = journal
        self._drafts: list[Draft] = []
        self._actions: list[tuple[int, Callable[[], object]]] = [
            (8, self._type),
            (4, self._send),
            (4, self._pull_own),
            (3, self._pull_any),
            (2, self._fetch_logs),
            (1, self._services.sync.run_now),
        ]

    def act(self) -> None:
        actions, weights = [deed for _, deed in self._actions], [weight for weight, _ in self._actions]
        self._chance.choices(actions, weights)[0]()
        QTimer.singleShot(self._chance.randrange(2, 40), self.act)

    def _type(self) -> None:
        """Write on at the last draft, or begin another one."""
        if not self._drafts or self._chance.random() < 0.05:
            self._drafts.append(_new_draft(self._chance))
        self._drafts[-1] = draft = _written_on(self._drafts[-1])
        self._journal.write(draft=draft.id, words=_words_of(draft))
        self._services.drafts.keep(draft)

    def _send(self) -> None:
        """A draft that was begun, as the compose page does it, or a mail out of nothing."""
        draft = self._drafts.pop() if self._drafts and self._chance.random() < 0.15 else _new_draft(self._chance)
        self._journal.write(send=draft.id, words=_words_of(draft))
        self._services.outbox.send(draft, "Hello", self._account).on_success(self._on_queued)

    def _on_queued(self, submission: Submission) -> None:
        self._journal.write(queued=submission.id)

    def _pull_own(self) -> None:
        self._services.sync.pull_own_reports(self._account)

    def _pull_any(self) -> None:
        self._services.sync.pull_reports(self._account, ReportQuery(limit=self._chance.choice((1, 5, 1000))))

    def _fetch_logs(self) -> None:
        self._services.sync.fetch_logs(self._account, LogQuery(limit=self._chance.choice((10, 1000))))


class Settling(QObject):
    """Lets the program put everything in order, asks for what is left, and ends it."""

    def __init__(self, services: Services, account: Account) -> None:
        super().__init__()
        self._services = services
        self._account = account
        self._has_harvested = False
        self._seen: object = None
        self._until = time.monotonic() + SETTLE_WITHIN_S
        services.sync.state_changed.connect(self._on_harvest)

    def look(self) -> None:
        if time.monotonic() > self._until:
            _fail(TimeoutError(f"it does not settle: {self._seen}"))
            return
        self._services.context.write(_unsettled).on_success(self._on_seen).on_failure(self._on_failed)

    def _on_harvest(self, state: SyncState) -> None:
        if state.failure is not None:
            self._services.sync.run_now()
        elif state.last_at is not None:
            self._has_harvested = True

    def _on_seen(self, seen: tuple[int, tuple[Submission, ...]]) -> None:
        unread, open_ones = seen
        self._seen = (
            unread,
            [(one.state.value, one.lookups, one.problem) for one in open_ones],
            self._has_harvested,
        )
        for submission in open_ones:
            if submission.state is SubmissionState.UNKNOWN:
                self._services.outbox.look_up_now(submission.id)
        if unread or open_ones or not self._has_harvested:
            QTimer.singleShot(_LOOK_EVERY_MS, self.look)
            return
        # Whatever is still to be handed out.
        task = self._services.sync.pull_reports(self._account, ReportQuery(limit=1000))
        task.on_success(self._on_pulled).on_failure(self._on_failed)

    def _on_failed(self, failure: Failed) -> None:
        _fail(failure)

    def _on_pulled(self, pulled: object) -> None:
        if getattr(pulled, "received", 0):
            self.look()
        else:
            print("settled", flush=True)
            QCoreApplication.quit()


def _unsettled(archive: Archive) -> tuple[int, tuple[Submission, ...]]:
    unread = sum(not answer.is_read for answer in archive.answers.unread())
    found = newest_mail(archive, _OPEN)
    return unread, tuple(one for one in found if one.state is not SubmissionState.UNKNOWN or not one.lookups)


def _fail(error: Exception) -> None:
    print(f"failed: {error!r}", file=sys.stderr, flush=True)
    QCoreApplication.exit(3)


def _new_draft(chance: random.Random) -> Draft:
    number = chance.getrandbits(48)
    to = tuple(f"person-{number:x}-{one}@example.com" for one in range(chance.choice((1, 1, 1, 3))))
    return Draft(
        id=DraftId(f"draft-{number:x}"),
        account_id=ACCOUNT,
        sender="Linden Energy <billing@sandbox.example>",
        to=to,
        subject=f"draft-{number:x}",
        html="<p>Hello</p>",
        updated_at=utc_now(),
    )


def _written_on(draft: Draft) -> Draft:
    return msgspec.structs.replace(draft, html=f"{draft.html}<p>{_words_of(draft) + 1}</p>")


def _words_of(draft: Draft) -> int:
    """How much of it is written."""
    return draft.html.count("<p>")


def words_in(html: str) -> int:
    return html.count("<p>")


class Beginning(QObject):
    """Starts the services, and then what the options ask for."""

    def __init__(self, services: Services, options: argparse.Namespace) -> None:
        super().__init__()
        self._services = services
        self._options = options
        self._doer: Hands | Settling | None = None

    def begin(self, _accounts: object) -> None:
        services, options = self._services, self._options
        account = services.accounts.get(ACCOUNT)
        assert account is not None
        services.outbox.start()
        services.sync.start()
        print("ready", flush=True)
        if options.settle:
            self._doer = settling = Settling(services, account)
            settling.look()
        else:
            self._doer = hands = Hands(services, account, random.Random(options.seed), Journal(options.journal))
            hands.act()

    def fail(self, failure: Failed) -> None:
        _fail(failure)

    def note(self, failure: Failed) -> None:
        """A pull or a fetch that fails is part of the proof."""
        print(f"a task failed: {failure.problem.code.value}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("profile", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--journal", type=Path)
    parser.add_argument("--settle", action="store_true")
    parser.add_argument("--migrate", action="store_true")
    options = parser.parse_args()
    profile = Profile(options.profile)
    if options.migrate:
        more_layouts.install()
        print("ready", flush=True)
        Archive.open(profile.archive).close()
        return 0
    app = QCoreApplication(sys.argv[:1])
    keyring.set_keyring(OneKey())
    settings = Settings(profile.settings)
    settings.current_account = ACCOUNT  # the one whose harvest is told of
    settings.undo_s = 0  # what waits for its undo window is not in flight
    services = build_services(profile, settings)
    GarbageCollector(app)
    beginning = Beginning(services, options)
    services.context.show_failures_with(beginning.note)
    services.accounts.load().on_success(beginning.begin).on_failure(beginning.fail)
    code = app.exec()
    return code if services.stop() else 4


if __name__ == "__main__":
    sys.exit(main())
