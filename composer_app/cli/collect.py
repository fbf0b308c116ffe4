"""`composer-app collect`: one harvest of one account, without a window. For a timer."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLockFile

from composer_app.domain.account import Account
from composer_app.domain.clock import utc_now
from composer_app.domain.problem import WEB_PAGE, Problem
from composer_app.services.archive_access import ArchiveAccess
from composer_app.services.collector import Collector, Pulled
from composer_app.services.connections import Connections
from composer_app.services.credentials import Credentials
from composer_app.services.harvest_once import Harvested, harvest_once
from composer_app.services.http_worker import HttpWorker
from composer_app.services.left_over import LeftOver, has_left_over
from composer_app.services.problems import Failed, failures_told
from composer_app.services.profile import Profile
from composer_app.services.receiver_process import ReceiverProcess
from composer_app.services.sandbox_process import SandboxProcess
from composer_app.services.sender_role import SenderRole
from composer_app.services.settings import Settings
from composer_app.services.sole_use import collector_lock

DONE, FAILED, NO_ACCOUNT, BUSY = 0, 1, 2, 3
TURN_WAIT_MS = 60_000
"""How long it waits for another `collect` on the same profile."""

T = TypeVar("T")


def add_arguments(parser: ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--account", required=True, metavar="NAME", help="the account, as it is named in the window")
    # without a default of its own, which would take the place of a --profile that stands before the command
    parser.add_argument("--profile", type=Path, metavar="DIR", help=_PROFILE, default=SUPPRESS)


_PROFILE = "the folder with all data and settings, where it is not the usual one"


def run(options: Namespace) -> int:
    """Harvest once and tell what came. Returns 0 if all was done, 1 if something failed, 2 if there is no such
    account, 3 if another `collect` did not end in time.
    """
    folder: Path | None = options.profile
    profile = Profile(folder.absolute()) if folder else Profile.default()
    if not profile.archive.exists():
        return _refused(f"There is no archive in {profile.folder}. Start the window once, and add the account.")
    turn = collector_lock(profile)
    if not turn.tryLock(TURN_WAIT_MS):
        if turn.error() is QLockFile.LockError.LockFailedError:
            print("Another collect is under way on this profile.", file=sys.stderr)
            return BUSY
        print(f"The profile folder cannot be written: {profile.folder}", file=sys.stderr)
        return FAILED
    try:
        return _collect(profile, options.account)
    finally:
        turn.unlock()


def _collect(profile: Profile, name: str) -> int:
    archive = ArchiveAccess(profile.archive)
    credentials, sandbox, receiver = Credentials(), SandboxProcess(profile.sandbox), ReceiverProcess()
    connections = Connections(credentials, sandbox)
    connections.extra_ca = Settings(profile.settings).extra_ca
    worker = HttpWorker(on_close=connections.close)
    collector = Collector(archive, connections, receiver, utc_now, worker.see_through)
    left_over = LeftOver(archive, connections, collector, utc_now)
    try:
        accounts = _told(lambda: archive.write(lambda writer: writer.accounts()).result())
        account = _named(name, accounts)
        if account is None:
            known = ", ".join(one.name for one in accounts)
            return _refused(f"There is no account named {name}. There is: {known}.")
        if account.is_sandbox and not _is_free(profile):
            print("The window is open and reads its Sandbox itself.")
            return DONE
        if _told(lambda: archive.write(lambda writer: has_left_over(archive.arrivals, writer)).result()):
            by_id = {one.id: one for one in accounts}
            reports, logs = worker.submit(lambda: left_over.read(by_id), see_through=True).result()
            _print("Left by an earlier run", logs, reports)
        harvested = worker.submit(lambda: harvest_once(collector, account, utc_now), see_through=True).result()
        return _tell(account, harvested)
    except Failed as failure:
        print(_sentence(failure.problem), file=sys.stderr)
        return FAILED
    finally:
        worker.shutdown()
        receiver.stop()
        credentials.stop()
        archive.stop()
        sandbox.stop()


def _named(name: str, accounts: tuple[Account, ...]) -> Account | None:
    wanted = name.strip().casefold()
    return next((one for one in accounts if wanted in (one.name.casefold(), one.id.casefold())), None)


def _is_free(profile: Profile) -> bool:
    """No window is open on this profile."""
    role = SenderRole(profile)
    is_free = role.take()
    role.give_back()
    return is_free


def _told(work: Callable[[], T]) -> T:
    with failures_told(utc_now()):
        return work()


def _tell(account: Account, harvested: Harvested) -> int:
    _print(account.name, harvested.logs, harvested.reports)
    for pulled in (harvested.logs, harvested.reports):
        if pulled is not None and pulled.unread:
            print("A part of an answer could not be read. It is kept as it came, and a later version reads it.")
    if harvested.failure is None:
        return DONE
    print(_sentence(harvested.failure.problem), file=sys.stderr)
    return FAILED


def _print(what: str, logs: Pulled | None, reports: Pulled | None) -> None:
    parts = [
        f"{pulled.received} {noun}, {pulled.new} new" if pulled is not None else f"{noun} not read"
        for pulled, noun in ((logs, "log entries"), (reports, "reports"))
    ]
    print(f"{what}: {'; '.join(parts)}.", flush=True)


def _sentence(problem: Problem) -> str:
    """For a log of a timer: our word for it, then the vendor's."""
    status = f" (HTTP {problem.http_status})" if problem.http_status else ""
    told = " ".join(part for part in (problem.vendor_code, problem.vendor_text) if part)
    who = "A web page answered" if problem.subject == WEB_PAGE else "Infobip says"
    return f"It failed: {problem.code.value}{status}." + (f" {who}: {told}" if told else "")


def _refused(text: str) -> int:
    print(text, file=sys.stderr)
    return NO_ACCOUNT
