"""Mail that is held back by a locked keyring leaves when that is unlocked. Run inside a D-Bus session of its own.

dbus-run-session -- python -m tests.unit.services.unlocking_session FOLDER    prints what it saw, a line each
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from composer_app.app import build_services
from composer_app.domain.secret import Secret
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.profile import Profile
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.services.settings import Settings
from tests.faulty_server import accepts, answers, faulty_server
from tests.patience import PATIENCE_S
from tests.unit.services.house import account_at, draft
from tests.unit.services.keyring_session import lock_default_keyring, started_daemon, unlock_default_keyring

SEND = "/email/3/send"
WITHIN_S = 30.0


def until(condition: Callable[[], bool], within_s: float = WITHIN_S) -> bool:
    """Let the program run until it is so; False if it is not in time."""
    loop, looking, end = QEventLoop(), QTimer(interval=20), QTimer(singleShot=True, interval=int(within_s * 1000))
    looking.timeout.connect(lambda: loop.quit() if condition() else None)
    end.timeout.connect(loop.quit)
    looking.start()
    end.start()
    loop.exec()
    return condition()


def value(task: Task[object]) -> object:
    assert until(lambda: task.is_done)
    return task.result()


def state_of(services: Services, submission: Submission) -> tuple[SubmissionState, str]:
    now = services.context.archive.write(lambda archive: archive.outbox.get(submission.id)).result(PATIENCE_S)
    assert now is not None
    return now.state, now.problem.code.value if now.problem else ""


def built(profile: Profile) -> Services:
    services = build_services(profile, Settings(profile.settings))
    services.outbox.undo_window = timedelta(0)
    value(services.accounts.load())
    return services


def session(folder: Path) -> None:
    profile = Profile(folder)
    with faulty_server() as server:
        server.plays("POST", SEND, accepts())
        for path in ("/email/1/logs", "/email/1/reports"):
            server.plays("GET", path, answers({"results": []}))
        account = account_at(server.url)
        first = built(profile)
        value(first.accounts.save(account, Secret("key-of-the-round-trip")))
        assert first.stop()
        lock_default_keyring()
        services = built(profile)
        print("locked", value(services.context.run(services.context.credentials.is_locked)))
        services.outbox.start()
        queued = value(services.outbox.send(draft(), "Hello", account))
        assert isinstance(queued, Submission)
        until(lambda: state_of(services, queued) == (SubmissionState.QUEUED, "keyring locked"))
        print("held", *state_of(services, queued), len(server.asked(SEND)))
        print("locked", value(services.context.run(services.context.credentials.is_locked)))
        unlock_default_keyring()
        until(lambda: state_of(services, queued)[0] is SubmissionState.ACCEPTED)
        print("left", state_of(services, queued)[0], len(server.asked(SEND)))
        until(lambda: not services.keyring_watch.is_looking)
        print("looking", services.keyring_watch.is_looking)
        assert services.stop()


def main() -> int:
    app = QCoreApplication(sys.argv)
    daemon = started_daemon()
    print("daemon", daemon, flush=True)
    try:
        session(Path(sys.argv[1]))
    finally:
        os.kill(daemon, signal.SIGTERM)
        del app
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
